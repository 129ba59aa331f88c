"""Likeness by pieces of words: the cosine of TF-IDF vectors of character n-grams, from an inverted index."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy

from loaders.linking import pieces, tables
from loaders.linking.tables import Numbers

#: The lengths of n-grams.
LENGTHS = (2, 3, 4, 5)
#: The bits of half a hash.
HALF, LOWER = numpy.uint64(32), numpy.uint64(0xFFFFFFFF)
#: Texts that are cut at a time when an index is built.
BATCH = 8192
#: An n-gram is common in more texts than these, and in more than this part of all.
COMMON, TOO_COMMON = 2000, 0.1


def counted(texts: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
    """The different n-grams of each text: n-grams, texts, and weights of how often each stands there (1 + log)."""
    found, whose = pieces.grams(texts, LENGTHS)
    # Half of a hash is enough, and sorted as one number with its text it takes a third of the time.
    keys = whose.astype(numpy.uint64) << HALF | (found >> HALF)
    keys.sort()
    found, whose = (keys & LOWER).astype(numpy.uint32), (keys >> HALF).astype(numpy.int32)
    if not len(found):
        return found, whose, numpy.zeros(0)
    first = numpy.concatenate(([True], (found[1:] != found[:-1]) | (whose[1:] != whose[:-1])))
    places = numpy.flatnonzero(first)
    often = numpy.diff(numpy.append(places, len(found)))
    return found[places], whose[places], (1 + numpy.log(often)).astype(numpy.float32)


def build(folder: Path, name: str, texts: Sequence[str]) -> None:
    """Write the index of texts into a folder: for each n-gram the texts that have it, with weights."""
    parts = [counted(texts[start : start + BATCH]) for start in range(0, len(texts), BATCH)]
    starts = range(0, len(texts), BATCH)
    found = numpy.concatenate([part[0] for part in parts] or [numpy.zeros(0, numpy.uint32)])
    rows = numpy.concatenate(
        [part[1] + start for part, start in zip(parts, starts, strict=True)] or [numpy.zeros(0, numpy.int32)]
    )
    often = numpy.concatenate([part[2] for part in parts] or [numpy.zeros(0, numpy.float32)])
    # Stable, so that the texts of each n-gram stay in their order.
    order = numpy.argsort(found, kind="stable")
    found, rows, often = found[order], rows[order].astype(numpy.int32), often[order]
    starts_of = numpy.flatnonzero(numpy.concatenate((numpy.ones(min(len(found), 1), bool), found[1:] != found[:-1])))
    counts = numpy.diff(numpy.append(starts_of, len(found)))
    rarity = (numpy.log((1 + len(texts)) / (1 + counts)) + 1).astype(numpy.float32)
    weights = often * numpy.repeat(rarity, counts)
    norms = numpy.sqrt(numpy.bincount(rows, weights**2, minlength=len(texts)))
    weights /= numpy.maximum(norms[rows], 1e-9) if len(rows) else 1
    tables.save(folder, f"{name}.names", found[starts_of])
    tables.save(folder, f"{name}.rarity", rarity)
    tables.save(folder, f"{name}.starts", numpy.concatenate(([0], numpy.cumsum(counts))).astype(numpy.int64))
    tables.save(folder, f"{name}.rows", rows)
    tables.save(folder, f"{name}.weights", weights.astype(numpy.float32))
    tables.save(folder, f"{name}.size", numpy.array([len(texts)]))


class Grams:
    """An index that is open."""

    def __init__(self, folder: Path, name: str) -> None:
        self._names = tables.read(folder, f"{name}.names")
        self._rarity = tables.read(folder, f"{name}.rarity")
        self._starts = tables.read(folder, f"{name}.starts")
        self._rows = tables.read(folder, f"{name}.rows")
        self._weights = tables.read(folder, f"{name}.weights")
        self._size = int(tables.read(folder, f"{name}.size")[0])

    def likeness(self, text: str) -> Numbers:
        """The cosine of a text with each text of the index, 0 to 1."""
        places, weights = self._weighed(text)
        total = numpy.zeros(self._size, dtype=numpy.float32)
        for place, weight in zip(places, weights, strict=True):
            part = slice(self._starts[place], self._starts[place + 1])
            # Each text stands once in a row of the index.
            total[self._rows[part]] += self._weights[part] * numpy.float32(weight)
        return total

    def rough(self, text: str) -> Numbers:
        """About the same, in a sixth of the time: n-grams that very many texts have are left out."""
        places, weights = self._weighed(text)
        starts, ends = self._starts[places], self._starts[places + 1]
        rare = ends - starts <= max(COMMON, self._size * TOO_COMMON)
        parts = [slice(start, end) for start, end in zip(starts[rare], ends[rare], strict=True)]
        if not parts:
            return numpy.zeros(self._size, dtype=numpy.float32)
        rows = numpy.concatenate([self._rows[part] for part in parts])
        pairs = zip(parts, weights[rare].astype(numpy.float32), strict=True)
        found = numpy.concatenate([self._weights[part] * weight for part, weight in pairs])
        return numpy.bincount(rows, found, self._size).astype(numpy.float32)

    def _weighed(self, text: str) -> tuple[Numbers, Numbers]:
        """The n-grams of a text that the index has, by their places, and their weights."""
        found, _, often = counted([text])
        places = numpy.searchsorted(self._names, found)
        known = places < len(self._names)
        known[known] = self._names[places[known]] == found[known]
        # What no label has makes the text longer, as the rarest that one has would.
        rarest = numpy.log(1 + self._size) + 1
        rarity = numpy.full(len(found), rarest)
        rarity[known] = self._rarity[places[known]]
        weights = often * rarity
        norm = float(numpy.sqrt((weights**2).sum())) or 1.0
        return places[known], weights[known] / norm
