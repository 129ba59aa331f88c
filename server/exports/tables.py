"""CSV (RFC 4180) of nodes and of edges, with the columns by which Gephi and Cytoscape know them; and both in one zip.

A text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises
(https://owasp.org/www-community/attacks/CSV_Injection); numbers, IRIs and the names of columns need none.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence

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

#: What a spreadsheet takes for the beginning of a formula; the wide forms are taken so in East Asia.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: The files in the zip.
NODES, EDGES = "nodes.csv", "edges.csv"
#: A zip knows no earlier day; the same graph gives the same bytes on all of them.
_DAY = (1980, 1, 1, 0, 0, 0)
#: Bytes that are gathered before they go into the zip.
_PIECE = 64 * 1024


def write_nodes(network: Network) -> Iterator[bytes]:
    """Write the nodes, one a row."""
    columns = (*NODE_COLUMNS, *network.node_columns)
    yield from _rows(("id", *(column.name for column in columns)), _node_rows(network, columns))


def write_edges(network: Network) -> Iterator[bytes]:
    """Write the edges, one a row; `type` tells Gephi that they have a direction."""
    columns = (*EDGE_COLUMNS, *network.edge_columns)
    header = ("source", "target", "type", "id", "weight", *(column.name for column in columns))
    yield from _rows(header, _edge_rows(network, columns))


def write_zip(network: Network) -> Iterator[bytes]:
    """Write both tables into one zip, which is passed on as it grows."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in ((NODES, write_nodes(network)), (EDGES, write_edges(network))):
            entry = zipfile.ZipInfo(name, _DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                for piece in _pieces(rows):
                    file.write(piece)
                    yield sink.take()
    yield sink.take()


def _node_rows(network: Network, columns: Sequence[Column]) -> Iterator[list[str]]:
    for node in network.nodes:
        yield [fit(node.id), *_cells(columns, node_values(node))]


def _edge_rows(network: Network, columns: Sequence[Column]) -> Iterator[list[str]]:
    for edge in network.edges:
        own = [fit(edge.source), fit(edge.target), "Directed", edge.id, str(edge.weight)]
        yield [*own, *_cells(columns, edge_values(edge))]


def _cells(columns: Sequence[Column], values: Iterable[Value]) -> Iterator[str]:
    for column, value in zip(columns, values, strict=True):
        text = plain_text(value)
        yield harmless(fit(text)) if column.type == "string" else text


def harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would evaluate."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _rows(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow([harmless(fit(name)) for name in header])
    for row in rows:
        yield _taken(buffer)
        writer.writerow(row)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _pieces(rows: Iterable[bytes]) -> Iterator[bytes]:
    """Join rows to pieces that are worth compressing."""
    gathered = bytearray()
    for row in rows:
        gathered += row
        if len(gathered) >= _PIECE:
            yield bytes(gathered)
            gathered.clear()
    yield bytes(gathered)


class _Sink(io.RawIOBase):
    """What the zip is written to; it can't be gone back in, so the zip is one for streams."""

    def __init__(self) -> None:
        super().__init__()
        self._gathered: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._gathered.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        found = b"".join(self._gathered)
        self._gathered.clear()
        return found
