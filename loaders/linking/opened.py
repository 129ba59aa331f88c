"""What an index that is open holds, by the numbers of its labels and concepts."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import numpy

from loaders.linking import senses, tables
from loaders.linking.build import LANGUAGES
from loaders.linking.grams import Grams
from loaders.linking.structure import Structure
from loaders.linking.tables import Numbers
from loaders.linking.words import Words


class Concepts:
    """The tables of an index. Labels stand in the order of their concepts, and concepts without labels come last."""

    def __init__(self, folder: Path) -> None:
        #: The languages in the order of their numbers, their numbers, and those that most labels have first.
        self.tags = (folder / LANGUAGES).read_text(encoding="utf-8").splitlines()
        self.numbers = {name: number for number, name in enumerate(self.tags)}
        self.texts = tables.Strings(folder, "texts")
        self.iris = tables.Strings(folder, "concepts")
        self.owners = tables.read(folder, "owners")
        self.label_languages = tables.read(folder, "languages")
        self.kinds = tables.read(folder, "kinds")
        count = numpy.bincount(self.label_languages, minlength=len(self.tags))
        self.languages = [self.tags[place] for place in numpy.argsort(-count, kind="stable")]
        #: How many concepts have labels.
        self.named = int(self.owners[-1]) + 1 if len(self.owners) else 0
        self._first = numpy.searchsorted(self.owners, numpy.arange(self.named + 1))
        best = numpy.minimum.reduceat(self.kinds, self._first[:-1]) if self.named else self.kinds
        #: The best kind of label that a label's concept has.
        self.best_kinds = best[self.owners] if self.named else self.kinds
        self.letters = Grams(folder, "letters")
        self.words = Words(folder)
        self.codes = tables.read(folder, "codes")
        self.senses = senses.opened(folder)
        self.structure = Structure(folder, self.iris)
        self._allowed: dict[frozenset[str], Numbers | None] = {}

    def __len__(self) -> int:
        return len(self.texts)

    def by_concept(self, values: Numbers) -> Numbers:
        """The highest value of each concept's labels."""
        found: Numbers = numpy.maximum.reduceat(values, self._first[:-1])
        return found

    def by_concept_of(self, labels: Numbers, values: Numbers) -> Numbers:
        """The highest value of each concept's labels, where some labels of each, in their order, have one."""
        first = numpy.searchsorted(self.owners[labels], numpy.arange(self.named))
        found: Numbers = numpy.maximum.reduceat(values, first)
        return found

    def rows_of(self, concept: int) -> tuple[int, int]:
        """The first label of a concept, and the one behind its last."""
        return int(self._first[concept]), int(self._first[concept + 1])

    def title(self, iri: str, language: str = "en") -> str:
        """The best label of a concept, in a language where it has one; empty where it has none at all."""
        return self.titled(iri, language)[0]

    def titled(self, iri: str, language: str = "en") -> tuple[str, str]:
        """The same, and the language that the label is in."""
        wanted, concept = self.numbers.get(language, -1), self.structure.number(iri)
        if concept is None or concept >= self.named:
            return "", ""
        labels = range(*self.rows_of(concept))
        best = min(labels, key=lambda one: (self.kinds[one], self.label_languages[one] != wanted, one))
        return str(self.texts[best]), self.tags[self.label_languages[best]]

    def allowed(self, types: Collection[str]) -> Numbers | None:
        """Which concepts have one of some types (`Structure.of_types`); None where no type is named."""
        key = frozenset(types)
        if key not in self._allowed:
            found = self.structure.of_types(key)
            self._allowed[key] = None if found is None else found[: self.named]
        return self._allowed[key]

    def known(self, types: Collection[str]) -> Collection[str]:
        """Those types, where the taxonomy has concepts of them; none, which is all concepts, where it has not."""
        found = self.allowed(types)
        return types if found is None or found.any() else ()
