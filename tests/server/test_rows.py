"""Answers cut by rows and by bytes: in pieces of any size, and over HTTP."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from typing import IO, Any, cast
from urllib.parse import urlencode

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QueryResultsFormat, QuerySolutions, Store

from server.rows import SHAPES, Enough, RowLimit
from server.settings import Settings

ENCODERS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
#: Literals that hold what parts rows; and a row without any value.
HOSTILE = r"""SELECT ?x ?y WHERE { VALUES (?x ?y) {
    ("}},{" "\",{\\") ("a\r\nb" "\"\r\n\"") ("\\" "<result>") (UNDEF UNDEF) (",{" UNDEF) ("\\\"" "x\ny") } }"""
ROWS = 6


class Pieces(io.BytesIO):
    """Takes bytes, and passes each write on in pieces of one size."""

    def __init__(self, output: Any, size: int) -> None:
        self._output = output
        self._size = size

    def write(self, data: Any) -> int:
        for start in range(0, len(data), self._size):
            self._output.write(bytes(data[start : start + self._size]))
        return len(data)

    def flush(self) -> None:
        self._output.flush()


def written(name: str, most: int, size: int) -> tuple[bytes, bool]:
    results = Store().query(HOSTILE)
    assert isinstance(results, QuerySolutions)
    output = io.BytesIO()
    limit = RowLimit(output, name, most)
    try:
        results.serialize(cast(IO[bytes], Pieces(limit, size)), ENCODERS[name])
        limit.flush()
    except Enough:
        return output.getvalue(), True
    return output.getvalue(), False


def count(name: str, data: bytes) -> int:
    """Read an answer with a parser that is not ours, and count its rows."""
    if name == "json":
        return len(json.loads(data)["results"]["bindings"])
    if name == "xml":
        return len(ElementTree.fromstring(data)[1])
    if name == "csv":
        return len(list(csv.reader(io.StringIO(data.decode(), newline="")))) - 1
    return data.count(b"\n") - 1


@given(st.sampled_from(sorted(SHAPES)), st.integers(1, ROWS + 2), st.integers(1, 40))
def test_a_cut_is_at_the_end_of_a_row_wherever_pieces_end(name: str, most: int, size: int) -> None:
    data, truncated = written(name, most, size)

    assert min(most, ROWS) == count(name, data)
    assert (most < ROWS) == truncated


@pytest.fixture(scope="module")
def limited(store_root: Path, serve: Any) -> Iterator[Any]:
    with serve(Settings(store=store_root, workers=1, max_rows=1000, max_bytes=2)) as client:
        yield client


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_solutions_are_cut_and_marked(limited: Any, name: str) -> None:
    reply = limited.get("SELECT * WHERE { ?s ?p ?o }", [("format", name)])

    assert 1000 == count(name, reply.body)
    marked = reply.headers.get("rolegraph-truncated") == "true"
    assert marked or b"truncated" in reply.body[-40:]
    if name in {"csv", "tsv"}:
        assert marked


@pytest.mark.parametrize("name", ["turtle", "nt", "xml", "json-ld", "n3"])
def test_graphs_are_cut_and_marked(limited: Any, name: str) -> None:
    reply = limited.get("CONSTRUCT WHERE { ?s ?p ?o }", [("format", name)])
    parser = {"json-ld": None, "n3": "turtle"}.get(name, name)
    if parser is None:
        size = sum(len(given) for node in json.loads(reply.body) for name, given in node.items() if name != "@id")
        assert "true" == reply.headers["rolegraph-truncated"]
    else:
        size = len(rdflib.Graph().parse(data=reply.body, format=parser))
        assert reply.headers.get("rolegraph-truncated") or b"truncated" in reply.body[-40:]

    assert 1000 == size


@pytest.mark.parametrize("query", ["SELECT * WHERE { ?s ?p ?o } LIMIT 1000", "ASK { ?s ?p ?o }", "SELECT * {}"])
@pytest.mark.parametrize("name", sorted(SHAPES))
def test_what_fits_is_not_marked(limited: Any, query: str, name: str) -> None:
    for _ in range(2):
        reply = limited.get(query, [("format", name)])

        assert 200 == reply.status
        assert "rolegraph-truncated" not in reply.headers
        assert b"truncated" not in reply.body


def test_a_cut_answer_stays_marked_in_the_cache_and_by_its_header(limited: Any) -> None:
    query = "SELECT ?s WHERE { ?s ?p ?o }"
    found = [limited.get(query, [("format", "csv")]) for _ in range(2)]

    assert ["true", "true"] == [reply.headers["rolegraph-truncated"] for reply in found]
    assert found[0].body == found[1].body
    assert "Rolegraph-Truncated" in found[0].headers["access-control-expose-headers"]


def test_an_answer_beyond_its_bytes_never_ends_as_if_whole(limited: Any) -> None:
    query = 'SELECT ?x WHERE { ?s ?p ?o . BIND(REPLACE(STR(?s), ".*", "%s") AS ?x) }' % ("y" * 9000)
    connection = HTTPConnection("127.0.0.1", limited.port, timeout=10)
    connection.request("GET", "/sparql?" + urlencode({"query": query, "format": "json"}))
    response = connection.getresponse()
    with pytest.raises(IncompleteRead) as cut:
        response.read()
    connection.close()

    assert 200 == response.status
    assert len(cut.value.partial) <= 2 * 1024 * 1024


def test_an_answer_beyond_its_bytes_is_an_error_where_it_is_held_back(limited: Any) -> None:
    query = 'SELECT ?x WHERE { ?s ?p ?o . BIND(REPLACE(STR(?s), ".*", "%s") AS ?x) }' % ("y" * 9000)
    reply = limited.get(query, [("format", "csv")])

    assert 503 == reply.status
    assert "answer-too-long" in reply.text
