"""Markdown written so that `loaders.lines` and `loaders.inline` read back what stands in a page."""

from __future__ import annotations

import json
import re

from loaders.inline import MARK

SPACE = re.compile(r"[ \t\r\f\v]*\n[ \t\r\f\v]*|[ \t\r\f\v]+")
#: Characters that a backslash makes ordinary ones.
SPECIAL = "\\`*_{}[]()#+-.!|>"


class Writer:
    """Lines of Markdown; one empty line at most between them."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def line(self, text: str, indent: int = 0) -> None:
        """Write one line."""
        if text.strip():
            self._lines.append(" " * indent + text.strip())

    def gap(self) -> None:
        """Leave a line empty."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def block(self, text: str, indent: int = 0) -> None:
        """Write a paragraph, which may have several lines, between empty ones."""
        self.gap()
        for part in text.split("\n"):
            self.line(part, indent)
        self.gap()

    def comment(self, text: str) -> None:
        """Keep what is no part of the document, on one line that is read as a comment."""
        words = " ".join(text.replace("--", "\u2013").split())
        if words:
            self.line(f"<!-- {words} -->")

    def row(self, cells: list[str]) -> None:
        """Write the row of a table."""
        self.line("| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |")

    def text(self) -> str:
        """All that was written."""
        return "\n".join(self._lines).strip("\n") + "\n"


def escaped(text: str) -> str:
    """Text with a backslash before what would be read as an inline mark."""
    return MARK.sub(lambda mark: "".join("\\" + one if one in SPECIAL else one for one in mark[0]), text)


def folded(text: str) -> str:
    """White space as a page shows it: one space, but lines stay lines."""
    return SPACE.sub(" ", text.replace("\n", " "))


def front_matter(values: dict[str, str]) -> str:
    """A YAML mapping of what a page tells about itself; empty where it tells nothing (JSON strings are YAML's too)."""
    lines = [
        f"{key}: {json.dumps(' '.join(value.split()), ensure_ascii=False)}"
        for key, value in values.items()
        if value.strip()
    ]
    return "\n".join(["---", *lines, "---", ""]) if lines else ""
