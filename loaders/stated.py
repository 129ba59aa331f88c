"""What changed of the stated triples since the inferred graph was right, as far as that is known."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Quad

from ontology.terms import DEFAULT_GRAPHS, Graph

#: Changes beyond this are not kept: from there on, inferring anew is the faster way.
MOST = 50_000

_STATED = frozenset(DEFAULT_GRAPHS) - {Graph.INFERRED}


class Stated:
    """The quads that went and came; `known` is False where there were others too.

    `in_bulk` tells that many came which are not listed, and with them what follows from each alone; `undescribed`, that
    candidates among them wait for their descriptions.
    """

    def __init__(self, *, known: bool) -> None:
        self.known = known
        self.in_bulk = False
        self.undescribed = False
        self.gone: set[Quad] = set()
        self.new: set[Quad] = set()

    def note(self, gone: Iterable[Quad], new: Iterable[Quad]) -> None:
        """Take in one change; what came and went again is none."""
        if not self.known:
            return
        for quads, before, after in ((gone, self.new, self.gone), (new, self.gone, self.new)):
            for quad in quads:
                if quad.graph_name in _STATED:
                    if quad in before:
                        before.remove(quad)
                    else:
                        after.add(quad)
        if len(self.gone) + len(self.new) > MOST:
            self.lose()

    def note_bulk(self) -> None:
        """Note that many quads came, and what follows from each alone."""
        self.in_bulk = True

    @property
    def only_bulk(self) -> bool:
        """Whether nothing changed but what came in bulk."""
        return self.known and self.in_bulk and not self.gone and not self.new

    def lose(self) -> None:
        """Note that there were changes which nobody listed."""
        self.known = False
        self.gone, self.new = set(), set()
