"""What a heading or a career step means in any language: how near it is to those of each kind, by sentence embeddings.

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
from loaders.tables import rows as table_rows

#: Characters of a text that are read: a hostile one must not cost more.
LONGEST = 70
#: How many of a kind's nearest texts are averaged, and the weight of the nearest alone.
NEAREST, ALONE = 3, 0.5
#: Numbers, which tell no kind, and pictures and marks around a text.
NUMBERS = re.compile(r"(?<!\w)\d+(?!\w)\s*")
#: The tables that texts are compared with.
TABLES = ("headings", "career")
EDGES = re.compile(r"^[\W_]+|[^\w?]+$")


def kinds(table: str, text: str) -> Mapping[str, float]:
    """How near a text is to each kind of a table of `data/lexicon/prototypes.tsv` (cosine, about .8 to 1).

    Empty without the model.
    """
    if not vectors.available():
        return {}
    return _near(table, EDGES.sub("", NUMBERS.sub("", text[:LONGEST])))


@lru_cache(maxsize=8192)
def _near(table: str, text: str) -> Mapping[str, float]:
    """The same of a text without marks and numbers."""
    wanted = vectors.vector(text)
    found: dict[str, float] = {}
    for kind, known in _prototypes(table).items():
        near = numpy.sort(known @ wanted)[::-1][:NEAREST]
        found[kind] = float(ALONE * near[0] + (1 - ALONE) * near.mean())
    return found


@cache
def _prototypes(table: str) -> dict[str, Vector]:
    """The vectors of a table's texts by kind, as rows."""
    found: dict[str, list[Vector]] = {}
    for kind, text in prototypes(table):
        found.setdefault(kind, []).append(vectors.vector(text))
    return {kind: numpy.stack(rows) for kind, rows in found.items()}


def prototypes(table: str) -> Iterator[tuple[str, str]]:
    """The texts of a table, each with its kind."""
    for name, kind, text in table_rows(data.LEXICON / "prototypes.tsv", ("table", "kind", "text")):
        if name == table:
            yield kind, text
