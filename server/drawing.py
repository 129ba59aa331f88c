"""What drawings share: how wide a text is about, and lines that end in a head, as SVG writes them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from server.ns.layout import Point

#: How far an arrow's head goes back from its tip, and to each side, in pixels.
HEAD, HALF = 9.0, 4.5


def text_width(text: str, letters: float) -> float:
    """Estimate how wide a text is in a sans-serif font; rather too wide, as fonts differ."""
    return sum(_advance(letter) for letter in text) * letters


def _advance(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if letter in "iljftrI.,:;' |()[]":
        return 0.38
    if letter in "mwMWшщжмюфыШЩЖМЮФЫ":
        return 0.9
    return 0.7 if letter.isupper() else 0.62


def arrow(points: Sequence[Point]) -> tuple[str, str]:
    """Give a line's path, which ends where its head begins, and the corners of the head."""
    (x, y), (before_x, before_y) = points[-1], points[-2]
    length = max(abs(x - before_x) + abs(y - before_y), 0.1)
    along = ((x - before_x) / length, (y - before_y) / length)
    neck = (x - along[0] * HEAD, y - along[1] * HEAD)
    side = (-along[1] * HALF, along[0] * HALF)
    head = ((x, y), (neck[0] + side[0], neck[1] + side[1]), (neck[0] - side[0], neck[1] - side[1]))
    return line((*points[:-1], neck)), " ".join(map(_pair, head))


def line(points: Iterable[Point]) -> str:
    """Give the path of a line without a head."""
    return "M" + " L".join(map(_pair, points))


def _pair(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
