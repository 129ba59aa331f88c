"""An index that is open: labels and concepts, ranked by how likely they are what is meant.

An open index is read only and holds no lock; processes that are forked share its pages.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path

import numpy

from loaders.linking import concepts, encoder, fusion
from loaders.linking.build import ABOUT, FORMAT
from loaders.linking.meaning import Meaning
from loaders.linking.model import Candidate, Name, Subject
from loaders.linking.opened import Concepts
from loaders.linking.tables import Numbers
from loaders.linking.texts import folded
from ontology.errors import StoreError

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


class Index(Concepts):
    """The labels of a taxonomy, in the order of their concepts."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._meaning = Meaning(folder)

    def ranked(self, subject: Subject, limit: int = 10, types: Collection[str] = ()) -> list[Candidate]:
        """The concepts that a subject may be, the likeliest first; only those of some types, where any are given."""
        return concepts.ranked(self, subject, limit, types)

    def rank_labels(self, text: str, language: str = UNKNOWN) -> tuple[Numbers, Numbers]:
        """The numbers of all labels, the likeliest first, and their scores, which fall."""
        names = [Name(text, language)]
        if not len(self):
            return numpy.zeros(0, dtype=numpy.intp), numpy.zeros(0, dtype=numpy.float32)
        score = fusion.fused(self._parts(names), self._same(names), self._known())
        order = numpy.argsort(-score, kind="stable")
        return order, score[order]

    def _parts(self, names: Sequence[Name]) -> dict[str, Numbers]:
        """The likenesses of names with all labels: by letters the best name counts, else the mean of them."""
        letters = numpy.max([self.letters.likeness(folded(name.text)) for name in names], axis=0)
        return {"letters": letters, **self._meaning.likenesses(names)}

    def _same(self, names: Sequence[Name]) -> Numbers:
        """Which labels are in a language of the names; all, where that is not known of a name."""
        spoken = {name.language for name in names}
        known = [UNKNOWN in spoken or name == UNKNOWN or name in spoken for name in self.numbers]
        return numpy.array(known, dtype=bool)[self.label_languages]

    def _known(self) -> Numbers:
        """Which labels are in a language whose words the encoder knows, or in none that is told."""
        known = [name == UNKNOWN or encoder.shipped().knows(name) for name in self.numbers]
        return numpy.array(known, dtype=bool)[self.label_languages]
