"""GraphML, read back by networkx and by igraph."""

from __future__ import annotations

import io
from tempfile import NamedTemporaryFile

import igraph
import networkx
from hypothesis import given

from server.exports.model import Column, Edge, Network, Node
from server.exports.text import fit
from tests.server.exports.networks import FEW, edges_of, joined, networks, nodes_of, written


@FEW
@given(networks())
def test_networkx_reads_what_was_written(network: Network) -> None:
    found = networkx.read_graphml(io.BytesIO(written(network, "graphml")), force_multigraph=True)

    assert found.is_directed()
    assert [node.id for node in nodes_of(network)] == list(found.nodes)
    for node in nodes_of(network):
        data = found.nodes[node.id]
        assert (fit(node.label), node.type) == (data["label"], data.get("type", ""))
        assert _fit(joined(node.values[0])) == data.get("skos:altLabel")
        assert node.values[1:] == tuple(data.get(name) for name in ("count", "share", "open"))
    edges = {key: (source, target, data) for source, target, key, data in found.edges(keys=True, data=True)}
    assert {edge.id for edge in edges_of(network)} == set(edges)
    for edge in edges_of(network):
        source, target, data = edges[edge.id]
        assert (edge.source, edge.target, float(edge.weight)) == (source, target, data["weight"])
        assert (fit(edge.label), edge.inferred) == (data["label"], data.get("inferred"))


@FEW
@given(networks())
def test_igraph_reads_what_was_written(network: Network) -> None:
    with NamedTemporaryFile(suffix=".graphml") as file:
        file.write(written(network, "graphml"))
        file.flush()
        found = igraph.Graph.Read_GraphML(file.name)

    assert found.is_directed()
    assert [node.id for node in nodes_of(network)] == [as_read(name) for name in found.vs["id"]]
    assert [fit(node.label) for node in nodes_of(network)] == found.vs["label"]
    ends = [(as_read(found.vs[edge.source]["id"]), as_read(found.vs[edge.target]["id"])) for edge in found.es]
    assert [(edge.source, edge.target) for edge in edges_of(network)] == ends
    if ends:
        assert [float(edge.weight) for edge in edges_of(network)] == found.es["weight"]


def as_read(name: str) -> str:
    """An id as it was written: igraph's parser leaves an ampersand in an attribute as a reference."""
    return name.replace("&#38;", "&")


def test_the_same_graph_gives_the_same_bytes() -> None:
    def network() -> Network:
        nodes = (Node(f"a:{number}", f"node {number}") for number in range(3))
        return Network("three", nodes, (Edge("a:0", f"a:{number}", "a:p", "p") for number in (1, 2)), (Column("x"),))

    assert written(network(), "graphml") == written(network(), "graphml")


def test_an_edge_has_its_name_whatever_else_is_said_of_it() -> None:
    one = Edge("a:s", "a:t", "a:p", "leads to", 1, True)

    assert one.id == Edge("a:s", "a:t", "a:p", "johtaa", 7, None).id
    assert one.id != Edge("a:t", "a:s", "a:p").id
    assert one.id != Edge("a:s", "a:t", "a:q").id


def _fit(value: object) -> object:
    return fit(value) if isinstance(value, str) else value
