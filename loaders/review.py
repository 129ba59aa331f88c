"""What reviewers look at and say: the matches of a store with their evidence, and the rows that decide them.

It knows no terminal; the command line and a web page use it alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Store

from loaders import decisions, matches
from loaders.concepts import Method
from loaders.decisions import Decisions, is_concept, is_curated
from loaders.identity import candidate, kind_of
from loaders.lexicon import common_language
from loaders.matches import Match
from loaders.normal import normalised
from loaders.rewriting import objects
from loaders.rows import DOCUMENTS, literal, node, select
from loaders.sssom import Row
from loaders.standing import LATER, mentions_of
from ontology.errors import InputError
from ontology.terms import RGID, Dcterms, Graph, Rg, Skos

#: Matches that could be wrong; by stems, or by level and function, they are not left to chance.
DOUBTED = (Method.WORDS, Method.PARTS, Method.MEANING, Method.JOINED)
PENDING, ACCEPTED, REJECTED, CERTAIN = "pending", "accepted", "rejected", "certain"


class Proposal(NamedTuple):
    """A match with the label of its target, and what became of it."""

    match: Match
    target_label: str
    state: str


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides, and when (ISO 8601)."""

    name: str
    date: str

    def row(self, subject: str, target: str, cells: Mapping[str, str], *, same: bool, part: bool = False) -> Row:
        """A row of this reviewer, with further cells."""
        signed = {**cells, "author_label": self.name, "mapping_date": self.date, "confidence": "1.0"}
        return {**decisions.made(subject, target, same=same, part=part), **signed}


def proposals(store: Store, decided: Decisions) -> list[Proposal]:
    """All matches, the least sure first."""
    found = [Proposal(match, label_of(store, match.target), state(match, decided)) for match, _ in matches.kept(store)]
    return sorted(found, key=lambda one: (one.match.score, one.match.concept, one.match.target))


def state(match: Match, decided: Decisions) -> str:
    """What became of a match."""
    if frozenset((match.concept, match.target)) in decided.apart:
        return REJECTED
    if match.method is Method.REVIEWED or decided.decided(match.concept, match.target):
        return ACCEPTED
    return PENDING if match.method in DOUBTED else CERTAIN


def concept(store: Store, name: str) -> str:
    """The IRI of a concept that is named by IRI, as rgid:skill/empathy, or as skill/empathy.

    Raises InputError where neither the vocabulary nor a document of the store gives it.
    """
    iri = name if name.startswith(RGID) else RGID + name.removeprefix("rgid:")
    if not is_concept(iri):
        raise InputError(f"{name} names no concept; write it as skill/empathy, rgid:skill/empathy, or its whole IRI")
    known = is_curated(iri) or is_named(store, NamedNode(iri))
    if not known:
        raise InputError(f"{name}: neither the vocabulary nor a document has it; `rolegraph concepts list` lists them")
    return iri


def is_named(store: Store, node: NamedNode) -> bool:
    """Whether a document gives a concept, whether or not it stands for another."""
    described = store.quads_for_pattern(node, None, None, Graph.CANDIDATES)
    return next(described, None) is not None or next(mentions_of(store, node.value), None) is not None


def accept(store: Store, reviewer: Reviewer, subject: str, target: str | None) -> list[Row]:
    """The rows by which a concept stands for what it stands for now, or for a target."""
    targets = [target] if target else sorted(stands_for(store, subject))
    if not targets:
        raise InputError(f"{subject} stands for itself; name the concept that it is: accept {subject} OTHER")
    for one in targets:
        check_pair(subject, one)
    return [
        reviewer.row(subject, one, labels(store, subject, one), same=True, part=len(targets) > 1) for one in targets
    ]


def reject(store: Store, reviewer: Reviewer, subject: str, target: str | None) -> list[Row]:
    """The rows by which a concept does not stand for what it stands for now, or for a target."""
    targets = [target] if target else sorted(stands_for(store, subject))
    if not targets:
        raise InputError(f"{subject} stands for itself; name the concept that it is not: reject {subject} OTHER")
    for one in targets:
        check_pair(subject, one)
    return [reviewer.row(subject, one, labels(store, subject, one), same=False) for one in targets]


def merge(store: Store, reviewer: Reviewer, one: str, other: str) -> list[Row]:
    """The row by which two concepts are one."""
    check_pair(one, other)
    return [reviewer.row(one, other, labels(store, one, other), same=True)]


def check_pair(one: str, other: str) -> None:
    """Raise InputError for what nobody can decide about: one concept, or two of different kinds."""
    if one == other:
        raise InputError(f"{one} is one concept already; name two")
    if kind_of(NamedNode(one)) != kind_of(NamedNode(other)):
        raise InputError(f"{one} and {other} are of two kinds; only concepts of one kind can be one")


def split(store: Store, reviewer: Reviewer, target: str, source: str | None) -> list[Row]:
    """The rows by which all that was joined with a concept is not it, or what one document (by its source) says.

    Where nothing was joined with it later, what documents' labels were matched with it by likeness is meant.
    """
    if source is not None:
        return list(split_off(store, reviewer, target, source))
    joined = sorted(joined_with(store, target))
    if not joined:
        raise InputError(f"nothing but itself stands for {target}; to split it by document use --document SOURCE")
    return [reviewer.row(one, target, labels(store, one, target), same=False) for one in joined]


def joined_with(store: Store, target: str) -> set[str]:
    """What a concept was joined with by reviewers or among candidates; else, what likeness matched with it."""
    found = {one for one in stand_for(store, target) if is_curated(one)}
    by_method = [(match.concept, match.method) for match, _ in matches.kept(store) if match.target == target]
    found |= {concept for concept, method in by_method if method in LATER}
    return found or {concept for concept, method in by_method if method in DOUBTED}


def split_off(store: Store, reviewer: Reviewer, target: str, source: str) -> Iterator[Row]:
    """The rows by which what a document calls a concept is one of its own."""
    document = next(
        (node(row, "document") for row in select(store, DOCUMENTS) if literal(row, "source").value == source), None
    )
    if document is None:
        raise InputError(f"{source}: the store holds no source of this name; `rolegraph query documents` lists them")
    named = {*stand_for(store, target), target}
    found = False
    for own in sorted(named):
        for mention in mentions_of(store, own):
            if document.value in objects(store, mention, Rg.inDocument):
                found = True
                cells = {**labels(store, own, own), "subject_source": document.value}
                yield reviewer.row(new_concept(store, own, document), own, cells, same=False)
                break
    if not found:
        raise InputError(f"{source} does not name {target}; `rolegraph concepts explain` tells what a label names")


def new_concept(store: Store, own: str, document: NamedNode) -> str:
    """The IRI of what one document means by a concept: that of its label with the document's hash."""
    written = label(store, own) or Literal(own.rpartition("/")[2])
    key = document.value.rpartition("/")[2]
    text = f"{normalised(written.value)} {key}"
    return candidate(kind_of(NamedNode(own)), written.language or common_language(), text).value


def stands_for(store: Store, subject: str) -> set[str]:
    """What a concept stands for besides itself."""
    quads = store.quads_for_pattern(NamedNode(subject), Dcterms.isReplacedBy, None, Graph.CANDIDATES)
    return {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}


def stand_for(store: Store, target: str) -> set[str]:
    """The concepts that stand for another."""
    quads = store.quads_for_pattern(None, Dcterms.isReplacedBy, NamedNode(target), Graph.CANDIDATES)
    return {quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)}


def labels(store: Store, subject: str, target: str) -> dict[str, str]:
    """The cells that name the two concepts of a row."""
    return {"subject_label": label_of(store, subject), "object_label": label_of(store, target)}


def label_of(store: Store, iri: str) -> str:
    """A concept's label for people, empty where none is known."""
    found = label(store, iri)
    return found.value if found else ""


def label(store: Store, iri: str) -> Literal | None:
    """A concept's preferred label in the common language, else the first; that of one merged away as it was written."""
    for graph in (Graph.VOCABULARY, Graph.CANDIDATES):
        found = [
            quad.object
            for quad in store.quads_for_pattern(NamedNode(iri), Skos.prefLabel, None, graph)
            if isinstance(quad.object, Literal)
        ]
        if found:
            return min(found, key=lambda one: (one.language != common_language(), one.language or ""))
    written = next((match.written for match in matches.of(store, iri) if match.written), None)
    return Literal(written[0], language=written[1]) if written else None
