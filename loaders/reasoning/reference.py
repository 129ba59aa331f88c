"""What of a store owlrl concludes, and where our conclusions differ from that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders.leaving import document_quads
from loaders.reasoning.closed import closed
from loaders.reasoning.infer import infer, rules_of
from loaders.reasoning.matching import STATED, triples_of
from loaders.reasoning.rules import Triple
from ontology.terms import Graph as Named
from ontology.terms import Rdf, Rg

#: What documents state, and what is said of the concepts that they name.
_OF_CONCEPTS = (Named.VOCABULARY, Named.CANDIDATES, Named.STATEMENTS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one reasoner concludes from so many stated triples and the other does not."""

    stated: int
    inferred: int
    ours_alone: frozenset[Triple]
    owlrl_alone: frozenset[Triple]


def compared(store: Store, documents: int) -> Comparison:
    """Infer by both from the ontology, some documents of a store, and what it states of the concepts that they name.

    Labels and texts are left out: they say nothing to rules, and cost owlrl minutes. Raises UnknownAxiom.
    """
    quads = {quad for quad in sample(store, documents) if not isinstance(quad.object, Literal)}
    copy = Store()
    copy.extend(quads)
    infer(copy, rules_of(copy))
    ours = set(triples_of(copy.quads_for_pattern(None, None, None, Named.INFERRED)))
    theirs, _ = closed(triples_of(quads))
    return Comparison(len(quads), len(ours), frozenset(ours - theirs), frozenset(theirs - ours))


def sample(store: Store, documents: int) -> Iterator[Quad]:
    """The ontology, so many documents from all over a store, and what it states of the concepts that they name."""
    yield from store.quads_for_pattern(None, None, None, Named.ONTOLOGY)
    every = sorted(
        quad.subject.value
        for quad in store.quads_for_pattern(None, Rdf.type, Rg.Document, Named.DOCUMENTS)
        if isinstance(quad.subject, NamedNode)
    )
    concepts: set[NamedNode] = set()
    for name in every[:: max(1, len(every) // documents)][:documents]:
        for quad in document_quads(store, NamedNode(name)):
            if quad.graph_name in STATED:
                yield quad
                if quad.predicate in (Rg.mentions, Rg.describesRole) and isinstance(quad.object, NamedNode):
                    concepts.add(quad.object)
    for concept in concepts:
        for graph in _OF_CONCEPTS:
            yield from store.quads_for_pattern(concept, None, None, graph)
