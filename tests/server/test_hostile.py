"""Data that was made to do harm, served over HTTP in every format: read back by other parsers, it is what it was."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import Any

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad

from ontology.terms import Graph
from server.settings import Settings
from tests.server.conftest import publish_quads

EX = "https://example.org/"
VALUE = NamedNode(EX + "value")
MIB = 1024 * 1024

TEXTS = {
    "formula": '=HYPERLINK("http://evil.example","x")',
    "command": "@SUM(1+1)*cmd|' /C calc'!A0",
    "minus": "-2+3",
    "tab": "\t=1",
    "markup": "<script>alert(1)</script>&amp;<![CDATA[x]]>]]>",
    "comment": "--><!-- x --> # x",
    "quotes": '"\'`\\""\\',
    "lines": "a\nb\r\nc\rd",
    "separators": "\u2028\u2029\x85",
    "bidi": "\u202eevil\u202c\u2066x\u2069\u200f",
    "json": '"}]}}, {"',
    "astral": "\U0001f469\u200d\U0001f4bb\U0010fffd",
    "spaces": "  x  ",
    "empty": "",
}
#: Characters that XML 1.0 can't hold.
NO_XML = {"controls": "\x01\x08\x0b\x0c\x1b\x1f\x7f", "no characters": "\ufffe\uffff"}
SCRIPT = "javascript:alert(document.domain)"
LONG = "x" * (10 * MIB)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, serve: Any) -> Iterator[Any]:
    root = tmp_path_factory.mktemp("hostile")
    texts = {**TEXTS, **NO_XML}
    quads = [
        Quad(NamedNode(EX + "is-" + name.replace(" ", "-")), VALUE, Literal(text), Graph.DOCUMENTS)
        for name, text in texts.items()
    ]
    quads.append(
        Quad(
            NamedNode(SCRIPT),
            NamedNode(EX + "links"),
            NamedNode("data:text/html,x"),
            Graph.DOCUMENTS,
        )
    )
    quads.append(Quad(NamedNode(EX + "long"), NamedNode(EX + "text"), Literal(LONG), Graph.DOCUMENTS))
    publish_quads(root, quads)
    with serve(Settings(store=root, workers=2)) as client:
        yield client


def select(name: str) -> str:
    return f"SELECT ?x WHERE {{ <{EX}is-{name.replace(' ', '-')}> <{EX}value> ?x }}"


def construct(name: str) -> str:
    return f"CONSTRUCT WHERE {{ <{EX}is-{name.replace(' ', '-')}> <{EX}value> ?x }}"


def read_solution(name: str, body: bytes) -> str:
    text = body.decode("utf-8", "strict")
    if name == "json":
        return str(json.loads(text)["results"]["bindings"][0]["x"]["value"])
    if name == "xml":
        return "".join(ElementTree.fromstring(body)[1][0][0][0].itertext())
    if name == "csv":
        (cell,) = list(csv.reader(io.StringIO(text, newline="")))[1] or [""]
        return cell
    (row,) = re.findall(r'\n"(.*)"\n\Z', text, re.DOTALL)
    return str(json.loads('"' + row.replace("\\'", "'").replace("\t", "\\t") + '"', strict=False))


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_solution_is_what_was_stored(hostile: Any, name: str, format: str) -> None:
    reply = hostile.get(select(name), [("format", format)])

    assert 200 == reply.status
    assert TEXTS[name] == read_solution(format, reply.body)
    assert "nosniff" == reply.headers["x-content-type-options"]


@pytest.mark.parametrize("format", ["turtle", "nt", "xml", "json-ld"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_graph_is_what_was_stored(hostile: Any, name: str, format: str) -> None:
    reply = hostile.get(construct(name), [("format", format)])

    assert 200 == reply.status
    if format == "json-ld":
        (node,) = json.loads(reply.body)
        found = node[EX + "value"][0]["@value"]
    else:
        ((_, _, literal),) = rdflib.Graph().parse(data=reply.body, format=format)
        found = str(literal)
    assert TEXTS[name] == found


@pytest.mark.parametrize("name", NO_XML)
def test_what_xml_cannot_hold_is_replaced_there_and_kept_elsewhere(hostile: Any, name: str) -> None:
    solution = hostile.get(select(name), [("format", "xml")])
    graph = hostile.get(construct(name), [("format", "xml")])
    allowed = "".join("\ufffd" if one < " " or one > "\ufffd" else one for one in NO_XML[name])

    assert allowed == read_solution("xml", solution.body)
    assert allowed == "".join(ElementTree.fromstring(graph.body)[0][0].itertext())
    assert NO_XML[name] == read_solution("json", hostile.get(select(name), [("format", "json")]).body)
    assert NO_XML[name] == read_solution("csv", hostile.get(select(name), [("format", "csv")]).body)
    ((_, _, literal),) = rdflib.Graph().parse(data=hostile.get(construct(name), [("format", "nt")]).body, format="nt")
    assert NO_XML[name] == str(literal)


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_an_iri_that_is_a_script_is_data_and_never_a_page(hostile: Any, format: str) -> None:
    reply = hostile.get(f"SELECT ?s WHERE {{ ?s <{EX}links> ?o }}", [("format", format)], Accept="text/html")

    assert SCRIPT in reply.text
    assert not reply.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in reply.headers["content-security-policy"]


@pytest.mark.parametrize(
    "query", [f"<{SCRIPT}>", "<script>alert(1)</script>", "SELECT * { \"'><img src=x onerror=alert(1)>", "\u202eASK"]
)
def test_an_error_page_shows_a_query_as_text(hostile: Any, query: str) -> None:
    reply = hostile.get(query, Accept="text/html,*/*;q=0.8")

    assert 400 == reply.status
    assert reply.headers["content-type"].startswith("text/html")
    assert "<script>alert" not in reply.text
    assert "<img" not in reply.text
    assert "javascript:" not in "".join(re.findall(r'(?:href|src|action)="([^"]*)"', reply.text))


@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_a_literal_of_ten_megabytes_is_served_whole(hostile: Any, format: str) -> None:
    query = f"SELECT ?x WHERE {{ <{EX}long> <{EX}text> ?x }}"
    for coding in ("identity", "gzip"):
        reply = hostile.get(query, [("format", format)], Accept_Encoding=coding)
        body = gzip.decompress(reply.body) if coding == "gzip" else reply.body

        assert LONG.encode() in body
        assert len(body) < 10 * MIB + 1000


def test_a_literal_of_ten_megabytes_is_served_as_a_graph(hostile: Any) -> None:
    for format in ("turtle", "nt", "xml", "json-ld"):
        reply = hostile.get(f"CONSTRUCT WHERE {{ <{EX}long> <{EX}text> ?x }}", [("format", format)])

        assert LONG.encode() in reply.body
