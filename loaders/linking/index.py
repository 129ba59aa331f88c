"""An index that is open: labels and concepts, ranked by how likely they are what is meant.

An open index is read only and holds no lock; processes that are forked share its pages.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy

from loaders.linking import fusion, tables
from loaders.linking.build import ABOUT, FORMAT, LANGUAGES
from loaders.linking.grams import Grams
from loaders.linking.meaning import Meaning
from loaders.linking.model import Candidate, Name, Subject
from loaders.linking.structure import Structure
from loaders.linking.tables import Numbers
from loaders.linking.texts import folded
from ontology.errors import StoreError

#: The most names of a subject that are compared, those in languages of the index first.
MOST_NAMES = 12
#: How much a concept's second best label counts beside its best one.
SECOND = 0.1
UNKNOWN = "und"


def open_index(folder: Path) -> Index:
    """Open the index in a folder.

    Raises:
        StoreError: there is none, or it is of another version or damaged.

    """
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        if about["format"] != FORMAT:
            raise ValueError(f"its format is {about['format']}, not {FORMAT}")
        return Index(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"can't open the index in {folder}: {error}; make it anew with `rolegraph publish`") from error


class Index:
    """The labels of a taxonomy, in the order of their concepts."""

    def __init__(self, folder: Path) -> None:
        self._languages = (folder / LANGUAGES).read_text(encoding="utf-8").splitlines()
        self._texts = tables.Strings(folder, "texts")
        self._concepts = tables.Strings(folder, "concepts")
        self._owners = tables.read(folder, "owners")
        self._language = tables.read(folder, "languages")
        self._kinds = tables.read(folder, "kinds")
        self._letters = Grams(folder, "letters")
        self._meaning = Meaning(folder)
        self._structure = Structure(folder, self._concepts)
        changes = self._owners[1:] != self._owners[:-1]
        self._firsts = numpy.flatnonzero(numpy.concatenate(([True], changes))) if len(self._owners) else self._owners

    def __len__(self) -> int:
        return len(self._texts)

    def ranked(self, subject: Subject, limit: int = 10, types: Collection[str] = ()) -> list[Candidate]:
        """The concepts that a subject may be, the likeliest first; only those of some types, where any are given."""
        if not len(self) or not subject.names or limit < 1:
            return []
        names = self._chosen(subject.names)
        parts = self._parts(names)
        by_label = fusion.fused(parts, self._same(names))
        found = self._pooled(by_label)
        for name, values in self._facts(subject).items():
            found = found + numpy.float32(fusion.FACTS[name]) * values
        allowed = self._structure.of_types(types)
        owners = self._owners[self._firsts]
        if allowed is not None:
            found = numpy.where(allowed[owners], found, -numpy.inf)
        order = numpy.argsort(-found, kind="stable")[: limit + 1]
        order = order[numpy.isfinite(found[order])]
        scores = found[order].tolist()
        rivals = [max(scores[1:], default=0.0), *[scores[0]] * len(scores)] if scores else []
        segments = [self._label(int(place), by_label) for place in order[:limit]]
        return [
            self._candidate(label, fusion.probability(score, rival), parts)
            for label, score, rival in zip(segments, scores, rivals, strict=False)
        ]

    def rank_labels(self, text: str, language: str = UNKNOWN) -> tuple[Numbers, Numbers]:
        """The numbers of all labels, the likeliest first, and their scores, which fall."""
        names = [Name(text, language)]
        if not len(self):
            return numpy.zeros(0, dtype=numpy.intp), numpy.zeros(0, dtype=numpy.float32)
        score = fusion.fused(self._parts(names), self._same(names))
        order = numpy.argsort(-score, kind="stable")
        return order, score[order]

    def _chosen(self, names: Sequence[Name]) -> list[Name]:
        """The names that are compared: each text once, preferred ones and those in languages of the index first."""
        order = sorted(names, key=lambda name: (name.language not in self._languages, not name.preferred))
        return [*{folded(name.text): name for name in reversed(order)}.values()][::-1][:MOST_NAMES]

    def _parts(self, names: Sequence[Name]) -> dict[str, Numbers]:
        """The likenesses of names with all labels: by letters the best name counts, else the mean of them."""
        letters = numpy.max([self._letters.likeness(folded(name.text)) for name in names], axis=0)
        return {"letters": letters, **self._meaning.likenesses(names)}

    def _same(self, names: Sequence[Name]) -> Numbers:
        """Which labels are in a language of the names; all, where that is not known of a name."""
        spoken = {name.language for name in names}
        known = [UNKNOWN in spoken or name == UNKNOWN or name in spoken for name in self._languages]
        return numpy.array(known, dtype=bool)[self._language]

    def _pooled(self, by_label: Numbers) -> Numbers:
        """The score of each concept that has labels: its best label's, and a little of the next one's."""
        best = numpy.maximum.reduceat(by_label, self._firsts)
        counts = numpy.diff(numpy.append(self._firsts, len(by_label)))
        rest = numpy.where(by_label >= numpy.repeat(best, counts), -numpy.inf, by_label)
        second = numpy.maximum.reduceat(rest, self._firsts)
        pooled: Numbers = (best + SECOND * numpy.where(numpy.isfinite(second), second, best)) / (1 + SECOND)
        return pooled

    def _facts(self, subject: Subject) -> Mapping[str, Numbers]:
        """What is known of each concept that has labels and speaks for or against it."""
        owners = self._owners[self._firsts]
        shared, levelled = self._structure.shared(subject.related), self._structure.levelled(subject.level)
        found = {"skills": shared, "level": levelled, "narrow": self._structure.narrow.astype(numpy.float32)}
        return {name: values[owners] for name, values in found.items() if values is not None}

    def _label(self, place: int, by_label: Numbers) -> int:
        """The number of the best label of a concept, a preferred one before its equals."""
        end = self._firsts[place + 1] if place + 1 < len(self._firsts) else len(by_label)
        labels = numpy.arange(self._firsts[place], end)
        return int(labels[numpy.lexsort((self._kinds[labels], -by_label[labels]))[0]])

    def _candidate(self, label: int, probability: float, parts: Mapping[str, Numbers]) -> Candidate:
        """A label's concept as an answer."""
        values = {name: round(float(found[label]), 4) for name, found in parts.items()}
        concept = self._concepts[int(self._owners[label])]
        return Candidate(concept, self._texts[label], self._languages[self._language[label]], probability, values)
