"""Documents read by several processes at once, while their parent writes what the earlier ones said."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self, Union

from loaders.arrivals import Arrival, arrival
from loaders.background import give_back
from loaders.centroids import space
from loaders.concepts import align, curated_labels
from loaders.extract import extract
from loaders.identity import scheme_name
from loaders.mentions import labels, mentions
from loaders.model import Document
from loaders.pivot import KINDS
from loaders.read import document, kept_document
from loaders.report import Summary, summary
from loaders.sandbox.limits import die_with_parent
from loaders.spool import Lent, Spool, Stretch, write
from loaders.vectors import available, disk
from ontology.errors import InputError
from ontology.terms import ConceptKind

#: Documents under way for each process: enough to keep it busy while the parent waits for the engine.
AHEAD = 1024
#: New objects after which the collector looks for cycles: reading makes many objects, and no cycle to speak of.
COLLECT_AFTER = 500_000
#: What the readers' niceness is above that of the process which writes: that one is waited for.
NICER = 5
#: Documents that a process reads in one call.
GROUP = 16
#: Files for what calls under way give, and for what waits to be written; beyond them it comes through pipes.
FILES = 160
#: What a process gives for a document.
Answer = Union["Reading", "Spooled", InputError]
#: A function that reads a document, with its arguments.
Call = tuple[Callable[..., "Reading"], tuple[object, ...]]


class Reading(NamedTuple):
    """A document read: what enters the store, and what the report tells."""

    arrival: Arrival
    summary: Summary


@dataclass(frozen=True, slots=True)
class Pending:
    """A reading that is to come: called it gives it, or raises InputError where the document describes no role."""

    result: Callable[[], Reading]
    is_there: Callable[[], bool] = lambda: True

    def __call__(self) -> Reading:
        """Wait for the reading and give it."""
        return self.result()


def read(source: str, content: bytes) -> Reading:
    """Read a file out, align its labels and describe it; raises InputError where it describes no role."""
    return reading(document(source, content))


def read_kept(source: str, sha256: str, text: str) -> Reading:
    """The same of a text that the store keeps."""
    return reading(kept_document(source, sha256, text))


class Spooled(NamedTuple):
    """A reading that is in a file: its N-Quads, and all the rest, pickled."""

    nquads: Stretch
    rest: Stretch


def read_all(calls: list[Call], descriptor: int | None = None) -> list[Answer]:
    """The answers to several calls, in their order; in a file, where one is given and has room."""
    found: list[Reading | InputError] = []
    for function, arguments in calls:
        try:
            found.append(function(*arguments))
        except InputError as error:
            found.append(error)
    if descriptor is not None:
        with suppress(OSError):
            return spooled(found, descriptor)
    return [*found]


def spooled(found: list[Reading | InputError], descriptor: int) -> list[Answer]:
    """The answers with their readings in a file; raises OSError where it has no room."""
    pieces: list[bytes] = []
    for one in found:
        if isinstance(one, Reading):
            pieces += bytes(one.arrival.nquads), pickle.dumps(with_nquads(one, b""))
    written = write(descriptor, pieces)
    return [Spooled(next(written), next(written)) if isinstance(one, Reading) else one for one in found]


def with_nquads(one: Reading, nquads: bytes | Stretch) -> Reading:
    """A reading with other N-Quads."""
    return one._replace(arrival=replace(one.arrival, nquads=nquads))


def reading(one: Document) -> Reading:
    """Read a document out, align its labels and describe it."""
    started = datetime.now(UTC)
    extraction = extract(one)
    found = mentions(extraction)
    arrived = arrival(extraction, found, align(labels(found)), started, datetime.now(UTC))
    return Reading(arrived, summary(extraction))


@dataclass(slots=True)
class Group:
    """Documents that a process reads in one call, since each call costs its own."""

    calls: list[Call] = field(default_factory=list)
    answer: Future[list[Answer]] | None = None
    file: Lent | None = None

    def is_there(self) -> bool:
        """Whether the answer can be had without waiting."""
        return self.answer is not None and self.answer.done()


class Readers:
    """Processes that read documents; with none, this process does it itself.

    To be made before the store is opened: a child must hold neither its files nor its lock. `vectors` is the folder
    where those of labels are kept.
    """

    def __init__(self, processes: int = 0, vectors: Path | None = None) -> None:
        disk.keep_in(vectors)
        self.window = max(1, processes * AHEAD)
        self._pool: ProcessPoolExecutor | None = None
        self._spool = Spool(FILES if processes else 0, vectors)
        self._group = Group()
        if processes:
            warm()
            context = multiprocessing.get_context("fork")
            self._pool = ProcessPoolExecutor(processes, context, initializer=begin, initargs=(os.getpid(),))
            # All processes start with the first call, so that is now.
            self._pool.submit(os.getpid).result()

    def submit(self, source: str, content: bytes) -> Pending:
        """Have a file read; asking for the result may raise InputError."""
        return self._add(read, source, content)

    def submit_kept(self, source: str, sha256: str, text: str) -> Pending:
        """Have a kept text read anew."""
        return self._add(read_kept, source, sha256, text)

    def beside(self, function: Callable[..., None], *arguments: object) -> Future[None] | None:
        """Have one of the processes do something else, after what it was given to read; None where there is none."""
        if self._pool is None:
            return None
        if self._group.calls:
            self._send()
        return self._pool.submit(and_give_back, function, *arguments)

    def _add(self, function: Callable[..., Reading], *arguments: object) -> Pending:
        group = self._group
        group.calls.append((function, arguments))
        pending = Pending(partial(self._result, group, len(group.calls) - 1), group.is_there)
        if self._pool is not None and len(group.calls) == GROUP:
            self._send()
        return pending

    def _send(self) -> None:
        """Give the group at hand to a process, or read it here."""
        group, self._group = self._group, Group()
        if self._pool is not None:
            group.file = self._spool.lend()
            descriptor = group.file.descriptor if group.file is not None else None
            group.answer = self._pool.submit(read_all, group.calls, descriptor)
            # Nobody else may write there before the process has, even if nobody waits for it any more.
            group.answer.add_done_callback(partial(_done_with, group.file))
        else:
            group.answer = Future()
            group.answer.set_result(read_all(group.calls))

    def _result(self, group: Group, place: int) -> Reading:
        """One document's reading, once it is there."""
        if group.answer is None:
            self._send()
        assert group.answer is not None
        found = group.answer.result()[place]
        if isinstance(found, InputError):
            raise found
        if isinstance(found, Reading):
            return found
        rest: Reading = pickle.loads(bytes(found.rest))
        return with_nquads(rest, replace(found.nquads, lent=group.file))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        self._spool.close()


def and_give_back(function: Callable[..., None], *arguments: object) -> None:
    """Do something, and let the system have the memory that it took."""
    function(*arguments)
    give_back()


def _done_with(file: Lent | None, answer: Future[list[Answer]]) -> None:
    """Hold a file until a process is done with it."""


def warm() -> None:
    """Read the vocabulary once, for all children to share: what is there when they start costs them nothing."""
    for kind in ConceptKind:
        curated_labels(kind)
    if available():
        for kind in sorted(KINDS):
            space(scheme_name(kind))
    # Children share memory until they write it, as the collector would.
    gc.freeze()


def begin(parent: int) -> None:
    """Let a child end with its parent, and leave an interrupt from the keyboard to it."""
    gc.set_threshold(COLLECT_AFTER)
    os.nice(NICER)
    die_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
