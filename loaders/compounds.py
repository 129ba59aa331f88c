"""A label that names several things ("patience and empathy") to its parts."""

from __future__ import annotations

import re
from functools import lru_cache

from loaders.lexicon import common_language, word
from loaders.patterns import Patterns

#: Marks between things of one kind; a slash joins the halves of some names, so both sides must be things.
MARKS = re.compile(r"\s*[,;、，；]\s*|\s*[/／&＆]\s*")
SEVERAL = 2
#: The tables with the words for "and" and "or".
TABLES = ("conjunctions", "alternatives")


@lru_cache(maxsize=16384)
def parts(label: str, language: str) -> tuple[str, ...]:
    """The parts of a label between commas, slashes and conjunctions; the label alone where it has none."""
    found = [label]
    marks: list[re.Pattern[str] | Patterns] = [MARKS, *conjunctions(language)]
    for pattern in marks:
        found = [piece for one in found for piece in cut(one, pattern)]
    return tuple(found) if len(found) >= SEVERAL else (label,)


def conjunctions(language: str) -> list[Patterns]:
    """The words for "and" and "or" of a language and the common one."""
    tags = dict.fromkeys((language, common_language()))
    return [pattern for tag in tags for table in TABLES if (pattern := word(table, tag)) is not None]


def cut(text: str, mark: re.Pattern[str] | Patterns) -> list[str]:
    """A text cut at a mark, without empty pieces."""
    bounds = [0, *(edge for found in mark.finditer(text) for edge in found.span()), len(text)]
    pieces = [text[bounds[place] : bounds[place + 1]].strip() for place in range(0, len(bounds), 2)]
    return [piece for piece in pieces if piece]
