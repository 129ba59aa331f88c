"""What differs by language, read from the tables in `data/lexicon/`; adding a language is adding rows.

A pattern is matched whatever the case; a `*` at the end of a word stands for any ending, elsewhere for any text; a `#`
stands for a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import data
from loaders.tables import rows


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the lexicon knows.

    `detector` and `screen` are its names in the two libraries that tell languages. `capitals` says what a capital
    letter inside a sentence tells: "names", "nouns" (so nothing) or "none" (no case).
    `common` marks the language that documents in every other language mix in.
    """

    tag: str
    name: str
    detector: str
    screen: str
    stemmer: str
    capitals: str
    spaces: bool
    common: bool


@dataclass(frozen=True, slots=True)
class Cue:
    """A compiled pattern with the language and the kind that its table gives it."""

    language: str
    kind: str
    pattern: re.Pattern[str]


@cache
def languages() -> dict[str, Language]:
    """Every language of the lexicon by its BCP 47 tag."""
    columns = ("language", "name", "detector", "screen", "stemmer", "capitals", "spaces", "common")
    return {
        row[0]: Language(row[0], row[1], row[2], row[3], row[4], row[5], row[6] == "yes", row[7] == "yes")
        for row in rows(data.LEXICON / "languages.tsv", columns)
    }


@cache
def common_language() -> str:
    """The tag of the language that is mixed into documents of every other one."""
    return next(tag for tag, language in languages().items() if language.common)


def source(pattern: str, language: str) -> str:
    """A pattern of a table as the source of a regular expression, bounded by words where the script has them."""
    words = re.escape(pattern).replace(r"\ ", r"\s+")
    words = re.sub(r"\\\*(?=\w)", ".*?", words)
    words = re.sub(r"(?<=\w)\\\*", r"\\w*", words).replace(r"\*", ".*")
    words = words.replace(r"\#", r"\d+")
    known = languages().get(language)
    if known is not None and not known.spaces:
        return words
    start = r"(?<!\w)" if re.match(r"\w", pattern) else ""
    end = r"(?!\w)" if re.search(r"\w$", pattern) else ""
    return f"{start}{words}{end}"


@cache
def cues(table: str) -> dict[tuple[str, str], Cue]:
    """A table of language, kind and pattern as one compiled alternation for each language and kind."""
    found: dict[tuple[str, str], list[str]] = {}
    for language, kind, pattern in rows(data.LEXICON / f"{table}.tsv", ("language", "kind", "pattern")):
        found.setdefault((language, kind), []).append(source(pattern, language))
    return {key: Cue(*key, compiled(sources)) for key, sources in found.items()}


@cache
def words(table: str) -> dict[str, re.Pattern[str]]:
    """A table of language and pattern as one compiled alternation a language."""
    found: dict[str, list[str]] = {}
    for language, pattern in rows(data.LEXICON / f"{table}.tsv", ("language", "pattern")):
        found.setdefault(language, []).append(source(pattern, language))
    return {language: compiled(sources) for language, sources in found.items()}


@cache
def anywhere(table: str) -> re.Pattern[str]:
    """A table of language and pattern as one alternation over all languages."""
    return re.compile("|".join(f"(?:{p.pattern})" for p in words(table).values()), re.IGNORECASE)


def compiled(sources: list[str]) -> re.Pattern[str]:
    """One case-insensitive alternation, longest first, so that the more exact pattern wins."""
    return re.compile("|".join(sorted(sources, key=len, reverse=True)), re.IGNORECASE)
