"""GEXF 1.3 (https://gexf.net/schema.html), Gephi's own format; an edge's kind is its predicate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
from server.exports.text import xml

_TYPES = {"string": "string", "integer": "long", "double": "double", "boolean": "boolean"}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'


def write(network: Network) -> Iterator[bytes]:
    """Write a graph; labels are attributes of nodes and edges themselves."""
    node_columns = (*NODE_COLUMNS[1:], *network.node_columns)
    edge_columns = (*EDGE_COLUMNS[1:], *network.edge_columns)
    yield (
        f"{_HEAD}<meta><creator>Rolegraph</creator><description>{xml(network.title)}</description></meta>\n"
        '<graph defaultedgetype="directed" idtype="string">\n'
        f"{_attributes('node', node_columns)}{_attributes('edge', edge_columns)}<nodes>\n"
    ).encode()
    for node in network.nodes:
        yield _node(node).encode()
    yield b"</nodes>\n<edges>\n"
    for edge in network.edges:
        yield _edge(edge).encode()
    yield b"</edges>\n</graph>\n</gexf>\n"


def _node(node: Node) -> str:
    values = _values(node_values(node)[1:])
    return f'<node id="{xml(node.id)}" label="{xml(node.label)}">{values}</node>\n'


def _edge(edge: Edge) -> str:
    label = f' label="{xml(edge.label)}"' if edge.label else ""
    kind = f' kind="{xml(edge.predicate)}"' if edge.predicate else ""
    ends = f'source="{xml(edge.source)}" target="{xml(edge.target)}"'
    values = _values(edge_values(edge)[1:])
    return f'<edge id="{edge.id}" {ends}{kind}{label} weight="{edge.weight}">{values}</edge>\n'


def _attributes(of: str, columns: Sequence[Column]) -> str:
    declared = "".join(
        f'<attribute id="{place}" title="{xml(column.name)}" type="{_TYPES[column.type]}"/>'
        for place, column in enumerate(columns)
    )
    return f'<attributes class="{of}">{declared}</attributes>\n'


def _values(values: Sequence[Value]) -> str:
    written = "".join(
        f'<attvalue for="{place}" value="{xml(plain_text(value))}"/>'
        for place, value in enumerate(values)
        if value is not None
    )
    return f"<attvalues>{written}</attvalues>" if written else ""
