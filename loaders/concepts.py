"""From labels to concepts: which concepts a label in a kind and language stands for, and how that is known.

A label that the curated vocabulary holds, in these or other words, is its concept; every other has a candidate of its
own. `resolve` tells it of one label, whatever other labels there are; `loaders/joining.py` then joins candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from pyoxigraph import NamedNode

from loaders import vocabulary
from loaders.compounds import parts
from loaders.identity import candidate, scheme_name
from loaders.matching import SAME, SECTIONS, Match
from loaders.matching import match as by_words
from loaders.normal import normalised
from loaders.pivot import pivot
from loaders.ranks import fits, functions, rank_within, ranked_role
from ontology.terms import ConceptKind

#: The kinds whose labels are compared by some of their words; roles by all, or by level and function; products not.
MATCHED = frozenset(SECTIONS)


class Method(StrEnum):
    """How a label was found to name a concept."""

    LABEL = "label"
    STEMS = "stems"
    RANK = "rank"
    CONTEXT = "rank in a career"
    PARTS = "parts"
    WORDS = "words"
    MEANING = "meaning"
    OWN = "own"
    JOINED = "joined"
    REVIEWED = "reviewed"


class Found(NamedTuple):
    """A concept that a label names, with a score from 0 to 1, and the concept's label that decided it, if one did."""

    concept: NamedNode
    method: Method
    score: float = 1.0
    evidence: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """A label as a document writes it, in a kind of concept and a language.

    `function` is that of the role in whose career a step stands, for one that names no function of its own.
    """

    kind: ConceptKind
    language: str
    text: str
    function: str = ""


#: The concepts that labels stand for; several where one label names several things.
Alignment = Mapping[Label, tuple[NamedNode, ...]]


def align(labels: Iterable[Label]) -> dict[Label, tuple[NamedNode, ...]]:
    """The concepts of a set of labels: a pure function of the set, whatever its order."""
    return {label: concepts(label) for label in labels}


def concepts(label: Label) -> tuple[NamedNode, ...]:
    """What one label names: curated concepts, or the label's own candidate."""
    return tuple(found.concept for found in resolve(label))


def origin(label: Label) -> NamedNode | None:
    """The candidate that a label has of its own, where it names something else by other than a label of that."""
    found = resolve(label)[0]
    if found.method in (Method.LABEL, Method.OWN):
        return None
    return own(label, label.function if found.method is Method.CONTEXT else "")


def own_concept(label: Label) -> NamedNode:
    """The concept of a label by itself: the curated one that bears it, else a candidate."""
    return origin(label) or concepts(label)[0]


def own(label: Label, context: str = "") -> NamedNode:
    """The candidate of a label; in a context that its meaning depends on, one of its own."""
    text = normalised(label.text)
    return candidate(label.kind, label.language, f"{text} ({context})" if context else text)


@lru_cache(maxsize=65536)
def resolve(label: Label) -> tuple[Found, ...]:
    """What one label names, and how that is known: the surest of all ways."""
    if found := curated(label) or same_stems(label) or ranked(label):
        return (found,)
    if label.kind in MATCHED and (found_all := in_parts(label, meaning=False)):
        return found_all
    if (found := (matched(label) if label.kind in MATCHED else None) or meant(label)) and not of_a_part(label, found):
        return (found,)
    if label.kind in MATCHED and (found_all := in_parts(label, meaning=True)):
        return found_all
    return (Found(own(label), Method.OWN),)


def in_parts(label: Label, *, meaning: bool) -> tuple[Found, ...]:
    """The concepts of a label's parts, if it has several and each names one; by words, or by meaning too."""
    pieces = [replace(label, text=piece) for piece in parts(label.text, label.language)]
    if len(pieces) < 2:
        return ()
    found: dict[NamedNode, Found] = {}
    for piece in pieces:
        one = curated(piece) or matched(piece) or (meant(piece) if meaning else None)
        if one is None:
            return ()
        found.setdefault(one.concept, Found(one.concept, Method.PARTS, one.score, one.evidence or piece.text))
    return tuple(found.values())


def curated(label: Label) -> Found | None:
    """The curated concept that bears a label in its language, or, where all languages agree, in another."""
    bearing = curated_labels(label.kind).get(normalised(label.text), {})
    if label.language not in bearing and is_rank(label):
        return None
    slugs = {bearing[label.language]} if label.language in bearing else set(bearing.values())
    return Found(label.kind.iri(slugs.pop()), Method.LABEL) if len(slugs) == 1 else None


def is_rank(label: Label) -> bool:
    """Whether a role's label is a level or a function in its own language: "chef" is no cook in Swedish."""
    text, kinds = normalised(label.text), (ConceptKind.LEVEL, ConceptKind.FUNCTION)
    return label.kind is ConceptKind.ROLE and any(
        label.language in curated_labels(kind).get(text, {}) for kind in kinds
    )


def same_stems(label: Label) -> Found | None:
    """The curated concept that a label names by the same stems, so that it is no compound."""
    if label.kind is ConceptKind.TOOL:
        return None
    return told(label, by_words(label.text, label.language, label.kind), Method.STEMS, SAME)


def ranked(label: Label) -> Found | None:
    """The curated role that a label composes of a level and a role or function."""
    if label.kind is not ConceptKind.ROLE:
        return None
    role = ranked_role(label.text, label.language)
    if role:
        return Found(label.kind.iri(role), Method.RANK)
    within = rank_within(label.text, label.language, label.function) if label.function else None
    return Found(label.kind.iri(within), Method.CONTEXT, 1.0, label.function) if within else None


def matched(label: Label) -> Found | None:
    """The curated concept that a label names in other words."""
    return told(label, by_words(label.text, label.language, label.kind), Method.WORDS)


def meant(label: Label) -> Found | None:
    """The curated concept that a label means, as a model tells."""
    match = pivot(label.text, label.language, label.kind)
    if match and label.kind is ConceptKind.ROLE and not fits(match.concept, label.text, label.language):
        return None
    return told(label, match, Method.MEANING)


def of_a_part(label: Label, found: Found) -> bool:
    """Whether a label names several things, and a concept was found for one of them alone."""
    pieces = parts(label.text, label.language) if label.kind in MATCHED else ()
    named = (curated(piece) or matched(piece) for piece in (replace(label, text=piece) for piece in pieces))
    return len(pieces) > 1 and any(one is not None and one.concept == found.concept for one in named)


def told(label: Label, match: Match | None, method: Method, least: float = 0.0) -> Found | None:
    """A match of at least some likeness as what a label names."""
    if match is None or match.likeness < least:
        return None
    return Found(label.kind.iri(match.concept), method, match.likeness, match.label)


def function_of(label: Label) -> str:
    """The function of a role that the vocabulary knows, else an empty string."""
    return functions().get(concepts(label)[0].value.rpartition("/")[2], "")


@cache
def curated_labels(kind: ConceptKind) -> Mapping[str, Mapping[str, str]]:
    """The concepts (last segments of their IRIs) by normalised label and language, doubtful rows left out."""
    found: dict[str, dict[str, str]] = {}
    for entry in vocabulary.labels(scheme_name(kind)):
        if not entry.doubtful and entry.kind != vocabulary.ABBREVIATION:
            found.setdefault(normalised(entry.value), {})[entry.language] = entry.concept
    # Most labels of a concept bear the same, which is held once.
    held: dict[tuple[tuple[str, str], ...], dict[str, str]] = {}
    return {label: held.setdefault(tuple(bearing.items()), bearing) for label, bearing in found.items()}
