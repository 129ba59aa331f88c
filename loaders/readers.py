"""Documents read by several processes at once, while their parent writes what the earlier ones said."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import UTC, datetime
from types import TracebackType
from typing import NamedTuple, Self

from pyoxigraph import Quad

from loaders.concepts import align, curated_labels
from loaders.extract import extract
from loaders.mentions import labels, mentions
from loaders.model import Document
from loaders.report import Summary, report_quads, summary
from loaders.revise import Arrival
from loaders.sandbox.limits import die_with_parent
from ontology.errors import InputError
from ontology.terms import ConceptKind

#: Documents under way for each process: enough to keep it busy while the parent writes.
AHEAD = 16


class Reading(NamedTuple):
    """A document read: what enters the store, the quads of the report, and what the report tells."""

    arrival: Arrival
    reported: list[Quad]
    summary: Summary


def read(document: Document) -> Reading:
    """Read a document out and align its labels; raises InputError where it describes no role."""
    started = datetime.now(UTC)
    extraction = extract(document)
    found = mentions(extraction)
    arrival = Arrival(extraction, found, align(labels(found)))
    return Reading(arrival, report_quads(extraction, started, datetime.now(UTC)), summary(extraction))


class Readers:
    """Processes that read documents; with none, this process does it itself.

    To be made before the store is opened: a child must hold neither its files nor its lock.
    """

    def __init__(self, processes: int = 0) -> None:
        self.window = max(1, processes * AHEAD)
        self._pool: ProcessPoolExecutor | None = None
        if processes:
            warm()
            context = multiprocessing.get_context("fork")
            self._pool = ProcessPoolExecutor(processes, context, initializer=begin, initargs=(os.getpid(),))
            # All processes start with the first call, so that is now.
            self._pool.submit(os.getpid).result()

    def submit(self, document: Document) -> Future[Reading]:
        """Have a document read; its result may raise InputError."""
        if self._pool is not None:
            return self._pool.submit(read, document)
        done: Future[Reading] = Future()
        try:
            done.set_result(read(document))
        except InputError as error:
            done.set_exception(error)
        return done

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def warm() -> None:
    """Read the vocabulary once, for all children to share: what is there when they start costs them nothing."""
    for kind in ConceptKind:
        curated_labels(kind)
    # Children share memory until they write it, as the collector would.
    gc.freeze()


def begin(parent: int) -> None:
    """Let a child end with its parent, and leave an interrupt from the keyboard to it."""
    die_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
