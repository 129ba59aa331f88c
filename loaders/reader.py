"""What the steps of one document share: its language, the lines of its text, and the names of products in a text."""

from __future__ import annotations

from collections.abc import Sequence

from loaders import products
from loaders.inline import LineIndex, Plain
from loaders.languages import label_language
from loaders.model import Document, Name, Sentence
from loaders.sentences import sentences


class Reader:
    """A document that is being read."""

    def __init__(self, document: Document, language: str) -> None:
        self.document = document
        self.language = language
        self.index = LineIndex(document.text)

    def sentences(self, text: Plain) -> tuple[Sentence, ...]:
        """The sentences of a text."""
        return sentences(text, self.language, self.index)

    def label_language(self, label: str, context: Sequence[Sentence] = ()) -> str:
        """The language of a label, in the light of the text behind it."""
        return label_language(label, self.language, context[0].language if context else None)

    def name(self, text: Plain, label: str, start: int, end: int, language: str | None) -> Name:
        """A name found at two positions of a plain text."""
        part = text.cut(start, end)
        return Name(label, language, part.start, part.end, self.index.line(part.start))

    def products(self, text: Plain, *, in_tools: bool, alone: bool = False) -> list[Name]:
        """The products named in a text."""
        found = products.products(text.text, self.language, in_tools, alone=alone)
        return [self.name(text, one.label, one.start, one.end, None) for one in found]
