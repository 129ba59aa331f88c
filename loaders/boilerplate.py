"""Known pieces of a page's frame, by `data/lexicon/boilerplate.tsv`: share lines, reading times, menus.

Here a `*` in a pattern stands for any text, and a pattern has to fit the whole line.
"""

from __future__ import annotations

import re
from functools import cache

import data
from loaders.blocks import Block
from loaders.tables import rows

#: Pictures, arrows and marks that a menu or link puts around its words.
EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def is_boilerplate(block: Block) -> bool:
    """Whether a block of one line is, as a whole, a known piece of a page's frame."""
    if len(block.spans) > 1 or block.kind not in ("heading", "paragraph"):
        return False
    return is_known(EDGES.sub("", block.text)) or is_known(block.text)


def is_known(line: str) -> bool:
    """Whether a pattern fits a line; only those that begin as it does are tried, and those that begin with any text."""
    patterns = known()
    return any(
        beginning in patterns and patterns[beginning].fullmatch(line) for beginning in (line[:1].casefold(), "*")
    )


@cache
def known() -> dict[str, re.Pattern[str]]:
    """The patterns of all languages by their first character, those of each as one."""
    found: dict[str, set[str]] = {}
    for _, pattern in rows(data.LEXICON / "boilerplate.tsv", ("language", "pattern")):
        source = re.escape(pattern).replace(r"\*", ".*").replace(r"\#", r"\d+")
        found.setdefault(pattern[0].casefold(), set()).add(source)
    return {first: re.compile("|".join(sorted(sources)), re.IGNORECASE) for first, sources in found.items()}
