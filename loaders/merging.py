"""Curated concepts that reviewers merged: the vocabulary graph says of one what it said of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders.decisions import is_curated
from loaders.quads import Term
from loaders.shipped import shipped_quads
from loaders.wishes import Targets
from ontology.terms import Graph, Rdf, Rg, Skos

#: What a concept has once; that of a concept merged away goes.
ONCE = (Skos.definition, Rdf.type, Skos.inScheme, Rg.status)
LABELS = (Skos.prefLabel, Skos.altLabel, Skos.hiddenLabel)
Merges = Mapping[str, str]


def merged(store: Store, before: Mapping[str, Targets], after: Mapping[str, Targets]) -> tuple[set[Quad], set[Quad]]:
    """The quads of the vocabulary graph that go and come, by what was merged and what shall be."""
    former, wanted = curated(before), curated(after)
    if former == wanted and not any(said_of(store, wanted)):
        return set(), set()
    # A store without the vocabulary has nothing to merge.
    if next(store.quads_for_pattern(None, None, None, Graph.VOCABULARY), None) is None:
        return set(), set()
    sway = {*former, *former.values(), *wanted, *wanted.values()}
    here = set(said_of(store, sway))
    shipped = {quad for quad in shipped_quads() if quad.graph_name == Graph.VOCABULARY and names(quad) & sway}
    return here, set(moved(shipped, wanted))


def curated(targets: Mapping[str, Targets]) -> dict[str, str]:
    """The merges of curated concepts."""
    return {concept: found[0] for concept, found in targets.items() if is_curated(concept)}


def said_of(store: Store, concepts: Iterable[str]) -> Iterator[Quad]:
    """What the vocabulary graph says of some concepts, or with them."""
    for concept in concepts:
        node = NamedNode(concept)
        yield from store.quads_for_pattern(node, None, None, Graph.VOCABULARY)
        yield from store.quads_for_pattern(None, None, node, Graph.VOCABULARY)


def names(quad: Quad) -> set[str]:
    """The IRIs between which a quad states something."""
    return {term.value for term in (quad.subject, quad.object) if isinstance(term, NamedNode)}


def moved(shipped: Iterable[Quad], merges: Merges) -> Iterator[Quad]:
    """Quads with the concepts merged away replaced, and their preferred labels as alternative ones."""
    own = {quad for quad in shipped if not names(quad) & merges.keys()}
    preferred = {(quad.subject, language(quad)) for quad in own if quad.predicate == Skos.prefLabel}
    labels = {(quad.subject, quad.object) for quad in own if quad.predicate in LABELS}
    yield from own
    for quad in sorted(set(shipped) - own, key=order):
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode | Literal)
        subject, value = replaced(quad.subject, merges), replaced(quad.object, merges)
        assert isinstance(subject, NamedNode)
        if subject == value or (quad.predicate in ONCE and subject != quad.subject):
            continue
        predicate = quad.predicate
        if predicate in LABELS and (subject, value) in labels:
            continue
        if predicate == Skos.prefLabel:
            if (subject, language(quad)) in preferred:
                predicate = Skos.altLabel
            preferred.add((subject, language(quad)))
        if predicate in LABELS:
            labels.add((subject, value))
        yield Quad(subject, predicate, value, Graph.VOCABULARY)


def order(quad: Quad) -> tuple[int, str]:
    """Preferred labels before alternative ones, those before hidden ones: a label is one of them alone."""
    return LABELS.index(quad.predicate) if quad.predicate in LABELS else 0, str(quad)


def language(quad: Quad) -> str | None:
    """The language of a quad's label."""
    return quad.object.language if isinstance(quad.object, Literal) else None


def replaced(term: Term, merges: Merges) -> Term:
    """A term, or the concept that took its place."""
    return NamedNode(merges[term.value]) if isinstance(term, NamedNode) and term.value in merges else term
