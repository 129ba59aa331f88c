"""An index that is open: labels and concepts, ranked by how likely they are what is meant.

An open index is read only and holds no lock; processes that are forked share its pages.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy

from loaders.linking import concepts, fusion, meaning
from loaders.linking.build import ABOUT, FORMAT
from loaders.linking.model import Candidate, Name, Subject
from loaders.linking.opened import Concepts
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


class Index(Concepts):
    """The labels of a taxonomy."""

    def __init__(self, folder: Path, languages: Sequence[str]) -> None:
        super().__init__(folder, languages)
        self._meaning = meaning.opened(folder)

    def ranked(self, subject: Subject, limit: int = 10, types: Collection[str] = ()) -> list[Candidate]:
        """The concepts that a subject may be, the likeliest first; only those of some types, where any are given."""
        return concepts.ranked(self, subject, limit, types)

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
        parts = {"grams": numpy.max([self.grams.likeness(text) for text in texts], axis=0)}
        if self._meaning is not None:
            pairs = [(name.text, self.numbers.get(name.language, -1)) for name in names]
            parts["meaning"] = self._meaning.likeness(pairs)
        return parts

    def _last(self, name: Name) -> tuple[bool, bool]:
        """What puts names of the index's languages, and preferred ones, before others."""
        return name.language not in self.numbers, not name.preferred
