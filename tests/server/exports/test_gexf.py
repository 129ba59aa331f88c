"""GEXF 1.3, checked by a schema and read back by networkx."""

from __future__ import annotations

import io
from pathlib import Path

import networkx
import pytest
from hypothesis import given
from lxml import etree

from server.exports.model import Network
from server.exports.text import fit
from tests.server.exports.networks import FEW, edges_of, joined, networks, nodes_of, written

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf-1.3.rng")))
GEXF = "{http://gexf.net/1.3}"


@FEW
@given(networks())
def test_it_fits_the_schema(network: Network) -> None:
    SCHEMA.assertValid(etree.fromstring(written(network, "gexf")))


@pytest.mark.parametrize(
    "change",
    [
        lambda root: root.set("version", "1.2"),
        lambda root: root.find(f"{GEXF}graph").remove(root.find(f"{GEXF}graph/{GEXF}nodes")),
        lambda root: root.find(f".//{GEXF}edge").set("weight", "heavy"),
        lambda root: root.find(f".//{GEXF}edge").attrib.pop("target"),
        lambda root: root.find(f".//{GEXF}attribute").set("type", "text"),
    ],
)
def test_the_schema_refuses_what_is_no_gexf(change: object) -> None:
    text = (
        '<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph><attributes class="node">'
        '<attribute id="0" title="t" type="string"/></attributes><nodes><node id="a"/></nodes>'
        '<edges><edge source="a" target="a" weight="1"/></edges></graph></gexf>'
    )
    root = etree.fromstring(text)
    assert SCHEMA.validate(root)
    assert callable(change)
    change(root)

    assert not SCHEMA.validate(root)


@FEW
@given(networks())
def test_networkx_reads_what_was_written(network: Network) -> None:
    found = networkx.read_gexf(io.BytesIO(written(network, "gexf")), version="1.3")

    assert [node.id for node in nodes_of(network)] == list(found.nodes)
    for node in nodes_of(network):
        data = found.nodes[node.id]
        assert (fit(node.label), node.language or None) == (data["label"], data.get("language"))
        assert node.values[1:] == tuple(data.get(name) for name in ("count", "share", "open"))
        text = joined(node.values[0])
        assert (fit(text) if isinstance(text, str) else None) == data.get("skos:altLabel")


@FEW
@given(networks())
def test_edges_are_as_they_were(network: Network) -> None:
    root = etree.fromstring(written(network, "gexf"))

    names = ("id", "source", "target", "kind", "label", "weight")
    found = [tuple(edge.get(name) for name in names) for edge in root.iter(f"{GEXF}edge")]
    assert found == [
        (edge.id, edge.source, edge.target, edge.predicate or None, fit(edge.label), str(edge.weight))
        for edge in edges_of(network)
    ]
