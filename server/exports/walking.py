"""The whole graph of roles and what they involve, or what lies around one of its nodes, read from the store.

Nodes and edges are read as they are written, in the order of their IRIs: what is held are the IRIs of the nodes, and
how often documents say that two of them belong together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from pyoxigraph import NamedNode, Quad, Store

from ontology.errors import QueryError
from ontology.said import said
from ontology.terms import ConceptKind, Dcterms, Graph, Rdf, Rg, Skos
from server.exports.evidence import Evidence, Pair
from server.exports.model import Column, Edge, Network, Node
from server.exports.naming import Names, iri_of, local_name

#: The kinds of concepts that are nodes; levels and functions only sort roles.
KINDS = tuple(kind.type for kind in ConceptKind if kind.type != Skos.Concept)
COLUMNS = (Column("status"),)
#: How far a neighbourhood may reach.
DEEPEST = 3

# A graph that holds little else than edges; properties whose triples stand among others, and the graphs they stand in.
_LINKED = (Graph.STATEMENTS,)
_LINKS = (Rg.inCategory, Skos.broader)
_HOLDING = frozenset({Graph.VOCABULARY, Graph.CANDIDATES, Graph.DOCUMENTS})
# Edges whose weight is a number of paths.
_CAREERS = frozenset({Rg.leadsTo.value, Rg.followsFrom.value})


class NoSuchNode(QueryError):
    """The node whose neighbourhood is asked for is not in the graph."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What of the store is wanted: all of it, or what is `depth` edges or fewer from the node `of`, an IRI."""

    of: str | None = None
    depth: int = 1
    inferred: bool = True
    documents: bool = False

    def encode(self) -> str:
        """Give the text from which `decode` makes it again."""
        return json.dumps(asdict(self))


def decode(text: str) -> Selection:
    """Read what `encode` wrote."""
    return Selection(**json.loads(text))


def walk(store: Store, selection: Selection, names: Names) -> Network:
    """Give the graph that is selected. Raises NoSuchNode."""
    walker = Walker(store, selection, names)
    ids = walker.around(selection.of, selection.depth) if selection.of is not None else walker.everything()
    title = "Rolegraph" if selection.of is None else names.label(NamedNode(selection.of))[0]
    return Network(title, walker.nodes(ids), walker.edges(ids), COLUMNS)


class Walker:
    """Reads nodes and edges of one selection."""

    def __init__(self, store: Store, selection: Selection, names: Names) -> None:
        self._store = store
        self._names = names
        self._documents = selection.documents
        self._types = (*KINDS, Rg.Document) if selection.documents else KINDS
        self._graphs = (*_LINKED, Graph.INFERRED) if selection.inferred else _LINKED
        self._links = (*_LINKS, Rg.describesRole) if selection.documents else _LINKS

    def everything(self) -> list[str]:
        """Give the IRIs of all nodes, sorted."""
        found = (quad for kind in self._types for quad in self._store.quads_for_pattern(None, Rdf.type, kind, None))
        return sorted({iri_of(quad.subject) for quad in found if quad.graph_name in _HOLDING})

    def around(self, iri: str, depth: int) -> list[str]:
        """Give the IRIs of a node and of those around it, sorted. Raises NoSuchNode."""
        start = self._start(NamedNode(iri))
        found, rim = {start}, {start}
        for _ in range(depth):
            near = {end for one in rim for end in self._neighbours(one)} - found
            rim = {one for one in near if self._is_node(one)}
            found |= rim
        return sorted(one.value for one in found)

    def nodes(self, ids: Iterable[str]) -> Iterator[Node]:
        """Read the nodes."""
        for one in ids:
            node = NamedNode(one)
            label, language = self._names.label(node)
            kind = self._names.type(node)
            yield Node(one, label, language, kind, self._names.of_term(kind), (self._status(node),))

    def edges(self, ids: Iterable[str]) -> Iterator[Edge]:
        """Read the edges between these nodes; those from a document to concepts stand for its mentions of them."""
        known = {one: one for one in ids}
        evidence = Evidence(self._store, known, self._roles(known))
        mentions, transitions = evidence.mentions(), evidence.transitions()
        for one in known:
            quads = self._matches(NamedNode(one), None)
            found = {
                (quad.predicate.value, iri_of(quad.object)): quad for quad in quads if iri_of(quad.object) in known
            }
            for predicate, target in sorted(found):
                counts = transitions if predicate in _CAREERS else mentions
                weight = counts[one, target] or counts[target, one] or 1
                inferred = found[predicate, target].graph_name == Graph.INFERRED
                yield Edge(one, known[target], predicate, self._names.of_term(predicate), weight, inferred)
            if self._documents and self._names.type(NamedNode(one)) == Rg.Document.value:
                yield from self._mentions(evidence.of_document(one))

    def _mentions(self, counts: Mapping[Pair, int]) -> Iterator[Edge]:
        predicate = Rg.mentions.value
        for (document, concept), count in sorted(counts.items()):
            yield Edge(document, concept, predicate, self._names.of_term(predicate), count, False)

    def _matches(self, subject: NamedNode | None, value: NamedNode | None) -> Iterator[Quad]:
        """Give the triples that are edges, provided that both their ends are nodes."""
        for graph in self._graphs:
            yield from self._store.quads_for_pattern(subject, None, value, graph)
        for predicate in self._links:
            for quad in self._store.quads_for_pattern(subject, predicate, value, None):
                if quad.graph_name in _HOLDING:
                    yield quad

    def _neighbours(self, node: NamedNode) -> Iterator[NamedNode]:
        found = (*(quad.object for quad in self._matches(node, None)), *(q.subject for q in self._matches(None, node)))
        return (one for one in found if isinstance(one, NamedNode))

    def _start(self, node: NamedNode) -> NamedNode:
        """Give the node itself, or what it was replaced by."""
        replaced = next(self._store.quads_for_pattern(node, Dcterms.isReplacedBy, None, Graph.CANDIDATES), None)
        start = node if replaced is None else replaced.object
        if not isinstance(start, NamedNode) or not self._is_node(start):
            if self._documents:
                raise NoSuchNode(said("There is no role, concept or document %(iri)s in the graph", iri=node.value))
            raise NoSuchNode(said("There is no role or concept %(iri)s in the graph", iri=node.value))
        return start

    def _is_node(self, node: NamedNode) -> bool:
        types = self._store.quads_for_pattern(node, Rdf.type, None, None)
        return any(quad.object in self._types and quad.graph_name in _HOLDING for quad in types)

    def _roles(self, known: Iterable[str]) -> list[str]:
        roles = {iri_of(quad.subject) for quad in self._store.quads_for_pattern(None, Rdf.type, Rg.Role, None)}
        return [one for one in known if one in roles]

    def _status(self, node: NamedNode) -> str | None:
        found = next(self._store.quads_for_pattern(node, Rg.status, None, None), None)
        return local_name(found.object) if found is not None and isinstance(found.object, NamedNode) else None
