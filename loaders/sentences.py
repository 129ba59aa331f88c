"""Plain text to sentences, each with its language and its place in the document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import sentencex

from loaders.inline import LineIndex, Plain
from loaders.languages import sentence_language
from loaders.model import Sentence


def sentences(text: Plain, language: str, index: LineIndex) -> tuple[Sentence, ...]:
    """The sentences of a text in a document whose language is given."""
    return tuple(
        [
            Sentence(part.text, sentence_language(part.text, language), part.start, part.end, index.line(part.start))
            for part in split(text, language)
        ]
    )


def split(text: Plain, language: str) -> list[Plain]:
    """Cut a text at the ends of its sentences; no character but white space is lost."""
    return [text.cut(start, end) for start, end in ends(text.text, language)]


@lru_cache(maxsize=16384)
def ends(text: str, language: str) -> Sequence[tuple[int, int]]:
    """Where each sentence of a text begins, white space before it included, and where it ends."""
    place = 0
    found: list[tuple[int, int]] = []
    for piece in sentencex.segment(language, text):
        words = piece.strip()
        start = text.find(words, place) if words else -1
        if start < 0:
            continue
        found.append((place, start + len(words)))
        place = start + len(words)
    if text[place:].strip():
        found.append((place, len(text)))
    return tuple(found)
