"""Which version each source has, and the decisions about it that are made true at once.

A version is known by the hash of its bytes; one that no name is left for leaves the store, one that gets its first
name enters it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Quad

from loaders import texts
from loaders.bulk import Bulk
from loaders.quads import text
from loaders.readers import Reading
from loaders.report import Entry
from loaders.revise import revise
from loaders.rows import DOCUMENTS, literal, select
from loaders.store import Writer
from ontology import terms
from ontology.terms import Graph, Rg

#: Documents a transaction: few enough to lose little and to hold little memory, enough to spare the disk.
BATCH = 16
#: The same for a copy, and bytes of N-Quads: the engine is the faster the more it gets at once, and takes seven times
#: their size of memory.
BULK_BATCH, BULK_BYTES = 1024, 66_000_000


class Ledger:
    """The sources of an open store; `bulk` says that many new documents are to be expected."""

    def __init__(self, root: Path, writer: Writer, *, keep_text: bool, bulk: bool) -> None:
        self._root = root
        self._writer = writer
        self._keep_text = keep_text
        self._bulk = Bulk(root, writer, keep_text=keep_text) if bulk else None
        self._batch = BULK_BATCH if bulk else BATCH
        self._hashes = held(writer)
        self._uses = Counter(self._hashes.values())
        self._wanted: dict[str, str | None] = {}
        self._arrivals: dict[str, Reading] = {}
        self._entries: list[Entry] = []
        self._size = 0

    def version(self, name: str) -> str | None:
        """The hash of a source's version in the store."""
        return self._hashes.get(name)

    def names(self) -> Iterator[tuple[str, str]]:
        """The sources of the store, each with its hash."""
        yield from self._hashes.items()

    def knows(self, sha256: str) -> bool:
        """Whether a version is in the store, or on its way there."""
        return bool(self._uses[sha256]) or sha256 in self._arrivals

    @property
    def full(self) -> bool:
        """Whether it is time to make the decisions true."""
        return max(len(self._wanted), len(self._arrivals)) >= self._batch or self._size >= BULK_BYTES

    def arrive(self, reading: Reading) -> None:
        """Take a version that was read; one that the store has takes the place of its former reading."""
        self._arrivals[reading.arrival.sha256] = reading
        self._size += len(reading.arrival.nquads)

    def want(self, name: str, sha256: str | None, entry: Entry) -> None:
        """Decide the version of a source, None for none; `entry` tells of it once it is true."""
        self._wanted[name] = sha256
        self._entries.append(entry)

    def write(self) -> list[Entry]:
        """Make all decisions true at once, and give what there is to tell of them."""
        delete: list[Quad] = []
        insert: list[Quad] = []
        again = {sha256 for sha256 in self._arrivals if self._uses[sha256]}
        leaving = {sha256[:16] for sha256 in again}
        insert += [name_quad(sha256, name) for name, sha256 in self._hashes.items() if sha256 in again] if again else []
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
        if self._bulk is not None and not leaving and not delete:
            self._bulk.add([reading.arrival for reading in self._arrivals.values()], insert)
        else:
            self._apply(leaving, delete, insert)
        told = self._entries
        self._wanted, self._arrivals, self._entries, self._size = {}, {}, [], 0
        return told

    def finish(self) -> None:
        """Let what went into a copy take its place in the store."""
        if self._bulk is not None:
            self._bulk.finish()

    def _apply(self, leaving: set[str], delete: list[Quad], insert: list[Quad]) -> None:
        """One transaction: documents out, documents in, names changed."""
        self.finish()
        arrivals = [reading.arrival for reading in self._arrivals.values()]
        change = revise(self._writer.store, leaving, arrivals)
        for arrival in arrivals if self._keep_text else ():
            texts.write(self._root, arrival.sha256[:16], arrival.text)
        self._writer.apply([*change.delete, *delete], [*change.insert, *insert])


def held(writer: Writer) -> dict[str, str]:
    """The hash of each source's version in the store."""
    rows = select(writer.store, DOCUMENTS)
    return {literal(row, "source").value: literal(row, "hash").value for row in rows}


def name_quad(sha256: str, name: str) -> Quad:
    """That a document is a version of a source."""
    return Quad(terms.document(sha256[:16]), Rg.sourceName, text(name), Graph.DOCUMENTS)
