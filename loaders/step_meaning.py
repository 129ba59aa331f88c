"""What the text of a career step means, in any language: a linear model of sentence embeddings, fitted to examples.

Ridge regression on the kinds of `data/lexicon/career_examples.tsv` (Hoerl and Kennard 1970). The package brings the fit
for its usual model; for another model, or other examples, it is made at first use.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy

import data
from loaders import vectors
from loaders.embedders import Vector, chosen
from loaders.likeness import plain
from loaders.tables import rows

#: Characters of a text that are read.
LONGEST = 160
#: The weight of the penalty. In languages left out of the examples, 87 % are told right with .1 to 1, 85 % with 3.
PENALTY = 1.0


@dataclass(frozen=True, slots=True)
class Fit:
    """The model: a column of `weights` and an `offset` a kind; `print` is a hash of the examples."""

    kinds: tuple[str, ...]
    weights: Vector
    offset: Vector
    print: str

    def scores(self, vector: Vector) -> dict[str, float]:
        """How much a vector is of each kind: 1 for a plain example, 0 for one of another kind."""
        return dict(zip(self.kinds, map(float, vector @ self.weights + self.offset), strict=True))


def scores(text: str) -> Mapping[str, float]:
    """How much a text is of each kind of step, about 0 to 1; empty without a model of sentences."""
    return _scores(plain(text[:LONGEST])) if vectors.available() else {}


@lru_cache(maxsize=8192)
def _scores(text: str) -> Mapping[str, float]:
    return fit().scores(vectors.vector(text))


@cache
def fit() -> Fit:
    """The model for the chosen embedder, which must be there: as brought along, if it was fitted to these examples."""
    path = shipped()
    if path.exists():
        with numpy.load(path) as file:
            found = Fit(tuple(file["kinds"].tolist()), file["weights"], file["offset"], str(file["print"]))
        if found.print == fingerprint():
            return found
    return fitted()


def fitted() -> Fit:
    """The model, made anew: half a minute for the first time."""
    found = [(kind, vectors.vector(plain(text[:LONGEST]))) for _, kind, text in examples()]
    kinds = tuple(sorted({kind for kind, _ in found}))
    told = numpy.array([[kind == one for one in kinds] for kind, _ in found], dtype=numpy.float64)
    there = numpy.stack([vector for _, vector in found]).astype(numpy.float64)
    mean, share = there.mean(axis=0), told.mean(axis=0)
    centred = there - mean
    penalty = PENALTY * numpy.eye(centred.shape[1])
    weights = numpy.linalg.solve(centred.T @ centred + penalty, centred.T @ (told - share))
    offset = share - mean @ weights
    return Fit(kinds, weights.astype(numpy.float32), offset.astype(numpy.float32), fingerprint())


def save(fit: Fit) -> None:
    """Write the model that the package brings along."""
    numpy.savez_compressed(shipped(), kinds=fit.kinds, weights=fit.weights, offset=fit.offset, print=fit.print)


def shipped() -> Path:
    """The file of the model for the chosen embedder."""
    embedder = chosen()
    assert embedder is not None
    return data.VECTORS / f"{embedder.identity}.careers.npz"


def examples() -> list[tuple[str, ...]]:
    """The examples: language, kind, text."""
    return [*rows(data.LEXICON / "career_examples.tsv", ("language", "kind", "text"))]


@cache
def fingerprint() -> str:
    """A hash of the examples."""
    return hashlib.sha256("\n".join(map("\t".join, examples())).encode()).hexdigest()[:16]
