"""What the report graph keeps of each match of a label: score, method and what decided it, as SSSOM has it in RDF."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders.concepts import Found, Label, Method, origin, resolve
from loaders.quads import Triple, decimal, text
from ontology.terms import Dcterms, Graph, Owl, Rdf, Rg, Semapv, Sssom

JUSTIFICATIONS = {
    Method.STEMS: Semapv.LexicalMatching,
    Method.RANK: Semapv.CompositeMatching,
    Method.CONTEXT: Semapv.CompositeMatching,
    Method.PARTS: Semapv.CompositeMatching,
    Method.WORDS: Semapv.LexicalSimilarityThresholdMatching,
    Method.MEANING: Semapv.SemanticSimilarityThresholdMatching,
    Method.JOINED: Semapv.SemanticSimilarityThresholdMatching,
    Method.REVIEWED: Semapv.ManualMappingCuration,
}


class Match(NamedTuple):
    """That a label's own concept stands for another; `written` is the label with its language."""

    concept: str
    target: str
    method: Method
    score: float
    evidence: str
    written: tuple[str, str] | None


def label_matches(labels: Iterable[Label]) -> Iterator[Match]:
    """The matches of the labels that name something by other than a label of that."""
    for label in dict.fromkeys(labels):
        if concept := origin(label):
            for found in resolve(label):
                yield match(concept, label, found)


def match(concept: NamedNode, label: Label, found: Found) -> Match:
    """What one label was found to name."""
    written = (label.text, label.language)
    return Match(concept.value, found.concept.value, found.method, found.score, found.evidence, written)


def match_triples(one: Match) -> list[Triple]:
    """A match as an annotated axiom."""
    node = NamedNode(f"{one.concept}/match/{hashlib.sha256(one.target.encode()).hexdigest()[:10]}")
    found: list[Triple] = [
        (node, Rdf.type, Owl.Axiom),
        (node, Owl.annotatedSource, NamedNode(one.concept)),
        (node, Owl.annotatedProperty, Dcterms.isReplacedBy),
        (node, Owl.annotatedTarget, NamedNode(one.target)),
        (node, Sssom.mapping_justification, JUSTIFICATIONS[one.method]),
        (node, Sssom.confidence, decimal(one.score)),
        (node, Rg.reason, text(one.method.value)),
    ]
    if one.written:
        found.append((node, Sssom.subject_label, text(*one.written)))
    if one.evidence:
        found.append((node, Sssom.match_string, text(one.evidence)))
    return found


def kept(store: Store) -> Iterator[tuple[Match, list[Quad]]]:
    """The matches of a store's report, each with its quads."""
    for quad in store.quads_for_pattern(None, Owl.annotatedProperty, Dcterms.isReplacedBy, Graph.REPORT):
        quads = list(store.quads_for_pattern(quad.subject, None, None, Graph.REPORT))
        yield read(quads), quads


def of(store: Store, concept: str) -> Iterator[Match]:
    """The matches of one concept."""
    for quad in store.quads_for_pattern(None, Owl.annotatedSource, NamedNode(concept), Graph.REPORT):
        yield read(store.quads_for_pattern(quad.subject, None, None, Graph.REPORT))


def read(quads: Iterable[Quad]) -> Match:
    """A match from its quads."""
    said = {one.predicate: one.object for one in quads}
    label = said.get(Sssom.subject_label)
    source, target = said[Owl.annotatedSource], said[Owl.annotatedTarget]
    assert isinstance(source, NamedNode)
    assert isinstance(target, NamedNode)
    return Match(
        source.value,
        target.value,
        Method(value(said.get(Rg.reason))),
        float(value(said.get(Sssom.confidence)) or 1),
        value(said.get(Sssom.match_string)),
        (label.value, label.language or "") if isinstance(label, Literal) else None,
    )


def value(term: object) -> str:
    """A literal's text, empty where there is none."""
    return term.value if isinstance(term, Literal) else ""
