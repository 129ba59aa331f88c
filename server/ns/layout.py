"""Places for boxes and the lines between them, in layers from top to bottom; the only user of the layout library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import graphlay

Point = tuple[float, float]

#: Options of the library: boxes as near as lines with heads allow, in pixels.
OPTIONS = {
    "direction": "topbottom",
    "spacing": {"layer_gap": 24, "node_gap": 16, "dummy_gap": 14, "port_gap": 12, "isolated_gap": 16, "stub": 8},
}
#: Room around everything.
MARGIN = 6.0


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height, in pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Plane:
    """The whole: its size, the centres of the boxes and the corners of the lines, in the order in which they came."""

    size: Size
    centres: tuple[Point, ...]
    routes: tuple[tuple[Point, ...], ...]


def place(boxes: Sequence[Size], links: Sequence[tuple[int, int]]) -> Plane:
    """Find places; links name two boxes by their places in the list. The same input has the same result."""
    graph = graphlay.Graph()
    for box in boxes:
        graph.node(width=box.width, height=box.height)
    for source, target in links:
        graph.edge(source, target)
    found = graphlay.layout(graph, options=OPTIONS)
    left, top = _point(found.bounds["min"])
    right, bottom = _point(found.bounds["max"])

    def moved(corner: dict[str, Any]) -> Point:
        x, y = _point(corner)
        return round(x - left + MARGIN, 1), round(y - top + MARGIN, 1)

    return Plane(
        Size(round(right - left + 2 * MARGIN), round(bottom - top + 2 * MARGIN)),
        tuple(moved(node["center"]) for node in found.nodes),
        tuple(tuple(moved(corner) for corner in edge["points"]) for edge in found.edges),
    )


def _point(found: dict[str, Any]) -> Point:
    return float(found["x"]), float(found["y"])
