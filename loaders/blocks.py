"""Lines to blocks: headings, list entries, paragraphs and table rows, each with its continuation lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from loaders.inline import Plain, plain
from loaders.letters import CAPITAL
from loaders.lines import Line, lines
from loaders.model import Document, Skipped, Span
from loaders.read import FRONT_MATTER

BlockKind = Literal["heading", "bullet", "number", "paragraph", "row"]

#: A line shorter than this that stands alone was not wrapped by an editor, so the next line is no continuation of it.
WRAPPED = 45
LONGEST_HEADING = 100
WORD = re.compile(r"\w")
#: A few words from a capital on, then a colon; so many such lines make a sheet of keys and values.
KEY = re.compile(rf"(?:\*\*|__)?[{CAPITAL}][^:：.!?;,*_]{{1,40}}(?:\*\*|__)?\s?[:：](?=\s|\*|$)")
KEYS = 3
SENTENCE_END = re.compile(r"[.!?:;。！？：]['\")\]»”’*_]*\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document: its `plain` text without marks, and its `spans` with them.

    `level` is that of a marked heading (1 to 6), else 0; `bold` says that all of it is bold; `lead` is the length
    of its bold beginning in plain characters; `gap` says that a blank line stands before; `rest`, that it is what
    stands behind a heading on the same line.
    """

    kind: BlockKind
    spans: tuple[Span, ...]
    plain: Plain
    indent: int = 0
    marker: str = ""
    level: int = 0
    gap: bool = False
    bold: bool = False
    lead: int = 0
    rest: bool = False

    @property
    def line(self) -> int:
        """The line on which the block starts."""
        return self.spans[0].line

    @property
    def text(self) -> str:
        """The plain text."""
        return self.plain.text


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a document, and the lines that are none."""

    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...]


def blocks(document: Document) -> Blocks:
    """Split a document into blocks; every line that is not blank is in a block or among the skipped."""
    text = document.text
    skipped: list[Skipped] = []
    useful = usable(text, list(lines(text)), skipped)
    found: list[Block] = []
    for group, gap in groups(useful, text):
        block = built(group, text, gap)
        if block.text:
            found.append(block)
        else:
            skipped += [Skipped(line.number, raw(text, line), "marks without text") for line in group]
    return Blocks(tuple(found), tuple(skipped))


def usable(text: str, all_lines: Sequence[Line], skipped: list[Skipped]) -> list[Line]:
    """The lines that hold content; front matter, code, rules and comments go to `skipped`."""
    matter = FRONT_MATTER.match(text)
    front = text.count("\n", 0, matter.end()) if matter else 0
    wrapped = fenced_document(all_lines)
    code = False
    found: list[Line] = []
    for line in all_lines:
        reason = None
        if line.number <= front:
            reason = "front matter"
        elif line.kind == "fence":
            code, reason = not code, "code fence"
        elif code and not wrapped:
            reason = "code"
        elif line.kind == "underline" and found and underlines(found[-1], line):
            found[-1] = replace(found[-1], kind="heading", level=line.level)
            reason = "heading underline"
        elif line.kind in ("rule", "comment", "underline"):
            reason = "comment" if line.kind == "comment" else "rule"
            if found and found[-1].kind == "row" and found[-1].number == line.number - 1:
                found[-1] = replace(found[-1], marker="head")
        elif line.kind != "blank" and is_bare(text, line):
            reason = "marks without text"
        if reason is None:
            found.append(line)
        elif line.kind != "blank":
            skipped.append(Skipped(line.number, raw(text, line), reason))
    return found


def is_bare(text: str, line: Line) -> bool:
    """Whether a line holds inline marks and nothing that they mark."""
    words = raw(text, line)
    return not WORD.search(words) and not plain(text, [Span(words, line.start, line.end, line.number)]).text


def underlines(above: Line, line: Line) -> bool:
    """Whether a row of dashes makes the line above it a heading (CommonMark 4.3), and does not just divide the page."""
    return above.kind == "text" and above.number == line.number - 1 and above.end - above.start <= LONGEST_HEADING


def fenced_document(all_lines: Sequence[Line]) -> bool:
    """Whether the document itself stands inside a code fence: most of its lines do."""
    inside = outside = 0
    code = False
    for line in all_lines:
        if line.kind == "fence":
            code = not code
        elif line.kind != "blank":
            inside += code
            outside += not code
    return inside > outside


def groups(useful: Sequence[Line], text: str) -> Iterator[tuple[list[Line], bool]]:
    """Lines that make one block, and whether a blank line stands before them."""
    group: list[Line] = []
    gap = group_gap = True
    keyed = sum(is_key(line, text) for line in useful) >= KEYS
    for line in useful:
        if line.kind == "blank":
            gap = True
            continue
        new = keyed and is_key(line, text)
        if group and (new or not (second_paragraph(group[0], line) if gap else continues(group, line, text))):
            yield group, group_gap
            group = []
        if not group:
            group_gap = gap
        group.append(line)
        gap = False
    if group:
        yield group, group_gap


def is_key(line: Line, text: str) -> bool:
    """Whether a line begins with a key and a colon, as those of a role sheet do."""
    return line.kind == "text" and bool(KEY.match(text, line.start, line.end))


def continues(group: Sequence[Line], line: Line, text: str) -> bool:
    """Whether a line goes on with the block that the lines before it have begun."""
    first, last = group[0], group[-1]
    if line.kind != "text" or first.kind in ("heading", "row"):
        return False
    before, now = raw(text, last), raw(text, line)
    if first.kind in ("bullet", "number") and line.indent > first.indent:
        return True
    if SENTENCE_END.search(before):
        return False
    return len(before) >= WRAPPED or now[:1].islower()


def second_paragraph(first: Line, line: Line) -> bool:
    """Whether an indented paragraph after a blank line still belongs to the list entry above it (CommonMark 5.2)."""
    return line.kind == "text" and first.kind in ("bullet", "number") and line.indent >= first.indent + 2


def built(group: Sequence[Line], text: str, gap: bool) -> Block:
    """One block of the lines of a group."""
    first = group[0]
    spans = tuple(Span(raw(text, line), line.start, line.end, line.number) for line in group)
    words = plain(text, spans, breaks=first.kind == "row")
    kind: BlockKind = first.kind if first.kind in ("heading", "bullet", "number", "row") else "paragraph"
    lead = bold_lead(text, spans[0], words)
    bold = lead >= len(words.text.rstrip(" :：")) > 0
    return Block(kind, spans, words, first.indent, first.marker, first.level, gap, bold, lead)


BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


def bold_lead(text: str, span: Span, words: Plain) -> int:
    """How many plain characters at the beginning are bold."""
    found = BOLD.match(text, span.start, span.end)
    return bisect_left(words.offsets, found.end()) if found else 0


def raw(text: str, line: Line) -> str:
    """A line's content as written."""
    return text[line.start : line.end]
