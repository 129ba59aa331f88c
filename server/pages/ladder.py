"""A role's career as a drawing that a template turns into SVG: the roles before it, itself, and those after it.

Time goes from left to right in languages that are written so. A role's box links to its page; roles aside stand below.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.drawing import arrow, text_width
from server.ns.layout import Size, place

#: How long a line of text gets before it is broken between words, and how many lines a box has, in letters and lines.
LONGEST, LINES = 24, 3
#: Of a line of text: its height, and the size of its letters, in pixels.
HEIGHT, LETTERS = 17.0, 13.0
#: Room inside a box, in pixels.
INSET = 10.0


@dataclass(frozen=True, slots=True)
class Box:
    """A role: its IRI, the lines of its name with their baselines, and its place; `own` is the page's role."""

    iri: str
    language: str
    lines: tuple[tuple[str, float], ...]
    left: float
    top: float
    size: Size
    own: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """A step as SVG's path data, the corners of its head, and the two roles."""

    path: str
    head: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """The whole drawing."""

    size: Size
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def ladder(role: str, career: Mapping[str, Any]) -> Ladder | None:
    """Draw what the reading `careers.career` gives; None where there is no step to draw."""
    steps: Sequence[Sequence[str]] = career["steps"]
    if not steps:
        return None
    iris = sorted(career["roles"])
    lines = {iri: _lines(career["roles"][iri]["label"]) for iri in iris}
    plane = place([_size(lines[iri]) for iri in iris], [(iris.index(one), iris.index(two)) for one, two in steps])
    boxes = []
    for iri, centre in zip(iris, plane.centres, strict=True):
        size = _size(lines[iri])
        left, top = centre[0] - size.width / 2, centre[1] - size.height / 2
        placed = tuple((text, round(top + INSET + HEIGHT * (n + 0.75), 1)) for n, text in enumerate(lines[iri]))
        language = career["roles"][iri]["language"]
        boxes.append(Box(iri, language, placed, round(left, 1), round(top, 1), size, iri == role))
    arrows = tuple(Arrow(*arrow(route), *step) for route, step in zip(plane.routes, steps, strict=True))
    return Ladder(plane.size, tuple(boxes), arrows)


def _lines(label: str) -> list[str]:
    found = textwrap.wrap(label, LONGEST, max_lines=LINES, placeholder=" …")
    return found or [label[:LONGEST]]


def _size(lines: Sequence[str]) -> Size:
    return Size(round(max(text_width(line, LETTERS) for line in lines) + 2 * INSET), len(lines) * HEIGHT + 2 * INSET)
