"""Known names in running text, whatever their endings: word by word by their stems (Snowball)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import Stemmer

from loaders.lexicon import languages

WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Match:
    """A known name in a text: its dictionary form and its place."""

    label: str
    start: int
    end: int


class Names:
    """A set of names in one language that is found in its texts.

    Names are stemmed when a text first holds a word that begins as they do: most never are.
    """

    def __init__(self, labels: Iterable[str], language: str) -> None:
        self._language = language
        self._unread: dict[str, list[str]] = {}
        self._names: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
        for label in labels:
            if first := WORD.search(label):
                self._unread.setdefault(begin(first[0]), []).append(label)
        self._begun = frozenset(self._unread)

    def find(self, text: str) -> Iterator[Match]:
        """Yield the names in a text from left to right, the longest at each place, none inside another."""
        words = list(WORD.finditer(text))
        if self._begun.isdisjoint([begin(word[0]) for word in words]):
            return
        found = [stem(word[0], self._language) for word in words]
        place = 0
        while place < len(words):
            for name, label in self._beginning(words[place][0], found[place]):
                if tuple(found[place : place + len(name)]) == name:
                    yield Match(label, words[place].start(), words[place + len(name) - 1].end())
                    place += len(name) - 1
                    break
            place += 1

    def _beginning(self, word: str, first: str) -> Iterable[tuple[tuple[str, ...], str]]:
        """The names whose first word has a stem, the longest first."""
        key = begin(word)
        if key in self._unread:
            stemmed = ((stems(label, self._language), label) for label in self._unread.pop(key))
            table = self._names.setdefault(key, {})
            for name, label in sorted(stemmed, key=lambda one: (-len(one[0]), one[1])):
                table.setdefault(name[0], []).append((name, label))
        return self._names.get(key, {}).get(first, ())


def begin(word: str) -> str:
    """The first letters of a word, which its endings leave alone."""
    return word.casefold()[:3]


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
def _stemmer(name: str) -> Stemmer.Stemmer:
    """The Snowball stemmer of a language."""
    return Stemmer.Stemmer(name)
