"""Role sheets set as a table of two columns: each row is read as the line "key: value"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from loaders.blocks import Block
from loaders.headings import kind_of
from loaders.inline import Plain
from loaders.role_tables import cells
from loaders.signposts import INLINE_SHARE

#: A table is a sheet if so many of its keys are headings of sections.
KEYS = 2


def as_lines(blocks: Sequence[Block], language: str) -> list[Block]:
    """The blocks of a document with the rows of its sheets as paragraphs."""
    found: list[Block] = []
    for is_row, group in groupby(blocks, key=lambda block: block.kind == "row"):
        rows = list(group)
        found += [line(row) for row in rows] if is_row and is_sheet(rows, language) else rows
    return found


def is_sheet(rows: Sequence[Block], language: str) -> bool:
    """Whether the first column of a table of two holds the headings of sections."""
    filled = [[cell for cell in cells(row) if cell.text] for row in rows]
    if any(len(row) > 2 for row in filled):
        return False
    kinds = [kind_of(row[0].text, language) for row in filled if len(row) == 2]
    return sum(kind.kind not in (None, "other") and kind.coverage >= INLINE_SHARE for kind in kinds) >= KEYS


def line(row: Block) -> Block:
    """A row as a paragraph."""
    filled = [cell for cell in cells(row) if cell.text]
    if len(filled) < 2:
        return replace(row, kind="paragraph", plain=filled[0] if filled else row.plain, marker="", gap=True)
    key, value = filled[0].cut(0, len(filled[0].text.rstrip(" :："))), filled[1]
    offsets = (*key.offsets, key.end - 1, key.end - 1, *value.offsets)
    return replace(row, kind="paragraph", plain=Plain(f"{key.text}: {value.text}", offsets), marker="", gap=True)
