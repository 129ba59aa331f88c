"""Which candidates' labels mean nearly the same: pairs of them with a score, kept on the disk from call to call.

A pair is looked at where both labels are near one curated concept (the "blocks"), so that a new label is compared with
some thousands of others, not with all. A pair, and its score, depend on its two labels alone: vectors are rounded to
multiples of 1/1024, so that sums are exact whatever their order.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from loaders import vectors
from loaders.centroids import space
from loaders.embedders import chosen
from loaders.identity import scheme_name
from loaders.pivot import LONGEST, near
from ontology.terms import ConceptKind

#: A unit vector in whole numbers: products of two sum up to at most its square, which single floats hold exactly.
SCALE = 1024
#: The least score of a pair (cosine), see docs/alignment.md.
LEAST = 0.6
#: In how many blocks a label stands.
BLOCKS = 3
#: New labels that are compared at once.
BATCH = 1024
DIGIT = re.compile(r"\d")
Whole = NDArray[numpy.float32]
TABLES = """
CREATE TABLE IF NOT EXISTS labels (concept TEXT PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS blocks (block TEXT, concept TEXT, PRIMARY KEY (block, concept)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS of_concept ON blocks (concept);
CREATE TABLE IF NOT EXISTS pairs (one TEXT, other TEXT, score REAL, PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS of_other ON pairs (other);
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
    """The pairs among a set of candidates; in memory, or in a folder that outlives the call."""

    def __init__(self, folder: Path | None) -> None:
        embedder = chosen()
        name = f"{embedder.identity}.joins.sqlite" if embedder else ""
        kept = vectors.connect(folder / name) if folder and name else None
        self._connection = kept or sqlite3.connect(":memory:", isolation_level=None)
        self._connection.executescript(TABLES)

    def update(self, pool: Mapping[str, Candidate]) -> None:
        """Make the set what `pool` says (by IRI)."""
        known = {concept for (concept,) in self._connection.execute("SELECT concept FROM labels")}
        with self._connection:
            self._connection.execute("BEGIN")
            for concept in known - pool.keys():
                for statement in (
                    "labels WHERE concept",
                    "blocks WHERE concept",
                    "pairs WHERE one",
                    "pairs WHERE other",
                ):
                    self._connection.execute(f"DELETE FROM {statement} = ?", (concept,))
            new = [pool[concept] for concept in sorted(pool.keys() - known)]
            for start in range(0, len(new), BATCH):
                self._add(new[start : start + BATCH])

    def pairs(self) -> Iterator[Pair]:
        """All pairs, the likest first."""
        rows = self._connection.execute("SELECT one, other, score FROM pairs ORDER BY score DESC, one, other")
        return (Pair(*row) for row in rows)

    def vectors(self, concepts: Iterable[str]) -> dict[str, Whole]:
        """The vectors of some candidates of the set, in whole numbers."""
        found = {}
        for concept in concepts:
            row = self._connection.execute("SELECT vector FROM labels WHERE concept = ?", (concept,)).fetchone()
            if row:
                found[concept] = whole(row[0])
        return found

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _add(self, new: list[Candidate]) -> None:
        """Add candidates, and their pairs with those that are there and with each other."""
        standing: dict[str, list[str]] = defaultdict(list)
        found: dict[str, Whole] = {}
        for one in new:
            found[one.iri] = vector_of(one)
            for block in blocks_of(one):
                standing[block].append(one.iri)
        for block, concepts in standing.items():
            self._connection.executemany("INSERT INTO blocks VALUES (?, ?)", [(block, iri) for iri in concepts])
        self._connection.executemany(
            "INSERT INTO labels VALUES (?, ?)", [(iri, row.astype(numpy.int16).tobytes()) for iri, row in found.items()]
        )
        for block, concepts in standing.items():
            self._compare(block, numpy.stack([found[iri] for iri in concepts]), concepts)

    def _compare(self, block: str, rows: Whole, concepts: list[str]) -> None:
        """Find the pairs of some members of a block with all of it."""
        query = "SELECT concept, vector FROM blocks JOIN labels USING (concept) WHERE block = ?"
        others = self._connection.execute(query, (block,)).fetchall()
        table = numpy.stack([whole(blob) for _, blob in others])
        scores = rows @ table.T
        for place, other in zip(*numpy.nonzero(scores >= LEAST * SCALE * SCALE), strict=True):
            one, two = sorted((concepts[place], others[other][0]))
            if one != two:
                score = float(scores[place, other]) / SCALE / SCALE
                self._connection.execute("INSERT OR IGNORE INTO pairs VALUES (?, ?, ?)", (one, two, score))


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
    found: Whole = numpy.trunc(centred * SCALE)
    return found


def blocks_of(candidate: Candidate) -> list[str]:
    """The blocks in which a label stands: the curated concepts that are nearest, or one for all without any."""
    nearest = near(candidate.text, candidate.language, candidate.kind)[:BLOCKS]
    return [f"{candidate.kind}/{one.concept}" for one in nearest] or [f"{candidate.kind}/"]


def whole(blob: bytes) -> Whole:
    """A kept vector."""
    return numpy.frombuffer(blob, dtype=numpy.int16).astype(numpy.float32)
