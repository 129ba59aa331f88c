"""Names of graphs: the one that a file's triples go into by itself, and those that no file may give."""

from __future__ import annotations

from urllib.parse import quote

from pyoxigraph import NamedNode

from ontology.terms import DEFAULT_GRAPHS, RGID, Graph, taxonomy

#: How the graphs of taxonomies and of files begin.
TAXONOMIES, FILES = taxonomy("").value, f"{RGID}graph/file/"


def graph_of(source: str) -> NamedNode:
    """The graph of a file's triples: its source's name, percent-encoded but for its slashes, below `graph/file/`."""
    return NamedNode(FILES + quote(source, safe="/", errors="surrogateescape"))


def reserved(graph: str) -> str | None:
    """Why no file may give a graph, and what to do; None where one may."""
    if any(graph == one.value for one in (*DEFAULT_GRAPHS, Graph.REPORT)):
        return f"the graph {graph} is made by Rolegraph itself; give its statements another graph"
    if graph.startswith(TAXONOMIES):
        return f"the graph {graph} is a taxonomy's; add it by `rolegraph taxonomy add`, or give it another name"
    return None
