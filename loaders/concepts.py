"""From labels to concepts: which concept a label in a kind and language stands for.

A label that the curated vocabulary holds, in these or other words, is its concept; every other has a candidate of its
own. `align` is the one place that decides which labels are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pyoxigraph import NamedNode

from loaders import vocabulary
from loaders.compounds import parts
from loaders.identity import candidate, scheme_name
from loaders.matching import SECTIONS, match
from loaders.normal import normalised
from loaders.ranks import functions, rank_within, ranked_role
from ontology.terms import ConceptKind

#: The kinds whose labels are compared by some of their words; roles by all, or by level and function; products not.
MATCHED = frozenset(SECTIONS)
#: A likeness that only sets of the same stems have.
SAME = 0.999


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


@lru_cache(maxsize=65536)
def concepts(label: Label) -> tuple[NamedNode, ...]:
    """What one label names: a curated concept, or those of its parts where each has one, else its candidate."""
    if found := curated(label) or exact_stems(label) or ranked(label):
        return (found,)
    if label.kind in MATCHED:
        pieces = [replace(label, text=piece) for piece in parts(label.text, label.language)]
        found_all = [curated(piece) or matched(piece) for piece in pieces]
        named = tuple(dict.fromkeys(one for one in found_all if one is not None))
        if len(found_all) > 1 and None not in found_all:
            return named
        if found := matched(label):
            return (found,)
    return (candidate(label.kind, label.language, normalised(label.text)),)


def matched(label: Label) -> NamedNode | None:
    """The curated concept that a label names in other words."""
    found = match(label.text, label.language, label.kind)
    return label.kind.iri(found.concept) if found else None


def exact_stems(label: Label) -> NamedNode | None:
    """The curated concept that a label names by the same stems, so that it is no compound."""
    if label.kind is ConceptKind.TOOL:
        return None
    found = match(label.text, label.language, label.kind)
    return label.kind.iri(found.concept) if found and found.likeness >= SAME else None


def ranked(label: Label) -> NamedNode | None:
    """The curated role that a label composes of a level and a role or function."""
    if label.kind is not ConceptKind.ROLE:
        return None
    role = ranked_role(label.text, label.language)
    if role is None and label.function:
        role = rank_within(label.text, label.language, label.function)
    return label.kind.iri(role) if role else None


def function_of(label: Label) -> str:
    """The function of a role that the vocabulary knows, else an empty string."""
    return functions().get(concepts(label)[0].value.rpartition("/")[2], "")


def curated(label: Label) -> NamedNode | None:
    """The curated concept that bears a label in its language, or, where all languages agree, in another."""
    found = curated_labels(label.kind).get(normalised(label.text), {})
    if label.language in found:
        return label.kind.iri(found[label.language])
    slugs = set(found.values())
    return label.kind.iri(slugs.pop()) if len(slugs) == 1 else None


@cache
def curated_labels(kind: ConceptKind) -> dict[str, dict[str, str]]:
    """The concepts (last segments of their IRIs) by normalised label and language, doubtful rows left out."""
    found: dict[str, dict[str, str]] = {}
    for entry in vocabulary.labels(scheme_name(kind)):
        if not entry.doubtful and entry.kind != vocabulary.ABBREVIATION:
            found.setdefault(normalised(entry.value), {})[entry.language] = entry.concept
    return found
