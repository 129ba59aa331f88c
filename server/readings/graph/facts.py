"""What a drawing tells of each thing, looked up piece by piece, since each statement that is read takes its time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology.terms import RGID, ConceptKind, Dcterms, Graph, Rdf, Rg, Skos
from server.readings.graph.links import DRAWN, LEADS, Edge
from server.readings.names import NAMING, SEVEN, Name, Names, ending, objects

#: The kinds that filters name, in the order in which they are told: those of concepts, documents, all else.
DOCUMENT, OTHER = "document", "other"
KINDS: tuple[str, ...] = (*(kind.value for kind in ConceptKind), DOCUMENT, OTHER)
#: Edges of one property at one thing that are looked at.
LOOKED = 4000

_OURS = re.compile(rf"{re.escape(RGID)}({'|'.join((*ConceptKind, DOCUMENT))})/[^/]+")
_TYPES = {kind.type: kind.value for kind in ConceptKind if kind.type != Skos.Concept} | {Rg.Document: DOCUMENT}


_STATUS: dict[object, str] = {Graph.VOCABULARY: "curated", Graph.CANDIDATES: "candidate"}


@dataclass(frozen=True, slots=True)
class Called:
    """What a thing is called in the reader's languages, the languages of all labels of that sort, and its status.

    The status is "curated" or "candidate", by the graph of the labels, or empty for what is no concept.
    """

    name: Name
    languages: frozenset[str]
    status: str = ""


class Looks:
    """Looks at things in one snapshot; what it finds it remembers."""

    def __init__(self, store: Store, names: Names) -> None:
        self._store = store
        self._names = names
        self._called: dict[NamedNode, Called] = {}
        self._kinds: dict[NamedNode, str] = {}

    def known(self, node: NamedNode) -> bool:
        """Tell whether anything is stated of a thing, or with it."""
        patterns = ((node, None), (None, node))
        return any(
            quad.graph_name in SEVEN
            for subject, value in patterns
            for quad in self._store.quads_for_pattern(subject, None, value, None)
        )

    def moved(self, node: NamedNode) -> NamedNode | None:
        """Give the concept that has taken a thing's place."""
        return next(objects(self._store, node, Dcterms.isReplacedBy), None)

    def kind(self, node: NamedNode) -> str:
        """Give one of KINDS: by the IRI where it is ours, else by the type."""
        found = self._kinds.get(node)
        if found is None:
            ours = _OURS.fullmatch(node.value)
            types = () if ours else objects(self._store, node, Rdf.type)
            found = ours[1] if ours else next((_TYPES[one] for one in types if one in _TYPES), OTHER)
            self._kinds[node] = found
        return found

    def called(self, node: NamedNode) -> Called:
        """Name a thing; without a label the end of its IRI stands for it."""
        found = self._called.get(node)
        if found is None:
            found = self._called[node] = self._look(node)
        return found

    def leads(self, node: NamedNode) -> Iterator[Edge]:
        """Give the edges that begin at a thing, as many of each property as are looked at."""
        for predicate in LEADS.get(self.kind(node), DRAWN):
            for quad in self._some(node, predicate, None):
                if isinstance(quad.object, NamedNode):
                    yield Edge(node, predicate, quad.object, quad.graph_name == Graph.INFERRED)

    def leading_to(self, node: NamedNode) -> Iterator[Edge]:
        """Give the edges that end at a thing, likewise."""
        for predicate in DRAWN:
            for quad in self._some(None, predicate, node):
                if isinstance(quad.subject, NamedNode):
                    yield Edge(quad.subject, predicate, node, quad.graph_name == Graph.INFERRED)

    def is_inferred(self, edge: Edge) -> bool:
        """Tell whether a statement stands in the graph of what was inferred."""
        found = self._store.quads_for_pattern(edge.source, edge.predicate, edge.target, Graph.INFERRED)
        return next(iter(found), None) is not None

    def _some(self, subject: NamedNode | None, predicate: NamedNode, value: NamedNode | None) -> Iterator[Quad]:
        found = islice(self._store.quads_for_pattern(subject, predicate, value, None), LOOKED)
        return (quad for quad in found if quad.graph_name in SEVEN)

    def _look(self, node: NamedNode) -> Called:
        for naming in NAMING:
            labels: list[Literal] = []
            status = ""
            for quad in self._store.quads_for_pattern(node, naming, None, None):
                if isinstance(quad.object, Literal) and quad.graph_name in SEVEN:
                    labels.append(quad.object)
                    status = _STATUS.get(quad.graph_name, status)
            if labels:
                languages = frozenset(one.language for one in labels if one.language)
                return Called(self._names.best(labels), languages, status)
        return Called(Name(ending(node), ""), frozenset())
