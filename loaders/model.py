"""What flows through extraction: frozen values, each made by one step and read by the next.

    Document -> Block -> Section, Item -> Extraction -> (concepts) -> quads

Every `start` and `end` is an offset in Unicode code points into `Document.text`, `end` exclusive;
every `line` counts from 1 in that text; every `language` is a BCP 47 tag.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

SectionKind = Literal[
    "introduction", "responsibilities", "skills", "tools", "career", "best_practices", "conclusion", "other"
]
StepKind = Literal["entry", "previous", "self", "next", "lateral"]


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one source: its text, normalised once (NFC, line ends "\\n", no byte order mark)."""

    source: str
    sha256: str
    text: str
    format: str
    metadata: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The first 16 hexadecimal digits of the hash, which name the document in IRIs."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the document's text, with the line on which it starts."""

    text: str
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and its language."""

    text: str
    language: str
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Name:
    """A product or role named inside a text: `label` is its dictionary form, the span is as written."""

    label: str
    language: str | None
    start: int
    end: int
    line: int


@dataclass(frozen=True, slots=True)
class Child:
    """A nested item below an item."""

    line: int
    start: int
    end: int
    text: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a section: a label, a text, or both; `label_start` is None where there is no label."""

    index: int
    label: str | None
    language: str | None
    line: int
    start: int
    end: int
    text: tuple[Sentence, ...] = ()
    children: tuple[Child, ...] = ()
    products: tuple[Name, ...] = ()
    roles: tuple[Name, ...] = ()
    kind: StepKind | None = None
    confidence: float = 1.0
    label_start: int | None = None
    label_end: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it; `text` is the prose before, between and after the items."""

    kind: SectionKind
    heading: str | None
    language: str | None
    line: int
    text: tuple[Sentence, ...] = ()
    items: tuple[Item, ...] = ()
    products: tuple[Name, ...] = ()
    roles: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherLabel:
    """Another name of a role in the document, an abbreviation for instance."""

    label: str
    language: str
    start: int
    end: int
    line: int
    abbreviation: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """A role that the document describes, with its sections in document order."""

    label: str
    language: str
    line: int
    start: int
    end: int
    other_labels: tuple[OtherLabel, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that was not used, and why: nothing disappears silently."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A decision that could have gone another way, for the load report."""

    line: int
    what: str
    text: str
    choice: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read out of one document."""

    document: Document
    language: str
    roles: tuple[Role, ...]
    skipped: tuple[Skipped, ...] = ()
    doubts: tuple[Doubt, ...] = ()
