"""What differs by language, read from the tables in `data/lexicon/`; adding a language is adding rows.

A pattern is matched whatever the case; a `*` at the end of a word stands for any ending, elsewhere for any text; a `#`
stands for a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import data
from loaders.patterns import Patterns
from loaders.tables import rows


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the lexicon knows.

    `screen` is its tag in the library that tells languages. `capitals` says what a capital letter inside a sentence
    tells: "names", "nouns" (so nothing) or "none" (no case). `common` marks the language that documents in every other
    language mix in.
    """

    tag: str
    name: str
    screen: str
    stemmer: str
    capitals: str
    spaces: bool
    common: bool


@cache
def languages() -> dict[str, Language]:
    """Every language of the lexicon by its BCP 47 tag."""
    columns = ("language", "name", "screen", "stemmer", "capitals", "spaces", "common")
    return {
        row[0]: Language(row[0], row[1], row[2], row[3], row[4], row[5] == "yes", row[6] == "yes")
        for row in rows(data.LEXICON / "languages.tsv", columns)
    }


@cache
def common_language() -> str:
    """The tag of the language that is mixed into documents of every other one."""
    return next(tag for tag, language in languages().items() if language.common)


@cache
def cues(table: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """A table of language, kind and pattern: the patterns of each language and kind."""
    found: dict[tuple[str, str], list[str]] = {}
    for language, kind, pattern in rows(data.LEXICON / f"{table}.tsv", ("language", "kind", "pattern")):
        found.setdefault((language, kind), []).append(pattern)
    return {key: tuple(patterns) for key, patterns in found.items()}


@cache
def cue(table: str, language: str, kind: str) -> Patterns | None:
    """The patterns of a language and kind as one; None where there are none."""
    patterns = cues(table).get((language, kind), ())
    return Patterns([(pattern, spaces(language)) for pattern in patterns]) if patterns else None


@cache
def words(table: str) -> dict[str, tuple[str, ...]]:
    """A table of language and pattern: the patterns of each language."""
    found: dict[str, list[str]] = {}
    for language, pattern in rows(data.LEXICON / f"{table}.tsv", ("language", "pattern")):
        found.setdefault(language, []).append(pattern)
    return {language: tuple(patterns) for language, patterns in found.items()}


@cache
def word(table: str, language: str) -> Patterns | None:
    """The patterns of a language as one; None where there are none."""
    patterns = words(table).get(language, ())
    return Patterns([(pattern, spaces(language)) for pattern in patterns]) if patterns else None


@cache
def anywhere(table: str) -> Patterns:
    """The patterns of all languages as one."""
    return Patterns([(pattern, spaces(tag)) for tag, found in words(table).items() for pattern in found])


def spaces(language: str) -> bool:
    """Whether a language puts spaces between words, as one that the lexicon lacks is taken to do."""
    known = languages().get(language)
    return known is None or known.spaces


#: Characters that real texts set in place of those of the tables; each for one, so that places stay.
STRAIGHT = str.maketrans("\u2019\u2018\u02bc\u00b4\uff07\u00a0\u202f\u2011", "'''''  -")
CURLY = re.compile(f"[{''.join(map(chr, STRAIGHT))}]")


def straight(text: str) -> str:
    """A text as the tables write it: straight apostrophes, plain spaces and hyphens; no character is added or lost."""
    return text.translate(STRAIGHT) if CURLY.search(text) else text
