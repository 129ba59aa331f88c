"""Places for the nodes of trees: each with what hangs on it is a disc, and discs stand in rings around their parent.

No two nodes come nearer than their labels need, whatever the tree, and the same tree has the same places.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.readings.graph.forest import Forest

#: The radius of a node with its label, in pixels, and how much wider than high that is.
ROOM, WIDER = 38.0, 1.75
#: How far each ring is turned against the one inside it, in radians, so that lines outwards miss its nodes.
TURN = 0.37
#: How many times as large as the first disc of a ring its others are at most.
LIKE = 2.5

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Disc:
    """The circle around a node and all that hangs on it; places are from its middle, children's are their discs'."""

    radius: float
    node: Point
    children: Mapping[str, Point]


def places(trees: Forest) -> dict[str, Point]:
    """Give a place to every node, in pixels from the middle of the first tree, or from the corner of several."""
    grown = [_grown(trees, root) for root in trees.get(None, ())]
    return grown[0] if len(grown) == 1 else _on_shelves(grown)


def _grown(trees: Forest, root: str) -> dict[str, Point]:
    """Give the places of one tree's nodes."""
    order = _downwards(trees, root)
    discs: dict[str, _Disc] = {}
    for node in reversed(order):
        discs[node] = _disc([(child, discs[child].radius) for child in trees.get(node, ())])
    middles = {root: (0.0, 0.0)}
    for node in order:
        x, y = middles[node]
        middles |= {child: (x + right, y + down) for child, (right, down) in discs[node].children.items()}
    return {
        node: (
            round((middles[node][0] + discs[node].node[0]) * WIDER, 1),
            round(middles[node][1] + discs[node].node[1], 1),
        )
        for node in order
    }


def _on_shelves(grown: Sequence[Mapping[str, Point]]) -> dict[str, Point]:
    """Put trees beside each other in rows, the highest first."""
    boxes = [(*_box(places), places) for places in grown]
    boxes.sort(key=lambda box: -(box[3] - box[1]))
    area = sum((right - left) * (bottom - top) for left, top, right, bottom, _ in boxes)
    widest = max([math.sqrt(area * WIDER), *(right - left for left, _, right, _, _ in boxes)], default=0.0)
    found: dict[str, Point] = {}
    x = y = height = 0.0
    for left, top, right, bottom, places in boxes:
        if x and x + right - left > widest:
            x, y, height = 0.0, y + height, 0.0
        found |= {node: (round(x + at[0] - left, 1), round(y + at[1] - top, 1)) for node, at in places.items()}
        x, height = x + right - left, max(height, bottom - top)
    return found


def _box(places: Mapping[str, Point]) -> tuple[float, float, float, float]:
    """Give the sides of the field that a tree takes, with its labels: left, top, right, bottom."""
    across, down = [x for x, _ in places.values()], [y for _, y in places.values()]
    return min(across) - ROOM * WIDER, min(down) - ROOM, max(across) + ROOM * WIDER, max(down) + ROOM


def _downwards(trees: Forest, root: str) -> list[str]:
    """Give the nodes of a tree with each after its parent."""
    order = [root]
    for node in order:
        order.extend(trees.get(node, ()))
    return order


def _disc(discs: Sequence[tuple[str, float]]) -> _Disc:
    """Put discs in rings around a node, small ones inside."""
    waiting = sorted(discs, key=lambda disc: disc[1])
    places: dict[str, Point] = {}
    start = -math.pi / 2
    aside, edge = (0.0, 0.0), ROOM
    while waiting:
        ring, middle = _fill(waiting, edge)
        del waiting[: len(ring)]
        spare = (2 * math.pi - sum(2 * _half(radius, middle) for _, radius in ring)) / len(ring)
        angle = start
        for place, (node, radius) in enumerate(ring):
            angle += _half(radius, middle) + spare / 2 if place else 0.0
            places[node] = (middle * math.cos(angle), middle * math.sin(angle))
            angle += _half(radius, middle) + spare / 2
        if len(ring) == 1 and not waiting:
            # The circle around this one and all before it has its middle between them.
            radius = ring[0][1]
            aside = (radius * math.cos(start), radius * math.sin(start))
            edge += radius
        else:
            edge = middle + ring[-1][1]
        start += TURN
    moved = {node: (x - aside[0], y - aside[1]) for node, (x, y) in places.items()}
    return _Disc(edge, (-aside[0], -aside[1]), moved)


def _fill(waiting: Sequence[tuple[str, float]], edge: float) -> tuple[list[tuple[str, float]], float]:
    """Take the discs that the next ring holds, and give the radius on which their middles stand."""
    count = 1
    while count < len(waiting):
        # The largest comes last; with it all stand further out.
        middle = edge + waiting[count][1]
        full = sum(2 * _half(radius, middle) for _, radius in waiting[: count + 1]) > 2 * math.pi
        # A large disc among single nodes would push them far out, each on its own.
        if full or waiting[count][1] > LIKE * waiting[0][1]:
            break
        count += 1
    return list(waiting[:count]), edge + waiting[count - 1][1]


def _half(radius: float, middle: float) -> float:
    """Half of the angle that a disc takes, seen from the middle."""
    return math.asin(min(1.0, radius / middle))
