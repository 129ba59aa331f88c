"""Draws pairs of labels that the linker's codes are learnt from: of one concept, or of a group and what is in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy
from numpy.typing import NDArray

from bench.taxonomy_labels import Known

Numbers = NDArray[Any]
#: Concepts in a batch; how often a batch is of each source, by how its concepts begin.
BATCH = 1024
SOURCES = {"http": 0.76, "onet:": 0.14, "rg:": 0.1}
#: From how many labels on a concept is drawn no oftener, and how much slower than its labels that grows.
MOST, SLOWER = 60, 0.75


class Batch(NamedTuple):
    """Pairs as the places of their first and second labels, and which pairs must not be pushed apart, as a square."""

    first: Numbers
    second: Numbers
    shared: Numbers


class Pairs:
    """Two labels of each of many concepts, half of the time by their languages first."""

    def __init__(self, known: Sequence[Known], groups: Mapping[str, str], random: numpy.random.Generator) -> None:
        of: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place, one in enumerate(known):
            of[one.concept][one.language].append(place)
        several = {name: [*parts.values()] for name, parts in of.items() if sum(map(len, parts.values())) > 1}
        self._concepts = [*several.values()]
        self._odds = numpy.array([min(MOST, sum(map(len, parts))) ** SLOWER for parts in self._concepts])
        numbers = {name: number for number, name in enumerate(several)}
        self._of = [numpy.array([n for name, n in numbers.items() if name.startswith(one)]) for one in SOURCES]
        self._named = self._bearers(known, numbers)
        self._groups = self._members(groups, numbers)
        self._random = random

    @staticmethod
    def _bearers(known: Sequence[Known], numbers: Mapping[str, int]) -> list[list[int]]:
        """The concepts that bear the text of each label."""
        bearers: dict[str, list[int]] = defaultdict(list)
        for one in known:
            if (number := numbers.get(one.concept)) is not None:
                bearers[one.text].append(number)
        return [bearers[one.text] for one in known]

    @staticmethod
    def _members(groups: Mapping[str, str], numbers: Mapping[str, int]) -> list[tuple[int, list[int]]]:
        """The groups that have names, with what is in them."""
        members: dict[int, list[int]] = defaultdict(list)
        for concept, group in groups.items():
            if concept in numbers and group in numbers:
                members[numbers[group]].append(numbers[concept])
        return [*members.items()]

    def of_concepts(self, *, mixed: bool) -> Batch:
        """Two labels of each of many concepts, of all sources or of one.

        A label that two concepts of the batch bear is not pushed from the other one.
        """
        source = self._of[self._random.choice(len(SOURCES), p=[*SOURCES.values()])]
        some = numpy.arange(len(self._concepts)) if mixed else source
        odds = self._odds[some] / self._odds[some].sum()
        concepts = self._random.choice(some, size=min(BATCH, len(some)), replace=False, p=odds)
        chances = self._random.random((len(concepts), 5))
        pairs = [self._pair(one, one, chance) for one, chance in zip(concepts, chances, strict=True)]
        at = {concept: place for place, concept in enumerate(concepts.tolist())}
        shared = numpy.zeros((len(pairs), len(pairs)), dtype=bool)
        for place, (first, second) in enumerate(pairs):
            shared[place, [at[one] for one in self._named[first] if one in at]] = True
            shared[[at[one] for one in self._named[second] if one in at], place] = True
        numpy.fill_diagonal(shared, val=False)
        firsts, seconds = numpy.array(pairs).T
        return Batch(firsts, seconds, shared)

    def of_groups(self) -> Batch:
        """For each group a name of an occupation in it, and one of the group itself or of another one in it."""
        pairs = []
        for group, members in self._groups:
            chance = self._random.random(8)
            first = group if chance[0] < 0.5 else members[int(chance[1] * len(members))]
            pair = self._pair(first, members[int(chance[2] * len(members))], chance[3:])
            pairs.append(pair)
        firsts, seconds = numpy.array(pairs).T
        return Batch(firsts, seconds, numpy.zeros((len(pairs), len(pairs)), dtype=bool))

    def _pair(self, one: int, other: int, chance: Numbers) -> tuple[int, int]:
        """A label of each of two concepts."""
        first, second = self._concepts[one], self._concepts[other]
        if chance[0] < 0.5:
            of_first, of_second = first[int(chance[1] * len(first))], second[int(chance[2] * len(second))]
        else:
            of_first, of_second = ([place for part in parts for place in part] for parts in (first, second))
        return of_first[int(chance[3] * len(of_first))], of_second[int(chance[4] * len(of_second))]
