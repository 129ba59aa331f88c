"""Known pieces of a page's frame, by `data/lexicon/boilerplate.tsv`: share lines, reading times, menus.

Here a `*` in a pattern stands for any text, and a pattern has to fit the whole line.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import data
from loaders.blocks import Block
from loaders.lexicon import straight
from loaders.tables import rows

#: Pictures, arrows and marks that a menu or link puts around its words.
EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def is_boilerplate(block: Block) -> bool:
    """Whether a block of one line is, as a whole, a known piece of a page's frame."""
    if len(block.spans) > 1 or block.kind not in ("heading", "paragraph"):
        return False
    return is_known(EDGES.sub("", straight(block.text))) or is_known(straight(block.text))


@lru_cache(maxsize=16384)
def is_known(line: str) -> bool:
    """Whether a pattern fits a line; only those that begin as it does are tried, and those that begin with any text."""
    return any(pattern is not None and pattern.fullmatch(line) for pattern in (known(line[:1].casefold()), known("*")))


@cache
def known(beginning: str) -> re.Pattern[str] | None:
    """The patterns of all languages that begin with a character, as one; None where there are none."""
    found = by_beginning().get(beginning)
    return re.compile("|".join(sorted(found)), re.IGNORECASE) if found else None


@cache
def by_beginning() -> dict[str, set[str]]:
    """The patterns of all languages as regular expressions, by their first character."""
    found: dict[str, set[str]] = {}
    for _, pattern in rows(data.LEXICON / "boilerplate.tsv", ("language", "pattern")):
        source = re.escape(pattern).replace(r"\*", ".*").replace(r"\#", r"\d+")
        found.setdefault(pattern[0].casefold(), set()).add(source)
    return found
