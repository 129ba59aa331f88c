"""Changes that can not be made in a transaction: in a copy of the store, which takes its place when they are done."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import IO, BinaryIO

from pyoxigraph import NamedNode, RdfFormat, Store

from loaders import folders
from loaders.background import step_back
from loaders.durable import explained, sync
from loaders.opened import Opened
from loaders.replacing import is_worth, write_without
from ontology.errors import QueryError, StoreError
from ontology.terms import DEFAULT_GRAPHS


class Copying(Opened):
    """An open store that can go on in a copy; what fails or is killed there leaves no mark on the store."""

    def branch(self, make: Callable[[Store, Path], None] | None = None) -> None:
        """Go on in a copy of the store (hard links), which nobody sees before `adopt`; without it the copy is lost.

        `make` writes something else than a copy into the new folder. Raises StoreError: the system refuses; the store
        is as before then.
        """
        self.flush()
        folder = folders.current(self._root)
        copy = folders.beside(folder)
        with explained("copy the store to", copy):
            try:
                if make is not None:
                    make(self.store, copy)
                self._store = None
                if make is None:
                    folders.link(folder, copy)
                self._store = Store(copy)
            except BaseException:
                shutil.rmtree(copy, ignore_errors=True)
                self._store = self._store or Store(folder)
                raise
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
            self.branch(partial(write_without, graphs=graphs) if anew else None)
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
        copy, self._branch = self._branch, None
        before = folders.current(self._root)
        with explained("replace the store", self._path):
            sync(copy)
            sync(copy.parent)
            self._mark_changed(reasoned=reasoned, worded=self._updated, others=None if self._updated else others)
            self._updated = False
            folders.point(self._root, copy)
            shutil.rmtree(before)
        self._flushed = True

    def rewrite(self) -> None:
        """Write the store anew, so that nothing that was deleted is left in its files.

        Raises:
            StoreError: the system refuses; the store is as before then.

        """
        self.branch(write_anew)
        self.adopt()


def write_anew(store: Store, folder: Path) -> None:
    """Write what a store holds, and nothing that it held once, into a new folder."""
    with tempfile.TemporaryFile(dir=folder.parent) as file:
        store.dump(file, format=RdfFormat.N_QUADS)
        file.seek(0)
        target = Store(folder)
        target.bulk_load(file, format=RdfFormat.N_QUADS, lenient=True)
        target.flush()
