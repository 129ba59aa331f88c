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
    return bool(known().fullmatch(EDGES.sub("", block.text)) or known().fullmatch(block.text))


@cache
def known() -> re.Pattern[str]:
    """The patterns of all languages as one."""
    patterns = {pattern for _, pattern in rows(data.LEXICON / "boilerplate.tsv", ("language", "pattern"))}
    sources = (re.escape(pattern).replace(r"\*", ".*").replace(r"\#", r"\d+") for pattern in sorted(patterns))
    return re.compile("|".join(sources), re.IGNORECASE)
