"""A graph as graph tools know it: nodes and edges with labels, and columns of further values."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

#: A value of a column: several strings where a property has several values, None where it has none.
Value = str | int | float | bool | tuple[str, ...] | None
#: What all values of a column are; a tuple counts as a string.
ColumnType = Literal["string", "integer", "double", "boolean"]

#: What stands between several values where a format takes but one.
BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Column:
    """A further value that nodes or edges have, and what it is called."""

    name: str
    type: ColumnType = "string"


@dataclass(frozen=True, slots=True)
class Node:
    """A node: its IRI, or `_:` and the name of a blank node, with a label and a class as an IRI.

    `language` is the label's as a tag, empty where it has none; `values` go with the graph's `node_columns`.
    """

    id: str
    label: str
    language: str = ""
    type: str = ""
    type_label: str = ""
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge from one node's id to another's; `predicate` is an IRI, or empty.

    `inferred` is None where nobody knows. `values` go with the graph's `edge_columns`.
    """

    source: str
    target: str
    predicate: str = ""
    label: str = ""
    weight: int | float = 1
    inferred: bool | None = None
    values: tuple[Value, ...] = ()

    @property
    def id(self) -> str:
        """A name made of what the edge joins and how, so the same in every export."""
        parts = (self.source, self.predicate or self.label, self.target)
        return "e" + hashlib.blake2b("\0".join(parts).encode(), digest_size=10).hexdigest()


@dataclass(frozen=True, slots=True)
class Network:
    """A graph to write: nodes sorted by id, edges by source, predicate and target; each is gone through once."""

    title: str
    nodes: Iterable[Node]
    edges: Iterable[Edge]
    node_columns: tuple[Column, ...] = ()
    edge_columns: tuple[Column, ...] = ()


#: What every node has beside its id, and every edge beside its ends, id and weight.
NODE_COLUMNS = (Column("label"), Column("language"), Column("type"), Column("typeLabel"))
EDGE_COLUMNS = (Column("label"), Column("predicate"), Column("inferred", "boolean"))
#: Names that formats and the tools that read them use themselves.
RESERVED = frozenset(
    {"id", "label", "language", "type", "typeLabel", "source", "target", "predicate", "inferred", "weight"}
    | {"name", "value", "key", "kind", "directed", "parent"}
)


def node_values(node: Node) -> tuple[Value, ...]:
    """Give a node's values of `NODE_COLUMNS`, then of its graph's columns; what is empty is None."""
    return (node.label, node.language or None, node.type or None, node.type_label or None, *node.values)


def edge_values(edge: Edge) -> tuple[Value, ...]:
    """Give an edge's values of `EDGE_COLUMNS`, then of its graph's columns; what is empty is None."""
    return (edge.label or None, edge.predicate or None, edge.inferred, *edge.values)


class Types:
    """The types of values that are gone through once."""

    def __init__(self) -> None:
        self._found: set[ColumnType] = set()

    def add(self, value: Value) -> None:
        """Take note of a value's type."""
        if value is not None:
            self._found.add(_type(value))

    @property
    def common(self) -> ColumnType:
        """The type that holds all values; formats count integers in 64 bits and take no endless numbers."""
        if self._found == {"integer", "double"}:
            return "double"
        return next(iter(self._found)) if len(self._found) == 1 else "string"


def column_type(values: Iterable[Value]) -> ColumnType:
    """Give the type that holds all of these values, as `Types` does."""
    found = Types()
    for value in values:
        found.add(value)
    return found.common


def _type(value: Value) -> ColumnType:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer" if -(2**63) <= value < 2**63 else "string"
    if isinstance(value, float):
        return "double" if abs(value) < float("inf") else "string"
    return "string"


def plain_text(value: Value) -> str:
    """Write a value as text: booleans as XML and JSON do, several values with `BETWEEN` between them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return BETWEEN.join(value)
    return "" if value is None else str(value)
