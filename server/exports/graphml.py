"""GraphML (http://graphml.graphdrawing.org/specification.html): keys are declared, then nodes and edges bear data.

Ids are IRIs, as networkx writes and all tools read them, though the schema would have them without slashes.
"""

from __future__ import annotations

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
from server.exports.text import xml

_TYPES = {"string": "string", "integer": "long", "double": "double", "boolean": "boolean"}
_WEIGHT = Column("weight", "double")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'


def write(network: Network) -> Iterator[bytes]:
    """Write a graph."""
    node_columns = (*NODE_COLUMNS, *network.node_columns)
    edge_columns = (_WEIGHT, *EDGE_COLUMNS, *network.edge_columns)
    keys = "".join((*_keys("node", node_columns), *_keys("edge", edge_columns)))
    yield f'{_HEAD}<desc>{xml(network.title)}</desc>\n{keys}<graph id="G" edgedefault="directed">\n'.encode()
    for node in network.nodes:
        yield f'<node id="{xml(node.id)}">{_data("n", node_values(node))}</node>\n'.encode()
    for edge in network.edges:
        data = _data("e", (edge.weight, *edge_values(edge)))
        ends = f'source="{xml(edge.source)}" target="{xml(edge.target)}"'
        yield f'<edge id="{edge.id}" {ends}>{data}</edge>\n'.encode()
    yield b"</graph>\n</graphml>\n"


def _keys(of: str, columns: Sequence[Column]) -> Iterator[str]:
    for place, column in enumerate(columns):
        name, kind = xml(column.name), _TYPES[column.type]
        yield f'<key id="{of[0]}{place}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'


def _data(prefix: str, values: Sequence[Value]) -> str:
    return "".join(
        f'<data key="{prefix}{place}">{xml(plain_text(value))}</data>'
        for place, value in enumerate(values)
        if value is not None
    )
