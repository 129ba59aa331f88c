"""The IRIs of concepts: curated ones are written in the vocabulary, candidates are made of their labels.

A candidate's IRI is a pure function of kind, language and normalised label (design: section 2).
"""

from __future__ import annotations

import hashlib
import re
from functools import cache

from pyoxigraph import NamedNode

from loaders import vocabulary
from ontology.terms import RGID, ConceptKind

#: The longest readable part of a candidate's IRI, in characters; the hash tells longer ones apart.
SLUG = 48
INSIDE = re.compile(r"[\W_]+")


def scheme_name(kind: ConceptKind) -> str:
    """The last segment of a kind's concept scheme, which is its table's name too."""
    return kind.scheme.value.rpartition("/")[2]


def candidate(kind: ConceptKind, language: str, text: str) -> NamedNode:
    """The IRI of a label without a curated concept; `text` is normalised."""
    digest = hashlib.sha256(f"{kind}\n{language}\n{text}".encode()).hexdigest()[:10]
    slug = INSIDE.sub("-", text)[:SLUG].strip("-")
    return kind.iri(f"{slug}-{language}-{digest}".lstrip("-"))


@cache
def curated_concepts(kind: ConceptKind) -> frozenset[str]:
    """Every concept of the vocabulary's table of a kind, as the last segment of its IRI."""
    return frozenset(entry.concept for entry in vocabulary.entries(scheme_name(kind)))


def is_candidate(concept: NamedNode) -> bool:
    """Whether a concept is none of the vocabulary's."""
    return concept.value.rpartition("/")[2] not in curated_concepts(kind_of(concept))


def kind_of(concept: NamedNode) -> ConceptKind:
    """The kind of a concept by the first segment of its IRI."""
    return ConceptKind(concept.value.removeprefix(RGID).partition("/")[0])
