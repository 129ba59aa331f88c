"""What the writers of lists and tables ask of the one who walks a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, Self

from selectolax.lexbor import LexborNode

from loaders.markup.writer import Writer


class Walk(Protocol):
    """A walker of a page's elements: it writes what they show to `out`."""

    out: Writer

    def inner(self) -> Self:
        """Another walker, for a part of the page that goes into a line of this one."""
        ...

    def children(self, node: LexborNode, depth: int, indent: int = 0) -> None:
        """Write what stands in an element."""
        ...

    def element(self, node: LexborNode, depth: int, indent: int) -> None:
        """Write a block element."""
        ...

    def paragraph(self, run: Iterable[LexborNode], indent: int) -> None:
        """Write a run of inline elements."""
        ...
