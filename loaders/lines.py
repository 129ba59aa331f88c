"""A document's text as lines: what each one is by its own marks, as plain text and Markdown write them.

Source of the Markdown marks: CommonMark 0.31.2, chapters 4 and 5. Plain text is read by the same rules, since real
documents mix both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from loaders.letters import CAPITAL, SMALL, UNSPACED

LineKind = Literal["blank", "heading", "underline", "bullet", "number", "row", "fence", "rule", "comment", "text"]

FENCE = re.compile(r"\s{0,3}(?:`{3,}|~{3,})")
ATX = re.compile(r"\s{0,3}(#{1,6})[ \t]+(?=\S)")
ATX_CLOSE = re.compile(r"[ \t]+#+[ \t]*$")
UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})[ \t]*$")
RULE = re.compile(r"\s{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|[=~]{4,})$")
#: Characters that open a list entry when white space follows; those in the second set need none.
MARKS = (
    "-*+\u2013\u2014\u2022\u2023\u25e6\u25aa\u25ab\u25cf\u25cb\u25a0\u00b7\u2043\u2219\u27a2\u25ba\u2713\u2714\uf0b7"
)
BULLET = re.compile(rf"[\s>]*([{re.escape(MARKS)}])\s+(?=\S)")
TIGHT_BULLET = re.compile(r"[\s>]*([\u2022\u25cf\u25aa\u30fb\u00b7\uf0b7])(?=\S)")
NUMBER = re.compile(
    r"[\s>]*(?:\(?(\d{1,3})[.)\uff0e\u3001]\s+|\(?([a-zA-Z])\)\s+"
    rf"|(\d{{1,3}})[.)\uff0e\u3001]\s*(?=[{UNSPACED}])|[（(](\d{{1,3}})[)）]\s*|([①-⑳])\s*|([一二三四五六七八九十]{{1,3}})[、．]\s*"
    r")(?=\S)"
)
#: A dash or star right before a word; a list if several lines have it.
GLUED_BULLET = re.compile(rf"\s*([-*\u2013\u2014])(?=[{CAPITAL}{SMALL}{UNSPACED}])(?!\1)")
GLUED = 2
#: The number of a heading in any of its forms: "1.2", "IV.", "b)", "一、", "（三）", "第二章".
NUMBERING = re.compile(
    r"(?:(?:\d+[.)．])+\d*|\d+(?:\.\d+)+|[IVX]{1,5}[.)]|[A-Za-z][.)])(?=\s)\s*"
    r"|(?:\d{1,2}[.．、)）]|[（(][\d一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、．.]|[①-⑳])\s*"
    r"|第[\d一二三四五六七八九十]{1,3}[章节節部條条][\s:：、]*"
)
ROW = re.compile(r"\s*\|.*\|\s*$")
TABLE_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
COMMENT = re.compile(r"\s*<!--.*-->\s*$")
QUOTE = re.compile(r"\s{0,3}(?:>[ \t]?)+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `start` and `end` bound its content without marks, `indent` is in columns, `level` a heading's."""

    number: int
    kind: LineKind
    start: int
    end: int
    indent: int = 0
    marker: str = ""
    level: int = 0


def lines(text: str) -> Iterator[Line]:
    """Yield every line of a text, blank ones too."""
    start = 0
    written = text.split("\n")
    glued = sum(is_glued(raw) for raw in written) >= GLUED
    for number, raw in enumerate(written, start=1):
        yield line(number, raw, start, glued=glued)
        start += len(raw) + 1


def is_glued(raw: str) -> bool:
    """Whether a line begins as an entry without white space behind its mark, and is no emphasis."""
    return bool(GLUED_BULLET.match(raw)) and raw.rstrip()[-1:] != "*"


def line(number: int, raw: str, start: int, *, glued: bool = False) -> Line:
    """Tell one line by its marks; its offsets are those of the text that it stands in at `start`.

    `glued` says that marks without white space behind them open entries here.
    """
    end = start + len(raw.rstrip())
    if not raw.strip():
        return Line(number, "blank", start, start)
    if FENCE.match(raw):
        return Line(number, "fence", start, end)
    if COMMENT.match(raw):
        return Line(number, "comment", start, end)
    if found := ATX.match(raw):
        close = ATX_CLOSE.search(raw)
        return Line(
            number, "heading", start + found.end(), start + close.start() if close else end, level=len(found[1])
        )
    if UNDERLINE.match(raw):
        return Line(number, "underline", start, end, level=1 if "=" in raw else 2)
    if RULE.match(raw) or TABLE_RULE.match(raw):
        return Line(number, "rule", start, end)
    glued_mark = GLUED_BULLET.match(raw) if glued and is_glued(raw) else None
    if found := BULLET.match(raw) or TIGHT_BULLET.match(raw) or glued_mark:
        return Line(number, "bullet", start + found.end(), end, columns(raw[: found.start(1)]), found[1])
    if found := NUMBER.match(raw):
        marker = "1" if found[1] else "a"
        return Line(number, "number", start + found.end(), end, columns(raw[: len(raw) - len(raw.lstrip())]), marker)
    if ROW.match(raw):
        return Line(number, "row", start, end)
    quote = QUOTE.match(raw)
    lead = quote.end() if quote else len(raw) - len(raw.lstrip())
    return Line(number, "text", start + lead, end, columns(raw[:lead]))


def columns(lead: str) -> int:
    """The width of a line's leading white space, a tab reaching the next multiple of four."""
    return len(lead.expandtabs(4))
