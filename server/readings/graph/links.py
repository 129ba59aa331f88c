"""Which properties are drawn as edges: those between concepts that say what no other edge says already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import NamedNode

from ontology.terms import ConceptKind, Rg, Skos

#: What documents and the vocabulary state. Inverses and `rg:involves` say the same again, so they are not drawn.
STATED = (
    Rg.hasResponsibility,
    Rg.requiresSkill,
    Rg.usesTool,
    Rg.usesToolCategory,
    Rg.recommendsPractice,
    Rg.inCategory,
    Rg.leadsTo,
    Rg.lateralTo,
    Rg.level,
    Rg.function,
    Skos.broader,
    Skos.related,
    Rg.describesRole,
)
#: What is only ever inferred, and the stated property beside which it says nothing more.
BEYOND = {Rg.mayUseToolCategory: Rg.usesToolCategory, Rg.canBecome: Rg.leadsTo}
DRAWN = (*STATED, *BEYOND)
#: What may begin at a thing of a kind; at those of other kinds anything may.
LEADS = {
    ConceptKind.ROLE.value: tuple(one for one in DRAWN if one not in {Rg.inCategory, Rg.describesRole, Skos.related}),
    ConceptKind.TOOL.value: (Rg.inCategory, Skos.broader, Skos.related),
    **{
        kind.value: (Skos.broader, Skos.related)
        for kind in ConceptKind
        if kind not in {ConceptKind.ROLE, ConceptKind.TOOL}
    },
}
#: Where a direction says nothing, one edge stands for both.
SYMMETRIC = frozenset((Rg.lateralTo, Skos.related))
#: What leads from role to role, and so is drawn of a career.
CAREER = frozenset((Rg.leadsTo, Rg.lateralTo))


class Inferred(StrEnum):
    """Whether what was inferred is drawn: beside what is stated, not at all, or alone."""

    WITH = "true"
    WITHOUT = "false"
    ONLY = "only"

    def shows(self, inferred: bool) -> bool:
        """Tell whether a statement that was inferred, or was not, is drawn."""
        return self == Inferred.WITH or inferred == (self == Inferred.ONLY)


@dataclass(frozen=True, slots=True)
class Edge:
    """A statement that is drawn."""

    source: NamedNode
    predicate: NamedNode
    target: NamedNode
    inferred: bool

    @property
    def name(self) -> str:
        """Name it among others: no IRI holds a space."""
        return f"{self.source.value} {self.predicate.value} {self.target.value}"

    def other(self, node: NamedNode) -> NamedNode:
        """Give the end that is not `node`."""
        return self.target if self.source == node else self.source


def worth_drawing(edges: Iterable[Edge], inferred: Inferred) -> list[Edge]:
    """Leave out what joins a thing to itself, what another edge says, and what is not wanted for being inferred or not.

    What a stated edge says already is left out where only inferred ones are wanted, too: it would be no news.
    """
    found = {(one.source, one.predicate, one.target): one for one in edges if one.source != one.target}
    kept = []
    for (source, predicate, target), edge in found.items():
        back = found.get((target, predicate, source)) if predicate in SYMMETRIC else None
        # Of two that say the same, the stated one is drawn, else the one that comes first.
        again = back is not None and (back.inferred, back.name) < (edge.inferred, edge.name)
        said = predicate in BEYOND and (source, BEYOND[predicate], target) in found
        if not again and not said and inferred.shows(edge.inferred):
            kept.append(edge)
    return kept
