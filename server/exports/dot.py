"""DOT, the language of Graphviz (https://graphviz.org/doc/info/lang.html): all strings are quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from server.exports.model import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    Column,
    Network,
    Value,
    edge_values,
    node_values,
    plain_text,
)
from server.exports.text import fit

# In a label a backslash begins an escape and an ampersand may begin an entity; a quote ends every string.
_SPECIAL = re.compile(r'["\\]|\r\n?|\n|&(?=#?\w+;)')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "&": "&amp;"}


def write(network: Network) -> Iterator[bytes]:
    """Write a directed graph; what is no attribute of Graphviz' own it leaves alone, and other readers see."""
    yield f"digraph {_label(network.title)} {{\n".encode()
    columns = (*NODE_COLUMNS, *network.node_columns)
    for node in network.nodes:
        yield f"{_quoted(node.id)} [{_attributes(columns, node_values(node))}];\n".encode()
    columns = (*EDGE_COLUMNS, *network.edge_columns)
    for edge in network.edges:
        ends = f"{_quoted(edge.source)} -> {_quoted(edge.target)}"
        own = f'id="{edge.id}",weight="{edge.weight}"'
        more = _attributes(columns, edge_values(edge))
        yield f"{ends} [{own}{',' if more else ''}{more}];\n".encode()
    yield b"}\n"


def _attributes(columns: Sequence[Column], values: Sequence[Value]) -> str:
    pairs = zip(columns, values, strict=False)
    return ",".join(
        f"{_quoted(column.name)}={_label(plain_text(value))}" for column, value in pairs if value is not None
    )


def _label(text: str) -> str:
    return '"' + _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], "\\n"), fit(text)) + '"'


def _quoted(text: str) -> str:
    """A name, in which nothing but the quote is special; names are IRIs, which hold no backslash."""
    return '"' + fit(text).replace('"', '\\"') + '"'
