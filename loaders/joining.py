"""Which candidates are one: a pure function of the set of candidates, their labels and the reviewers' rows.

Pairs of labels that mean nearly the same are joined, the likest first, where two groups are alike on average, and where
nothing keeps them apart: what one section of a document names twice are two things.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

import numpy
from numpy.typing import NDArray

from loaders.neighbours import LEAST, SCALE, Pair, Whole

#: Where a concept is named: a document and the kind of section.
Place = tuple[str, str]


class Join(NamedTuple):
    """A candidate that stands for the same as another: the representative of both, and the likest other member."""

    into: str
    score: float
    like: str


class Groups:
    """Candidates in groups, each of which is one concept."""

    def __init__(
        self,
        pairs: Iterable[Pair],
        vectors: Callable[[Iterable[str]], Mapping[str, Whole]],
        places: Callable[[str], Collection[Place]],
        apart: Collection[frozenset[str]],
        given: Iterable[Collection[str]] = (),
    ) -> None:
        self._vectors = vectors
        self._places_of = places
        self._apart = apart
        self._members: dict[str, list[str]] = {}
        self._group: dict[str, str] = {}
        self._sums: dict[str, NDArray[numpy.float64]] = {}
        self._places: dict[str, set[Place]] = {}
        self._best: dict[str, tuple[float, str]] = {}
        for group in given:
            for one in group:
                self._merge(self._opened(min(group)), self._opened(one))
        self._given = {one: tuple(members) for members in self._members.values() for one in members}
        for pair in pairs:
            self._consider(pair)

    def joins(self) -> dict[str, Join]:
        """Every candidate that is not the representative of its group; that is the one with the smallest IRI."""
        found: dict[str, Join] = {}
        for members in self._members.values():
            first = min(members)
            for one in members:
                if one != first:
                    found[one] = Join(first, *self._joined_by(one, first))
        return found

    def _joined_by(self, one: str, first: str) -> tuple[float, str]:
        """What joined a candidate with the representative: that they were given together, or the likest pair."""
        together = self._given.get(one, (one,))
        if first in together:
            return 1.0, first
        return self._best.get(one) or max(self._best[member] for member in together if member in self._best)

    def _consider(self, pair: Pair) -> None:
        """Join the groups of two candidates, if nothing speaks against it."""
        one, other = self._opened(pair.one), self._opened(pair.other)
        if one == other or self._kept_apart(one, other):
            return
        count = len(self._members[one]) * len(self._members[other])
        if float(numpy.dot(self._sums[one], self._sums[other])) < LEAST * SCALE * SCALE * count:
            return
        for this, that in ((pair.one, pair.other), (pair.other, pair.one)):
            self._best.setdefault(this, (pair.score, that))
        self._merge(one, other)

    def _merge(self, one: str, other: str) -> None:
        """Make two groups one."""
        if one == other:
            return
        for member in self._members[other]:
            self._group[member] = one
        self._members[one] += self._members.pop(other)
        self._sums[one] = self._sums[one] + self._sums.pop(other)
        self._places[one] |= self._places.pop(other)

    def _opened(self, concept: str) -> str:
        """The name of a candidate's group, which begins with it alone."""
        if concept not in self._group:
            self._group[concept] = concept
            self._members[concept] = [concept]
            # A label too long for the model has no vector: it is joined by reviewers alone.
            self._sums[concept] = numpy.asarray(self._vectors([concept]).get(concept, 0.0), dtype=numpy.float64)
            self._places[concept] = set(self._places_of(concept))
        return self._group[concept]

    def _kept_apart(self, one: str, other: str) -> bool:
        """Whether two groups share a section, or a reviewer keeps two of their members apart."""
        if not self._places[one].isdisjoint(self._places[other]):
            return True
        return any(
            frozenset((this, that)) in self._apart for this in self._members[one] for that in self._members[other]
        )
