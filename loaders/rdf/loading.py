"""Files of RDF into an open store, and out of it: in a copy of it, which then takes the store's place."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

from loaders.rdf import register
from loaders.rdf.formats import PACKED
from loaders.rdf.names import graph_of
from loaders.rdf.reading import Parsed, Reader
from loaders.rdf.register import File
from loaders.report import Entry, Outcome
from loaders.rows import literal, select_from
from loaders.sources import Source
from loaders.store import Writer
from ontology.errors import InputError

#: Seconds after which the copy takes the store's place: a kill loses no more work.
CHECKPOINT = 60.0
#: Bytes that are read at once.
CHUNK = 1 << 20
TRIPLES = "SELECT (COUNT(*) AS ?number) { ?subject ?predicate ?object }"


class Files:
    """The files of RDF of an open store; `graph` is where statements without a graph go, by default one a file.

    What `load` and `remove` did is in the store after `finish`, which `load_all` and `remove_all` call themselves.
    """

    def __init__(self, writer: Writer, graph: NamedNode | None = None) -> None:
        self._writer = writer
        self._graph = graph
        self._files = register.files(writer.store)
        self._reader = Reader()
        self._since = time.monotonic()
        self._changed = False

    def __contains__(self, name: str) -> bool:
        """Whether the store holds a file as this source."""
        return name in self._files

    def names(self) -> Iterable[str]:
        """The sources of the files."""
        return list(self._files)

    def load_all(self, found: Iterable[tuple[Source, RdfFormat]], stopped: Callable[[], bool]) -> list[Entry]:
        """Load files until `stopped` says so; give what became of each, once it is in the store."""
        entries: list[Entry] = []
        for source, format_ in found:
            if stopped():
                break
            try:
                entries.append(self.load(source, format_))
            except InputError as error:
                entries.append(Entry(source.name, "refused", problem=str(error)))
        self._reader.close()
        self.finish()
        return entries

    def remove_all(self, names: Iterable[str]) -> list[Entry]:
        """Take sources out with the graphs that they gave; give what there is to tell, once it is so."""
        entries = [self.remove(name) for name in names]
        self.finish()
        return entries

    def load(self, source: Source, format_: RdfFormat) -> Entry:
        """Load a file in place of what its source gave before; what it says of a graph is then all of that graph.

        Raises InputError for what can't be read, and for graphs that it may not give; StoreError where the system
        refuses.
        """
        started = datetime.now(UTC)
        target = self._graph or graph_of(source.name)
        with on_disk(source) as path:
            sha256, before = digest(path, source.name), self._files.get(source.name)
            if before is not None and self._is_same(before, sha256, target):
                return Entry(source.name, "unchanged")
            with self._reader.parsed(path, source.name, format_, target, sha256[:16]) as parsed:
                if digest(path, source.name) != sha256:
                    raise InputError("it changed while it was read; load it again", source.name)
                self._check(source.name, parsed.graphs)
                file = self._write(source.name, sha256, format_, parsed, started)
        outcome: Outcome = "added" if before is None else "replaced"
        return Entry(source.name, outcome, rdf=file)

    def remove(self, name: str) -> Entry:
        """Take out a source with the graphs that it gave."""
        self._start()
        self._changed = True
        file = self._files.pop(name)
        self._writer.exchange([NamedNode(graph) for graph in file.graphs], None)
        self._writer.apply(list(register.told(self._writer.store, file)), [])
        return Entry(name, "removed")

    def finish(self) -> None:
        """Let all that was done take its place; where nothing was, documents may be on their way into a copy."""
        if self._changed:
            self._writer.adopt(reasoned=False)
            self._changed = False

    def _is_same(self, file: File, sha256: str, target: NamedNode) -> bool:
        """Whether a file's bytes and graphs are in the store as they would be."""
        if file.sha256 != sha256 or file.target not in (None, target.value):
            return False
        return all(self._writer.store.contains_named_graph(NamedNode(graph)) for graph in file.graphs)

    def _check(self, name: str, graphs: Iterable[str]) -> None:
        """Raise InputError for a graph that another source gave."""
        owners = {graph: file.source for file in self._files.values() for graph in file.graphs}
        for graph in graphs:
            if (owner := owners.get(graph, name)) != name:
                raise InputError(
                    f"the graph {graph} is what {owner} gave, and a graph comes from one file; remove {owner}, put the "
                    "two files together, or give this one another graph",
                    name,
                )

    def _write(self, name: str, sha256: str, format_: RdfFormat, parsed: Parsed, started: datetime) -> File:
        self._start()
        self._changed = True
        before = self._files.get(name)
        graphs = {*parsed.graphs, *(before.graphs if before is not None else ())}
        self._writer.exchange([NamedNode(graph) for graph in sorted(graphs)], parsed.nquads)
        store = self._writer.store
        file = File(name, sha256, {graph: size(store, graph) for graph in parsed.graphs}, parsed.target)
        delete = list(register.told(store, before)) if before is not None else []
        self._writer.apply(delete, register.quads(file, format_, started, datetime.now(UTC)))
        self._files[name] = file
        return file

    def _start(self) -> None:
        """Finish what was done so far where that is long ago."""
        if time.monotonic() - self._since > CHECKPOINT:
            self.finish()
            self._since = time.monotonic()


def size(store: Store, graph: str) -> int:
    """The triples of a graph."""
    (row,) = select_from(store, TRIPLES, (NamedNode(graph),))
    return int(literal(row, "number").value)


@contextmanager
def on_disk(source: Source) -> Iterator[Path]:
    """Give the file of a source; what comes by standard input goes into a temporary one."""
    if source.path is not None:
        yield source.path
        return
    ending = PACKED if source.name.lower().endswith(PACKED) else ""
    with tempfile.TemporaryDirectory(prefix="rolegraph-") as folder:
        path = Path(folder) / f"standard-input{ending}"
        with path.open("wb") as file:
            while chunk := sys.stdin.buffer.read(CHUNK):
                file.write(chunk)
        yield path


def digest(path: Path, name: str) -> str:
    """The SHA-256 of a file's bytes; raises InputError where it can't be read, is none or is empty."""
    found = hashlib.sha256()
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise InputError("this is no regular file; give a file of RDF", name)
            if not status.st_size:
                raise InputError("the file is empty; there is nothing to read", name)
            while chunk := file.read(CHUNK):
                found.update(chunk)
    except OSError as error:
        raise InputError(f"the file can't be read: {error.strerror}", name) from None
    return found.hexdigest()
