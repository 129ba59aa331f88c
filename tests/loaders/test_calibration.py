"""Bounds from tiny made-up vectors, checked by counting one label after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.calibration import MOST_FALSE, MOST_WRONG, NEVER, STEP, bound
from loaders.embedders import Vector

LANGUAGES = ("en", "fi", "sv")


def labels(seed: int, concepts: int, noise: float, width: int = 12) -> tuple[list[Vector], list[str], list[str]]:
    """A label in each language for each concept: the concept's direction with some noise."""
    chance = numpy.random.default_rng(seed)
    centres = chance.normal(size=(concepts, width))
    found: list[Vector] = []
    for centre in centres:
        for _ in LANGUAGES:
            row = centre + noise * chance.normal(size=width)
            found.append((row / numpy.linalg.norm(row)).astype(numpy.float32))
    names = [f"concept-{number}" for number in range(concepts) for _ in LANGUAGES]
    return found, list(LANGUAGES) * concepts, names


def counted(
    rows: Sequence[Vector], languages: Sequence[str], concepts: Sequence[str], found: float
) -> tuple[int, int, int]:
    """How many labels find a concept, how many of them another's, and how many find one where their own is away."""
    right = wrong = false = 0
    for row, language, concept in zip(rows, languages, concepts, strict=True):
        likeness = {}
        for other in set(concepts):
            known = [
                one
                for one, its, named in zip(rows, languages, concepts, strict=True)
                if named == other and its != language
            ]
            centre = numpy.sum(known, axis=0)
            likeness[other] = float(row @ centre / numpy.linalg.norm(centre))
        match = best(likeness, found)
        right += match == concept
        wrong += match not in (concept, None)
        false += best({name: one for name, one in likeness.items() if name != concept}, found) is not None
    return right, wrong, false


def best(likeness: dict[str, float], needed: float) -> str | None:
    first, second = sorted(likeness, key=lambda name: -likeness[name])[:2]
    return first if 2 * likeness[first] - likeness[second] >= needed else None


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.integers(3, 20), st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.2, 2.0]))
def test_no_more_is_wrong_than_stated(seed: int, concepts: int, noise: float) -> None:
    rows, languages, names = labels(seed, concepts, noise)
    found = bound(rows, languages, names)
    right, wrong, false = counted(rows, languages, names, found)

    assert wrong <= MOST_WRONG * (right + wrong)
    # The share is that of a sample: the next label at its edge may be on either side.
    assert false <= MOST_FALSE * len(rows) + 1
    assert counted(rows, languages, names, found - STEP)[0] >= right


@pytest.mark.parametrize("seed", range(5))
def test_what_is_told_apart_with_ease_is_found(seed: int) -> None:
    rows, languages, names = labels(seed, 12, 0.2, width=60)
    found = bound(rows, languages, names)

    assert (len(rows), 0) == counted(rows, languages, names, found)[:2]


def test_near_twins_raise_the_bound() -> None:
    """Each concept has a near twin: without its own concept a label would find that."""
    rows, languages, names = labels(1, 10, 0.05)
    twins = [row + numpy.float32(0.3) * numpy.roll(row, 1) for row in rows]
    both = [*rows, *twins], languages * 2, [*names, *(f"{name}-twin" for name in names)]

    assert bound(*both) > bound(rows, languages, names)
    assert counted(*both, bound(rows, languages, names))[2] > 6
    assert counted(*both, bound(*both))[2] < counted(*both, bound(rows, languages, names))[2]


def test_the_order_of_labels_does_not_matter() -> None:
    rows, languages, names = labels(3, 10, 0.8)
    assert bound(rows, languages, names) == bound(rows[::-1], languages[::-1], names[::-1])


@pytest.mark.parametrize("concepts", [0, 1, 2])
def test_too_few_concepts_tell_nothing(concepts: int) -> None:
    assert NEVER == bound(*labels(1, concepts, 0.1))


def test_never_is_never() -> None:
    """No cosine and its lead over another are as large."""
    assert NEVER > 3
