"""What a heading means in any language: how near it is to those of each kind, by sentence embeddings.

The model (`loaders/embedders.py`) need not be there. No absolute nearness tells a kind, only how far one kind is ahead
of the next (measured: docs/decisions.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

import numpy

import data
from loaders import vectors
from loaders.embedders import Vector
from loaders.tables import rows

#: Characters of a text that are read: a hostile one must not cost more.
LONGEST = 70
#: How many of a kind's nearest texts are averaged, and the weight of the nearest alone.
NEAREST, ALONE = 3, 0.5
#: Numbers, which tell no kind, and pictures and marks around a text.
NUMBERS = re.compile(r"(?<!\w)\d+(?!\w)\s*")
EDGES = re.compile(r"^[\W_]+|[^\w?]+$")


def kinds(heading: str) -> Mapping[str, float]:
    """How near a heading is to each kind of `data/lexicon/prototypes.tsv` (cosine, about .8 to 1).

    Empty without the model.
    """
    return _near(plain(heading[:LONGEST])) if vectors.available() else {}


def plain(text: str) -> str:
    """A text without numbers, and without the marks around it."""
    return EDGES.sub("", NUMBERS.sub("", text))


@lru_cache(maxsize=8192)
def _near(text: str) -> Mapping[str, float]:
    """The same of a text without marks and numbers."""
    wanted = vectors.vector(text)
    found: dict[str, float] = {}
    for kind, known in _prototypes().items():
        near = numpy.sort(known @ wanted)[::-1][:NEAREST]
        found[kind] = float(ALONE * near[0] + (1 - ALONE) * near.mean())
    return found


@cache
def _prototypes() -> dict[str, Vector]:
    """The vectors of the known headings by kind, as rows."""
    found: dict[str, list[Vector]] = {}
    for kind, text in prototypes():
        found.setdefault(kind, []).append(vectors.vector(text))
    return {kind: numpy.stack(group) for kind, group in found.items()}


def prototypes() -> Iterator[tuple[str, str]]:
    """The known headings, each with its kind."""
    yield from ((kind, text) for kind, text in rows(data.LEXICON / "prototypes.tsv", ("kind", "text")))
