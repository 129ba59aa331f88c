"""A label as it is compared: width, case and white space folded."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Characters of a label that are compared: a hostile one must not cost more.
LONGEST = 200
#: Letters of the part of a tag that names a script.
SCRIPT = 4


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """NFKC, case folded, white space folded, cut at a length."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text[:LONGEST]).casefold())
    return " ".join(plain.split())


@lru_cache(maxsize=4096)
def base_language(tag: str) -> str:
    """A language tag without what does not change the words: "en" of "en-US", but "zh-Hant" of "zh-Hant-TW"."""
    parts = tag.split("-")
    return "-".join([parts[0].lower(), *(part.title() for part in parts[1:2] if len(part) == SCRIPT)])


@lru_cache(maxsize=65536)
def compared(text: str) -> str:
    """A text as its letters, words and meaning are compared."""
    return single(folded(text))


#: The letters that two names of one thing share at their beginnings, as "Kaufmann" and "Kauffrau" do: so many, and one
#: more for every so many letters of a word.
SHARED, LETTERS = 3, 5
#: The longest ending that stands for a whole word ("Verkäufer/in"), and the most words that are told twice.
ENDING, MOST_WORDS = 4, 3


def single(text: str) -> str:
    """A folded text that tells a name once where it tells it twice, for women and for men: "Arzt/Ärztin" is "Arzt".

    Whatever the language: of words before and behind a slash that begin alike, or an ending behind one, the first stay.
    """
    if "/" not in text:
        return text
    first, *parts = [part.split() for part in text.split("/")]
    kept = first
    for words in filter(None, parts):
        told = again(kept, words)
        kept = [*kept, *words[told:]] if told else [*kept, "/", *words]
    return " ".join(kept).replace(" / ", "/") or text


def again(before: list[str], behind: list[str]) -> int:
    """How many words behind a slash are those before it, once more."""
    for count in range(min(len(before), len(behind), MOST_WORDS), 0, -1):
        if all(map(alike, before[-count:], behind[:count])):
            return count
    ending = behind[0].lstrip("-")
    return int(bool(before) and len(ending) <= ENDING < len(before[-1]) and ending.isalpha())


def alike(one: str, other: str) -> bool:
    """Whether two words begin with the same letters, accents aside."""
    plain, behind = (unaccented(word)[: SHARED + len(word) // LETTERS] for word in (one, other))
    count = min(len(plain), len(behind))
    return count >= SHARED and plain[:count] == behind[:count]


def unaccented(word: str) -> str:
    """A word without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter))
