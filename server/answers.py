"""One query's answer, as it comes from a worker: held back, passed on, or cut short."""

from __future__ import annotations

import contextlib
import json
import logging
import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from loaders.sandbox.child import cause_of
from loaders.sandbox.frames import Frame, Kind
from ontology.said import Quoted, said, sentence
from server import formats
from server.errors import (
    AnswerTooLong,
    BodyCutShort,
    ClientLeft,
    NoSuchThing,
    NotAcceptable,
    Overloaded,
    Problem,
    QueryCrashed,
    QueryOutOfMemory,
    QuerySyntax,
    QueryTimeout,
    QueryUnusable,
)
from server.kills import Cause
from server.places import Place
from server.saying import unpacked
from server.syntax import at
from server.task import Task
from server.worker import Worker
from server.workers import LOOK, Pool

#: How much is held back before the answer's first byte goes, in bytes.
HELD_BACK = 64 * 1024
#: Seconds to wait for the report of how a worker ended.
REPORT = 1.0
#: The longest part of the engine's message on syntax that is passed on, in characters.
MESSAGE = 300

log = logging.getLogger("rolegraph.workers")


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a client is answered.

    `patience` is how long it waits for a worker in seconds, `left` tells whether it has gone, `place` is its place
    among all clients, `most` the longest answer in bytes.
    """

    patience: float
    left: Callable[[], bool]
    place: Place
    most: float = math.inf


class Answer:
    """The answer to one question: `hold_back` first, then iterate over its bytes, and `close` in any case."""

    def __init__(self, worker: Worker, pool: Pool, seconds: float, terms: Terms, task: Task) -> None:
        self._worker = worker
        self._pool = pool
        self._seconds = seconds
        self._terms = terms
        self._task = task
        self._held: list[bytes] = []
        self._size = 0
        self._over = False
        #: Whether rows were left out, which is known at the end.
        self.truncated = False
        #: Whether all of it has come, so that `held` is the whole.
        self.complete = False
        worker.deadline = time.monotonic() + seconds

    @property
    def snapshot(self) -> str:
        """The tag of the snapshot from which the answer comes."""
        return self._worker.crew.tag or ""

    @property
    def held(self) -> bytes:
        """What has been held back."""
        return b"".join(self._held)

    def hold_back(self, size: int = HELD_BACK) -> None:
        """Take in the beginning, up to about `size` bytes or the end; failures raise a Problem or ClientLeft."""
        gathered = 0
        while not self._over and gathered < size:
            chunk = self._next()
            self._held.append(chunk)
            gathered += len(chunk)

    def __iter__(self) -> Iterator[bytes]:
        """Give the bytes; raises BodyCutShort when the rest does not come."""
        yield self.held
        self._held.clear()
        while not self._over:
            try:
                chunk = self._next()
            except Problem as problem:
                log.warning("the answer to query %s was cut short: %s", self._task.name, problem)
                raise BodyCutShort(str(problem)) from problem
            yield chunk

    def close(self) -> None:
        """End the query if it still runs, because nobody is there for the rest, and leave the place."""
        self.end("client left")

    def end(self, cause: Cause, code: int | None = None) -> None:
        """End the query for this cause if it still runs, and leave the place."""
        self._terms.place.leave()
        if not self._over:
            self._over = True
            self._pool.kills.record(cause, self._task.name, self._worker.pid, code)
            self._pool.discard(self._worker)

    def _next(self) -> bytes:
        """Give the next chunk, empty at the end and where there is none."""
        try:
            frame = self._frame()
        except (Problem, ClientLeft):
            self.close()
            raise
        if frame.kind is Kind.CHUNK:
            return self._measured(frame.payload)
        if frame.kind in {Kind.END, Kind.ERROR}:
            self._over, self.complete = True, frame.kind is Kind.END
            self.truncated = bool(self.complete and frame.payload)
            self._pool.give_back(self._worker)
        if frame.kind is Kind.ERROR:
            self.close()
            raise problem_of(json.loads(frame.payload))
        return b""

    def _measured(self, chunk: bytes) -> bytes:
        self._size += len(chunk)
        if self._size > self._terms.most:
            self.end("too long")
            raise AnswerTooLong(
                said(
                    "The answer is longer than %(most)s bytes; ask for less at a time.", most=f"{self._terms.most:.0f}"
                )
            )
        return chunk

    def _frame(self) -> Frame:
        """Wait for a frame, and look at the clock and the client meanwhile."""
        while True:
            if self._terms.left():
                raise ClientLeft("the client closed the connection")
            remaining = self._worker.deadline - time.monotonic()
            if remaining <= 0:
                raise self._timeout()
            try:
                frame = self._worker.read(min(LOOK, remaining))
            except TimeoutError:
                continue
            except OSError:
                frame = None
            if frame is None:
                raise self._death()
            return frame

    def _timeout(self) -> Problem:
        self.end("timeout")
        return QueryTimeout(
            said(
                "The query was ended after %(seconds)s seconds. Make it more selective, or add a LIMIT.",
                seconds=f"{self._seconds:g}",
            )
        )

    def _death(self) -> Problem:
        if self._worker.displaced:
            self.end("displaced")
            return Overloaded(said("The query was ended since another client waited; try again."), retry_after=5)
        if time.monotonic() >= self._worker.deadline:
            return self._timeout()
        self._worker.ended.wait(REPORT)
        code = self._worker.exit_code
        cause = cause_of(code)
        self.end(cause, code)
        return out_of_memory() if cause == "memory" else crashed()


def ask(pool: Pool, task: Task, seconds: float, terms: Terms) -> Answer:
    """Give a task to a free worker; `seconds` is the query's deadline, from when it has a worker.

    Raises Overloaded or ClientLeft, and the place is left.
    """
    try:
        return _ask(pool, task, seconds, terms)
    except BaseException:
        terms.place.leave()
        raise


def _ask(pool: Pool, task: Task, seconds: float, terms: Terms) -> Answer:
    for _ in range(2):
        worker = pool.lend(terms.patience, terms.place.client, terms.left)
        if terms.left():
            pool.give_back(worker)
            raise ClientLeft("the client closed the connection")
        with contextlib.suppress(ConnectionError, TimeoutError):
            worker.ask(task.payload)
            return Answer(worker, pool, seconds, terms, task)
        # It died while nobody used it, which is not this query's fault.
        pool.discard(worker)
    raise Overloaded(said("The workers are being replaced; try again."))


def problem_of(error: dict[str, object]) -> Problem:
    """Make a Problem of what a worker reports."""
    message = unpacked(error.get("message", ""))
    if len(message) > MESSAGE:
        message = Quoted(message[:MESSAGE] + " …")
    match error["kind"]:
        case "syntax":
            return _syntax(message, error.get("line"), error.get("column"), error.get("near"))
        case "memory":
            return out_of_memory()
        case "format":
            offered = tuple(one.media_types[0] for one in formats.GRAPHS if not one.is_xml)
            return NotAcceptable(
                said("%(what)s; it is offered as %(offered)s.", what=message, offered=", ".join(offered)), offered
            )
        case "no graph":
            offered = tuple(one.media_types[0] for one in formats.SOLUTIONS)
            return NotAcceptable(
                said("%(message)s; the answer is offered as %(offered)s.", message=message, offered=", ".join(offered)),
                offered,
            )
        case "missing":
            return NoSuchThing(sentence(message))
        case "evaluation":
            return QueryUnusable(sentence(message))
    log.error("a worker can't read its snapshot: %s", message)
    return QueryCrashed(said("The query could not be evaluated; the server's log holds the reason."))


def _syntax(message: str, line: object, column: object, near: object) -> Problem:
    if not isinstance(line, int) or not isinstance(column, int):
        return QuerySyntax(sentence(message))
    return QuerySyntax(at(line, column, str(near or ""), message), line, column)


def out_of_memory() -> Problem:
    """Give the problem of a query that took too much memory."""
    return QueryOutOfMemory(said("The query needed more memory than one query may take. Ask for less at a time."))


def crashed() -> Problem:
    """Give the problem of a query that ended its process."""
    return QueryCrashed(said("The query ended the process that evaluated it; it is not tried again. Simplify it."))
