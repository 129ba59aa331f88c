"""Documents into the store, and out of it: each of them whole, or not at all; after them files of RDF likewise.

A call decides which version (by the hash of its bytes) each source name shall have, or none; a batch of such decisions
is made true at once, in a transaction, or, for many new documents, in a copy that then takes the store's place.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat

from loaders import texts
from loaders.ledger import Ledger
from loaders.rdf.loading import Files
from loaders.readers import Pending, Readers, Reading
from loaders.reasoning.upkeep import keep
from loaders.report import Entry, Outcome, Report
from loaders.search.build import KEPT, make_shipped, new_name
from loaders.shipped import mark, shipped_nquads, shipped_quads
from loaders.sources import Source, shown
from loaders.store import Writer
from ontology.errors import InputError
from ontology.terms import Graph, Owl

#: Bytes of sources under way: what they become is forty times as much.
MOST_UNDER_WAY = 16_000_000
Progress = Callable[[Entry], None]


@dataclass(frozen=True, slots=True)
class Taken:
    """A source that was met: what is known of it at once, or its hash, with the reading of a new one and its size."""

    name: str
    entry: Entry | None = None
    sha256: str = ""
    reading: Pending | None = None
    size: int = 0


class Loader:
    """One call of `load` or `remove` on an open store; `report` tells what became of each source.

    `shipped` says whether the ontology and the vocabulary are brought up to date first; `bulk`, that many new documents
    are to be expected; `graph` is where statements of RDF without a graph go. `stop` may be called at any time: no
    further source is taken then.
    """

    def __init__(
        self,
        root: Path,
        writer: Writer,
        readers: Readers | None = None,
        *,
        keep_text: bool = True,
        shipped: bool = True,
        bulk: bool = False,
        graph: NamedNode | None = None,
        progress: Progress | None = None,
    ) -> None:
        self._root = root
        self._writer = writer
        self._readers = readers or Readers()
        self._stale = shipped
        self._ledger = Ledger(root, writer, keep_text=keep_text, bulk=bulk)
        self._files = Files(writer, graph)
        self._rdf: list[tuple[Source, RdfFormat]] = []
        self._progress = progress or (lambda entry: None)
        self._taken: deque[Taken] = deque()
        self._under_way = 0
        self._pending: set[str] = set()
        self._stopped = False
        self.report = Report()

    def stop(self) -> None:
        """Take no further source; what was read is still written."""
        self._stopped = True

    @property
    def stopped(self) -> bool:
        """Whether the call was stopped before its sources ended."""
        return self._stopped

    def load(self, found: Iterable[Source | InputError], folders: Iterable[str] = ()) -> None:
        """Load sources; those that can't be read are refused, the others are in the store afterwards.

        Sources below the `folders` (by name) that were not met are removed. Raises StoreError where the store can't
        be written.
        """
        met: set[str] = set()
        for source in found:
            if self._stopped:
                break
            if isinstance(source, InputError):
                name = source.source or ""
                self._taken.append(Taken(name, Entry(name, "refused", problem=str(source))))
            elif (written := shown(source.name)) != source.name:
                problem = f"{written}: the name is not UTF-8; rename the file, or load it under another one by --name"
                self._taken.append(Taken(written, Entry(written, "refused", problem=problem)))
            elif source.name in met:
                problem = f"{source.name}: another file of this call has this name; load them apart, with --name"
                self._taken.append(Taken(source.name, Entry(source.name, "refused", problem=problem)))
            else:
                met.add(source.name)
                if (format_ := source.rdf) is None:
                    self._taken.append(self._take(source))
                elif self._ledger.version(source.name) is None:
                    self._rdf.append((source, format_))
                else:
                    problem = f"{source.name}: the store holds a document of this name; give another by --name"
                    self._taken.append(Taken(source.name, Entry(source.name, "refused", problem=problem)))
            while len(self._taken) >= self._readers.window or (self._taken and self._under_way > MOST_UNDER_WAY):
                self._settle(self._taken.popleft())
        while self._taken:
            if not self._is_left(taken := self._taken.popleft()):
                self._settle(taken)
        self.remove(() if self._stopped else self._gone(folders, met))
        self._ledger.finish()
        if self._rdf and self._stale:
            self.refresh()
        for entry in self._files.load_all(self._rdf, lambda: self._stopped):
            self._tell(entry)

    def remove(self, names: Iterable[str]) -> None:
        """Remove sources by name; a name that the store does not hold is refused."""
        rdf: list[str] = []
        for name in dict.fromkeys(names):
            if self._ledger.version(name) is not None:
                self._want(name, None, Entry(name, "removed"))
            elif name in self._files:
                rdf.append(name)
            else:
                problem = (
                    f"{name}: the store holds no source of this name; `rolegraph query documents` lists documents, "
                    "`rolegraph stats` files of RDF"
                )
                self._tell(Entry(name, "refused", problem=problem))
        self._write()
        if rdf:
            self._ledger.finish()
        for entry in self._files.remove_all(rdf):
            self._tell(entry)

    def refresh(self) -> None:
        """Bring the shipped graphs up to date; where they change, all kept texts are read anew with them."""
        self._stale = False
        store = self._writer.store
        here = set(store.quads_for_pattern(Graph.VOCABULARY, Owl.versionInfo, None, Graph.REPORT))
        if here == {mark()}:
            return
        if not len(store):
            self._writer.fill(shipped_nquads())
            keep(self._writer)
            self._writer.apply([], [mark()])
            self._index()
            return
        shipped = shipped_quads()
        for graph in (Graph.ONTOLOGY, Graph.VOCABULARY):
            here.update(store.quads_for_pattern(None, None, None, graph))
        self._read_anew()
        self._writer.apply(here - shipped, shipped - here)

    def _index(self) -> None:
        """Have the vocabulary's part of the search index made while documents are read, where somebody can."""
        name = new_name()
        if (index := self._readers.beside(make_shipped, self._root / KEPT, name)) is not None:
            self._writer.expect_words(name, index)

    def _read_anew(self) -> None:
        """Read the kept text of every document again; one without a text stays as it is."""
        readings: deque[Pending] = deque()
        names = {sha256: name for name, sha256 in sorted(self._ledger.names(), reverse=True)}
        for sha256, name in names.items():
            kept = texts.read(self._root, sha256[:16])
            if kept is not None:
                readings.append(self._readers.submit_kept(name, sha256, kept))
            while len(readings) >= self._readers.window:
                self._arrive(readings.popleft()())
        while readings:
            self._arrive(readings.popleft()())
        self._write()

    def _arrive(self, reading: Reading) -> None:
        """Let a version that was read into the store, in time."""
        self._ledger.arrive(reading)
        if self._ledger.full:
            self._write()

    def _take(self, source: Source) -> Taken:
        """Read a source's bytes, and have them read out where they are new."""
        if source.name in self._files:
            problem = f"{source.name}: the store holds a file of RDF of this name; give another by --name"
            return Taken(source.name, Entry(source.name, "refused", problem=problem))
        try:
            content = source.read()
        except InputError as error:
            return Taken(source.name, Entry(source.name, "refused", problem=str(error)))
        sha256 = hashlib.sha256(content).hexdigest()
        if self._ledger.version(source.name) == sha256:
            return Taken(source.name, Entry(source.name, "unchanged"))
        if self._ledger.knows(sha256) or sha256 in self._pending:
            return Taken(source.name, sha256=sha256)
        self._pending.add(sha256)
        self._under_way += len(content)
        return Taken(source.name, None, sha256, self._readers.submit(source.name, content), len(content))

    def _is_left(self, taken: Taken) -> bool:
        """Whether a source is left to the next call: nobody who stopped this one waits for it to be read."""
        if not self._stopped or taken.entry is not None:
            return False
        return not (taken.reading.is_there() if taken.reading is not None else self._ledger.knows(taken.sha256))

    def _settle(self, taken: Taken) -> None:
        """Decide what a source means for the store."""
        if self._stale:
            self.refresh()
        self._under_way -= taken.size
        if taken.entry is not None:
            self._tell(taken.entry)
            return
        outcome: Outcome = "added" if self._ledger.version(taken.name) is None else "replaced"
        self._pending.discard(taken.sha256)
        try:
            if taken.reading is None:
                self._duplicate(taken.name, taken.sha256)
                return
            reading = taken.reading()
        except InputError as error:
            self._tell(Entry(taken.name, "refused", problem=str(error)))
            return
        self._ledger.arrive(reading)
        self._want(taken.name, taken.sha256, Entry(taken.name, outcome, reading.summary))

    def _duplicate(self, name: str, sha256: str) -> None:
        """Give a version one more name; raises InputError if the first source with these bytes was refused."""
        if not self._ledger.knows(sha256):
            raise InputError("another source of this call has the same bytes and was refused", name)
        self._want(name, sha256, Entry(name, "duplicate"))

    def _want(self, name: str, sha256: str | None, entry: Entry) -> None:
        """Decide the version of a source, and write in time."""
        self._ledger.want(name, sha256, entry)
        if self._ledger.full:
            self._write()

    def _write(self) -> None:
        """Make all decisions true, then tell of them."""
        for entry in self._ledger.write():
            self._tell(entry)

    def _gone(self, folders: Iterable[str], met: set[str]) -> list[str]:
        """The sources below some folders that a call did not meet."""
        roots = tuple(f"{folder}/" for folder in folders)
        names = (*(name for name, _ in self._ledger.names()), *self._files.names())
        return sorted(name for name in names if name not in met and roots and name.startswith(roots))

    def _tell(self, entry: Entry) -> None:
        """Put an entry into the report."""
        self.report.add(entry)
        self._progress(entry)
