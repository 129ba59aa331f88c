"""The indexes by which a service finds concepts of the served snapshot, made when they are first asked of and missing.

What a taxonomy's labels are found by lies in the snapshot, from `taxonomy add`; all else is made in a process of its
own, kept in a folder that ends with the server, and let go when another snapshot is served. For the labels of
the shipped vocabulary that takes 17 s of a core, more than a publish should (docs/reconcile.md); so a server begins it
before anybody asks (`Matchers.keep_ready`).
"""

from __future__ import annotations

import logging
import math
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from loaders.linking import kept
from loaders.linking.index import Index, open_index
from loaders.linking.model import Candidate, Subject
from loaders.search.index import SearchIndex
from loaders.snapshots import Snapshot, numbered
from ontology.errors import StoreError
from ontology.said import said
from server.errors import Overloaded
from server.reconcile.filling import LABELS, WORDS, start
from server.settings import Settings
from server.workers import Pool

#: Seconds that a request waits for an index that is being made, after which its client is told to come again.
PATIENCE, AGAIN = 60.0, 5
#: Requests that may wait at a time, each in a thread of the server; and seconds before what failed is tried anew.
MOST_WAITING, PAUSE = 4, 60.0
#: Questions whose answers are remembered, an index: columns of tables repeat themselves.
REMEMBERED = 4096

#: A subject, how many candidates, and the types to which they are narrowed.
Asked = Callable[[Subject, int, tuple[str, ...]], tuple[Candidate, ...]]

log = logging.getLogger("rolegraph.reconcile")


class Matcher:
    """An index of labels that is asked one question at a time: each takes a core for some tens of milliseconds."""

    def __init__(self, index: Index, turn: threading.Lock, patience: float) -> None:
        self._index = index
        self._turn = turn
        self._patience = patience
        self.ranked: Asked = lru_cache(REMEMBERED)(self._rank)

    def _rank(self, subject: Subject, limit: int, types: tuple[str, ...]) -> tuple[Candidate, ...]:
        """The concepts that a subject may be, the likeliest first. Raises Overloaded."""
        if not self._turn.acquire(timeout=self._patience):
            raise Overloaded(said("Too many reconciliations are asked at once; try again."))
        try:
            return tuple(self._index.ranked(subject, limit, types))
        finally:
            self._turn.release()


class Matchers:
    """Gives the indexes of the served snapshot, in any thread; each is made in one thread, by one process at a time."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self._settings = settings
        self._pool = pool
        self._folder = tempfile.TemporaryDirectory(prefix="rolegraph-reconcile-")
        self._thread = ThreadPoolExecutor(1, "reconcile")
        self._lock = threading.Lock()
        self._turn = threading.Lock()
        self._waiting = threading.BoundedSemaphore(MOST_WAITING)
        self._made: dict[tuple[str, str, str], Future[Any]] = {}
        #: When what failed may be tried anew.
        self._again: dict[tuple[str, str, str], float] = {}
        self._closing = threading.Event()

    def begin(self, name: str) -> None:
        """Begin to make what a service needs, if it is not there, and do not wait: its first question comes soon."""
        self._future(name, LABELS)

    def keep_ready(self) -> None:
        """Begin to make the index of our concepts now, and again whenever another snapshot is served."""
        self._pool.on_switch.append(lambda tag: self._begin_ours())
        self._begin_ours()

    def is_ready(self, name: str) -> bool:
        """Whether what finds the concepts of a taxonomy of the served snapshot, or ours for "", is there."""
        current = self._pool.current
        found = self._made.get((current.tag or "", name, LABELS)) if current is not None else None
        return found is not None and found.done()

    def _begin_ours(self) -> None:
        # Whoever asks before it is there waits, or is told.
        with suppress(Overloaded, StoreError):
            self.begin("")

    def matcher(self, name: str) -> Matcher:
        """Give what finds the concepts of a taxonomy, or ours for "". Raises Overloaded and StoreError."""
        found: Matcher = self._wait(self._future(name, LABELS))
        return found

    def words(self, name: str) -> SearchIndex:
        """Give what completes the labels of a taxonomy. Raises Overloaded and StoreError."""
        found: SearchIndex = self._wait(self._future(name, WORDS))
        return found

    def close(self) -> None:
        """End what is being made, and delete what was made."""
        self._closing.set()
        self._thread.shutdown(cancel_futures=True)
        self._folder.cleanup()

    def _wait(self, future: Future[Any]) -> Any:
        # Those who wait hold a thread of the server each, so few may.
        waits = not future.done()
        if waits and not self._waiting.acquire(blocking=False):
            raise Overloaded(said("The index is being made, and others wait for it; try again in a while."), AGAIN)
        try:
            return future.result(PATIENCE)
        except (NotYet, CancelledError):
            raise Overloaded(said("The index is being made; try again in a while."), AGAIN) from None
        finally:
            if waits:
                self._waiting.release()

    def _future(self, name: str, sort: str) -> Future[Any]:
        snapshot = self._snapshot()
        place = (snapshot.tag, name, sort)
        with self._lock:
            if self._closing.is_set():
                raise Overloaded(said("The server is stopping."))
            self._forget_but(snapshot.tag)
            found = self._made.get(place)
            if found is None or time.monotonic() > self._again.get(place, math.inf):
                self._again.pop(place, None)
                found = self._made[place] = self._thread.submit(self._opened, snapshot, name, sort)
            return found

    def _snapshot(self) -> Snapshot:
        current = self._pool.current
        number = current.number if current is not None else None
        found = numbered(self._settings.store, number) if number is not None else None
        if current is None or found is None or found.tag != current.tag:
            raise Overloaded(said("Another snapshot begins to be served; try again."))
        return found

    def _forget_but(self, tag: str) -> None:
        """Let go what is of other snapshots; what is asked at the moment stays open until it has answered."""
        for place in [one for one in self._made if one[0] != tag]:
            self._made.pop(place).cancel()
            shutil.rmtree(Path(self._folder.name) / place[0], ignore_errors=True)

    def _opened(self, snapshot: Snapshot, name: str, sort: str) -> Any:
        """Open an index, and make it where the snapshot does not hold it; called in the one thread."""
        if sort == WORDS:
            return SearchIndex(self._filled(snapshot, name, sort), everything=True)
        held = kept.found(snapshot.path, name) if name else None
        if held is not None:
            try:
                return self._matcher(held)
            except StoreError as error:
                log.warning("snapshot %d: %s", snapshot.number, error)
        return self._matcher(self._filled(snapshot, name, sort))

    def _matcher(self, folder: Path) -> Matcher:
        return Matcher(open_index(folder), self._turn, self._settings.patience)

    def _filled(self, snapshot: Snapshot, name: str, sort: str) -> Path:
        """Make an index in the folder of ours."""
        target = Path(self._folder.name) / snapshot.tag / f"{sort}-{name}"
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            process = start(snapshot.path, name, sort, target)
            while process.poll() is None:
                if self._closing.wait(0.05):
                    process.kill()
                    process.wait()
        if not target.exists():
            self._again[snapshot.tag, name, sort] = time.monotonic() + PAUSE
            raise StoreError(f"the index {sort} of {name or 'our concepts'} can't be made; standard error says why")
        return target
