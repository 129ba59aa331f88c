"""Stretches of a document's kept text with characters marked in them.

Offsets are Unicode code points of the text (design: section 3), which is what Python's strings count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

#: Characters that are shown before and after a marked place.
AROUND = 160


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A marked place with what stands before and after it; `cut` tells on which sides there is more."""

    before: str
    marked: str
    after: str
    cut_before: bool
    cut_after: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that the same mentions cover: `inline` the innermost name, `item` the item around, if any.

    `begins` are the mentions that begin here.
    """

    text: str
    inline: Mapping[str, Any] | None
    item: Mapping[str, Any] | None
    begins: tuple[Mapping[str, Any], ...] = field(default=())


def excerpt(text: str, start: int, end: int, around: int = AROUND) -> Excerpt | None:
    """Give a place of a text with its surroundings, which end between words; None where the text is shorter."""
    if not 0 <= start < end <= len(text):
        return None
    first, last = max(0, start - around), min(len(text), end + around)
    before, after = text[first:start], text[end:last]
    if first > 0:
        before = before.partition(" ")[2] or before
    if last < len(text):
        after = after.rpartition(" ")[0] or after
    return Excerpt(before, text[start:end], after, first > 0, last < len(text))


def stretch(text: str, start: int, size: int) -> tuple[int, int]:
    """Give the bounds of about `size` characters around `start` that begin and end with lines."""
    start = min(max(start, 0), len(text))
    first = text.rfind("\n", 0, start) + 1
    if start - first > size:
        # A line longer than a page.
        first = start
    most = min(first + 2 * size, len(text))
    last = text.find("\n", min(first + size, len(text)), most)
    return first, most if last < 0 else last + 1


def pieces(text: str, first: int, last: int, mentions: Sequence[Mapping[str, Any]]) -> Iterator[Piece]:
    """Cut text[first:last] where mentions begin and end."""
    here = [one for one in mentions if one["start"] < last and one["end"] > first]
    begins: dict[int, list[Mapping[str, Any]]] = {}
    for one in here:
        begins.setdefault(max(one["start"], first), []).append(one)
    over: list[Mapping[str, Any]] = []
    for start, end in pairwise(sorted({first, last, *_bounds(here, first, last)})):
        over = [*(one for one in over if one["end"] > start), *begins.get(start, ())]
        inline = min((one for one in over if one["inline"]), key=_length, default=None)
        item = min((one for one in over if not one["inline"]), key=_length, default=None)
        yield Piece(text[start:end], inline, item, tuple(begins.get(start, ())))


def _bounds(mentions: Iterable[Mapping[str, Any]], first: int, last: int) -> Iterator[int]:
    for one in mentions:
        yield max(one["start"], first)
        yield min(one["end"], last)


def _length(mention: Mapping[str, Any]) -> int:
    return int(mention["end"]) - int(mention["start"])
