"""Documents into the store, and out of it: each of them whole in one transaction, or not at all.

A call decides which version (by the hash of its bytes) each source name shall have, or none; a transaction makes a
batch of such decisions true. Versions that no name is left for leave the store, those that get their first one enter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import Quad

from loaders import texts
from loaders.concepts import align
from loaders.extract import extract
from loaders.mentions import labels, mentions
from loaders.model import Document
from loaders.quads import text
from loaders.read import document, kept_document
from loaders.report import Entry, Outcome, Report, report_quads, summary
from loaders.revise import Arrival, revise
from loaders.rows import DOCUMENTS, literal, select
from loaders.shipped import mark, shipped_quads
from loaders.sources import Source
from loaders.store import Writer
from ontology import terms
from ontology.errors import InputError
from ontology.terms import Graph, Owl, Rg

#: Documents a transaction: few enough to lose little, enough to spare the disk.
BATCH = 16
Progress = Callable[[Entry], None]


class Loader:
    """One call of `load` or `remove` on an open store; `report` tells what became of each source."""

    def __init__(self, root: Path, writer: Writer, *, keep_text: bool = True, progress: Progress | None = None) -> None:
        self._root = root
        self._writer = writer
        self._keep_text = keep_text
        self._progress = progress or (lambda entry: None)
        self._hashes = held(writer)
        self._uses = Counter(self._hashes.values())
        self._wanted: dict[str, str | None] = {}
        self._arrivals: dict[str, tuple[Arrival, list[Quad]]] = {}
        self._waiting: list[Entry] = []
        self.report = Report()

    def load(self, found: Iterable[Source | InputError], folders: Iterable[str] = ()) -> None:
        """Load sources; those that can't be read are refused, the others are in the store afterwards.

        Sources below the `folders` (by name) that were not met are removed. Raises StoreError where the store can't
        be written.
        """
        met: set[str] = set()
        for source in found:
            if isinstance(source, InputError):
                self._tell(Entry(source.source or "", "refused", problem=str(source)))
            elif source.name in met:
                problem = f"{source.name}: another file of this call has this name; load them apart, with --name"
                self._tell(Entry(source.name, "refused", problem=problem))
            else:
                met.add(source.name)
                self._take(source)
        self.remove(self._gone(folders, met))

    def remove(self, names: Iterable[str]) -> None:
        """Remove sources by name; a name that the store does not hold is refused."""
        for name in names:
            if name in self._hashes:
                self._want(name, None, Entry(name, "removed"))
            else:
                problem = f"{name}: the store holds no source of this name; `rolegraph query documents` lists them"
                self._tell(Entry(name, "refused", problem=problem))
        self._write()

    def refresh(self) -> None:
        """Bring the shipped graphs up to date; where they change, all kept texts are read anew with them."""
        store = self._writer.store
        here = set(store.quads_for_pattern(Graph.VOCABULARY, Owl.versionInfo, None, Graph.REPORT))
        if here == {mark()}:
            return
        shipped = shipped_quads()
        for graph in (Graph.ONTOLOGY, Graph.VOCABULARY):
            here.update(store.quads_for_pattern(None, None, None, graph))
        names = {sha256: name for name, sha256 in sorted(self._hashes.items(), reverse=True)}
        for sha256, name in names.items():
            kept = texts.read(self._root, sha256[:16])
            if kept is not None:
                self._read(kept_document(name, sha256, kept))
        self._write()
        self._writer.apply(here - shipped, shipped - here)

    def _take(self, source: Source) -> None:
        """Read one source and decide what it means for the store."""
        before = self._hashes.get(source.name)
        try:
            read = document(source.name, source.read())
            if before == read.sha256:
                self._tell(Entry(source.name, "unchanged"))
            elif self._uses[read.sha256] or read.sha256 in self._arrivals:
                self._want(source.name, read.sha256, Entry(source.name, "duplicate"))
            else:
                self._read(read)
                outcome: Outcome = "added" if before is None else "replaced"
                extraction = self._arrivals[read.sha256][0].extraction
                self._want(source.name, read.sha256, Entry(source.name, outcome, summary(extraction)))
        except InputError as error:
            self._tell(Entry(source.name, "refused", problem=str(error)))

    def _read(self, read: Document) -> None:
        """Extract a document and let it wait for its transaction."""
        started = datetime.now(UTC)
        extraction = extract(read)
        found = mentions(extraction)
        arrival = Arrival(extraction, found, align(labels(found)))
        self._arrivals[read.sha256] = (arrival, report_quads(extraction, started, datetime.now(UTC)))

    def _want(self, name: str, sha256: str | None, entry: Entry) -> None:
        """Decide the version of a source."""
        self._wanted[name] = sha256
        self._waiting.append(entry)
        if len(self._wanted) >= BATCH:
            self._write()

    def _write(self) -> None:
        """Make all decisions true in one transaction, then tell of them."""
        delete: list[Quad] = []
        insert: list[Quad] = []
        leaving = {sha256[:16] for sha256 in self._arrivals if self._uses[sha256]}
        for name, after in self._wanted.items():
            before = self._hashes.pop(name, None)
            if before is not None:
                self._uses[before] -= 1
                delete.append(name_quad(before, name))
            if after is not None:
                self._uses[after] += 1
                self._hashes[name] = after
                insert.append(name_quad(after, name))
            if before is not None and not self._uses[before]:
                leaving.add(before[:16])
        self._apply(leaving, delete, insert)
        for entry in self._waiting:
            self._tell(entry)
        self._wanted, self._arrivals, self._waiting = {}, {}, []

    def _apply(self, leaving: set[str], delete: list[Quad], insert: list[Quad]) -> None:
        """One transaction: documents out, documents in, names changed."""
        arrivals = [arrival for arrival, _ in self._arrivals.values()]
        change = revise(self._writer.store, leaving, arrivals)
        for arrival, reported in self._arrivals.values():
            change.insert.update(reported)
            sha256 = arrival.extraction.document.sha256
            insert += [name_quad(sha256, name) for name, other in self._hashes.items() if other == sha256]
            if self._keep_text:
                texts.write(self._root, sha256[:16], arrival.extraction.document.text)
        self._writer.apply([*change.delete, *delete], [*change.insert, *insert])

    def _gone(self, folders: Iterable[str], met: set[str]) -> list[str]:
        """The sources below some folders that a call did not meet."""
        roots = tuple(f"{folder}/" for folder in folders)
        return sorted(name for name in self._hashes if name not in met and roots and name.startswith(roots))

    def _tell(self, entry: Entry) -> None:
        """Put an entry into the report."""
        self.report.entries.append(entry)
        self._progress(entry)


def held(writer: Writer) -> dict[str, str]:
    """The hash of each source's version in the store."""
    rows = select(writer.store, DOCUMENTS)
    return {literal(row, "source").value: literal(row, "hash").value for row in rows}


def name_quad(sha256: str, name: str) -> Quad:
    """That a document is a version of a source."""
    return Quad(terms.document(sha256[:16]), Rg.sourceName, text(name), Graph.DOCUMENTS)
