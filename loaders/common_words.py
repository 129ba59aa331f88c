"""Words that a language uses for kinds of things: a name of nothing but such words names no product.

They are the words in small letters of the labels in `data/vocabulary/` and of the tables in `data/lexicon/`. A brand
that stands in a label has its capital there, so it is not among them.
"""

from __future__ import annotations

import re
from functools import cache

import data
from loaders import vocabulary
from loaders.lexicon import common_language, cues, words
from loaders.tables import rows

WORD = re.compile(r"[^\W\d_]{2,}")
SCHEMES = ("skills", "tool-categories", "responsibilities", "best-practices", "roles", "functions")
KINDS, PLAIN = ("headings", "prose_cues"), ("column_words", "function_words", "product_cues", "generic_role_words")


def is_common_name(name: str, language: str) -> bool:
    """Whether every word of a name is a common one of a language or of the one that all mix in."""
    found = WORD.findall(name)
    return bool(found) and all(is_common_word(word, language) for word in found)


def is_common_word(word: str, language: str) -> bool:
    """Whether a word is common in a language or in the one that all mix in, or an abbreviation of a kind of thing."""
    small = word.lower()
    return small in common(language) or small in common(common_language()) or word in acronyms()


def is_kind(name: str, language: str) -> bool:
    """Whether a name of several words is, or begins, a label of a kind of thing, whatever its capitals."""
    small = name.lower()
    return small in kinds(language) or small in kinds(common_language())


@cache
def kinds(language: str) -> frozenset[str]:
    """The labels of kinds of things in a language and their beginnings, of two words and more, in small letters."""
    labels = (entry.value for scheme in SCHEMES for entry in vocabulary.labels(scheme) if entry.language == language)
    parts = (label.lower().split() for label in labels)
    return frozenset(" ".join(one[:size]) for one in parts for size in range(2, len(one) + 1))


@cache
def common(language: str) -> frozenset[str]:
    """The common words of a language, in small letters."""
    labels = (entry.value for scheme in SCHEMES for entry in vocabulary.labels(scheme) if entry.language == language)
    told = (text for table in KINDS for (tag, _), texts in cues(table).items() if tag == language for text in texts)
    listed = (text for table in PLAIN for text in words(table).get(language, ()))
    found = (word for text in (*labels, *told, *listed) for word in WORD.findall(text))
    return frozenset(word for word in found if word.islower())


@cache
def acronyms() -> frozenset[str]:
    """Abbreviations and words in capitals that name no product."""
    return frozenset(word for (word,) in rows(data.LEXICON / "acronyms.tsv", ("word",)))
