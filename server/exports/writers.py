"""All writers by the words that `format=` and `--format` know."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from server.exports import dot, gexf, graphml, jsons, tables
from server.exports.model import Network

Writer = Callable[[Network], Iterator[bytes]]

WRITERS: dict[str, Writer] = {
    "graphml": graphml.write,
    "gexf": gexf.write,
    "cytoscape": jsons.write_cytoscape,
    "jgf": jsons.write_jgf,
    "dot": dot.write,
    "csv-nodes": tables.write_nodes,
    "csv-edges": tables.write_edges,
    "csv-graph": tables.write_zip,
}
