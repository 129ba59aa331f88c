"""Many patterns of the lexicon as one: those are tried that begin as some word of the text does, the longest first.

One alternation of a thousand patterns tries them all at every letter; this tries a few, and compiles what it tries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

WORD = re.compile(r"\w+")
#: By so many letters of their first word patterns are found.
BEGINNING = 3


def source(pattern: str, *, spaces: bool) -> str:
    """A pattern of a table as the source of a regular expression, bounded by words where the script has them."""
    words = re.escape(pattern).replace(r"\ ", r"\s+")
    words = re.sub(r"\\\*(?=\w)", ".*?", words)
    words = re.sub(r"(?<=\w)\\\*", r"\\w*", words).replace(r"\*", ".*")
    words = words.replace(r"\#", r"\d+")
    if not spaces:
        return words
    start = r"(?<!\w)" if re.match(r"\w", pattern) else ""
    end = r"(?!\w)" if re.search(r"\w$", pattern) else ""
    return f"{start}{words}{end}"


class Patterns:
    """A set of patterns with the searches of a compiled regular expression, whatever the case of the text."""

    def __init__(self, patterns: Sequence[tuple[str, bool]]) -> None:
        self._sources: dict[str, list[tuple[int, str]]] = {}
        self._compiled: dict[str, re.Pattern[str]] = {}
        for pattern, spaces in patterns:
            found = (-len(pattern), source(pattern, spaces=spaces))
            self._sources.setdefault(beginning(pattern) if spaces else "", []).append(found)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the places of patterns from left to right, none inside another."""
        end = 0
        for found in self._candidates(text):
            if found.start() >= end and found[0]:
                yield found
                end = found.end()

    def search(self, text: str) -> re.Match[str] | None:
        """The first place of a pattern."""
        return next(self.finditer(text), None)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The pattern that is the whole text."""
        for key in (*prefixes(folded_in_place(text[:BEGINNING])), ""):
            if key in self._sources and (found := self._pattern(key).fullmatch(text)):
                return found
        return None

    def _candidates(self, text: str) -> list[re.Match[str]]:
        """Matches in order of place; of those that begin with a word, the longest at each place alone."""
        begun = beginnings(text)
        longest: dict[int, re.Match[str]] = {}
        for key in self._sources.keys() & begun.keys():
            pattern = self._pattern(key)
            for place in begun[key]:
                found = pattern.match(text, place)
                if found and (place not in longest or found.end() > longest[place].end()):
                    longest[place] = found
        anywhere = self._pattern("").finditer(text) if "" in self._sources else ()
        return sorted((*longest.values(), *anywhere), key=re.Match.start) if longest else list(anywhere)

    def _pattern(self, key: str) -> re.Pattern[str]:
        if key not in self._compiled:
            longest_first = "|".join(written for _, written in sorted(self._sources[key]))
            self._compiled[key] = re.compile(longest_first, re.IGNORECASE)
        return self._compiled[key]


def folded_in_place(text: str) -> str:
    """A text without capitals in which every character keeps its place; some fold to two."""
    folded = text.casefold()
    return folded if len(folded) == len(text) else "".join(one.casefold()[:1] for one in text)


@lru_cache(maxsize=4096)
def beginnings(text: str) -> Mapping[str, Sequence[int]]:
    """The places of a text's words by the letters that they begin with: one, two and so on."""
    folded = folded_in_place(text)
    found: dict[str, list[int]] = {}
    for word in WORD.finditer(text):
        start = word.start()
        for key in prefixes(folded[start : start + BEGINNING]):
            found.setdefault(key, []).append(start)
    return found


def prefixes(letters: str) -> tuple[str, ...]:
    """A few letters, and their beginnings, the longest first."""
    return tuple([letters[:length] for length in range(len(letters), 0, -1)])


def beginning(pattern: str) -> str:
    """The letters by which a pattern is found: those that it must begin with; none where it may begin with any."""
    found = WORD.match(pattern.casefold())
    return found[0][:BEGINNING] if found else ""
