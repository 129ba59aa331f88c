"""Texts for users that can be said in other languages too: what was written in English, and what stands in it.

Errors carry them as their message, so that a sentence written deep in the program reaches a reader in the reader's
language, though only the server knows who reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Self


class Quoted(str):
    """Words that are another's, such as the engine's own message: they stay as they are, in English."""

    __slots__ = ()


class Said(str):
    """A text for users; as a string it is the English one.

    `message` has a place `%(name)s` for each of `values`, which may be of this kind themselves. A text that
    `is_sentence` is written with a capital letter and a full stop, though the message has neither.
    """

    message: str
    values: Mapping[str, object]
    is_sentence: bool

    def __new__(cls, message: str, values: Mapping[str, object], is_sentence: bool = False) -> Self:
        """Write the English text."""
        made = super().__new__(cls, _filled(message, values, is_sentence))
        made.message, made.values, made.is_sentence = message, values, is_sentence
        return made

    def into(self, translate: Callable[[str], str], write: Callable[[object], str] = str) -> str:
        """Say it in another language: `translate` gives messages in it, `write` makes a part of the text of a value."""
        values = {
            name: one.into(translate, write) if isinstance(one, Said) else write(one)
            for name, one in self.values.items()
        }
        return _filled(translate(self.message), values, self.is_sentence)


def said(message: str, /, **values: object) -> Said:
    """Write a text for users with values in its places, marked so that catalogues take it up."""
    return Said(message, values)


def sentence(text: str) -> str:
    """Make a sentence of a text that begins with a small letter and has no full stop."""
    if isinstance(text, Said):
        return Said(text.message, text.values, is_sentence=True)
    return type(text)(_sentence(text)) if isinstance(text, Quoted) else _sentence(text)


def message_of(error: Exception) -> str:
    """Give an error's message: what was said, or else the words of another program."""
    first = error.args[0] if error.args else ""
    return first if isinstance(first, Said) else Quoted(error)


def _filled(message: str, values: Mapping[str, object], is_sentence: bool) -> str:
    text = message % values if values else message
    return _sentence(text) if is_sentence else text


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
