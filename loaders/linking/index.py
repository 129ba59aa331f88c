"""An index that is open: labels and concepts, ranked by how likely they are what is meant.

An open index is read only and holds no lock; processes that are forked share its pages.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy

from loaders.linking import fusion, meaning, tables
from loaders.linking.build import ABOUT, FORMAT
from loaders.linking.grams import Grams
from loaders.linking.model import Candidate, Name, Subject
from loaders.linking.tables import Numbers
from loaders.linking.texts import folded
from ontology.errors import StoreError

#: The most names of a subject that are compared by their letters.
MOST_NAMES = 12


def open_index(folder: Path) -> Index:
    """Open the index in a folder.

    Raises:
        StoreError: there is none, or it is of another version or damaged.

    """
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        if about["format"] != FORMAT:
            raise ValueError(f"its format is {about['format']}, not {FORMAT}")
        return Index(folder, about["languages"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"can't open the index in {folder}: {error}; make it anew with `rolegraph publish`") from error


class Index:
    """The labels of a taxonomy."""

    def __init__(self, folder: Path, languages: Sequence[str]) -> None:
        self._languages = {name: number for number, name in enumerate(languages)}
        self._names = list(languages)
        self._texts = tables.Strings(folder, "texts")
        self._concepts = tables.Strings(folder, "concepts")
        self._owners = tables.read(folder, "owners")
        self._language = tables.read(folder, "languages")
        self._kinds = tables.read(folder, "kinds")
        self._types = tables.Lists(folder, "types")
        self._typenames = list(tables.Strings(folder, "typenames"))
        self._grams = Grams(folder, "grams")
        self._meaning = meaning.opened(folder)

    def __len__(self) -> int:
        return len(self._texts)

    def ranked(self, subject: Subject, limit: int = 10, types: Collection[str] = ()) -> list[Candidate]:
        """The concepts that a subject may be, the likeliest first; only those of some types, where any are given."""
        if not len(self) or not subject.names:
            return []
        parts = self._parts(subject.names)
        score = fusion.fused(parts)
        # Labels are in the order of their concepts; a preferred label wins over its equals.
        order = numpy.lexsort((self._kinds, -score))
        found: list[Candidate] = []
        seen: set[int] = set()
        best = float(score[order[0]])
        for place in order:
            owner = int(self._owners[place])
            if owner in seen or not self._fits(owner, types):
                continue
            seen.add(owner)
            found.append(self._candidate(int(place), float(score[place]), best, parts))
            if len(found) == limit:
                break
        return found

    def rank_labels(self, text: str, language: str = "und") -> tuple[Numbers, Numbers]:
        """The numbers of all labels, the likeliest first, and their scores, which fall."""
        if not len(self):
            return numpy.zeros(0, dtype=numpy.intp), numpy.zeros(0, dtype=numpy.float32)
        score = fusion.fused(self._parts([Name(text, language)]))
        order = numpy.argsort(-score, kind="stable")
        return order, score[order]

    def _parts(self, names: Sequence[Name]) -> dict[str, Numbers]:
        """The likenesses of some names with all labels: by letters the best name counts, by meaning their mean."""
        texts = list(dict.fromkeys(folded(name.text) for name in sorted(names, key=self._last)))[:MOST_NAMES]
        parts = {"grams": numpy.max([self._grams.likeness(text) for text in texts], axis=0)}
        if self._meaning is not None:
            pairs = [(name.text, self._languages.get(name.language, -1)) for name in names]
            parts["meaning"] = self._meaning.likeness(pairs)
        return parts

    def _last(self, name: Name) -> tuple[bool, bool]:
        """What puts names of the index's languages, and preferred ones, before others."""
        return name.language not in self._languages, not name.preferred

    def _fits(self, concept: int, types: Collection[str]) -> bool:
        return not types or any(self._typenames[one] in types for one in self._types[concept])

    def _candidate(self, place: int, score: float, best: float, parts: dict[str, Numbers]) -> Candidate:
        """A label's concept as an answer."""
        language = self._names[self._language[place]]
        values = {name: float(found[place]) for name, found in parts.items()}
        owner = self._concepts[int(self._owners[place])]
        return Candidate(owner, self._texts[place], language, fusion.probability(score, best), values)
