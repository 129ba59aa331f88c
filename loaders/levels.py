"""The level that a role's name says ("senior", "head of", "-chef"), and the words that are left."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from loaders import vocabulary
from loaders.lexicon import common_language, spaces
from loaders.matching import function_words
from loaders.normal import normalised
from loaders.stems import stem

WORD = re.compile(r"\w+")
#: The last part of a glued word is a level's label of at least so many letters, behind as many.
SHORTEST = 4
Words = tuple[str, ...]


class Ranked(NamedTuple):
    """A level (its slug) and the words that a name says beside it."""

    level: str
    rest: Words


def rankings(text: str, language: str) -> Iterator[Ranked]:
    """The ways to take a level out of a name, the longest level first."""
    if not spaces(language):
        yield from unspaced(normalised(text), language)
        return
    found = WORD.findall(normalised(text))
    stemmed = tuple(stem(word, language) for word in found)
    fitting = [
        (level, label, place)
        for place, word in enumerate(stemmed)
        for level, label in begun(language).get(word, ())
        if stemmed[place : place + len(label)] == label
    ]
    for level, label, place in sorted(fitting, key=lambda one: rank_of(one, found, language)):
        yield Ranked(level, telling((*found[:place], *found[place + len(label) :]), language))
    yield from glued(telling(found, language), language)


def glued(found: Sequence[str], language: str) -> Iterator[Ranked]:
    """The level that ends a name's last word ("Kundestøtteleder"), with the letter that may bind it to the first."""
    whole = dict.fromkeys((found[-1], stem(found[-1], language))) if found else ()
    # Most names end in none of them.
    lasts = [last for last in whole if last.endswith(all_endings(language))]
    for level, ending in endings(language) if lasts else ():
        for last in lasts:
            if last.endswith(ending) and len(head := last.removesuffix(ending)) >= SHORTEST:
                for bare in (head, head[:-1]):
                    yield Ranked(level, (*found[:-1], bare))


def unspaced(text: str, language: str) -> Iterator[Ranked]:
    """The same where words are not parted: the level that begins or ends a name."""
    for level, words in levels(language):
        label = "".join(words)
        for rest in dict.fromkeys((text.removeprefix(label), text.removesuffix(label))):
            if rest != text:
                yield Ranked(level, (rest,) if rest else ())


@cache
def spellings(language: str) -> dict[tuple[str, Words], set[Words]]:
    """The labels of levels in a language and the common one, as stems, with the words that have these."""
    tags = (language, common_language())
    found: dict[tuple[str, Words], set[Words]] = {}
    for entry in vocabulary.labels("levels"):
        if entry.language in tags and not entry.doubtful:
            words = tuple(WORD.findall(normalised(entry.value)))
            found.setdefault((entry.concept, tuple(stem(word, language) for word in words)), set()).add(words)
    return found


@cache
def levels(language: str) -> list[tuple[str, Words]]:
    """The labels of levels as stems, the longest first."""
    return sorted(spellings(language), key=lambda one: (*length(one[1]), one))


def length(label: Words) -> tuple[int, int]:
    """Sort by the number of words, then of letters, the most first."""
    return -len(label), -len("".join(label))


def rank_of(one: tuple[str, Words, int], words: Sequence[str], language: str) -> tuple[object, ...]:
    """Sort the levels of a name: the longest label first, then what is spelled so, since stems may be of two levels."""
    level, label, place = one
    spelled = tuple(words[place : place + len(label)]) in spellings(language)[level, label]
    return *length(label), not spelled, level, place


@cache
def begun(language: str) -> dict[str, list[tuple[str, Words]]]:
    """The labels of levels by their first stem."""
    found: dict[str, list[tuple[str, Words]]] = {}
    for level, label in levels(language):
        if label:
            found.setdefault(label[0], []).append((level, label))
    return found


@cache
def endings(language: str) -> list[tuple[str, str]]:
    """The levels whose label is one word that may end another, with that word and its stem, the longest first."""
    alone = {
        (level, word)
        for (level, label), written in spellings(language).items()
        if len(label) == 1
        for word in (label[0], *(words[0] for words in written))
        if len(word) >= SHORTEST
    }
    return sorted(alone, key=lambda one: (-len(one[1]), one))


@cache
def all_endings(language: str) -> tuple[str, ...]:
    """The words that end the names of `endings`."""
    return tuple(ending for _, ending in endings(language))


def telling(words: Iterable[str], language: str) -> Words:
    """The words of a name that do more than bind others."""
    return tuple(word for word in words if word not in function_words(language))
