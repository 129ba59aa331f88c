"""Names told by their capitals, in the texts of tools sections, as far as script and language make capitals tell.

Such a name is a run of words that begin with a capital letter: behind a cue ("such as"), in an enumeration, or inside a
sentence. Where the script has no case, Latin letters alone tell much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.common_words import acronyms, common, is_common_name, is_kind
from loaders.known_products import Found, endings, labels, ordinary
from loaders.letters import CAPITAL, SMALL, UNSPACED
from loaders.lexicon import anywhere, common_language, languages, word

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
#: Capitals, then so many small letters that they are no ending: DBeaver.
INNER = re.compile(rf"[{CAPITAL}]{{2,}}([{SMALL}]{{4,}})")
ACRONYM = re.compile(rf"[{CAPITAL}]{{2,5}}s?|[A-Z]{{1,3}}[a-z]?[A-Z]{{1,3}}")
#: An abbreviation with an ending: KPIene.
INFLECTED = re.compile(rf"([{CAPITAL}]{{2,5}})([{SMALL}]{{1,3}})")
SENTENCE_START = re.compile(r"(?:^|[.!?:。！？：;]\s+|[\"'“«(]\s*)$")
#: Latin letters that make a name in a script without case, without any capital, and of an ending beyond doubt.
SHORTEST, SMALL_NAME, LONG_ENDING = 3, 5, 3
CAMEL = re.compile(rf"[{SMALL}][{CAPITAL}]")
LETTERS = re.compile(r"[^\W\d_]+")
#: Greek, Cyrillic and all other scripts stand behind the Latin ones and their marks (Unicode 15, chapter 7).
LAST_LATIN = "\u036f"
IN_SMALL = re.compile(r"(?<![A-Za-z0-9@./-])[a-z][a-z0-9]+(?![A-Za-z0-9@./-])")


def by_capitals(text: str, language: str, *, alone: bool) -> Iterator[Found]:
    """Names by their capitals; `alone` says that the text is what stands behind a label."""
    offices = authorities(text, language)
    found = (outside(one, offices) for one in runs(text, language))
    candidates = [one for one in found if one is not None and not names_a_kind(one.label, language)]
    cue_ends = cued(text, language)
    previous: Found | None = None
    for place, one in enumerate(candidates):
        after = candidates[place + 1] if place + 1 < len(candidates) else None
        listed = in_list(text, previous, one, after, language)
        whole = len(one.label) >= len(text.rstrip(" .")) and (
            is_known(one, language) or (alone and (" " in one.label or not is_common_name(one.label, language)))
        )
        if whole or telling(text, one, language, listed, one.start in cue_ends):
            previous = one
            yield Found(without_ending(one.label, language), one.start, one.end)


def telling(text: str, one: Found, language: str, listed: bool, after_cue: bool) -> bool:
    """Whether a run of capitals is a name: by its inner form, by company, or by standing inside a sentence."""
    several = " " in one.label or any(letter.isupper() for letter in one.label[1:]) or any(map(str.isdigit, one.label))
    capitals = languages()[language].capitals
    if capitals == "none" or has_inner_capital(one.label, language):
        return len(one.label) >= SHORTEST
    if capitals != "names":
        return (several or is_known(one, language)) and (listed or after_cue)
    first = bool(SENTENCE_START.search(text[: one.start])) and not after_cue
    if (first or not (listed or after_cue)) and is_common_name(one.label, language) and not is_known(one, language):
        return False
    return not first or listed or " " in one.label or among_other_letters(text, one)


def in_list(text: str, previous: Found | None, one: Found, after: Found | None, language: str) -> bool:
    """Whether a run stands in a list with a name before or behind it."""
    for first, second, other in ((previous, one, previous), (one, after, after)):
        if other is not None and linked(text, first, second, language) and is_company(other, language):
            return True
    return False


def is_company(one: Found, language: str) -> bool:
    """Whether a run beside another makes that a name: it is a name itself, or no common words."""
    return is_known(one, language) or one.label in labels() or not is_common_name(one.label, language)


def is_known(one: Found, language: str) -> bool:
    """Whether a run is a name of the vocabulary that is an ordinary word too."""
    return without_ending(one.label, language) in ordinary()


def has_inner_capital(name: str, language: str) -> bool:
    """Whether a name bears a capital behind small letters (DelPro), or small letters that end no abbreviation."""
    inner = INNER.search(name)
    return bool(CAMEL.search(name) or (inner and inner[1] not in endings(language)))


def among_other_letters(text: str, one: Found) -> bool:
    """Whether a name in Latin letters stands beside a word in another script: such a word is no ordinary one."""
    after = LETTERS.search(text, one.end)
    beside = after[0] if after else (LETTERS.findall(text[: one.start]) or [""])[-1]
    return one.label < LAST_LATIN < beside


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
        small = [Found(one[0], *one.span()) for one in IN_SMALL.finditer(text) if len(one[0]) >= SMALL_NAME]
        small = [one for one in small if not is_common_name(one.label, language)]
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
        if others and SENTENCE_START.search(text[:start]) and leads(first, others, language):
            start, name = start + len(first) + 1, others
        yield Found(name, start, start + len(name))


def leads(first: str, others: str, language: str) -> bool:
    """Whether the first word of a sentence may have its capital from there: a cue, a common word before a name.

    Where all nouns have capitals, any may; common words of the language that others mix in may begin a name too.
    """
    pattern = word("product_cues", language)
    if languages()[language].capitals == "nouns" or (pattern and pattern.fullmatch(first)):
        return True
    alone = language != common_language() or others in ordinary() or others in labels()
    return alone and first.lower() in common(language)


def cued(text: str, language: str) -> set[int]:
    """The places right behind a cue of the language, or of any."""
    pattern = word("product_cues", language)
    patterns = [pattern] if pattern else [anywhere("product_cues")]
    return {
        found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip(" :,"))
        for one in patterns
        for found in one.finditer(text)
    }


def authorities(text: str, language: str) -> set[int]:
    """The places inside the names of offices and countries: to those one reports, but they are no tools."""
    pattern = word("authorities", language)
    return {place for found in pattern.finditer(text) for place in range(*found.span())} if pattern else set()


def outside(one: Found, places: set[int]) -> Found | None:
    """What of a run stands behind the first words that begin at some places; None where nothing does."""
    if one.start not in places:
        return one
    first, _, rest = one.label.partition(" ")
    return outside(Found(rest, one.start + len(first) + 1, one.end), places) if rest else None


def linked(text: str, one: Found | None, other: Found | None, language: str) -> bool:
    """Whether nothing but a comma or a conjunction stands between two names."""
    if one is None or other is None:
        return False
    between = text[one.end : other.start].strip()
    if between in (",", ";", "/", "&", "、", "，"):
        return True
    conjunction = word("conjunctions", language)
    return bool(conjunction and conjunction.fullmatch(between.lstrip(", ")))


def names_a_kind(name: str, language: str) -> bool:
    """Whether a run is a kind of thing, by abbreviation (CRM) or by a label of the vocabulary, or too short."""
    if name in acronyms() or ACRONYM.fullmatch(name) or len(name) < 2:
        return True
    inflected = INFLECTED.fullmatch(name)
    if inflected and (inflected[1] in acronyms() or inflected[2] in endings(language)):
        return True
    return is_kind(name, language) and name not in labels() and name not in ordinary()
