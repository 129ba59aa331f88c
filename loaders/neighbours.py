"""Which candidates' labels mean nearly the same: pairs of them with a score, kept on the disk from call to call.

A pair is looked at where both labels are near one curated concept (the "blocks"), so that a new label is compared with
some thousands of others, not with all. A pair, and its score, depend on its two labels alone: vectors are rounded to
multiples of 1/256, so that sums are exact whatever their order.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

import numpy
from numpy.typing import NDArray

from loaders import centroids, shipped, vectors
from loaders.centroids import space
from loaders.embedders import chosen
from loaders.identity import scheme_name
from loaders.pivot import KINDS, LONGEST, near
from ontology.terms import ConceptKind

#: A unit vector in whole numbers of a byte each: sums of products are at most its square, exact in single floats.
SCALE, MOST = 256, 127
#: The least score of a pair (cosine), see docs/alignment.md.
LEAST = 0.6
#: In how many blocks a label stands.
BLOCKS = 3
#: New labels that are compared at once.
BATCH = 8192
DIGIT = re.compile(r"\d")
Whole = NDArray[numpy.float32]
TABLES = """
CREATE TABLE IF NOT EXISTS labels (id INTEGER PRIMARY KEY, concept TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS blocks (block TEXT, id INTEGER, vector BLOB, PRIMARY KEY (block, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS of_id ON blocks (id);
CREATE TABLE IF NOT EXISTS pairs (one INTEGER, other INTEGER, score INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS of_other ON pairs (other);
"""
PAIRS = """
SELECT min(a.concept, b.concept) AS first, max(a.concept, b.concept) AS second, score
FROM pairs JOIN labels AS a ON a.id = one JOIN labels AS b ON b.id = other ORDER BY score DESC, first, second
"""


class Candidate(NamedTuple):
    """A candidate (by its IRI) with its label, normalised."""

    iri: str
    kind: ConceptKind
    language: str
    text: str


class Pair(NamedTuple):
    """Two candidates, the smaller IRI first, and how alike they are."""

    one: str
    other: str
    score: float


class Neighbours:
    """The pairs among a set of candidates; in memory, or in a folder that outlives the call.

    Any use of a file may raise sqlite3.Error, where it is damaged or can't be written; it is deleted then.
    """

    def __init__(self, folder: Path | None) -> None:
        embedder = chosen()
        self._path = folder / f"{embedder.identity}.joins.sqlite" if folder and embedder else None
        kept = vectors.connect(self._path) if self._path else None
        self._connection = kept or sqlite3.connect(":memory:", isolation_level=None)

    def update(self, pool: Mapping[str, Candidate]) -> None:
        """Make the set what `pool` says (by IRI)."""
        if pool:
            self._begin(basis())
        self._connection.executescript(TABLES)
        known = {concept: number for number, concept in self._connection.execute("SELECT id, concept FROM labels")}
        with self._change():
            for concept in known.keys() - pool.keys():
                for place in ("labels WHERE id", "blocks WHERE id", "pairs WHERE one", "pairs WHERE other"):
                    self._connection.execute(f"DELETE FROM {place} = ?", (known[concept],))
            new = [pool[concept] for concept in sorted(pool.keys() - known.keys())]
            for start in range(0, len(new), BATCH):
                self._add(new[start : start + BATCH])

    def pairs(self) -> Iterator[Pair]:
        """All pairs, the likest first."""
        rows = self._connection.execute(PAIRS)
        return (Pair(one, other, score / SCALE / SCALE) for one, other, score in rows)

    def vectors(self, concepts: Iterable[str]) -> dict[str, Whole]:
        """The vectors of some candidates of the set, in whole numbers."""
        query = "SELECT vector FROM labels JOIN blocks USING (id) WHERE concept = ? LIMIT 1"
        rows = ((concept, self._connection.execute(query, (concept,)).fetchone()) for concept in concepts)
        return {concept: whole(row[0]) for concept, row in rows if row}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        if isinstance(error, sqlite3.Error) and self._path:
            vectors.remove(self._path)

    def _begin(self, wanted: int) -> None:
        """Forget what was kept on another basis."""
        (here,) = self._connection.execute("PRAGMA user_version").fetchone()
        if here != wanted:
            for table in ("labels", "blocks", "pairs"):
                self._connection.execute(f"DROP TABLE IF EXISTS {table}")
            self._connection.execute(f"PRAGMA user_version = {wanted}")

    def add(self, new: list[Candidate]) -> None:
        """Add candidates that are not there, and their pairs with those that are and with each other."""
        with self._change():
            self._add(new)

    @contextmanager
    def _change(self) -> Iterator[None]:
        """One transaction."""
        with self._connection:
            self._connection.execute("BEGIN")
            yield

    def _add(self, new: list[Candidate]) -> None:
        """The same within a transaction."""
        standing: dict[str, list[tuple[int, Whole]]] = defaultdict(list)
        for one in new:
            number = self._connection.execute("INSERT INTO labels (concept) VALUES (?)", (one.iri,)).lastrowid or 0
            row = vector_of(one)
            for block in blocks_of(one):
                standing[block].append((number, row))
        for block, members in standing.items():
            kept = ((block, number, row.astype(numpy.int8).tobytes()) for number, row in members)
            self._connection.executemany("INSERT INTO blocks VALUES (?, ?, ?)", kept)
            self._compare(block, numpy.stack([row for _, row in members]), [number for number, _ in members])

    def _compare(self, block: str, rows: Whole, numbers: list[int]) -> None:
        """Find the pairs of some members of a block with all of it."""
        others = self._connection.execute("SELECT id, vector FROM blocks WHERE block = ?", (block,)).fetchall()
        table = numpy.frombuffer(b"".join(blob for _, blob in others), dtype=numpy.int8).astype(numpy.float32)
        scores = rows @ table.reshape(len(others), -1).T
        found = []
        for place, other in zip(*numpy.nonzero(scores >= LEAST * SCALE * SCALE), strict=True):
            one, two = sorted((numbers[place], others[other][0]))
            if one != two:
                found.append((one, two, int(scores[place, other])))
        self._connection.executemany("INSERT OR IGNORE INTO pairs VALUES (?, ?, ?)", found)


@cache
def basis() -> int:
    """A number that tells what pairs are made of, besides the labels and the model: the vocabulary, and our bounds."""
    digest = hashlib.sha256(f"{shipped.fingerprint()} {SCALE} {LEAST} {BLOCKS} {LONGEST}".encode())
    for kind in sorted(KINDS):
        place = centroids.path(scheme_name(kind))
        digest.update(place.read_bytes() if place.exists() else b"")
    # What SQLite keeps for its users is a signed number of four bytes; 0 is that of a new file.
    return int.from_bytes(digest.digest()[:4]) % 0x7FFFFFFF + 1


def comparable(candidate: Candidate) -> bool:
    """Whether a candidate's label is one that a model may judge, and the vocabulary tells what languages shift.

    A digit tells things apart that a model holds to be the same ("B2B", "B2C").
    """
    if DIGIT.search(candidate.text):
        return False
    return 0 < len(candidate.text) <= LONGEST and vectors.available() and bool(space(scheme_name(candidate.kind)).means)


def vector_of(candidate: Candidate) -> Whole:
    """The vector of a label without what its language says, in whole numbers."""
    here = space(scheme_name(candidate.kind))
    centred = here.centred(vectors.vector(candidate.text), candidate.language)
    # Towards zero, so that no vector gets longer than one.
    found: Whole = numpy.clip(numpy.trunc(centred * SCALE), -MOST, MOST)
    return found


def blocks_of(candidate: Candidate) -> list[str]:
    """The blocks in which a label stands: the curated concepts that are nearest, or one for all without any."""
    nearest = near(candidate.text, candidate.language, candidate.kind)[:BLOCKS]
    return [f"{candidate.kind}/{one.concept}" for one in nearest] or [f"{candidate.kind}/"]


def whole(blob: bytes) -> Whole:
    """A kept vector."""
    return numpy.frombuffer(blob, dtype=numpy.int8).astype(numpy.float32)
