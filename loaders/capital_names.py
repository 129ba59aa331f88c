"""Names told by their capitals, in the texts of tools sections, as far as script and language make capitals tell.

Such a name is a run of words that begin with a capital letter: behind a cue ("such as"), in an enumeration, or inside a
sentence. Where the script has no case, Latin letters alone tell much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import data
from loaders.known_products import Found, endings, labels, ordinary
from loaders.letters import CAPITAL, SMALL, UNSPACED
from loaders.lexicon import anywhere, languages, word
from loaders.tables import rows

LETTER = rf"[^\W{UNSPACED}]"
#: A word of a name: a capital letter first, or a small one before a capital (eBay); then digits, "+", "#", inner dots.
WORD = (
    rf"(?:[{CAPITAL}](?:{LETTER}|[+#'’&])*(?:\.[a-z]{{2,4}}\b)?"
    rf"|[a-z]{{1,2}}[A-Z](?:{LETTER}|[+#])*|\d+[A-Za-z]*[A-Z]{LETTER}*)"
)
NAME = re.compile(
    rf"(?<!{LETTER})(?<![@/#-]){WORD}(?:[ \u00a0-](?:{WORD}|\d+(?:\.\d+)*)(?!{LETTER}))*(?!{LETTER})(?!@)"
)
#: Letters right behind a hyphen make a compound of which the name is no more than the first part.
COMPOUND = re.compile(rf"[-\u2011][{SMALL}]")
ACRONYM = re.compile(rf"[{CAPITAL}]{{2,5}}s?|[A-Z]{{1,3}}[a-z]?[A-Z]{{1,3}}")
SENTENCE_START = re.compile(r"(?:^|[.!?:。！？：;]\s+|[\"'“«(]\s*)$")
#: Latin letters that make a name in a script without case, without any capital, and of an ending beyond doubt.
SHORTEST, SMALL_NAME, LONG_ENDING = 3, 5, 3
CAMEL = re.compile(rf"[{SMALL}][{CAPITAL}]")
IN_SMALL = re.compile(r"(?<![A-Za-z0-9@./-])[a-z][a-z0-9]+(?![A-Za-z0-9@./-])")


def by_capitals(text: str, language: str, *, alone: bool) -> Iterator[Found]:
    """Names by their capitals; `alone` says that the text is what stands behind a label."""
    candidates = [one for one in runs(text, language) if not is_common(one.label)]
    cue_ends = cued(text, language)
    previous: Found | None = None
    for place, one in enumerate(candidates):
        after = candidates[place + 1] if place + 1 < len(candidates) else None
        listed = linked(text, previous, one, language) or linked(text, one, after, language)
        whole = (alone or without_ending(one.label, language) in ordinary()) and len(one.label) >= len(
            text.rstrip(" .")
        )
        if whole or telling(text, one, language, listed, one.start in cue_ends):
            previous = one
            yield Found(without_ending(one.label, language), one.start, one.end)


def telling(text: str, one: Found, language: str, listed: bool, after_cue: bool) -> bool:
    """Whether a run of capitals is a name: by its inner form, by company, or by standing inside a sentence."""
    ordinary_name = without_ending(one.label, language) in ordinary()
    several = " " in one.label or any(letter.isupper() for letter in one.label[1:]) or any(map(str.isdigit, one.label))
    capitals = languages()[language].capitals
    if capitals == "none" or CAMEL.search(one.label):
        return len(one.label) >= SHORTEST
    if capitals != "names":
        return (several or ordinary_name) and (listed or after_cue)
    if SENTENCE_START.search(text[: one.start]) and not after_cue:
        return listed or " " in one.label
    return True


def without_ending(name: str, language: str) -> str:
    """A name without its ending: one that leaves a name of the vocabulary, stands behind a mark, or is long."""
    bare = re.split(r"(?<=\w\w)[:\u2019']\w{1,4}$", name)[0]
    bases = (bare.removesuffix(ending) for ending in endings(language) if bare.endswith(ending))
    if known := next((base for base in bases if len(base) > SHORTEST and base in labels()), None):
        return bare if bare in labels() else known
    long = (one for one in sorted(endings(language), key=len, reverse=True) if len(one) >= LONG_ENDING)
    ending = next((one for one in long if bare.endswith(one)), "")
    last = bare.rpartition(" ")[2]
    return bare[: len(bare) - len(ending)] if ending and len(last) - len(ending) >= SHORTEST + 1 else bare


def runs(text: str, language: str) -> Iterator[Found]:
    """Runs of capitalised words, cut where a compound begins, without the preposition that begins a sentence.

    Where the script has no case, Latin words in small letters are names too.
    """
    if languages()[language].capitals == "none":
        small = (Found(one[0], *one.span()) for one in IN_SMALL.finditer(text) if len(one[0]) >= SMALL_NAME)
        yield from sorted([*capitalised(text, language), *small], key=lambda one: one.start)
    else:
        yield from capitalised(text, language)


def capitalised(text: str, language: str) -> Iterator[Found]:
    """Runs of capitalised words."""
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
    if between in (",", ";", "/", "&", "、", "，"):
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
