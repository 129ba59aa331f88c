"""Role names in titles and opening sentences, by the patterns of `data/lexicon/titles.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from loaders.letters import CAPITAL
from loaders.lexicon import common_language, cues, languages, straight, word
from loaders.lines import NUMBERING
from loaders.patterns import BEGINNING, folded_in_place

#: "{role}" in a pattern: a name of at most this many characters, not across a sentence's end; a dot may abbreviate.
LAZY_ROLE = r"(?:[^.!?;:\n]|\.(?=\S|\s[a-zà-ÿа-яё])){2,80}?"
ROLE = re.compile(LAZY_ROLE, re.IGNORECASE)
#: Marks and pictures that may close a title.
CLOSING = re.compile(r"[\s?？.!:]*(?:[^\w\s()（）\[\]\"'”»+#*/]+\s*)?$")
#: Pictures and marks before a title.
OPENING_MARKS = re.compile(r"^(?:[^\w\s(（\[\"'“«.#+/]+\s*)?")
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


class Form(NamedTuple):
    """A pattern of a title: what stands before and behind the role, without capitals."""

    before: str
    behind: str


@lru_cache(maxsize=16384)
def in_title(text: str, language: str, *, anywhere: bool = False) -> Found | None:
    """The role that a title asks about or names, or None where no pattern fits.

    The patterns are those of the document's language and the common one, or of all languages.
    """
    plain, tags = straight(text), order(language)
    start, end = len(plain) - len(OPENING_MARKS.sub("", plain)), len(CLOSING.sub("", plain))
    if number := NUMBERING.match(plain, start):
        start = number.end()
    folded = folded_in_place(plain)
    for tag in tags if anywhere else tags[:2]:
        for form in candidates(folded[start:end], tag):
            first, last = start + len(form.before), end - len(form.behind)
            if ROLE.fullmatch(plain, first, last):
                return trimmed(text, tag, first, last)
    return None


def candidates(title: str, language: str) -> list[Form]:
    """The forms whose words stand at both ends of a title without capitals, the longest first."""
    known = forms(language)
    found = [
        form
        for key in {title[:BEGINNING], ""}
        for form in known.get(key, ())
        if title.startswith(form.before) and title.endswith(form.behind)
    ]
    return sorted(found, key=lambda form: -len(form.before) - len(form.behind))


@cache
def forms(language: str) -> dict[str, tuple[Form, ...]]:
    """The forms of titles in a language by their first letters; those that begin with the role under none."""
    found: dict[str, list[Form]] = {}
    for pattern in cues("titles").get((language, "title"), ()):
        before, _, behind = pattern.casefold().partition("{role}")
        for start in dict.fromkeys((before, before.replace(": ", " : "), before.replace(": ", "："))):
            found.setdefault(start[:BEGINNING] if len(start) >= BEGINNING else "", []).append(Form(start, behind))
    return {key: tuple(known) for key, known in found.items()}


def is_page_kind(text: str, language: str) -> bool:
    """Whether a line is what a title says beside the role ("Job description"), and no more."""
    plain = straight(text)
    number = NUMBERING.match(plain)
    words = plain[number.end() if number else 0 :].casefold().strip(" :.-\u2013\u2014#")
    return any(words in page_kinds(tag) for tag in order(language)[:2])


@cache
def articles(language: str) -> frozenset[str]:
    """The words that stand right before a role in the forms of a language, if they begin a sentence as well."""
    found = cues("titles").get((language, "opening"), ())
    return frozenset(
        before for pattern in found if (before := pattern.partition("{role}")[0].strip()) and " " not in before
    )


@cache
def page_kinds(language: str) -> frozenset[str]:
    """What the title patterns of a language say beside the role."""
    found = cues("titles").get((language, "title"), ())
    return frozenset(pattern.replace("{role}", "").strip(" :-\u2013\u2014#").casefold() for pattern in found) - {""}


def in_opening(sentence: str, language: str) -> Found | None:
    """The name that an opening sentence defines ("A … is a …"), or None; not one that speaks of roles in general."""
    plain = straight(sentence)
    folded = folded_in_place(plain)
    for tag in order(language)[:2]:
        for before, pattern in openings(tag):
            found = (
                compiled(pattern, spaces=languages()[tag].spaces).search(plain) if folded.startswith(before) else None
            )
            if found and len(found["role"].split()) <= LONGEST_NAME and not is_generic(found["role"], tag):
                return trimmed(sentence, tag, *found.span("role"))
    return None


def is_generic(name: str, language: str) -> bool:
    """Whether a name speaks of roles in general ("the holder of the post")."""
    pattern = word("generic_role_words", language)
    return bool(pattern and pattern.search(name))


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
def openings(language: str) -> tuple[tuple[str, str], ...]:
    """The patterns of opening sentences in a language, each behind what stands before its role, the longest first."""
    found = sorted(cues("titles").get((language, "opening"), ()), key=len, reverse=True)
    return tuple((pattern.casefold().partition("{role}")[0], pattern) for pattern in found)


@cache
def compiled(pattern: str, *, spaces: bool) -> re.Pattern[str]:
    """A pattern of an opening sentence, which begins with it, to a word's end."""
    words = re.escape(pattern).replace(r"\ ", r"\s+").replace(r"\{role\}", f"(?P<role>{LAZY_ROLE})")
    end = r"(?!\w)" if spaces else ""
    return re.compile(rf"^{words}(?:\s*\([^)]*\))?{end}", re.IGNORECASE)
