"""A text to the words, stems and ends of words by which it is found: the same for labels and for what is asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import data
from loaders.letters import UNSPACED, ranges
from loaders.lexicon import languages, words
from loaders.normal import normalised
from loaders.stems import stem
from loaders.tables import rows

#: The scripts that are written without spaces: those of `letters.UNSPACED`, Thai and Lao, Burmese, and Khmer.
RUN = re.compile(f"[{UNSPACED}\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")
#: A word with the marks that belong to its letters, and with what ends some names (C++, C#).
WORD = re.compile(f"[\\w{''.join(ranges('Mn', 'Mc'))}]+[+#]*")
#: How many characters of a script without spaces make what is found.
GRAM = 2
#: Combining classes (UAX 44, section 5.7.4) of marks that people leave out: points of Hebrew and Arabic, and accents.
POINTS, ACCENTS = range(10, 36), 200
#: Letters that no decomposition takes apart and whose names do not tell what they are without a stroke.
PLAIN = {"æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n", "ə": "e"}
STROKED = re.compile(r"([A-Z]+ SMALL LETTER [A-Z]+) WITH .+")
#: The least letters of a word that is glued of others, and of such a part.
SHORTEST_GLUED, SHORTEST_PART = 8, 4
#: The longest text that is looked at, in characters, and the most words of it.
LONGEST, MOST_WORDS = 400, 40


@dataclass(frozen=True, slots=True)
class Terms:
    """By what a label is found: itself in one piece, and lists with a space between their items."""

    name: str
    words: str
    stems: str
    ends: str


def terms(label: str, language: str) -> Terms:
    """Give the terms of a label in a language."""
    text = plain(label[:LONGEST])
    found = [_word(piece, language) for piece in pieces(text)[:MOST_WORDS]]
    return Terms(
        squashed(text),
        " ".join([one[0] for one in found]),
        " ".join([one[1] for one in found if one[1]]),
        " ".join([one[2] for one in found if one[2]]),
    )


def plain(text: str) -> str:
    """A text as `normalised`, but for its white space and edges, which no word holds: there are many labels."""
    return text.lower() if text.isascii() else normalised(text)


@lru_cache(maxsize=131072)
def _word(word: str, language: str) -> tuple[str, str, str]:
    """A word folded, its stems, and what it ends in where it may be glued of others."""
    bare, found = folded(word), stems(word, language)
    glued = len(bare) >= SHORTEST_GLUED and glues(language) and not is_gram(bare)
    return bare, " ".join(found), backwards(found[0].partition(":")[2] if found else bare) if glued else ""


def backwards(word: str) -> str:
    """A word from its end, so that one that it ends in begins it."""
    return word[::-1]


@cache
def glues(language: str) -> bool:
    """Whether a language glues nouns into one word, by the table of what it puts between them."""
    return language in words("compound_links")


def stems(word: str, language: str) -> tuple[str, ...]:
    """The stems of a word in a language, folded and tagged, as written and as written without accents.

    A language without a stemmer has none.
    """
    if not _stemmed(language):
        return ()
    bare = folded(word)
    first = tag(stem(word, language), language)
    return (first,) if bare == word else tuple(dict.fromkeys((first, tag(stem(bare, language), language))))


def tag(stemmed: str, language: str) -> str:
    """A stem folded and with its language, so that those of two languages are not mixed up."""
    return f"{language}:{folded(stemmed)}"


@cache
def _stemmed(language: str) -> bool:
    known = languages().get(language)
    return known is not None and bool(known.stemmer)


@cache
def links() -> tuple[str, ...]:
    """The letters between the parts of glued words, of all languages, nothing first."""
    found = {link for some in words("compound_links").values() for link in some}
    return ("", *sorted(one for one in found if one.isalpha()))


def pieces(text: str) -> list[str]:
    """The words of a normalised text, accents and all; pairs of characters where a script has no spaces."""
    found: list[str] = []
    for word in WORD.findall(text):
        if word.isascii() or not RUN.search(word):
            found.append(word)
        else:
            found += _grams(word)
    return found


def _grams(word: str) -> Iterator[str]:
    start = 0
    for run in RUN.finditer(word):
        if run.start() > start:
            yield word[start : run.start()]
        for at in range(max(1, len(run[0]) - GRAM + 1)):
            yield run[0][at : at + GRAM]
        start = run.end()
    if start < len(word):
        yield word[start:]


def is_gram(piece: str) -> bool:
    """Whether a piece is of a script without spaces."""
    return bool(RUN.match(piece))


def squashed(text: str) -> str:
    """A normalised text folded, without spaces and signs, in which "help desk" and "helpdesk" are one."""
    return "".join([folded(word) for word in WORD.findall(text)])


@lru_cache(maxsize=131072)
def folded(word: str) -> str:
    """A normalised word without the accents that people leave out, and with simplified Han characters."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word.translate(_simple()))
    kept = "".join([_plain(char) for char in apart])
    return unicodedata.normalize("NFC", kept)


@cache
def _plain(char: str) -> str:
    """A letter without its stroke (ø to o, ł to l), and nothing for an accent."""
    if char.isascii():
        return char
    place = unicodedata.combining(char)
    if place in POINTS or place >= ACCENTS:
        return ""
    found = STROKED.fullmatch(unicodedata.name(char, ""))
    return PLAIN.get(char) or (unicodedata.lookup(found[1]) if found else char)


@cache
def _simple() -> dict[int, str]:
    """Traditional characters to simplified ones."""
    with (data.LEXICON / "han.tsv").open(encoding="utf-8") as file:
        columns = tuple(file.readline().split())
    traditional, simple = columns.index("zh-Hant"), columns.index("zh-Hans")
    return {ord(row[traditional]): row[simple] for row in rows(data.LEXICON / "han.tsv", columns)}
