"""The search index of the snapshot that is served: opened when it is first asked of, let go when another is served."""

from __future__ import annotations

import contextlib
import logging
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from loaders.search import fill
from loaders.search.build import FOLDER, read_about
from loaders.search.index import SearchIndex
from loaders.snapshots import Snapshot, numbered
from ontology.said import said
from server.errors import Overloaded
from server.settings import Settings
from server.workers import Pool

#: Seconds after which a client is told to come again while an index is being made.
AGAIN = 5

log = logging.getLogger("rolegraph.search")


@dataclass(frozen=True, slots=True)
class Serving:
    """An open index and the tag of its snapshot."""

    index: SearchIndex
    tag: str


class Indexes:
    """Gives the index of the served snapshot, in any thread.

    A snapshot is served by processes that hold it, so its folder is there as long as it is served.
    """

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self._settings = settings
        self._pool = pool
        self._lock = threading.Lock()
        self._open: Serving | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="rolegraph-search-")
        self._making: subprocess.Popen[bytes] | None = None
        self._made = ""

    def current(self) -> Serving:
        """Give the index. Raises Overloaded while it is being made, for a snapshot that was published without one."""
        generation = self._pool.current
        tag = (generation.tag if generation is not None else None) or ""
        found = self._open
        if found is not None and found.tag == tag:
            return found
        with self._lock:
            if self._open is None or self._open.tag != tag:
                self._open = None
                self._open = self._opened(generation.number if generation is not None else None, tag)
            return self._open

    def close(self) -> None:
        """End what is being made, and delete what was made."""
        with self._lock:
            self._end()
            self._folder.cleanup()

    def _opened(self, number: int | None, tag: str) -> Serving:
        snapshot = numbered(self._settings.store, number) if number is not None else None
        if snapshot is None or snapshot.tag != tag:
            raise Overloaded(said("Another snapshot begins to be served; try again."))
        folder = snapshot.path / FOLDER
        if read_about(folder) is None:
            folder = self._filled(snapshot)
        return Serving(SearchIndex(folder, everything=self._settings.plain), tag)

    def _filled(self, snapshot: Snapshot) -> Path:
        """The index made here for a snapshot without one."""
        target = Path(self._folder.name) / snapshot.tag
        if target.exists():
            return target
        running = self._making is not None and self._making.poll() is None
        if not running or self._made != snapshot.tag:
            self._end()
            log.info("snapshot %d has no search index of this version; it is being made", snapshot.number)
            self._making, self._made = fill.start(snapshot.path, target), snapshot.tag
        raise Overloaded(said("The search index is being made; try again in a while."), AGAIN)

    def _end(self) -> None:
        if self._making is not None:
            with contextlib.suppress(ProcessLookupError):
                self._making.kill()
            self._making.wait()
            self._making = None
