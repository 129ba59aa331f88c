"""A role's name by its parts: a level ("senior", "head of", "-chef") and what is left, a role or a function.

The vocabulary says which role has which level of which broader role, or of which function; so "Senior CSR" is told
though no table holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from loaders import vocabulary
from loaders.lexicon import common_language, spaces
from loaders.matching import function_words
from loaders.normal import normalised
from loaders.stems import stem

WORD = re.compile(r"\w+")
LEVEL, FUNCTION, BROADER = "level", "function", "broader"
#: The last part of a glued word is a level's label of at least so many letters, behind as many.
SHORTEST = 4
Words = tuple[str, ...]


class Ranked(NamedTuple):
    """A level (its slug) and the words that a name says beside it."""

    level: str
    rest: Words


@lru_cache(maxsize=16384)
def ranked_role(text: str, language: str) -> str | None:
    """The curated role (last segment of its IRI) that a name composes of a level and a role or function."""
    for found in rankings(text, language):
        for base in bases(found.rest, language) if found.rest else ():
            if role := composed().get((found.level, base)):
                return role
    return None


@lru_cache(maxsize=16384)
def rank_within(text: str, language: str, function: str) -> str | None:
    """The curated role of a function that a name without one stands for in its career ("Team lead", "Supervisor")."""
    levels_alone = (found.level for found in rankings(text, language) if not found.rest)
    return next((role for level in levels_alone if (role := composed().get((level, function)))), None)


def fits(role: str, text: str, language: str) -> bool:
    """Whether a curated role may be what a name means: it has a level that the name says, and none where it says none.

    In a language whose words for levels the vocabulary lacks, nothing is known of that.
    """
    if language not in ranked_languages():
        return True
    told = {found.level for found in rankings(text, language)}
    return bool(told.intersection(said().get(role, {}).get(LEVEL, ()))) if told else LEVEL not in said().get(role, {})


@cache
def ranked_languages() -> frozenset[str]:
    """The languages with labels of levels."""
    return frozenset(entry.language for entry in vocabulary.labels("levels"))


@cache
def families() -> frozenset[str]:
    """The roles that are families, which bear their functions' names: their own labels alone name them."""
    functions = {entry.concept for entry in vocabulary.entries("functions")}
    return frozenset(entry.concept for entry in vocabulary.entries("roles") if entry.concept in functions)


@cache
def functions() -> dict[str, str]:
    """The function of each role of the vocabulary that has one alone."""
    found = ((role, values.get(FUNCTION, [])) for role, values in said().items())
    return {role: values[0] for role, values in found if len(values) == 1}


def rankings(text: str, language: str) -> Iterator[Ranked]:
    """The ways to take a level out of a name, the longest level first."""
    if not spaces(language):
        yield from unspaced(normalised(text), language)
        return
    found = real_words(text, language)
    stemmed = tuple(stem(word, language) for word in found)
    for level, label in sorted({one for word in stemmed for one in begun(language).get(word, ())}, key=longest):
        for place in range(len(stemmed) - len(label) + 1):
            if stemmed[place : place + len(label)] == label:
                yield Ranked(level, (*found[:place], *found[place + len(label) :]))
    yield from glued(found, language)


def glued(found: Sequence[str], language: str) -> Iterator[Ranked]:
    """The level that ends a name's last word ("Kundestøtteleder"), with the letter that may bind it to the first."""
    last = stem(found[-1], language) if found else ""
    for level, ending in endings(language):
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


def bases(rest: Words, language: str) -> Iterator[str]:
    """The roles and functions that some words name, in any order."""
    for tag in dict.fromkeys((language, common_language())):
        for scheme in ("roles", "functions"):
            yield from named(scheme, tag).get(forms(rest, tag), ())


@cache
def levels(language: str) -> list[tuple[str, Words]]:
    """The labels of levels in a language and the common one, as stems, the longest first."""
    tags = (language, common_language())
    found = {
        (entry.concept, tuple(stem(word, language) for word in WORD.findall(normalised(entry.value))))
        for entry in vocabulary.labels("levels")
        if entry.language in tags and not entry.doubtful
    }
    return sorted(found, key=longest)


def longest(one: tuple[str, Words]) -> tuple[int, int, str, Words]:
    """Sort a level by its label: the most words first, then the most letters."""
    return -len(one[1]), -len("".join(one[1])), *one


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
    """The levels whose label is one word that may end another, with that word."""
    return [(level, label[0]) for level, label in levels(language) if len(label) == 1 and len(label[0]) >= SHORTEST]


@cache
def named(scheme: str, language: str) -> dict[frozenset[str], tuple[str, ...]]:
    """The concepts of a scheme by the words of their labels, abbreviations included."""
    found: dict[frozenset[str], set[str]] = {}
    for entry in vocabulary.labels(scheme):
        if entry.language == language and not entry.doubtful and (words := real_words(entry.value, language)):
            found.setdefault(forms(words, language), set()).add(entry.concept)
    return {key: tuple(sorted(concepts)) for key, concepts in found.items()}


@cache
def composed() -> dict[tuple[str, str], str]:
    """The role of each level and broader role or function, where there is one alone.

    A family of roles bears its function's name, so the roles right below it go before all others of the function.
    """
    return alone(FUNCTION) | alone(BROADER)


def alone(kind: str) -> dict[tuple[str, str], str]:
    """The roles that are the only ones of their level with a broader role, or a function."""
    found: dict[tuple[str, str], set[str]] = {}
    for role, values in said().items():
        for key in product(values.get(LEVEL, ()), values.get(kind, ())):
            found.setdefault(key, set()).add(role)
    return {key: roles.pop() for key, roles in found.items() if len(roles) == 1}


@cache
def said() -> dict[str, dict[str, list[str]]]:
    """What the vocabulary says of each role's level, function and broader roles."""
    found: dict[str, dict[str, list[str]]] = {}
    for entry in vocabulary.entries("roles"):
        if entry.kind in (LEVEL, FUNCTION, BROADER):
            found.setdefault(entry.concept, {}).setdefault(entry.kind, []).append(entry.value)
    return found


def real_words(text: str, language: str) -> list[str]:
    """The words of a name that do more than bind others."""
    return [word for word in WORD.findall(normalised(text)) if word not in function_words(language)]


def forms(words: Sequence[str], language: str) -> frozenset[str]:
    """The stems of some words; in the common language, whose words bear few endings, the words themselves.

    An English stem joins what are two jobs: "account" and "accounting".
    """
    return frozenset(words if language == common_language() else (stem(word, language) for word in words))
