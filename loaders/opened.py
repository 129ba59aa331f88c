"""A store that is open for writing, and what is known of it beyond its content."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from concurrent.futures import Future
from pathlib import Path
from typing import Protocol

from pyoxigraph import NamedNode, Store

from loaders import folders
from loaders.durable import explained, sync_log
from loaders.linking import kept
from loaders.marks import Marks
from loaders.stated import Stated
from ontology.errors import StoreError


class Coming(Protocol):
    """An index that another process is making."""

    def take(self, root: Path) -> None:
        """Wait for it, and keep it beside the store in the folder `root`; OSError where the system refuses."""


class Opened:
    """An open store in the folder `root`, or the copy of it in which work goes on."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._path = root / "store"
        self._branch: Path | None = None
        self._flushed = True
        self._unflushed = 0
        self._updated = False
        #: Indexes of taxonomies that are being made, by graph.
        self._coming: dict[str, Coming] = {}
        self._words: Future[None] | None = None
        with explained("open the store", self._path):
            folders.remove_leftovers(root)
            folder = folders.current(root)
            folders.remove_old_logs(folder)
            self._store: Store | None = Store(folder)
            (root / folders.VECTORS).mkdir(exist_ok=True)
            self._marks = Marks(root)

    @property
    def store(self) -> Store:
        """The store, to read from while working; changes go through `apply`."""
        if self._store is None:
            raise StoreError(f"the store {self._path} is closed")
        return self._store

    @property
    def is_published(self) -> bool:
        """Whether a snapshot equals the store."""
        return self._marks.published is not None

    @property
    def stated(self) -> Stated:
        """What changed since the inferred graph was right."""
        return self._marks.stated

    @property
    def inferred_by(self) -> bytes | None:
        """The rules by which the inferred graph was right before what `stated` tells; None where it was not."""
        return self._marks.rules

    def mark_inferred(self, rules: bytes) -> None:
        """Note that the inferred graph is right, by these rules.

        Raises:
            StoreError: the system refuses.

        """
        self.flush()
        self._marks.mark_inferred(rules)

    def expect(self, graph: NamedNode, index: Coming) -> None:
        """Take an index of a graph as it is now from elsewhere, when next a snapshot is made; a change undoes this."""
        self._coming[graph.value] = index

    def expect_words(self, name: str, index: Future[None]) -> None:
        """Take the vocabulary's part of the search index from elsewhere, under this name, when next a snapshot is made.

        A change of the vocabulary undoes this, and where it does not come the snapshot's maker makes it.
        """
        self._marks.mark_worded(name)
        self._words = index

    def leave(self) -> None:
        """Note for the next writer what is known of the inferred graph; raises StoreError."""
        if self._branch is None:
            self._marks.leave()

    def flush(self) -> None:
        """Wait until all changes are on the disk.

        Raises:
            StoreError: the system refuses.

        """
        if not self._flushed:
            with explained("write into", self._path):
                sync_log(self._branch or folders.current(self._root))
            self._flushed = True

    def spill(self) -> None:
        """Let the engine hold no change in memory, nor in its log; it waits where many of its files are to be merged.

        Raises:
            StoreError: the system refuses.

        """
        with explained("write into", self._path):
            self.store.flush()
        self._flushed, self._unflushed = True, 0

    def close(self) -> None:
        """Let go of the store; the engine closes it with the last reference. A copy that was not adopted goes."""
        self._store = None
        if self._branch is not None:
            shutil.rmtree(self._branch, ignore_errors=True)

    def _mark_changed(
        self, *, reasoned: bool = True, worded: bool = True, others: Collection[str] | None = None
    ) -> None:
        """Take the marks of what is about to change; `others` are graphs beside those reasoned over, None for any."""
        self._flushed = False
        for graph in [*self._coming] if others is None else others:
            self._coming.pop(graph, None)
        kept.unfit(self._root, others)
        self._marks.clear(reasoned=reasoned, worded=worded)
