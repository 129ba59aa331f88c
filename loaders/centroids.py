"""Where the curated concepts of a scheme stand among the vectors of a model: the means of their labels.

A language shifts all its labels alike, so each language's mean is taken off first; then one thing's labels stand
together whatever the language. What the package ships of it is made anew where the vocabulary says other words.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

import data
from loaders import calibration, vectors, vocabulary
from loaders.embedders import Vector, chosen
from loaders.normal import normalised

#: Bytes of the hash of a concept's labels.
PRINT = 8


class Label(NamedTuple):
    """A preferred label of a concept (its slug)."""

    concept: str
    language: str
    value: str


@dataclass(frozen=True, slots=True)
class Space:
    """A scheme's concepts as unit vectors, a row each, in order of their slugs; `means` are those of the languages.

    `bound` is the least likeness and lead of a match, see `calibration`.
    """

    concepts: tuple[str, ...]
    prints: tuple[bytes, ...]
    rows: Vector
    means: Mapping[str, Vector]
    bound: float

    def centred(self, vector: Vector, language: str) -> Vector:
        """A label's vector without what its language alone says, of length one.

        A language that the vocabulary lacks counts as the mean of all others: nearly as good (docs/alignment.md).
        """
        mean = self.means.get(language)
        return unit(vector - (mean if mean is not None else mean_of(list(self.means.values()), len(vector))))


@cache
def space(scheme: str) -> Space:
    """The space of a scheme for the chosen model, which must be there; as shipped, as far as the vocabulary is."""
    wanted = labels_by_concept(scheme)
    here = shipped(scheme)
    if here is None:
        return measured(scheme)
    known = dict(zip(here.concepts, zip(here.prints, here.rows, strict=True), strict=True))
    prints = {concept: fingerprint(labels) for concept, labels in wanted.items()}
    rows = [
        known[concept][1] if concept in known and known[concept][0] == prints[concept] else centroid(labels, here.means)
        for concept, labels in wanted.items()
    ]
    return Space(tuple(wanted), tuple(prints.values()), stacked(rows), here.means, here.bound)


def measured(scheme: str) -> Space:
    """A space by the vectors of all labels, with a bound for it."""
    labels = [label for group in labels_by_concept(scheme).values() for label in group]
    by_language: dict[str, list[Vector]] = defaultdict(list)
    for label in labels:
        by_language[label.language].append(vectors.vector(label.value))
    # Rounded as they will be shipped, so that nothing differs between the one who makes them and the one who reads.
    means = {language: half(mean_of(found)) for language, found in sorted(by_language.items())}
    grouped = labels_by_concept(scheme)
    rows = stacked([half(centroid(group, means)) for group in grouped.values()])
    centred = [vectors.vector(label.value) - means[label.language] for label in labels]
    bound = calibration.bound(centred, [label.language for label in labels], [label.concept for label in labels])
    return Space(tuple(grouped), tuple(fingerprint(group) for group in grouped.values()), rows, means, bound)


@cache
def labels_by_concept(scheme: str) -> dict[str, list[Label]]:
    """The preferred labels of each concept of a scheme, normalised, in order of slug and language."""
    found: dict[str, list[Label]] = defaultdict(list)
    for entry in sorted(vocabulary.entries(scheme)):
        if entry.kind == vocabulary.PREFERRED and not entry.doubtful:
            found[entry.concept].append(Label(entry.concept, entry.language, normalised(entry.value)))
    return dict(found)


def centroid(labels: Sequence[Label], means: Mapping[str, Vector]) -> Vector:
    """The mean of some labels' vectors, each without its language's mean, of length one."""
    found = [vectors.vector(label.value) for label in labels]
    shifted = [one - means.get(label.language, 0) for label, one in zip(labels, found, strict=True)]
    return unit(mean_of(shifted))


def fingerprint(labels: Sequence[Label]) -> bytes:
    """A hash of a concept's labels."""
    text = "\n".join(f"{label.language}\t{label.value}" for label in labels)
    return hashlib.sha256(text.encode()).digest()[:PRINT]


def mean_of(rows: Sequence[Vector], width: int = 0) -> Vector:
    """The mean of some vectors; of none it is zero."""
    return numpy.mean(numpy.stack(rows), axis=0, dtype=numpy.float32) if rows else numpy.zeros(width, numpy.float32)


def unit(vector: Vector) -> Vector:
    """A vector's direction."""
    found: Vector = vector / max(float(numpy.linalg.norm(vector)), 1e-9)
    return found


def half(vector: Vector) -> Vector:
    """A vector rounded to half floats."""
    return vector.astype(numpy.float16).astype(numpy.float32)


def stacked(rows: Sequence[Vector]) -> Vector:
    """Vectors as rows; of none an empty table."""
    return numpy.stack(rows) if rows else numpy.zeros((0, 1), numpy.float32)


def path(scheme: str) -> Path:
    """The file of a scheme's space for the chosen model."""
    embedder = chosen()
    assert embedder is not None
    return data.VECTORS / f"{embedder.identity}.{scheme}.npz"


def shipped(scheme: str) -> Space | None:
    """The space that the package brings, or None where it has none for this model."""
    if not path(scheme).exists():
        return None
    with numpy.load(path(scheme)) as file:
        means = {
            str(name): row.astype(numpy.float32) for name, row in zip(file["languages"], file["means"], strict=True)
        }
        prints = tuple(one.tobytes() for one in file["prints"])
        rows = file["rows"].astype(numpy.float32)
        return Space(tuple(map(str, file["concepts"])), prints, rows, means, float(file["bound"]))


def save(scheme: str, made: Space) -> None:
    """Write a space where `shipped` finds it."""
    prints: NDArray[numpy.uint8] = numpy.frombuffer(b"".join(made.prints), dtype=numpy.uint8).reshape(-1, PRINT)
    numpy.savez_compressed(
        path(scheme),
        concepts=numpy.array(made.concepts),
        prints=prints,
        rows=made.rows.astype(numpy.float16),
        languages=numpy.array(list(made.means)),
        means=numpy.stack(list(made.means.values())).astype(numpy.float16),
        bound=numpy.array(made.bound),
    )
