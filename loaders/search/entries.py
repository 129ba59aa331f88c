"""The labels of a store, and what ranks the concepts that bear them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from loaders.rows import literal, node, select_from
from ontology.terms import DEFAULT_GRAPHS, PREFIXES, RGID, ConceptKind, Dcterms, Graph, Rdf, Rdfs, Rg, Skos, taxonomy

#: The properties whose values are labels, best first; a label's kind is its property's place here.
KINDS = (
    Skos.prefLabel,
    Rdfs.label,
    Dcterms.title,
    NamedNode(PREFIXES["schema"] + "name"),
    Skos.altLabel,
    Rg.sourceName,
    Skos.hiddenLabel,
)
#: The names of the kinds.
KIND_NAMES = tuple(one.value.rpartition("#")[2].rpartition("/")[2] for one in KINDS)
#: Graphs that are not searched: the ontology has pages of its own, and the others are told apart from what is known.
UNSEARCHED = (Graph.ONTOLOGY, Graph.REPORT, Graph.INFERRED)
#: By how many roles something is used, and in how many documents a role is described.
USES = """SELECT ?used (COUNT(*) AS ?n) {
    ?role ?property ?used FILTER(?property IN
        (rg:hasResponsibility, rg:requiresSkill, rg:usesToolCategory, rg:usesTool, rg:recommendsPractice))
    } GROUP BY ?used"""
DESCRIBED = "SELECT ?used (COUNT(*) AS ?n) { ?document rg:describesRole ?used } GROUP BY ?used"
#: The longest label and IRI that are taken in, in characters: those that nobody types or follows stay out.
LONGEST = 2000
#: The types of nodes by their class.
CLASSES = {
    **{kind.type.value: kind.value for kind in ConceptKind if kind.type != Skos.Concept},
    Rg.Document.value: "document",
}
#: What is searched of our own, by the first segment of the path.
OURS = frozenset((*ConceptKind, "document"))
#: What has no class.
NO_TYPE = "other"


class Entry(NamedTuple):
    """A label: `kind` is a place in KINDS, `language` "" where it has none, `inside` whether a default graph has it."""

    iri: str
    label: str
    language: str
    kind: int
    inside: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What ranks concepts, by IRI: those that are curated, and how often each is used."""

    curated: frozenset[str]
    uses: dict[str, int]


def graphs(store: Store) -> Iterator[NamedNode | DefaultGraph]:
    """The graphs whose labels are searched."""
    taxonomies = taxonomy("").value
    yield DefaultGraph()
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode) and graph not in UNSEARCHED and not graph.value.startswith(taxonomies):
            yield graph


def entries(store: Store, searched: Iterable[NamedNode | DefaultGraph]) -> Iterator[Entry]:
    """The labels in some graphs, in an order that is the same for the same content."""
    for graph in searched:
        inside = graph in DEFAULT_GRAPHS
        for kind, label in enumerate(KINDS):
            for quad in store.quads_for_pattern(None, label, None, graph):
                value = quad.object
                if isinstance(quad.subject, NamedNode) and isinstance(value, Literal):
                    iri, text = quad.subject.value, value.value
                    if is_searched(iri) and text.strip() and len(text) <= LONGEST and len(iri) <= LONGEST:
                        yield Entry(iri, text, value.language or "", kind, inside)


def is_searched(iri: str) -> bool:
    """Whether a node is one that people look for: of ours the concepts and documents, of others all."""
    return not iri.startswith(RGID) or iri[len(RGID) :].partition("/")[0] in OURS


def facts(store: Store) -> Facts:
    """What ranks the concepts of a store."""
    curated = (quad.subject for quad in store.quads_for_pattern(None, Rg.status, Rg.Curated, None))
    uses: dict[str, int] = {}
    for query, graph in ((USES, Graph.STATEMENTS), (DESCRIBED, Graph.DOCUMENTS)):
        for row in select_from(store, query, (graph,)):
            iri = node(row, "used").value
            uses[iri] = uses.get(iri, 0) + int(literal(row, "n").value)
    return Facts(frozenset(one.value for one in curated if isinstance(one, NamedNode)), uses)


def type_of(store: Store, iri: str) -> str:
    """The type of a node: for ours the first segment of its path, else a class by its IRI, or NO_TYPE."""
    if iri.startswith(RGID):
        return iri[len(RGID) :].partition("/")[0] or NO_TYPE
    found = store.quads_for_pattern(NamedNode(iri), Rdf.type, None, None)
    classes = {quad.object.value for quad in found if isinstance(quad.object, NamedNode)}
    ours = sorted(CLASSES[one] for one in classes if one in CLASSES)
    return ours[0] if ours else min(classes - {Skos.Concept.value}, default=min(classes, default=NO_TYPE))


def weight(uses: int) -> int:
    """How often a concept is used as a number of few bits: twice the uses are one more."""
    return min(int(math.log2(uses + 1)), 31)
