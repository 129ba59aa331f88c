"""Glued words to their parts ("kommunikationsfärdigheter"), in languages that glue nouns.

A word is cut where both sides are words of the vocabulary or of section headings, with the letters that a language
puts between (`data/lexicon/compound_links.tsv`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from loaders import vocabulary
from loaders.lexicon import cues, words
from loaders.normal import normalised

WORD = re.compile(r"\w+")
#: The least letters of a part, the parts of the longest word, and its letters.
SHORTEST, MOST_PARTS, LONGEST = 4, 5, 60
TWO = 2
#: A part that nothing binds to the next one.
UNBOUND = "-"
SCHEMES = ("skills", "tool-categories", "responsibilities", "best-practices", "roles", "functions")


@lru_cache(maxsize=65536)
def parts(word: str, language: str) -> tuple[str, ...]:
    """The parts of a word, without what binds them; the word alone where it is not glued of known ones."""
    if not SHORTEST * 2 <= len(word) <= LONGEST or language not in words("compound_links"):
        return (word,)
    return cut(word, language, MOST_PARTS) or (word,)


def cut(word: str, language: str, most: int) -> tuple[str, ...]:
    """The most parts that a word can be cut into; empty where there are none."""
    known = dictionary(language)
    found: tuple[str, ...] = ()
    for place in range(SHORTEST, len(word) - SHORTEST + 1):
        head, tail = unbound(word[:place], language), word[place:]
        if head is None:
            continue
        rest = cut(tail, language, most - 1) if most > TWO else ()
        rest = rest or ((tail,) if tail in known else ())
        if rest and len(rest) >= len(found):
            found = (head, *rest)
    return found


def unbound(head: str, language: str) -> str | None:
    """The word that a part is, without the letters that bind it; None where it is none."""
    known = dictionary(language)
    for link in words("compound_links")[language]:
        bare = head if link == UNBOUND else head.removesuffix(link)
        if (link == UNBOUND or bare != head) and len(bare) >= SHORTEST and bare in known:
            return bare
    return None


@cache
def dictionary(language: str) -> frozenset[str]:
    """The words of a language's labels and section headings."""
    labels = (entry.value for scheme in SCHEMES for entry in vocabulary.labels(scheme) if entry.language == language)
    headings = (pattern for (tag, _), patterns in cues("headings").items() if tag == language for pattern in patterns)
    found = {word for text in (*labels, *headings) for word in WORD.findall(normalised(text))}
    return frozenset(word for word in found if len(word) >= SHORTEST)
