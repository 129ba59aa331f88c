"""DOT, read and drawn by Graphviz."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from server.exports.model import Edge, Network, Node
from server.exports.text import fit
from tests.server.exports.networks import HOSTILE, edges_of, networks, nodes_of, written

DOT = shutil.which("dot")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def _graphviz() -> None:
    if DOT is None and not os.environ.get("ROLEGRAPH_REQUIRE_GRAPHVIZ"):
        pytest.skip("needs Graphviz (Debian's package graphviz)")


def run(kind: str, text: bytes) -> bytes:
    done = subprocess.run([DOT or "dot", f"-T{kind}"], input=text, capture_output=True, check=True, timeout=60)
    assert b"" == done.stderr
    return done.stdout


def shown(label: str) -> str:
    """A label as Graphviz keeps it: escapes and entities are undone only when it is drawn."""
    return label.replace("\\n", "\n").replace("\\\\", "\\").replace("&amp;", "&")


@settings(max_examples=15)
@given(networks())
def test_graphviz_reads_what_was_written(network: Network) -> None:
    found = json.loads(run("dot_json", written(network, "dot")), strict=False)

    objects = found["objects"]
    assert [node.id for node in nodes_of(network)] == [one["name"] for one in objects]
    assert [node.type or None for node in nodes_of(network)] == [one.get("type") or None for one in objects]
    ends = [(objects[edge["tail"]]["name"], objects[edge["head"]]["name"]) for edge in found.get("edges", [])]
    assert sorted((edge.source, edge.target) for edge in edges_of(network)) == sorted(ends)


@pytest.mark.parametrize("label", HOSTILE)
def test_a_label_is_drawn_as_it_is(label: str) -> None:
    nodes = [Node("https://example.org/?a=1&b=(2)", label), Node("https://example.org/b", "other")]
    network = Network(label, nodes, [Edge(nodes[0].id, nodes[1].id, "https://example.org/p", label)])

    drawn = ElementTree.fromstring(run("svg", written(network, "dot")))
    group = next(one for one in drawn.iter(f"{SVG}g") if one.get("class") == "node")
    lines = [text.text or "" for text in group.iter(f"{SVG}text")]
    assert len(lines) == len(fit(label).splitlines() or [""]) or "\x85" in label
    assert _words(fit(label)) == _words(" ".join(lines))


def _words(text: str) -> list[str]:
    """Words without the space between them, of which Graphviz makes what it likes."""
    return text.replace("\xa0", " ").split()
