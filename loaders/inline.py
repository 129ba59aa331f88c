"""A stretch of text without its inline marks, each character knowing where it stands in the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.model import Span

#: Inline marks: images, links, code, strong, emphasis at a word's edge, tags, escapes (CommonMark 0.31.2, chapter 6).
MARK = re.compile(
    r"!\[[^\]]*\]\([^)]*\)"
    r"|\[(?P<link>[^\]\[]+)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"
    r"|`+|\*\*|__"
    r"|(?<![\w*])[*_](?=[^\s*_])|(?<=[^\s*_])[*_](?![\w*])"
    r"|(?P<break><br\s*/?>)"
    r"|</?[a-zA-Z][^<>]*>"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+\-.!|>])"
)

#: A line's end inside a text, as in a table's cell: Unicode's line separator, which is white space.
BREAK = "\u2028"
#: White space that is not one plain space.
UNFOLDED = re.compile(r"\s\s|[^\S ]")
#: What begins an inline mark, or has to be folded; most texts hold none.
MAY_MARK = re.compile(r"[\[`*_<\\]|\s\s|[^\S ]")


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain text; character i of `text` is character `offsets[i]` of the document (a range where none is left out)."""

    text: str
    offsets: Sequence[int]

    def cut(self, start: int, end: int) -> Plain:
        """The part between two positions, without white space at its edges."""
        part = self.text[start:end]
        if len(part) == len(self.text) and part == part.strip():
            return self
        start += len(part) - len(part.lstrip())
        end = start + len(part.strip())
        return Plain(self.text[start:end], self.offsets[start:end])

    def split(self, mark: str) -> list[Plain]:
        """The parts between the occurrences of a mark, trimmed."""
        bounds = [-1, *(place for place, character in enumerate(self.text) if character == mark), len(self.text)]
        return [self.cut(start + 1, end) for start, end in pairwise(bounds)]

    @property
    def start(self) -> int:
        """Where the text starts in the document; -1 where it is empty."""
        return self.offsets[0] if self.offsets else -1

    @property
    def end(self) -> int:
        """Where the text ends in the document; -1 where it is empty."""
        return self.offsets[-1] + 1 if self.offsets else -1


def plain(text: str, spans: Iterable[Span], *, breaks: bool = False) -> Plain:
    """Join the stretches of a document by one space each, white space folded and inline marks left out.

    A `<br>` is a space too, unless `breaks` keeps it as BREAK.
    """
    spans = list(spans)
    if len(spans) == 1 and spans[0].start < spans[0].end and not MAY_MARK.search(text, spans[0].start, spans[0].end):
        start, end = spans[0].start, spans[0].end
        return Plain(text[start:end], range(start, end)).cut(0, end - start)
    parts: list[str] = []
    offsets: list[int] = []
    for span in spans:
        if parts:
            parts.append(" ")
            offsets.append(span.start - 1)
        for piece, start in kept(text, span.start, span.end):
            parts.append(piece if breaks else piece.replace(BREAK, " "))
            offsets.extend(range(start, start + len(piece)))
    whole = "".join(parts)
    if UNFOLDED.search(whole):
        chosen = [
            place
            for place, character in enumerate(whole)
            if not (character.isspace() and place and whole[place - 1].isspace())
        ]
        whole = "".join(" " if whole[place].isspace() and whole[place] != BREAK else whole[place] for place in chosen)
        offsets = [offsets[place] for place in chosen]
    return Plain(whole, tuple(offsets)).cut(0, len(whole))


def joined(parts: Iterable[Plain]) -> Plain:
    """Several texts as one, a space between them."""
    text = ""
    offsets: Sequence[int] = ()
    for part in parts:
        glue = (offsets[-1],) if offsets else ()
        text = f"{text} {part.text}" if offsets else part.text
        offsets = (*offsets, *glue, *part.offsets)
    return Plain(text, offsets)


def kept(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The pieces of a stretch that are not inline marks, each with its place; a `<br>` is a break."""
    place = start
    for mark in MARK.finditer(text, start, end):
        if place < mark.start():
            yield text[place : mark.start()], place
        if mark["escaped"]:
            yield mark["escaped"], mark.start("escaped")
        elif mark["link"]:
            yield from kept(text, *mark.span("link"))
        elif mark["break"]:
            yield BREAK, mark.start()
        place = mark.end()
    if place < end:
        yield text[place:end], place


class LineIndex:
    """The line (from 1) of an offset."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def line(self, offset: int) -> int:
        """The number of the line that holds an offset."""
        return bisect_right(self._starts, offset)
