"""What reading a taxonomy mended or left out: counted by sort, and each with its file and line."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from loaders.entries import Entries


class Sort(StrEnum):
    """The sorts of findings; the value is what a person reads."""

    CELL = "cells with several labels, taken apart"
    SPACE = "white space or invisible characters taken out"
    TWICE = "labels given twice, kept once"
    PREFERRED = "alternative labels that are the preferred one, left out"
    SECOND = "second preferred labels of a language, made alternative"
    GENDERED = "gendered forms taken apart"
    TAG = "language tags written otherwise"
    EMPTY = "columns without content"
    ROW = "rows given twice, kept once"
    UNNAMED = "concepts without a label in the language of the file"
    UNKNOWN = "relations whose ends could not be resolved"
    UNDESCRIBED = "concepts that relations name and no file describes"
    NO_IRI = "rows without an IRI, left out"
    RELATION = "relations of neither sort, left out"
    VALUE = "values that are not known, left out"
    FILE = "files of which nothing is used"
    LANGUAGE = "files whose language was told by their texts"
    UNTAGGED = "labels that are not told apart as preferred and alternative, taken as alternative"
    BLANK = "statements with nodes that have no IRI, left out"
    OTHER = "statements about other things than concepts, left out"
    VERSION = "versions that the files state differently"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `line` is 0 where it concerns a whole file."""

    sort: Sort
    source: str
    line: int
    text: str

    def as_json(self) -> dict[str, Any]:
        """The finding as a JSON object."""
        place = {"file": self.source} | ({"line": self.line} if self.line else {})
        return {"finding": self.sort.name.lower(), "what": self.sort.value, **place, "text": self.text}


@dataclass(slots=True)
class Findings:
    """All findings of one call; the first are in memory, the others in a temporary file."""

    counts: Counter[Sort] = field(default_factory=Counter)
    each: Entries[Finding] = field(default_factory=Entries)

    def add(self, sort: Sort, source: str, line: int, text: str, count: int = 1) -> None:
        """Add one; `count` where it stands for several."""
        self.counts[sort] += count
        self.each.append(Finding(sort, source, line, text))
