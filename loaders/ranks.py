"""A role's name by its parts: a level ("senior", "head of", "-chef") and what is left, a role or a function.

The vocabulary says which role has which level of which broader role, or of which function; so "Senior CSR" is told
though no table holds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import product

from loaders import vocabulary
from loaders.levels import WORD, Words, rankings, telling
from loaders.lexicon import common_language
from loaders.normal import normalised
from loaders.stems import stem

LEVEL, FUNCTION, BROADER = "level", "function", "broader"


@lru_cache(maxsize=16384)
def ranked_role(text: str, language: str) -> str | None:
    """The curated role (last segment of its IRI) that a name composes of a level and a role or function."""
    for found in rankings(text, language):
        for base in bases(found.rest, language) if found.rest else ():
            if role := composed().get((found.level, base)):
                return role
    return twice_ranked(text, language)


def twice_ranked(text: str, language: str) -> str | None:
    """The same of a name with two levels ("senior specialist of ..."): one level of a role that has the other.

    Where the vocabulary has no such role, the one with either level, if it has one with that alone.
    """
    roles = composed()
    alone: set[str] = set()
    for outer in rankings(text, language):
        for inner in rankings(" ".join(outer.rest), language):
            for base in bases(inner.rest, language) if inner.rest else ():
                role = roles.get((inner.level, base))
                if role and (both := roles.get((outer.level, role))):
                    return both
                alone.update(one for one in (role, roles.get((outer.level, base))) if one)
    return alone.pop() if len(alone) == 1 else None


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


def bases(rest: Words, language: str) -> Iterator[str]:
    """The roles and functions that some words name, in any order."""
    for tag in dict.fromkeys((language, common_language())):
        for scheme in ("roles", "functions"):
            # Words of two functions may have the same stems; then the one that is spelled so is meant.
            spelled = named(scheme, tag, stemmed=False).get(frozenset(rest))
            yield from spelled or named(scheme, tag, stemmed=True).get(forms(rest, tag), ())


@cache
def named(scheme: str, language: str, *, stemmed: bool) -> dict[frozenset[str], tuple[str, ...]]:
    """The concepts of a scheme by the words of their labels, or the stems of these; abbreviations included."""
    found: dict[frozenset[str], set[str]] = {}
    for entry in vocabulary.labels(scheme):
        if (
            entry.language == language
            and not entry.doubtful
            and (words := telling(WORD.findall(normalised(entry.value)), language))
        ):
            found.setdefault(forms(words, language) if stemmed else frozenset(words), set()).add(entry.concept)
    return {key: tuple(sorted(concepts)) for key, concepts in found.items()}


@cache
def composed() -> dict[tuple[str, str], str]:
    """The role of each level and broader role or function, where there is one alone.

    A family of roles bears its function's name, so the roles right below it go before all others of the function, and
    those of its function before others.
    """
    return alone(FUNCTION) | alone(BROADER) | alone(FUNCTION, BROADER)


def alone(*kinds: str) -> dict[tuple[str, str], str]:
    """The roles that are the only ones of their level with a broader role, a function, or one name as both."""
    found: dict[tuple[str, str], set[str]] = {}
    for role, values in said().items():
        shared = set.intersection(*(set(values.get(kind, ())) for kind in kinds))
        for key in product(values.get(LEVEL, ()), shared):
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


def forms(words: Sequence[str], language: str) -> frozenset[str]:
    """The stems of some words; in the common language, whose words bear few endings, the words themselves.

    An English stem joins what are two jobs: "account" and "accounting".
    """
    return frozenset(words if language == common_language() else (stem(word, language) for word in words))
