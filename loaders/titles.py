"""Role names in titles and opening sentences, by the patterns of `data/lexicon/titles.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders.letters import CAPITAL
from loaders.lexicon import common_language, cues, languages, straight
from loaders.lines import NUMBERING

#: "{role}" in a pattern: a name of at most this many characters, not across a sentence's end; a dot may abbreviate.
ROLE = r"(?P<role>(?:[^.!?;:\n]|\.(?=\S|\s[a-zà-ÿа-яё])){2,80}?)"
#: An abbreviation in brackets after a name: capitals, with an ending that some languages add.
ABBREVIATION = re.compile(rf"\s*[(（\[]\s*(?P<short>[{CAPITAL}][{CAPITAL}0-9&/.-]{{1,9}}s?)\s*[)）\]]")
#: Marks of the sexes that a title is open to: single letters in brackets, or at its end ("(m/w/d)", "H/F").
GENDERS = re.compile(
    r"\s*[(（\[]\s*[^\W\d_](?:\s*[/|*,.]\s*[^\W\d_]){1,3}\s*[)）\]]|\s+[^\W\d_](?:/[^\W\d_]){1,3}(?=\s*$)"
)
#: Names in an opening sentence are short; a longer match is a clause.
LONGEST_NAME = 6


@dataclass(frozen=True, slots=True)
class Found:
    """A role's name inside a text, by offsets into it; `short` is its abbreviation's span, if one follows."""

    language: str
    start: int
    end: int
    short: tuple[int, int] | None = None


@lru_cache(maxsize=16384)
def in_title(text: str, language: str, *, anywhere: bool = False) -> Found | None:
    """The role that a title asks about or names, or None where no pattern fits.

    The patterns are those of the document's language and the common one, or of all languages.
    """
    plain, tags = straight(text), order(language)
    number = NUMBERING.match(plain)
    for tag in tags if anywhere else tags[:2]:
        for pattern in patterns("title", tag):
            if found := pattern.fullmatch(plain, number.end() if number else 0):
                return trimmed(text, tag, *found.span("role"))
    return None


def is_page_kind(text: str, language: str) -> bool:
    """Whether a line is what a title says beside the role ("Job description"), and no more."""
    words = straight(text).casefold().strip(" :.-\u2013\u2014#")
    return any(words in page_kinds(tag) for tag in order(language)[:2])


@cache
def page_kinds(language: str) -> frozenset[str]:
    """What the title patterns of a language say beside the role."""
    found = cues("titles").get((language, "title"), ())
    return frozenset(pattern.replace("{role}", "").strip(" :-\u2013\u2014#").casefold() for pattern in found) - {""}


def in_opening(sentence: str, language: str) -> Found | None:
    """The name that an opening sentence defines ("A … is a …"), or None."""
    for tag in order(language)[:2]:
        for pattern in patterns("opening", tag):
            found = pattern.search(straight(sentence))
            if found and len(found["role"].split()) <= LONGEST_NAME:
                return trimmed(sentence, tag, *found.span("role"))
    return None


def trimmed(text: str, language: str, start: int, end: int) -> Found:
    """A name without the marks of sexes, and without the abbreviation that follows it in brackets."""
    if (genders := GENDERS.search(text, start, len(text))) and genders.start() <= end:
        end = genders.start()
        text = text[:end] + " " * (genders.end() - end) + text[genders.end() :]
    found = ABBREVIATION.search(text, start)
    if found and found.start() <= end:
        return Found(language, start, found.start(), found.span("short"))
    return Found(language, start, end)


def abbreviation(text: str, start: int) -> tuple[int, int] | None:
    """The span of an abbreviation in brackets that stands at `start`."""
    found = ABBREVIATION.match(text, start)
    return found.span("short") if found else None


def order(language: str) -> list[str]:
    """The document's language, the common one, then all others."""
    return list(dict.fromkeys((language, common_language(), *languages())))


@cache
def patterns(place: str, language: str) -> tuple[re.Pattern[str], ...]:
    """The compiled patterns of a place ("title", "opening") in a language, the longest first."""
    sources = sorted(cues("titles").get((language, place), ()), key=len, reverse=True)
    return tuple(compiled(source, place, spaces=languages()[language].spaces) for source in sources)


def compiled(source: str, place: str, *, spaces: bool) -> re.Pattern[str]:
    """A title pattern fits a whole line with closing marks; an opening pattern begins a sentence, to a word's end."""
    words = re.escape(source).replace(r"\ ", r"\s+").replace(r"\{role\}", ROLE)
    if place == "title":
        return re.compile(rf"{words}\s*[?？.!:]*", re.IGNORECASE)
    end = r"(?!\w)" if spaces else ""
    return re.compile(rf"^{words}(?:\s*\([^)]*\))?{end}", re.IGNORECASE)
