"""The bound of a match by vectors, told from the vocabulary itself.

Each label is looked for among the concepts as the other languages name them. A match is false where the label's own
concept is away and another is taken for it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from loaders.embedders import Vector

#: The most of what is to be found may be another's: matches at all, and those whose concept is away.
MOST_WRONG, MOST_FALSE = 0.015, 0.05
#: The steps in which a bound is raised.
STEP = 0.005
#: A bound that nothing reaches: a cosine and its lead over another are at most 3 together.
NEVER = 4.0
Bools = NDArray[numpy.bool_]


class Trial(NamedTuple):
    """The likeness of the best concept to each label and its lead over the next, together; whether it was the right."""

    score: Vector
    right: Bools


def bound(centred: Sequence[Vector], languages: Sequence[str], concepts: Sequence[str]) -> float:
    """The least likeness (cosine) and lead over the next concept, together, by which few labels are found wrongly."""
    if len(set(concepts)) < 3:
        return NEVER
    trials = list(tried(numpy.stack(centred), numpy.array(languages), numpy.array(concepts)))
    present, absent = (merged([one[place] for one in trials]) for place in (0, 1))
    least = math.ceil(float(numpy.quantile(absent.score, 1 - MOST_FALSE)) / STEP) * STEP
    while (found := present.score >= least).any() and 1 - present.right[found].mean() > MOST_WRONG:
        least += STEP
    return round(least, 4)


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
    return Trial(2 * order[:, -1] - order[:, -2], likeness.argmax(axis=1) == right)


def merged(trials: Sequence[Trial]) -> Trial:
    """Several trials as one."""
    return Trial(*(numpy.concatenate(column) for column in zip(*trials, strict=True)))


def normal(rows: Vector) -> Vector:
    """Rows of length one."""
    found: Vector = rows / numpy.maximum(numpy.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return found
