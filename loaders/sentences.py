"""Plain text to sentences, each with its language and its place in the document."""

from __future__ import annotations

from collections.abc import Iterator

import sentencex

from loaders.inline import LineIndex, Plain
from loaders.languages import sentence_language
from loaders.model import Sentence


def sentences(text: Plain, language: str, index: LineIndex) -> tuple[Sentence, ...]:
    """The sentences of a text in a document whose language is given."""
    return tuple(
        Sentence(part.text, sentence_language(part.text, language), part.start, part.end, index.line(part.start))
        for part in split(text, language)
    )


def split(text: Plain, language: str) -> Iterator[Plain]:
    """Cut a text at the ends of its sentences; no character but white space is lost."""
    place = 0
    for piece in sentencex.segment(language, text.text):
        words = piece.strip()
        start = text.text.find(words, place) if words else -1
        if start < 0:
            continue
        yield text.cut(place, start + len(words))
        place = start + len(words)
    if text.text[place:].strip():
        yield text.cut(place, len(text.text))
