"""Likeness by what taxonomies call one thing: short vectors (codes) of labels, learnt from labels of the same concept.

A code is the sum of the vectors of a label's pieces and, where there is a model, of the projected vector of the model.
The numbers stand in `data/linking/`, and `bench/learn_linking.py` makes them: data/linking.md says of what.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy

import data
from loaders.linking import pieces
from loaders.linking.tables import Numbers

#: The lengths of n-grams that have vectors, beside whole words.
LENGTHS = (3, 4, 5, 6)
#: Texts that are coded at a time: few enough that what is summed stays in the processor's cache.
BATCH = 256
FILE = "codes.npz"


class Encoder:
    """What turns labels into codes."""

    def __init__(self, path: Path) -> None:
        with numpy.load(path, allow_pickle=False) as file:
            self._names = file["names"]
            self._rows = _whole(file["rows"], file["scales"])
            self._projection = file["projection"].astype(numpy.float32)
            self._languages = {str(name): place for place, name in enumerate(file["languages"])}
            self._means = file["means"].astype(numpy.float32)
            self._anchors = unit(_whole(file["anchors"], file["anchor_scales"]))
            self._speaking = {str(name): place for place, name in enumerate(file["speaking"], start=1)}
            self.model = str(file["model"])

    def by_words(self, texts: Sequence[str]) -> Numbers:
        """The parts of codes that pieces of words make, not yet of length one; all zero where no piece is known."""
        parts = [self._by_words(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
        return numpy.concatenate(parts) if parts else numpy.zeros((0, self._rows.shape[1]), dtype=numpy.float32)

    def _by_words(self, texts: Sequence[str]) -> Numbers:
        of_grams, of_words = pieces.grams(texts, LENGTHS), pieces.words(texts)
        found = numpy.concatenate([of_grams[0], of_words[0]]).astype(self._names.dtype)
        whose = numpy.concatenate([of_grams[1], of_words[1]])
        places = numpy.minimum(numpy.searchsorted(self._names, found), len(self._names) - 1)
        known = self._names[places] == found
        places, whose = places[known], whose[known]
        order = numpy.argsort(whose, kind="stable")
        places, whose = places[order], whose[order]
        total = numpy.zeros((len(texts), self._rows.shape[1]), dtype=numpy.float32)
        if len(whose):
            firsts = numpy.flatnonzero(numpy.concatenate(([True], whose[1:] != whose[:-1])))
            often = numpy.diff(numpy.append(firsts, len(whose)))
            sums = numpy.add.reduceat(self._rows[places], firsts, axis=0)
            total[whose[firsts]] = sums / numpy.sqrt(often)[:, None]
        return total

    def by_meaning(self, centred: Numbers) -> Numbers:
        """The parts of codes that a model's vectors make; these are centred and of length one, as rows."""
        found: Numbers = centred @ self._projection
        return found

    def mean(self, language: str) -> Numbers:
        """The mean of a model's vectors of a language's labels; that of all languages where the language is unknown."""
        found: Numbers = self._means[self._languages.get(language, -1)]
        return found

    def knows(self, language: str) -> bool:
        """Whether the words of a language were learnt from whole taxonomies, not from a few hundred names."""
        return language in self._speaking

    def anchors(self, language: str = "") -> Numbers:
        """The middles of known concepts by their labels of all languages; by those of one, where they are known."""
        everyone: Numbers = self._anchors[0]
        if language not in self._speaking:
            return everyone
        found: Numbers = self._anchors[self._speaking[language]]
        return numpy.where(found.any(axis=1, keepdims=True), found, everyone)


def _whole(rows: Numbers, scales: Numbers) -> Numbers:
    """Rows that are kept as small whole numbers, each with what it is multiplied by."""
    found: Numbers = rows.astype(numpy.float32) * scales.astype(numpy.float32)[..., None]
    return found


def unit(rows: Numbers) -> Numbers:
    """Rows at length one; those of no length stay."""
    found: Numbers = rows / numpy.maximum(numpy.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)
    return found


@cache
def shipped() -> Encoder:
    """The encoder that the package brings."""
    return Encoder(data.LINKING / FILE)
