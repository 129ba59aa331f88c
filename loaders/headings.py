"""What kind of section a heading opens, by the words of `data/lexicon/headings.tsv`.

The kind whose words cover most of the heading wins; words that say nothing of the kind ("the", "key", the role's own
name) do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

import data
from loaders.letters import UNSPACED
from loaders.lexicon import common_language, cue, cues, languages, straight
from loaders.lines import NUMBERING
from loaders.model import SectionKind
from loaders.patterns import Patterns
from loaders.tables import rows

NEUTRAL = "neutral"
#: A heading's marks and pictures at either edge.
EDGES = re.compile(r"^(?:[\W_]|\d+[.)]?(?=\s))+|[\W_]+$")
WORD = re.compile(r"\w+")
WITHOUT_SPACES = re.compile(rf"[{UNSPACED}]")
#: Shares of a heading below this apart are a doubt.
MARGIN = 0.1
#: The least share of a heading that another language's words must make up.
FOREIGN_SHARE = 0.6
#: By so many letters a word of a heading finds the languages that may tell its kind.
BEGINNING = 3
#: Words of so few letters have no ending to spare.
SHORT = 4


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of a heading; `coverage` is the share of its telling letters, `language` the table that told."""

    kind: SectionKind | None
    coverage: float
    margin: float
    language: str | None

    @property
    def uncertain(self) -> bool:
        """Whether another kind fits about as well."""
        return self.kind is not None and self.margin < MARGIN


UNKNOWN = Kind(None, 0.0, 0.0, None)


def kind_of(heading: str, language: str, role_names: Iterable[str] = ()) -> Kind:
    """Classify a heading: by the tables of the document's language and the common one first, else by all the others.

    Another language's word is believed only where it makes up most of the heading, since short words mean many things.
    """
    words = EDGES.sub(
        "", NUMBERING.sub("", straight(heading), count=1) if NUMBERING.match(heading) else straight(heading)
    )
    if not words or is_name(words, role_names):
        return UNKNOWN
    return told(words, language, frozenset(role_places(words, role_names)))


@lru_cache(maxsize=16384)
def told(words: str, language: str, idle: frozenset[int]) -> Kind:
    """The kind of a heading's words, of which some letters are a role's name."""
    near = dict.fromkeys((language, common_language()))
    best = best_of(words, near, idle)
    if best.kind is not None:
        return best
    best = best_of(words, [tag for tag in possible(words) if tag not in near], idle)
    return best if best.coverage >= FOREIGN_SHARE else UNKNOWN


def possible(words: str) -> list[str]:
    """The languages of which some pattern begins as a word of the heading does."""
    known = beginnings()
    found = {tag for word in WORD.findall(words.casefold()) for tag in known.get(word[:BEGINNING], ())}
    unspaced = bool(WITHOUT_SPACES.search(words))
    return [tag for tag, one in languages().items() if (tag in found if one.spaces else unspaced)]


@cache
def beginnings() -> dict[str, frozenset[str]]:
    """The languages by the first letters of their patterns' first words."""
    found: dict[str, set[str]] = {}
    for language, kind, pattern in rows(data.LEXICON / "headings.tsv", ("language", "kind", "pattern")):
        first = WORD.search(pattern.casefold())
        if first and kind != NEUTRAL:
            found.setdefault(first[0][:BEGINNING], set()).add(language)
    return {letters: frozenset(tags) for letters, tags in found.items()}


def best_of(words: str, tags: Iterable[str], idle: frozenset[int]) -> Kind:
    """The best kind over the tables of several languages; the earlier language wins a tie."""
    known = [covered(words, tag, idle) for tag in tags]
    return max(known, key=lambda kind: (kind.coverage, kind.margin), default=UNKNOWN)


def covered(words: str, tag: str, named: frozenset[int]) -> Kind:
    """The kind by one language's table; the letters `named` are a role's name."""
    found = places(words, tag)
    shares = {kind: (len(known), -min(known)) for kind, known in found.items() if kind != NEUTRAL}
    if not shares:
        return UNKNOWN
    telling = frozenset().union(*(known for kind, known in found.items() if kind != NEUTRAL))
    idle = found.get(NEUTRAL, frozenset()) | named
    total = len({place for word in WORD.finditer(words) for place in range(*word.span())} - (idle - telling))
    ranked = sorted(shares.items(), key=lambda share: share[1], reverse=True)
    first = ranked[0][1][0] / total
    second = ranked[1][1][0] / total if len(ranked) > 1 else 0.0
    return Kind(cast(SectionKind, ranked[0][0]), min(first, 1.0), first - second, tag)


@lru_cache(maxsize=16384)
def places(words: str, tag: str) -> dict[str, frozenset[int]]:
    """The letters of a heading that the patterns of each kind cover."""
    found: dict[str, frozenset[int]] = {}
    for kind in (*kinds(), NEUTRAL):
        pattern = cue("headings", tag, kind)
        if pattern and (known := matched(pattern, words)):
            found[kind] = known
    return found


def matched(pattern: Patterns, words: str) -> frozenset[int]:
    """The letters that a pattern covers."""
    return frozenset(
        place
        for found in pattern.finditer(words)
        for place in range(*found.span())
        if words[place].isalnum() or words[place] == "_"
    )


def role_places(words: str, role_names: Iterable[str]) -> set[int]:
    """The letters of words that begin as a word of a role's name does, whatever their ending."""
    known = [word for name in role_names for word in name_words(name) if len(word) > 2]
    if not known:
        return set()
    return {
        place
        for found in WORD.finditer(words)
        if any(akin(found[0].casefold(), word) for word in known)
        for place in range(*found.span())
    }


def is_name(words: str, role_names: Iterable[str]) -> bool:
    """Whether a heading is a role's name and no more, so that its words tell of no section ("Software tester")."""
    found = WORD.findall(words.casefold())
    return any(found == name_words(name) for name in role_names)


@lru_cache(maxsize=1024)
def name_words(name: str) -> list[str]:
    """The words of a name without capitals."""
    return WORD.findall(name.casefold())


def akin(one: str, other: str) -> bool:
    """Whether two words differ in their ending alone: a common beginning of all but about a third of the shorter."""
    shorter = min(len(one), len(other))
    need = shorter if shorter <= SHORT else shorter - max(2, shorter // 3)
    return one[:need] == other[:need]


@cache
def kinds() -> tuple[str, ...]:
    """The section kinds of the tables, in the order of first mention."""
    return tuple(dict.fromkeys(kind for _, kind in cues("headings") if kind != NEUTRAL))
