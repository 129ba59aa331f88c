"""CSV of nodes and edges: whole when read back, and harmless to spreadsheets."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from hypothesis import given

from server.exports.model import Edge, Network, Node
from server.exports.tables import FORMULA, harmless
from server.exports.text import fit
from tests.server.exports.networks import FEW, edges_of, networks, nodes_of, written


def rows(data: bytes) -> list[dict[str, str]]:
    assert data.endswith(b"\r\n")
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


@FEW
@given(networks())
def test_nodes_are_read_back(network: Network) -> None:
    found = rows(written(network, "csv-nodes"))

    assert [(node.id, harmless(fit(node.label)), node.language, node.type) for node in nodes_of(network)] == [
        (row["id"], row["label"], row["language"], row["type"]) for row in found
    ]


@FEW
@given(networks())
def test_edges_are_read_back(network: Network) -> None:
    found = rows(written(network, "csv-edges"))

    assert [
        (edge.source, edge.target, "Directed", edge.id, float(edge.weight), harmless(fit(edge.label)))
        for edge in edges_of(network)
    ] == [(row["source"], row["target"], row["type"], row["id"], float(row["weight"]), row["label"]) for row in found]


@FEW
@given(networks())
def test_no_text_begins_as_a_formula(network: Network) -> None:
    for kind, texts in (("csv-nodes", ("label", "typeLabel", "skos:altLabel")), ("csv-edges", ("label",))):
        for row in rows(written(network, kind)):
            assert not any(row[name].startswith(FORMULA) for name in texts)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "＝1"])
def test_a_formula_becomes_text(text: str) -> None:
    assert f"'{text}" == harmless(text)


@pytest.mark.parametrize("text", ["1-1", "a=b", "", "'=1", " x"])
def test_other_text_stays(text: str) -> None:
    assert text == harmless(text)


def test_numbers_keep_their_sign() -> None:
    edge = Edge("a:s", "a:t", weight=-2)

    assert b",-2," in written(Network("", [Node("a:s", "s"), Node("a:t", "t")], [edge]), "csv-edges")


@FEW
@given(networks())
def test_the_zip_holds_both(network: Network) -> None:
    packed = written(network, "csv-graph")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "nodes.csv": written(network, "csv-nodes"),
            "edges.csv": written(network, "csv-edges"),
        }
    assert packed == written(network, "csv-graph")
