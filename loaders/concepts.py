"""From labels to concepts: which concept a label in a kind and language stands for.

A label that the curated vocabulary holds is its concept; every other has a candidate whose IRI is a pure function of
kind, language and normalised label (design: section 2). `align` is the one place that decides which of them are one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from pyoxigraph import NamedNode

from loaders import vocabulary
from ontology.terms import RGID, ConceptKind

#: The longest readable part of a candidate's IRI, in characters; the hash tells longer ones apart.
SLUG = 48
#: Punctuation at a label's edges, but not what ends a name (C++, C#) or begins one (.NET).
EDGES = re.compile(r"^(?:(?!\.\w)[\W_])+|[^\w+#]+$|_+$")
INSIDE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, order=True)
class Label:
    """A label as a document writes it, in a kind of concept and a language."""

    kind: ConceptKind
    language: str
    text: str


#: The concepts that labels stand for; several where one label names several things.
Alignment = Mapping[Label, tuple[NamedNode, ...]]


def align(labels: Iterable[Label]) -> dict[Label, tuple[NamedNode, ...]]:
    """The concepts of a set of labels: a pure function of the set, whatever its order."""
    return {label: (concept(label),) for label in labels}


def concept(label: Label) -> NamedNode:
    """The concept of one label: a curated one, else its candidate."""
    return curated(label) or candidate(label.kind, label.language, normalised(label.text))


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


def scheme_name(kind: ConceptKind) -> str:
    """The last segment of a kind's concept scheme, which is its table's name too."""
    return kind.scheme.value.rpartition("/")[2]


def candidate(kind: ConceptKind, language: str, text: str) -> NamedNode:
    """The IRI of a label without a curated concept; `text` is normalised."""
    digest = hashlib.sha256(f"{kind}\n{language}\n{text}".encode()).hexdigest()[:10]
    slug = INSIDE.sub("-", text)[:SLUG].strip("-")
    return kind.iri(f"{slug}-{language}-{digest}".lstrip("-"))


@lru_cache(maxsize=65536)
def normalised(text: str) -> str:
    """NFKC, case folded, white space folded, punctuation at the edges trimmed; never a lemma."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    if folded[:1].isalnum() and folded[-1:].isalnum():
        return " ".join(folded.split())
    return " ".join(EDGES.sub("", folded).split()) or " ".join(folded.split())


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
