"""The two formats in JSON, written an element at a time: Cytoscape's and the JSON Graph Format, version 2.

https://js.cytoscape.org/#notation/elements-json and https://github.com/jsongraph/json-graph-specification.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from server.exports.model import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    Column,
    Edge,
    Network,
    Node,
    Value,
    edge_values,
    node_values,
    plain_text,
)

Members = dict[str, object]

_text = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def write_cytoscape(network: Network) -> Iterator[bytes]:
    """Write what cytoscape.js takes as it is; `value`, `name` and `key` are for the desktop and for networkx."""
    nodes = (_text({"data": _cytoscape_node(network, node)}) for node in network.nodes)
    edges = (_text({"data": _cytoscape_edge(network, edge)}) for edge in network.edges)
    head = f'"data":{_text({"title": network.title})},"directed":true,"multigraph":true'
    yield _bytes(f'{{{head},"elements":{{"nodes":[\n')
    yield from _joined(nodes)
    yield b'],\n"edges":[\n'
    yield from _joined(edges)
    yield b"]}}\n"


def write_jgf(network: Network) -> Iterator[bytes]:
    """Write the JSON Graph Format: what it has no member for stands under `metadata`."""
    nodes = (f"{_text(node.id)}:{_text(_jgf_node(network, node))}" for node in network.nodes)
    edges = (_text(_jgf_edge(network, edge)) for edge in network.edges)
    yield _bytes(f'{{"graph":{{"label":{_text(network.title)},"directed":true,"nodes":{{\n')
    yield from _joined(nodes)
    yield b'},\n"edges":[\n'
    yield from _joined(edges)
    yield b"]}}\n"


def _cytoscape_node(network: Network, node: Node) -> Members:
    own = {"id": node.id, "value": node.id, "name": node.label}
    return own | _members((*NODE_COLUMNS, *network.node_columns), node_values(node))


def _cytoscape_edge(network: Network, edge: Edge) -> Members:
    own = {"id": edge.id, "key": edge.id, "source": edge.source, "target": edge.target, "weight": edge.weight}
    return own | _members((*EDGE_COLUMNS, *network.edge_columns), edge_values(edge))


def _jgf_node(network: Network, node: Node) -> Members:
    values = _members((*NODE_COLUMNS[1:], *network.node_columns), node_values(node)[1:])
    return {"label": node.label, "metadata": values}


def _jgf_edge(network: Network, edge: Edge) -> Members:
    values = _members((*EDGE_COLUMNS[2:], *network.edge_columns), edge_values(edge)[2:])
    own: Members = {"id": edge.id, "source": edge.source, "target": edge.target}
    named = {"relation": edge.predicate, "label": edge.label}
    return own | {name: text for name, text in named.items() if text} | {"metadata": {"weight": edge.weight} | values}


def _members(columns: Sequence[Column], values: Iterable[Value]) -> Members:
    pairs = zip(columns, values, strict=False)
    return {column.name: _value(column, value) for column, value in pairs if value is not None}


def _value(column: Column, value: Value) -> object:
    """A value as JSON has it; in a column of strings numbers are strings too, or a reader would lose digits."""
    if isinstance(value, tuple):
        return list(value)
    return plain_text(value) if column.type == "string" else value


def _joined(written: Iterable[str]) -> Iterator[bytes]:
    between = ""
    for text in written:
        yield _bytes(between + text)
        between = ",\n"


def _bytes(text: str) -> bytes:
    return text.encode()
