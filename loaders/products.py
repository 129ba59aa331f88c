"""Products named in a text: those of the vocabulary anywhere; in tools sections also names by their capitals.

A name by its capitals is a run of words that begin with a capital letter where the script and language make that tell a
name: behind a cue ("such as"), in an enumeration, or inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import data
from loaders import vocabulary
from loaders.letters import CAPITAL, SMALL
from loaders.lexicon import anywhere, languages, word
from loaders.stems import stem
from loaders.tables import rows

#: A word of a name: a capital letter first, or a small one before a capital (eBay); then digits, "+", "#", inner dots.
WORD = rf"(?:[{CAPITAL}][\w+#'’&]*(?:\.[a-z]{{2,4}}\b)?|[a-z]{{1,2}}[A-Z][\w+#]*|\d+[A-Za-z]*[A-Z]\w*)"
NAME = re.compile(rf"(?<![\w@/#-]){WORD}(?:[ \u00a0-](?:{WORD}|\d+(?:\.\d+)*)(?!\w))*(?![\w@])")
FIRST_WORD = re.compile(r"\w+")
LAST_WORD = re.compile(r"[^\W_]{3,}$")
#: A word with the mark that some languages put between a name and its ending.
ENDED = re.compile(r"\w+(?:[-:]\w{1,5})?")
#: Letters right behind a hyphen make a compound of which the name is no more than the first part.
COMPOUND = re.compile(rf"[-\u2011][{SMALL}]")
ACRONYM = re.compile(rf"[{CAPITAL}]{{2,}}s?|[A-Z]{{1,3}}[a-z]?[A-Z]{{1,3}}")
SENTENCE_START = re.compile(r"(?:^|[.!?:。！？：;]\s+|[\"'“«(]\s*)$")


@dataclass(frozen=True, slots=True)
class Found:
    """A product by its name as written and its place in the text."""

    label: str
    start: int
    end: int


def products(text: str, language: str, in_tools: bool) -> list[Found]:
    """The products that a text names, in order of place, none inside another."""
    found = list(from_vocabulary(text, language))
    if in_tools:
        taken = [range(one.start, one.end) for one in found]
        found += [one for one in by_capitals(text, language) if not any(overlap(one, place) for place in taken)]
    return sorted(found, key=lambda one: one.start)


def overlap(one: Found, place: range) -> bool:
    """Whether a find touches a place already taken."""
    return one.start < place.stop and place.start < one.end


def from_vocabulary(text: str, language: str) -> Iterator[Found]:
    """Products of the vocabulary by their exact spelling, the longest name first; none that is an ordinary word too.

    The last word may have an ending of the language.
    """
    index, end = known_beginnings(), 0
    for found in FIRST_WORD.finditer(text):
        for name, lead in index.get(found[0], ()):
            start = found.start() - lead
            after = start + len(name)
            if start < end or not text.startswith(name, start):
                continue
            if not stands_alone(text, start, after):
                after = inflected(text, start, name, language)
            if after:
                yield Found(name, start, after)
                end = after
                break


def inflected(text: str, start: int, name: str, language: str) -> int:
    """Where a name with an ending behind it ends; 0 where what goes on is no ending of the language."""
    last = LAST_WORD.search(name)
    token = ENDED.match(text, start + last.start()) if last else None
    if token is None or not stands_alone(text, start, token.end()):
        return 0
    bare = token[0].replace("-", "").replace(":", "")
    same = stem(bare, language) == stem(token[0][: len(name) - last.start()], language) if last else False
    return token.end() if same else 0


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no letter, digit or hyphen goes on before a stretch, and none of the first two behind it."""
    before, after = text[:start][-1:], text[end : end + 1]
    return not (before.isalnum() or before == "-" or after.isalnum())


@cache
def known_beginnings() -> dict[str, list[tuple[str, int]]]:
    """The names by their first word, with the characters before it, the longest name first."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name in sorted(labels() - ordinary(), key=lambda name: (-len(name), name)):
        if first := FIRST_WORD.search(name):
            found.setdefault(first[0], []).append((name, first.start()))
    return found


@cache
def labels() -> frozenset[str]:
    """Every name of a product in the vocabulary."""
    return frozenset(entry.value for entry in vocabulary.labels("tools") if not entry.doubtful)


@cache
def ordinary() -> frozenset[str]:
    """The names that are ordinary words too, marked in the table by a hidden label: they need a name's company."""
    return frozenset(entry.value for entry in vocabulary.labels("tools") if entry.kind == vocabulary.HIDDEN)


def by_capitals(text: str, language: str) -> Iterator[Found]:
    """Names by their capitals, as far as the language's capitals tell any."""
    candidates = [one for one in runs(text, language) if not is_common(one.label)]
    cue_ends = cued(text, language)
    previous: Found | None = None
    for place, one in enumerate(candidates):
        after = candidates[place + 1] if place + 1 < len(candidates) else None
        listed = linked(text, previous, one, language) or linked(text, one, after, language)
        if telling(text, one, language, listed, one.start in cue_ends):
            previous = one
            yield one


def telling(text: str, one: Found, language: str, listed: bool, after_cue: bool) -> bool:
    """Whether a run of capitals is a name: by its inner form, by company, or by standing inside a sentence."""
    several = " " in one.label or any(letter.isupper() for letter in one.label[1:]) or any(map(str.isdigit, one.label))
    if languages()[language].capitals != "names":
        return (several or one.label in ordinary()) and (listed or after_cue)
    if SENTENCE_START.search(text[: one.start]) and not after_cue:
        return listed or " " in one.label
    return True


def runs(text: str, language: str) -> Iterator[Found]:
    """Runs of capitalised words, cut where a compound begins, without the preposition that begins a sentence."""
    for found in NAME.finditer(text):
        if COMPOUND.match(text, found.end()):
            continue
        start, name = found.start(), found[0].rstrip(".'’&")
        first, _, others = name.partition(" ")
        if others and SENTENCE_START.search(text[:start]) and is_ordinary(first, language):
            start, name = start + len(first) + 1, others
        yield Found(name, start, start + len(name))


def is_ordinary(first: str, language: str) -> bool:
    """Whether the first word of a sentence may have its capital from there: a cue, or any noun where they have one."""
    pattern = word("product_cues", language)
    return languages()[language].capitals == "nouns" or bool(pattern and pattern.fullmatch(first))


def cued(text: str, language: str) -> set[int]:
    """The places right behind a cue of the language, or of any."""
    pattern = word("product_cues", language)
    patterns = [pattern] if pattern else [anywhere("product_cues")]
    return {
        found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip(" :,"))
        for one in patterns
        for found in one.finditer(text)
    }


def linked(text: str, one: Found | None, other: Found | None, language: str) -> bool:
    """Whether nothing but a comma or a conjunction stands between two names."""
    if one is None or other is None:
        return False
    between = text[one.end : other.start].strip()
    if between in (",", ";", "/", "&", "、"):
        return True
    conjunction = word("conjunctions", language)
    return bool(conjunction and conjunction.fullmatch(between.lstrip(", ")))


def is_common(name: str) -> bool:
    """Whether a run is an abbreviation of a kind of thing (CRM, VoIP) or too short to be a name."""
    return name in acronyms() or bool(ACRONYM.fullmatch(name)) or len(name) < 2


@cache
def acronyms() -> frozenset[str]:
    """Abbreviations and words in capitals that name no product."""
    return frozenset(word for (word,) in rows(data.LEXICON / "acronyms.tsv", ("word",)))
