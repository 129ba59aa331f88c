"""The bounds of a match by vectors, told from the vocabulary itself.

Each label is looked for among the concepts as the other languages name them. A match is false where the label's own
concept is away and another is taken for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from loaders.embedders import Vector

#: The bounds that are tried: least likeness, and least lead over the next concept.
LIKENESSES = (0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
MARGINS = (0.05, 0.075, 0.1, 0.125, 0.15, 0.2)
#: The most of what is to be found may be another's: matches at all, and those whose concept is away.
MOST_WRONG, MOST_FALSE = 0.015, 0.05
Bools = NDArray[numpy.bool_]


class Bounds(NamedTuple):
    """The least likeness (cosine) of a match, and how far the next concept must be behind."""

    likeness: float
    margin: float


#: Where there is nothing to tell bounds from.
NEVER = Bounds(2.0, 2.0)


class Trial(NamedTuple):
    """The likeness of the best concept and its lead, a number a label; whether it was the right one."""

    likeness: Vector
    margin: Vector
    right: Bools


def bounds(centred: Sequence[Vector], languages: Sequence[str], concepts: Sequence[str]) -> Bounds:
    """The bounds by which most labels are found and few wrongly."""
    if len(set(concepts)) < 3:
        return NEVER
    trials = list(tried(numpy.stack(centred), numpy.array(languages), numpy.array(concepts)))
    present, absent = (merged([one[place] for one in trials]) for place in (0, 1))
    best, most = NEVER, 0.0
    for likeness in LIKENESSES:
        for margin in MARGINS:
            found = passed(present, likeness, margin)
            wrong = 1 - present.right[found].mean() if found.any() else 0.0
            false = passed(absent, likeness, margin).mean()
            if wrong <= MOST_WRONG and false <= MOST_FALSE and found.mean() > most:
                best, most = Bounds(likeness, margin), float(found.mean())
    return best


def tried(rows: Vector, languages: NDArray[numpy.str_], concepts: NDArray[numpy.str_]) -> Iterator[tuple[Trial, Trial]]:
    """For each language its labels against the concepts of the others: with their own concept there, and without."""
    names, places = numpy.unique(concepts, return_inverse=True)
    for language in numpy.unique(languages):
        own = languages == language
        sums = numpy.zeros((len(names), rows.shape[1]), numpy.float32)
        numpy.add.at(sums, places[~own], rows[~own])
        centres = normal(sums)
        likeness = normal(rows[own]) @ centres.T
        with_own = trial(likeness, places[own])
        likeness[numpy.arange(len(likeness)), places[own]] = -1
        yield with_own, trial(likeness, places[own])


def trial(likeness: Vector, right: NDArray[numpy.intp]) -> Trial:
    """What the best of each row of likenesses is like."""
    order = numpy.sort(likeness, axis=1)
    return Trial(order[:, -1], order[:, -1] - order[:, -2], likeness.argmax(axis=1) == right)


def merged(trials: Sequence[Trial]) -> Trial:
    """Several trials as one."""
    return Trial(*(numpy.concatenate(column) for column in zip(*trials, strict=True)))


def passed(one: Trial, likeness: float, margin: float) -> Bools:
    """Which labels some bounds let through."""
    found: Bools = (one.likeness >= likeness) & (one.margin >= margin)
    return found


def normal(rows: Vector) -> Vector:
    """Rows of length one."""
    found: Vector = rows / numpy.maximum(numpy.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return found
