"""Nodes and edges out of an answer, which names each of them many times and in any order.

A node is a number here and an edge three (`server.exports.edges`), since an answer may have millions of them.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from ontology.terms import Graph
from queries.answer import plain
from server.exports.edges import Edges, Told
from server.exports.model import RESERVED, Column, ColumnType, Edge, Network, Node, Types, Value, column_type
from server.exports.naming import Label, Names, Rank, identifier, resource, type_rank

#: What an edge is: a property's IRI, and a label of the answer's own; either may be empty.
Kind = tuple[str, str]
Named = TypeVar("Named", str, Kind)


class Gathering:
    """What an answer holds so far; `names` knows what it does not tell.

    Where `marks` is given it is the store in which inferred triples have a graph of their own.
    """

    def __init__(self, names: Names, marks: Store | None) -> None:
        self._names = names
        self._marks = marks
        self._nodes: dict[str, int] = {}
        self._kinds: dict[Kind, int] = {}
        self._edges = Edges()
        self._told: list[Types] = []
        self._labels: dict[int, tuple[Rank, Label]] = {}
        self._types: dict[int, tuple[bool, str]] = {}
        self._attributes: dict[str, dict[int, set[Literal]]] = {}

    def node(self, term: NamedNode | BlankNode) -> int:
        """Take in a node and give its number."""
        return self._nodes.setdefault(identifier(term), len(self._nodes))

    def label(self, node: int, text: Literal, place: int = 0) -> None:
        """Take in a label; one of a lower `place` is better, whatever its language."""
        rank = (place, *self._names.languages.rank(text))
        if node not in self._labels or rank < self._labels[node][0]:
            self._labels[node] = rank, (text.value, text.language or "")

    def type(self, node: int, iri: str) -> None:
        """Take in a class; the best one is kept."""
        rank = type_rank(iri)
        self._types[node] = min(self._types.get(node, rank), rank)

    def attribute(self, node: int, name: str, value: Literal) -> None:
        """Take in a value of a node's column."""
        self._attributes.setdefault(name, {}).setdefault(node, set()).add(value)

    def edge(self, source: int, target: int, kind: Kind, told: Told | None = None) -> None:
        """Take in an edge; its weight adds to that of the same edge before, whose further values stay."""
        self._edges.add(source, self._kinds.setdefault(kind, len(self._kinds)), target, told)
        values = told[1] if told else ()
        self._told += (Types() for _ in values[len(self._told) :])
        for types, value in zip(self._told, values, strict=True):
            types.add(value)

    def network(self, title: str, edge_names: Sequence[str] = ()) -> Network:
        """Give the graph; `edge_names` are the columns of what has been told of edges."""
        names = sorted(self._attributes)
        node_columns = tuple(Column(own_name(name), self._attribute_type(name)) for name in names)
        edge_columns = tuple(Column(own_name(name), self._told_type(place)) for place, name in enumerate(edge_names))
        ids = sorted(self._nodes)
        return Network(title, self._all_nodes(ids, names), self._all_edges(ids), node_columns, edge_columns)

    def _attribute_type(self, name: str) -> ColumnType:
        return column_type(self._value(literals) for literals in self._attributes[name].values())

    def _told_type(self, place: int) -> ColumnType:
        return self._told[place].common if self._told else "string"

    def _value(self, literals: set[Literal]) -> Value:
        """Give the value of a column: texts in the language that is read best, several together."""
        best = self._names.languages.best(literals)
        return plain(best[0]) if len(best) == 1 else tuple(one.value for one in best)

    def _all_nodes(self, ids: list[str], names: list[str]) -> Iterator[Node]:
        for one in ids:
            number, term = self._nodes[one], resource(one)
            label, language = self._labels[number][1] if number in self._labels else self._names.label(term)
            kind = self._types[number][1] if number in self._types else self._names.type(term)
            found = (self._attributes[name].get(number) for name in names)
            values = tuple(None if literals is None else self._value(literals) for literals in found)
            yield Node(one, label, language, kind, self._names.of_term(kind) if kind else "", values)

    def _all_edges(self, ids: list[str]) -> Iterator[Edge]:
        places, kinds = _ranks(self._nodes, ids), list(self._kinds)
        for source, kind, target, told in self._edges.sorted(places, _ranks(self._kinds, sorted(kinds))):
            yield self._edge(ids[places[source]], kinds[kind], ids[places[target]], told)

    def _edge(self, source: str, kind: Kind, target: str, told: Told) -> Edge:
        predicate, label = kind
        weight, values = told
        shown = label or (self._names.of_term(predicate) if predicate else "")
        inferred = self._is_inferred(source, predicate, target) if self._marks is not None and predicate else None
        return Edge(source, target, predicate, shown, weight, inferred, values)

    def _is_inferred(self, source: str, predicate: str, target: str) -> bool:
        assert self._marks is not None
        return Quad(resource(source), NamedNode(predicate), resource(target), Graph.INFERRED) in self._marks


def _ranks(numbers: Mapping[Named, int], order: Sequence[Named]) -> array[int]:
    """Give by number which place something has in an order."""
    found = array("I", bytes(4 * len(order)))
    for place, one in enumerate(order):
        found[numbers[one]] = place
    return found


def own_name(name: str) -> str:
    """Give a column a name that no format and no tool uses itself."""
    return f"{name}_" if name in RESERVED else name
