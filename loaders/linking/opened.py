"""What an index that is open holds, by the numbers of its labels and concepts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import numpy

from loaders.linking import senses, tables
from loaders.linking.grams import Grams
from loaders.linking.tables import Numbers
from loaders.linking.words import Words


class Concepts:
    """The tables of an index. Labels stand in the order of their concepts, and concepts without labels come last."""

    def __init__(self, folder: Path, languages: Sequence[str]) -> None:
        #: The languages by their numbers' names, and those that most labels have first.
        self.numbers = {name: number for number, name in enumerate(languages)}
        self.texts = tables.Strings(folder, "texts")
        self.iris = tables.Strings(folder, "concepts")
        self.owners = tables.read(folder, "owners")
        self.label_languages = tables.read(folder, "languages")
        self.kinds = tables.read(folder, "kinds")
        count = numpy.bincount(self.label_languages, minlength=len(languages))
        self.languages = [languages[place] for place in numpy.argsort(-count, kind="stable")]
        self.named = int(self.owners[-1]) + 1 if len(self.owners) else 0
        self._first = numpy.searchsorted(self.owners, numpy.arange(self.named + 1))
        best = numpy.minimum.reduceat(self.kinds, self._first[:-1]) if self.named else self.kinds
        #: The best kind of label that a label's concept has.
        self.best_kinds = best[self.owners] if self.named else self.kinds
        self.broader = tables.Lists(folder, "broader")
        self.essential = tables.Lists(folder, "essential")
        self.optional = tables.Lists(folder, "optional")
        self.notations = tables.Strings(folder, "notations")
        self.reuse = tables.Strings(folder, "reuse")
        self._types = tables.Lists(folder, "types")
        self._typenames = list(tables.Strings(folder, "typenames"))
        self._allowed: dict[frozenset[str], Numbers | None] = {}
        self._places: dict[str, int] | None = None
        self.grams = Grams(folder, "grams")
        self.words = Words(folder)
        self.senses = senses.opened(folder)

    def __len__(self) -> int:
        return len(self.texts)

    def by_concept(self, values: Numbers) -> Numbers:
        """The highest value of each concept's labels."""
        found: Numbers = numpy.maximum.reduceat(values, self._first[:-1])
        return found

    def by_concept_of(self, labels: Numbers, values: Numbers) -> Numbers:
        """The highest value of each concept's labels, where some labels, in their order, have one."""
        owners = self.owners[labels]
        first = numpy.searchsorted(owners, numpy.arange(self.named))
        found: Numbers = numpy.maximum.reduceat(values, numpy.minimum(first, len(values) - 1))
        return found

    def rows_of(self, concept: int) -> tuple[int, int]:
        """The first label of a concept, and the one behind its last."""
        return int(self._first[concept]), int(self._first[concept + 1])

    def numbers_of(self, iris: Iterable[str]) -> set[int]:
        """The numbers of concepts; those that are not here are left out."""
        if not iris:
            return set()
        if self._places is None:
            self._places = {iri: number for number, iri in enumerate(self.iris)}
        return {self._places[iri] for iri in iris if iri in self._places}

    def title(self, iri: str, language: str = "en") -> str:
        """The best label of a concept, in a language where it has one; empty where it has none at all."""
        wanted = self.numbers.get(language, -1)
        for concept in self.numbers_of((iri,)):
            labels = range(*self.rows_of(concept)) if concept < self.named else range(0)
            ranks = [(int(self.kinds[one]), int(self.label_languages[one]) != wanted, one) for one in labels]
            return str(self.texts[min(ranks)[2]]) if ranks else ""
        return ""

    def level(self, concept: int) -> int | None:
        """The first digit of the code of a concept or of what is above it, the major group of ISCO-08."""
        for one in (concept, *self.broader[concept].tolist()):
            if (code := self.notations[one].lstrip("C")[:1]).isdigit():
                return int(code)
        return None

    def allowed(self, types: Collection[str]) -> Numbers | None:
        """Which concepts have one of some types; None where all may be meant, as in a taxonomy that has none of them."""
        key = frozenset(types)
        if key not in self._allowed:
            wanted = {number for number, name in enumerate(self._typenames) if name in key}
            fits = [not wanted.isdisjoint(self._types[one].tolist()) for one in range(self.named)] if wanted else []
            self._allowed[key] = numpy.array(fits, dtype=bool) if wanted else None
        return self._allowed[key]
