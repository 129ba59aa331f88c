"""The shape of each kind of thing in drawings, so that none is told by its colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ontology.terms import ConceptKind
from server.pages.kinds import ONE
from server.readings.graph.facts import DOCUMENT, KINDS, OTHER
from server.texts import N_

#: What the kinds are called, one of each.
NAMES: Mapping[str, str] = {
    **{kind.value: ONE[kind] for kind in ConceptKind},
    DOCUMENT: N_("Document"),
    OTHER: N_("Other"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape as Cytoscape.js knows it: "ellipse", "round-rectangle", or "polygon" with its corners from -1 to 1."""

    name: str
    points: tuple[float, ...] = ()

    @property
    def corners(self) -> str:
        """The corners as SVG has them, in a field of 20 by 20."""
        return " ".join(
            f"{10 + 9 * x:g},{10 + 9 * y:g}" for x, y in zip(self.points[::2], self.points[1::2], strict=True)
        )


def _polygon(*points: float) -> Shape:
    return Shape("polygon", points)


SHAPES: Mapping[str, Shape] = {
    ConceptKind.ROLE: Shape("round-rectangle"),
    ConceptKind.RESPONSIBILITY: _polygon(0, -1, 1, 0, 0, 1, -1, 0),
    ConceptKind.SKILL: Shape("ellipse"),
    ConceptKind.TOOL_CATEGORY: _polygon(-0.5, -0.9, 0.5, -0.9, 1, 0, 0.5, 0.9, -0.5, 0.9, -1, 0),
    ConceptKind.TOOL: _polygon(-0.85, -0.85, 0.85, -0.85, 0.85, 0.85, -0.85, 0.85),
    ConceptKind.BEST_PRACTICE: _polygon(
        0, -1, 0.3, -0.3, 1, -0.25, 0.45, 0.25, 0.6, 1, 0, 0.6, -0.6, 1, -0.45, 0.25, -1, -0.25, -0.3, -0.3
    ),
    ConceptKind.LEVEL: _polygon(0, -0.9, 1, 0.8, -1, 0.8),
    ConceptKind.FUNCTION: _polygon(-1, -0.8, 1, -0.8, 0, 0.9),
    DOCUMENT: _polygon(-0.75, -1, 0.3, -1, 0.75, -0.5, 0.75, 1, -0.75, 1),
    OTHER: _polygon(
        -0.35,
        -1,
        0.35,
        -1,
        0.35,
        -0.35,
        1,
        -0.35,
        1,
        0.35,
        0.35,
        0.35,
        0.35,
        1,
        -0.35,
        1,
        -0.35,
        0.35,
        -1,
        0.35,
        -1,
        -0.35,
        -0.35,
        -0.35,
    ),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A kind in the legend."""

    kind: str
    name: str
    shape: Shape


LEGEND = tuple(Entry(kind, NAMES[kind], SHAPES[kind]) for kind in KINDS)
