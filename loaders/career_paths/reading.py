"""What a snapshot holds of a node, with or without what was inferred."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Store

from ontology.terms import DEFAULT_GRAPHS, Graph


class Reading:
    """Looks triples up in the seven graphs, or in the six that are not inferred."""

    def __init__(self, store: Store, inferred: bool = True) -> None:
        self.store = store
        self.inferred = inferred
        self._graphs = frozenset(graph for graph in DEFAULT_GRAPHS if inferred or graph != Graph.INFERRED)

    def objects(self, node: NamedNode, predicate: NamedNode) -> Iterator[NamedNode]:
        """Give the nodes to which a property leads."""
        for quad in self.store.quads_for_pattern(node, predicate, None):
            if quad.graph_name in self._graphs and isinstance(quad.object, NamedNode):
                yield quad.object

    def subjects(self, predicate: NamedNode, node: NamedNode) -> Iterator[NamedNode]:
        """Give the nodes from which a property leads to a node."""
        for quad in self.store.quads_for_pattern(None, predicate, node):
            if quad.graph_name in self._graphs and isinstance(quad.subject, NamedNode):
                yield quad.subject

    def holds(self, subject: NamedNode, predicate: NamedNode, value: NamedNode) -> bool:
        """Tell whether a triple is there."""
        return any(quad.graph_name in self._graphs for quad in self.store.quads_for_pattern(subject, predicate, value))
