"""Known names in running text, whatever their endings: word by word by their stems (Snowball)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from loaders.lexicon import languages

WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Match:
    """A known name in a text: its dictionary form and its place."""

    label: str
    start: int
    end: int


class Names:
    """A set of names in one language that is found in its texts."""

    def __init__(self, labels: Iterable[str], language: str) -> None:
        self._language = language
        self._names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for label in labels:
            stems = tuple(stem(found[0], language) for found in WORD.finditer(label))
            if stems:
                self._names.setdefault(stems[0], []).append((stems, label))
        for names in self._names.values():
            names.sort(key=lambda name: (-len(name[0]), name[1]))

    def find(self, text: str) -> Iterator[Match]:
        """Yield the names in a text from left to right, the longest at each place, none inside another."""
        tokens = [(stem(found[0], self._language), found.start(), found.end()) for found in WORD.finditer(text)]
        stems = [token[0] for token in tokens]
        place = 0
        while place < len(tokens):
            for name, label in self._names.get(stems[place], ()):
                if tuple(stems[place : place + len(name)]) == name:
                    yield Match(label, tokens[place][1], tokens[place + len(name) - 1][2])
                    place += len(name) - 1
                    break
            place += 1


def same(one: str, other: str, language: str) -> bool:
    """Whether two names are one but for case and endings."""
    return stems(one, language) == stems(other, language)


def stems(text: str, language: str) -> tuple[str, ...]:
    """The stems of a text's words."""
    return tuple(stem(found[0], language) for found in WORD.finditer(text))


@lru_cache(maxsize=65536)
def stem(word: str, language: str) -> str:
    """The stem of a word, case folded; the folded word itself in a language without a stemmer."""
    known = languages().get(language)
    folded = word.casefold()
    return _stemmer(known.stemmer).stemWord(folded) if known and known.stemmer else folded


@cache
def _stemmer(name: str) -> snowballstemmer.stemmer:
    """The Snowball stemmer of a language."""
    return snowballstemmer.stemmer(name)
