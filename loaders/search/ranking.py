"""Labels found to concepts: one hit each, best first, and how many there are of each type and in each language."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loaders.search import packing
from loaders.search.entries import KINDS
from loaders.search.packing import Numbers
from ontology.terms import Skos

#: Steps of a score that are told apart: a difference of one typing error in the longest question is more than one.
STEPS = 16
#: Bits of what ranks labels of one score, from the highest: the language, the kind, the concept, the number of words.
LANGUAGE, KIND, RANK, WORDS = 6, 2, 6, 8
#: How good each kind of label is: a preferred one, another one, one that is not shown.
GOOD = np.array([2 - (one == Skos.altLabel) - 2 * (one == Skos.hiddenLabel) for one in KINDS])


@dataclass(frozen=True, slots=True)
class Labels:
    """Labels found, each by its score and its number (`packing.pack`), in the order in which the engine found them."""

    scores: NDArray[np.float64]
    packed: Numbers


@dataclass(frozen=True, slots=True)
class Ranked:
    """Places among the labels found, one a concept, best first, and numbers of concepts by type and by language."""

    places: NDArray[np.intp]
    types: dict[str, int]
    languages: dict[str, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Types and languages to which an answer is narrowed, none for all, and the languages that the reader reads."""

    types: Collection[str] = ()
    languages: Collection[str] = ()
    chain: Sequence[str] = ()


class Ranking:
    """Ranks what is found in one index, by the names of languages, and by the type and rank of each concept."""

    def __init__(self, languages: Sequence[str], types: Sequence[str], ranks: NDArray[np.uint8]) -> None:
        self._languages = languages
        self._names = sorted(set(types))
        place = {name: number for number, name in enumerate(self._names)}
        self._types = np.array([place[name] for name in types], dtype=np.int64)
        self._ranks = ranks.astype(np.int64)

    def rank(self, found: Labels, wanted: Wanted) -> Ranked:
        """Rank labels; a type is counted whatever types are wanted, and so is a language."""
        concepts, languages, kinds, words = packing.unpack(found.packed)
        types = self._types[concepts]
        of_type = self._chosen(types, self._names, wanted.types)
        of_language = self._chosen(languages, self._languages, wanted.languages)
        near = self._nearness(wanted.chain)[languages]
        key = np.round(found.scores * STEPS).astype(np.int64) << LANGUAGE | near
        key = (key << KIND | GOOD[kinds]) << RANK | self._ranks[concepts]
        key = key << WORDS | (packing.MOST_WORDS - words)
        good = np.flatnonzero(of_type & of_language)
        order = good[np.argsort(-key[good], kind="stable")]
        _, first = np.unique(concepts[order], return_index=True)
        return Ranked(
            order[np.sort(first)],
            _counted(concepts[of_language], types[of_language], self._names),
            _counted(concepts[of_type], languages[of_type], self._languages),
        )

    def nearest(self, packed: Numbers, chain: Sequence[str]) -> dict[int, int]:
        """The place of the best name of each concept among all its labels, for a reader of some languages."""
        concepts, languages, kinds, _ = packing.unpack(packed)
        key = GOOD[kinds] << LANGUAGE | self._nearness(chain)[languages]
        order = np.argsort(-key, kind="stable")
        found, first = np.unique(concepts[order], return_index=True)
        return {int(concept): int(order[place]) for concept, place in zip(found, first, strict=True)}

    def curated(self, concept: int) -> bool:
        """Whether a concept is curated."""
        return packing.is_curated(int(self._ranks[concept]))

    def _nearness(self, chain: Sequence[str]) -> Numbers:
        """How gladly each language is read: the more, the earlier it stands in the chain."""
        most = (1 << LANGUAGE) - 1
        place = {tag: most - number for number, tag in reversed(list(enumerate(chain[:most])))}
        return np.array([place.get(tag, 0) for tag in self._languages] or [0], dtype=np.int64)

    @staticmethod
    def _chosen(values: Numbers, names: Sequence[str], wanted: Collection[str]) -> NDArray[np.bool_]:
        if not wanted:
            return np.ones(len(values), dtype=np.bool_)
        return np.isin(values, [number for number, name in enumerate(names) if name in wanted])


def _counted(concepts: Numbers, values: Numbers, names: Sequence[str]) -> dict[str, int]:
    """How many different concepts have each value, the most first."""
    pairs = np.unique(values << packing.CONCEPT | concepts)
    found, counts = np.unique(pairs >> packing.CONCEPT, return_counts=True)
    named = [(names[value], int(count)) for value, count in zip(found.tolist(), counts.tolist(), strict=True)]
    return dict(sorted(named, key=lambda one: (-one[1], one[0])))
