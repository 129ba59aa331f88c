"""Roles described in one table: a row for each, a column for each kind of section."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.blocks import Block
from loaders.headings import kind_of
from loaders.inline import Plain
from loaders.model import SectionKind
from loaders.role_start import RoleStart
from loaders.sections import Findings, Part, RolePart
from loaders.signposts import PLAIN_SHARE

#: A table describes roles if so many of its columns are sections.
COLUMNS = 2
WHOLE: tuple[SectionKind, ...] = ("introduction", "conclusion", "other")


def table_roles(blocks: Sequence[Block], language: str, findings: Findings) -> list[RolePart]:
    """The roles of a page's tables; empty where no table describes roles. All other blocks are skipped then."""
    found: list[RolePart] = []
    used: set[int] = set()
    columns: list[SectionKind | None] = []
    head: Block | None = None
    for place, block in enumerate(blocks):
        if block.kind != "row":
            head = None
        elif block.marker == "head":
            columns = [section_kind(cell.text, language) for cell in cells(block)]
            head = block if sum(kind is not None for kind in columns[1:]) >= COLUMNS else None
            used |= {place} if head else set()
        elif head is not None and (role := row_role(block, head, columns)):
            found.append(role)
            used.add(place)
    for place, block in enumerate(blocks if found else ()):
        if place not in used:
            findings.skip(block, "beside the table of roles")
    return found


def section_kind(heading: str, language: str) -> SectionKind | None:
    """The kind of a column by its heading."""
    kind = kind_of(heading, language)
    return kind.kind if kind.kind and kind.coverage >= PLAIN_SHARE else None


def row_role(block: Block, head: Block, columns: Sequence[SectionKind | None]) -> RolePart | None:
    """The role of one row: its first cell names it."""
    name, *values = cells(block)
    if not name.text:
        return None
    headings = cells(head)
    parts = [
        Part(kind or "other", headings[place], block.line, 2, (Block("paragraph", block.spans, value, rest=True),))
        for place, (kind, value) in enumerate(zip(columns[1:], values, strict=False), start=1)
        if value.text
    ]
    return RolePart(RoleStart(-1, block.line, 1, name), tuple(parts))


def cells(block: Block) -> list[Plain]:
    """The cells of a row, empty ones too, without those that its outer marks make."""
    parts = block.plain.split("|")
    first = 1 if parts and not parts[0].text else 0
    last = len(parts) - 1 if len(parts) > 1 and not parts[-1].text else len(parts)
    return parts[first:last]
