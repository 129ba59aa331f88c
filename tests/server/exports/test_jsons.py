"""Cytoscape's JSON, read back by networkx, and the JSON Graph Format, checked by a schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import networkx
import pytest
from hypothesis import given

from server.exports.model import Network, Value
from tests.server.exports.networks import FEW, edges_of, networks, nodes_of, written

SCHEMA = jsonschema.Draft202012Validator(json.loads(Path(__file__).with_name("jgf-2.schema.json").read_text()))


@FEW
@given(networks())
def test_networkx_reads_cytoscape_elements(network: Network) -> None:
    found = networkx.cytoscape_graph(json.loads(written(network, "cytoscape")))

    assert (found.is_directed(), found.is_multigraph()) == (True, True)
    assert [(node.id, node.label) for node in nodes_of(network)] == [
        (name, data["label"]) for name, data in found.nodes(data=True)
    ]
    edges = {key: (source, target, data) for source, target, key, data in found.edges(keys=True, data=True)}
    for edge in edges_of(network):
        source, target, data = edges[edge.id]
        assert (edge.source, edge.target, edge.weight) == (source, target, data["weight"])
        assert _listed(edge.values) == [data.get(column.name) for column in network.edge_columns]


@FEW
@given(networks())
def test_cytoscape_finds_each_id_once(network: Network) -> None:
    elements = json.loads(written(network, "cytoscape"))["elements"]
    ids = [one["data"]["id"] for kind in ("nodes", "edges") for one in elements[kind]]

    assert len(ids) == len(set(ids))


@FEW
@given(networks())
def test_the_graph_format_fits_its_schema_and_keeps_all(network: Network) -> None:
    found = json.loads(written(network, "jgf"))

    SCHEMA.validate(found)
    graph = found["graph"]
    assert (network.title, True) == (graph["label"], graph["directed"])
    assert {node.id: node.label for node in nodes_of(network)} == {
        name: node["label"] for name, node in graph["nodes"].items()
    }
    for node in nodes_of(network):
        data = graph["nodes"][node.id]["metadata"]
        assert _listed(node.values) == [data.get(column.name) for column in network.node_columns]
    assert [(edge.id, edge.predicate or None, edge.weight, edge.inferred) for edge in edges_of(network)] == [
        (edge["id"], edge.get("relation"), edge["metadata"]["weight"], edge["metadata"].get("inferred"))
        for edge in graph["edges"]
    ]


@pytest.mark.parametrize(
    "wrong", [{}, {"graph": {"nodes": []}}, {"graph": {"edges": [{"source": "a"}]}}, {"graph": {"colour": "red"}}]
)
def test_the_schema_refuses_what_is_no_graph(wrong: object) -> None:
    assert not SCHEMA.is_valid(wrong)


def _listed(values: tuple[Value, ...]) -> list[object]:
    return [list(value) if isinstance(value, tuple) else value for value in values]
