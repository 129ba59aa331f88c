"""Candidates that stand for several labels, or for one that their IRI does not tell, described in all languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders.candidates import Forms
from loaders.identity import kind_of
from loaders.quads import Triple, in_graph, text
from loaders.rewriting import objects
from loaders.standing import Standing, mentions_of
from ontology.terms import Graph, Rdf, Rg, Skos


def group_quads(concept: NamedNode, written: Mapping[str, Forms]) -> set[Quad]:
    """A candidate with a preferred label in each language in which documents write one of its members.

    Of each member it is the commonest form; of several in one language the commonest is preferred, of equals the first
    by code points. Empty where nothing is written.
    """
    commonest = [min(forms.items(), key=order) for forms in written.values() if forms]
    if not commonest:
        return set()
    kind = kind_of(concept)
    triples: list[Triple] = [
        (concept, Rdf.type, kind.type),
        (concept, Skos.inScheme, kind.scheme),
        (concept, Rg.status, Rg.Candidate),
    ]
    preferred: set[str] = set()
    for (label, language), _ in sorted(commonest, key=order):
        predicate = Skos.altLabel if language in preferred else Skos.prefLabel
        preferred.add(language)
        triples.append((concept, predicate, text(label, language)))
    return set(in_graph(Graph.CANDIDATES, triples))


def order(form: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    """The commonest form first, of equals the first by code points."""
    return -form[1], form[0]


def otherwise(store: Store, concept: str, here: Standing, split: Mapping[tuple[str, str], str]) -> Forms:
    """How documents write a candidate whose IRI does not tell: one of a context, or one that a reviewer split off."""
    found: Forms = Counter()
    if next(mentions_of(store, concept), None) is not None:
        found.update(match.written for match in here.matches if match.concept == concept and match.written)
    for (whole, document), target in split.items():
        if target == concept:
            for mention in mentions_of(store, whole):
                if document in objects(store, mention, Rg.inDocument):
                    found.update(labels(store, mention))
    return found


def labels(store: Store, mention: NamedNode) -> list[tuple[str, str]]:
    """How a mention writes its label."""
    quads = store.quads_for_pattern(mention, Rg.labelAsWritten, None, Graph.DOCUMENTS)
    return [(quad.object.value, quad.object.language or "") for quad in quads if isinstance(quad.object, Literal)]
