"""Tables of a page as Markdown's rows; those that only lay the page out are read as what they hold."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from loaders.markup.frames import holds
from loaders.markup.walk import Walk

#: A cell that holds one of these is part of the page's layout.
LAYOUT = "h1, h2, h3, h4, table"


def table(walker: Walk, node: LexborNode, depth: int) -> None:
    """Write `<table>`."""
    own_rows = (row for row in node.css("tr") if table_of(row) == node)
    lines = [(row, [cell for cell in row.iter() if cell.tag in ("td", "th")]) for row in own_rows]
    lines = [(row, cells) for row, cells in lines if cells]
    if holds(node, LAYOUT) or max((len(cells) for _, cells in lines), default=0) < 2:
        for _, cells in lines:
            for cell in cells:
                walker.out.gap()
                walker.children(cell, depth + 1)
        walker.out.gap()
        return
    walker.out.gap()
    for place, (row, cells) in enumerate(lines):
        walker.out.row([words(walker, cell, depth) for cell in cells])
        if place == 0 and is_head(row, cells):
            walker.out.line("|" + " --- |" * len(cells))
    walker.out.gap()


def table_of(row: LexborNode) -> LexborNode | None:
    """The table that a row belongs to, which may stand in another one's cell."""
    above = row.parent
    while above is not None and above.tag != "table":
        above = above.parent
    return above


def is_head(row: LexborNode, cells: list[LexborNode]) -> bool:
    """Whether a table's first row names its columns."""
    return all(cell.tag == "th" for cell in cells) or (row.parent is not None and row.parent.tag == "thead")


def words(walker: Walk, cell: LexborNode, depth: int) -> str:
    """A cell's text; entries of a list and lines inside are parted by semicolons."""
    inner = walker.inner()
    inner.children(cell, depth + 1)
    parts = [line.strip().removeprefix("- ").replace("**", "") for line in inner.out.text().split("\n") if line.strip()]
    return "; ".join(part.rstrip(";,") for part in parts) if len(parts) > 1 else "".join(parts)
