"""Changes of the store, one at a time, each made by a disposable child (`server.writing`) with limits and deadlines."""

from __future__ import annotations

import json
import logging
import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from loaders.sandbox import Limits, interpreter
from loaders.sandbox.child import PIECE, cause_of
from loaders.sandbox.frames import Frame, Kind, Reader, limit_waiting, pack, send
from loaders.snapshots import current
from loaders.store import open_writer
from ontology.said import said, sentence
from server import errors
from server.answers import crashed, out_of_memory, problem_of
from server.errors import Overloaded, Problem, QueryTimeout
from server.saying import unpacked
from server.supervisor import Supervisor
from server.writing import Change

#: Seconds that the child has to start and take in the payload, the same to open the store, and to publish.
START, PUBLISH = 30.0, 300.0
#: Seconds to wait until the readers are at a new snapshot.
TAKE_UP = 30.0
#: Address space that the engine's threads take when it opens a store for writing, in bytes.
ENGINE = 1024 * 1024 * 1024
#: Changes that may wait for the one under way.
MOST_WAITING = 4
#: The errors of a child that are problems of ours by their own name.
NAMED = ("MalformedRequest", "QueryRefused", "QueryTooComplex")

log = logging.getLogger("rolegraph.writes")


@dataclass(frozen=True, slots=True)
class Written:
    """What came of a change: the snapshot that shows it, and whether the graph was there before."""

    snapshot: int
    tag: str
    existed: bool


def begin(root: Path) -> None:
    """Publish a store that nothing was ever published from, an empty one for instance; make it where there is none."""
    if current(root) is None:
        with open_writer(root) as writer:
            writer.publish()


class Writes:
    """Makes changes of the store at `root`; all methods may be called in any thread."""

    def __init__(self, root: Path, supervisor: Supervisor, limits: Limits, seconds: float, patience: float) -> None:
        self.root = str(root.resolve())
        self._supervisor = supervisor
        self._limits = limits
        self._seconds = seconds
        self.patience = patience
        self._one = threading.Lock()
        self._places = threading.BoundedSemaphore(MOST_WAITING + 1)

    def make(self, change: Change, payload: bytes) -> Written:
        """Make a change and wait until readers see it. Raises a Problem where it is not made."""
        with self._turn():
            result = _Conversation(change, self._limits, self._phases()).run(payload)
        written = Written(result["snapshot"], result["tag"], result["existed"])
        if not self._supervisor.wait_for(written.snapshot, TAKE_UP):
            log.warning("snapshot %d is published and not served yet", written.snapshot)
        return written

    def _phases(self) -> dict[str, float]:
        return {"lock": self.patience + START, "write": self._seconds, "publish": PUBLISH}

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise Overloaded(said("%(count)s updates are waiting already; try again.", count=MOST_WAITING))
        try:
            if not self._one.acquire(timeout=self.patience):
                raise Overloaded(
                    said(
                        "Another update was not done within %(seconds)s seconds; try again.",
                        seconds=f"{self.patience:g}",
                    )
                )
            try:
                yield
            finally:
                self._one.release()
        finally:
            self._places.release()


class _Conversation:
    """The talk with one child, from its start to its end."""

    def __init__(self, change: Change, limits: Limits, phases: dict[str, float]) -> None:
        self._phases = phases
        self._phase = "start"
        self._end = time.monotonic() + START
        self._connection, theirs = socket.socketpair()
        with theirs:
            arguments = [str(theirs.fileno()), str(os.getpid()), change.encode(), json.dumps(asdict(limits))]
            self._process = interpreter.start("server.writing:main", arguments, [theirs.fileno()])

    def run(self, payload: bytes) -> dict[str, Any]:
        try:
            return self._talk(payload)
        except TimeoutError:
            raise self._late() from None
        except ConnectionError:
            raise self._death() from None
        finally:
            self._connection.close()
            self._process.kill()
            self._process.wait()

    def _talk(self, payload: bytes) -> dict[str, Any]:
        for start in range(0, len(payload), PIECE):
            limit_waiting(self._connection, socket.SO_SNDTIMEO, self._remaining())
            send(self._connection, pack(Kind.CHUNK, payload[start : start + PIECE]))
        send(self._connection, pack(Kind.END))
        reader = Reader(self._connection)
        while (frame := reader.read(self._remaining())) is not None:
            if frame.kind is Kind.CHUNK:
                result: dict[str, Any] = json.loads(frame.payload)
                return result
            self._attend(frame)
        raise ConnectionError

    def _attend(self, frame: Frame) -> None:
        if frame.kind is Kind.ERROR:
            raise _problem(json.loads(frame.payload))
        if frame.kind is Kind.STATUS and (phase := frame.payload.decode("ascii", "replace")) in self._phases:
            self._phase = phase
            self._end = time.monotonic() + self._phases[phase]

    def _remaining(self) -> float:
        remaining = self._end - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        return remaining

    def _late(self) -> Problem:
        log.warning("an update ended at the deadline of its phase %s", self._phase)
        if self._phase == "publish":
            return QueryTimeout(said("The update is written, and publishing it took too long."))
        seconds = self._phases.get(self._phase, START)
        return QueryTimeout(
            said("The update was ended after %(seconds)s seconds; nothing was changed.", seconds=f"{seconds:g}")
        )

    def _death(self) -> Problem:
        try:
            code: int | None = self._process.wait(1)
        except subprocess.TimeoutExpired:
            code = None
        log.warning("an update ended its process with code %s", code)
        return out_of_memory() if cause_of(code) == "memory" else crashed()


def _problem(error: dict[str, Any]) -> Problem:
    """Make a Problem of what the child reports."""
    message = unpacked(error.get("message", ""))
    match error["kind"]:
        case "QuerySyntax":
            return errors.QuerySyntax(message, **error["details"])
        case kind if kind in NAMED:
            named: type[Problem] = getattr(errors, kind)
            return named(message)
        case "protected":
            return errors.protected(message)
        case "pending":
            return errors.UpdatePending(sentence(message))
        case "missing":
            return errors.NoSuchGraph(message)
        case "busy":
            return errors.Overloaded(said("Another process is writing the store; try again."), retry_after=5)
        case "store":
            log.error("an update could not be made: %s", message)
            return errors.StoreRefuses(said("The store can't be written now; the server's log holds the reason."))
    return problem_of(error)
