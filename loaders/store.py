"""The writer: the one process that has the store open, changes it in transactions and publishes snapshots."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, BinaryIO

from pyoxigraph import NamedNode, Quad, RdfFormat, Store

from loaders import folders, snapshots
from loaders.background import step_back
from loaders.changes import net_change, update_request
from loaders.durable import explained, sync
from loaders.linking import kept
from loaders.lock import locked
from loaders.marks import Marks
from loaders.replacing import is_worth, write_without
from loaders.search.build import FOLDER as INDEX
from loaders.search.build import KEPT, build
from loaders.snapshots import Snapshot
from loaders.stated import Stated
from ontology.errors import QueryError, StoreError
from ontology.terms import DEFAULT_GRAPHS, Graph

#: Quads that the engine may hold in memory before they must be on the disk: without this it takes a gigabyte.
FLUSH_AFTER = 100_000


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


class Writer:
    """An open store; made by `open_writer`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._path = root / "store"
        self._branch: Path | None = None
        self._flushed = True
        self._unflushed = 0
        self._updated = False
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
        if self._unflushed >= FLUSH_AFTER:
            self.flush()
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

    def leave(self) -> None:
        """Note for the next writer what is known of the inferred graph; raises StoreError."""
        if self._branch is None:
            self._marks.leave()

    def branch(self, make: Callable[[Store, Path], None] = Store.backup) -> None:
        """Go on in a copy of the store (hard links), which nobody sees before `adopt`; without it the copy is lost.

        `make` writes something else than a copy into the new folder.
        """
        self.flush()
        folder = folders.current(self._root)
        copy = folder.with_name(f"{int(folder.name) + 1}{folders.UNFINISHED}")
        with explained("copy the store to", copy):
            make(self.store, copy)
            self._store = None
            self._store = Store(copy)
            step_back()
        self._branch = copy

    def bulk(self, nquads: BinaryIO) -> None:
        """Put N-Quads from a binary file into the copy, much faster than by `apply`.

        What follows from each of them alone must come with them, in the inferred graph.

        Raises:
            StoreError: the system refuses, or there is no copy: what is in the store changes in transactions.

        """
        if self._branch is None:
            raise StoreError(f"the store {self._path} has no copy to load into")
        with explained("write into", self._branch):
            self._flushed = False
            self.stated.note_bulk()
            self.store.bulk_load(nquads, format=RdfFormat.N_QUADS, lenient=True)

    def replace(self, graph: NamedNode, nquads: IO[bytes] | None) -> None:
        """Make N-Quads of a graph outside the dataset its content, or take it out: in a copy, which then takes over.

        Raises:
            StoreError: the system refuses, or the graph is of the dataset; the store is as before then.

        """
        self.exchange([graph], nquads)
        self.adopt(reasoned=False, others={graph.value})

    def exchange(self, graphs: Collection[NamedNode], nquads: IO[bytes] | None) -> None:
        """Take graphs outside the dataset out, and put N-Quads of such graphs in: in a copy, if need be a new one.

        Raises:
            StoreError: the system refuses, or a graph is of the dataset; the store is as before then.

        """
        if derived := [graph.value for graph in graphs if graph in DEFAULT_GRAPHS]:
            raise StoreError(f"the graph {derived[0]} is of the dataset, which changes in transactions")
        anew = self._branch is None and is_worth(self.store, graphs)
        if self._branch is None:
            self.branch(partial(write_without, graphs=graphs) if anew else Store.backup)
        with explained("write into", self._path):
            self._flushed = False
            for graph in graphs if not anew else ():
                self.store.remove_graph(graph)
            if nquads is not None:
                self.store.bulk_load(nquads, format=RdfFormat.N_QUADS, lenient=True)

    def update(self, request: str, base: str) -> None:
        """Run a SPARQL update in the copy, as one transaction; relative IRIs are resolved against `base`.

        In the copy, because the engine tells only afterwards whether it could run it: what fails or is killed
        leaves no mark on the store.

        Raises:
            SyntaxError, QueryError: the engine can't read or run it.
            StoreError: the system refuses, or there is no copy.

        """
        if self._branch is None:
            raise StoreError(f"the store {self._path} has no copy to change")
        with explained("write into", self._branch):
            self._flushed, self._updated = False, True
            try:
                self.store.update(request, base_iri=base)
            except RuntimeError as error:
                raise QueryError(str(error)) from error

    def adopt(self, *, reasoned: bool = True, others: Collection[str] = ()) -> None:
        """Let the copy take the store's place, in one step for all who look.

        `reasoned` tells whether it may differ in the graphs that are reasoned over, `others` are other graphs in which
        it does. What was put in by `bulk` is taken to leave the vocabulary and taxonomies as they are.
        """
        if self._branch is None:
            return
        self.flush()
        copy, self._branch, self._store = self._branch, None, None
        before, after = folders.current(self._root), copy.with_suffix("")
        with explained("replace the store", self._path):
            sync(copy)
            copy.rename(after)
            sync(after.parent)
            self._mark_changed(reasoned=reasoned, worded=self._updated, others=None if self._updated else others)
            self._updated = False
            folders.point(self._root, after)
            shutil.rmtree(before)
            self._store = Store(after)
        self._flushed = True

    def rewrite(self) -> None:
        """Write the store anew, so that nothing that was deleted is left in its files.

        Raises:
            StoreError: the system refuses; the store is as before then.

        """
        self.flush()
        folder = folders.current(self._root)
        copy = folder.with_name(f"{int(folder.name) + 1}{folders.UNFINISHED}")
        with explained("write the store anew into", copy):
            write_anew(self.store, copy)
            self._store = None
            self._store = Store(copy)
        self._branch = copy
        self.adopt()

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

    def flush(self) -> None:
        """Wait until all changes are on the disk.

        Raises:
            StoreError: the system refuses.

        """
        if not self._flushed:
            with explained("write into", self._path):
                self.store.flush()
            self._flushed = True
            self._unflushed = 0

    def close(self) -> None:
        """Let go of the store; the engine closes it with the last reference. A copy that was not adopted goes."""
        self._store = None
        if self._branch is not None:
            shutil.rmtree(self._branch, ignore_errors=True)

    def _backup(self, target: Path) -> None:
        self.flush()
        self.store.backup(target)
        self._marks.mark_worded(build(self.store, target / INDEX, self._root / KEPT, self._marks.worded))
        kept.give(self.store, self._root, target)

    def _mark_changed(
        self, *, reasoned: bool = True, worded: bool = True, others: Collection[str] | None = None
    ) -> None:
        """Take the marks of what is about to change; `others` are graphs beside those reasoned over, None for any."""
        self._flushed = False
        kept.unfit(self._root, others)
        self._marks.clear(reasoned=reasoned, worded=worded)


def write_anew(store: Store, folder: Path) -> None:
    """Write what a store holds, and nothing that it held once, into a new folder."""
    with tempfile.TemporaryFile(dir=folder.parent) as file:
        store.dump(file, format=RdfFormat.N_QUADS)
        file.seek(0)
        target = Store(folder)
        target.bulk_load(file, format=RdfFormat.N_QUADS, lenient=True)
        target.flush()
