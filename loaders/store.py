"""The writer: the one process that has the store open, changes it in transactions and publishes snapshots."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from concurrent.futures import wait
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from loaders import snapshots
from loaders.changes import net_change, update_request
from loaders.copying import Copying
from loaders.durable import explained
from loaders.linking import kept
from loaders.lock import locked
from loaders.search.build import FOLDER as INDEX
from loaders.search.build import KEPT, build
from loaders.snapshots import Snapshot
from ontology.errors import StoreError
from ontology.terms import DEFAULT_GRAPHS, Graph

#: Quads that the engine may hold in memory: without this it takes a gigabyte.
SPILL_AFTER = 100_000


@contextmanager
def open_writer(
    root: Path,
    wait: float | None = None,
    on_wait: Callable[[str], None] | None = None,
    *,
    create: bool = True,
) -> Iterator[Writer]:
    """Open the store in the folder `root` for writing, alone; arguments, errors: see `loaders.lock.locked`.

    Changes survive the death of the process from the moment `apply` returns, and that of the machine from
    the end of the block or of `publish`. When the block is left the store is closed, as long as nobody
    keeps `Writer.store` or an iterator of it.
    """
    with locked(root, wait, on_wait, create=create):
        writer = Writer(root)
        try:
            yield writer
            writer.flush()
            writer.leave()
        finally:
            writer.close()


class Writer(Copying):
    """An open store; made by `open_writer`."""

    def apply(self, delete: Collection[Quad], insert: Collection[Quad]) -> bool:
        """Take `delete` out and put `insert` in, in one transaction, and say whether that changed anything.

        Deleting what is not there and inserting what is there is no error; a quad in both stays.

        Raises:
            StoreError: the system refuses, or a quad can't be kept (`loaders.changes.net_change`); the
                store is as before then.

        """
        with explained("write into", self._path):
            gone, new = net_change(self.store, delete, insert)
            if not gone and not new:
                return False
            touched = {quad.graph_name for quad in (*gone, *new)}
            self._mark_changed(
                reasoned=any(graph in DEFAULT_GRAPHS for graph in touched),
                worded=Graph.VOCABULARY in touched,
                others={graph.value for graph in touched if isinstance(graph, NamedNode)},
            )
            if gone:
                self.store.update(update_request(self.store, gone, new))
            else:
                self.store.extend(new)
        self.stated.note(gone, new)
        self._unflushed += len(gone) + len(new)
        if self._unflushed >= SPILL_AFTER:
            self.spill()
        return True

    def fill(self, nquads: bytes) -> None:
        """Put N-Quads into an empty store, much faster than by `apply`, but not as a transaction.

        For what a later call can tell to be missing: a kill in between leaves a part.

        Raises:
            StoreError: the system refuses, or the store holds something.

        """
        if len(self.store):
            raise StoreError(f"the store {self._path} is not empty; what is in it changes in transactions")
        with explained("write into", self._path):
            self._mark_changed()
            self.stated.lose()
            self.store.bulk_load(nquads, format=RdfFormat.N_QUADS)

    def derive(self, change: Callable[[Store], None]) -> None:
        """Let the inferred graph be made anew by a function, not as a transaction: a kill leaves a part of it.

        Raises:
            StoreError: the system refuses.

        """
        with explained("write into", self._path):
            self._mark_changed(worded=False, others=())
            change(self.store)

    def publish(self, *, forward: bool = False) -> Snapshot:
        """Make the store's state the current snapshot, and give the current snapshot.

        Where nothing changed since the last publish there is no new one: `current` stays where it is, even
        if a rollback moved it, unless `forward` asks for the newest again.

        Raises:
            StoreError: the system refuses; `current` then still names a whole snapshot.

        """
        shown, newest = snapshots.current(self._root), self._marks.published
        if newest is not None and shown is not None and (shown == newest or not forward):
            return shown
        if newest is None:
            newest = snapshots.make(self._root, self._backup)
        snapshots.point(self._root, newest)
        self._marks.mark_published(newest)
        snapshots.prune(self._root)
        return newest

    def _backup(self, target: Path) -> None:
        self.flush()
        self.store.backup(target)
        if self._words is not None:
            wait([self._words])
            self._words = None
        self._marks.mark_worded(build(self.store, target / INDEX, self._root / KEPT, self._marks.worded))
        for one in self._coming.values():
            one.take(self._root)
        self._coming.clear()
        kept.give(self.store, self._root, target)
