"""Answers in gzip, over HTTP."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from server.gzipping import Packed, accepts_gzip, is_textual
from server.settings import Settings

SHORT = "ASK { ?s ?p ?o }"
LONG = "SELECT * WHERE { ?s ?p ?o } LIMIT 100"
STREAMED = "SELECT * WHERE { ?s ?p ?o }"
ENDLESS = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module", params=[0, 8], ids=["no cache", "cache"])
def asked(request: pytest.FixtureRequest, store_root: Path, serve: Any) -> Iterator[Any]:
    with serve(Settings(store=store_root, workers=2, timeout=2, cache_size=request.param)) as client:
        yield client


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        (None, False),
        ("", False),
        ("gzip", True),
        ("GZIP", True),
        ("x-gzip", True),
        ("deflate, gzip;q=1.0, *;q=0.5", True),
        ("gzip;q=0", False),
        ("*", True),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("br", False),
        ("identity, gzip;q=0.5", False),
        ("gzip;q=0.5, identity;q=0.1", True),
        ("gzip;q=2", False),
        (",;=,gzip", True),
    ],
)
def test_the_header_is_read_with_its_qualities(header: str | None, accepted: bool) -> None:
    assert accepted == accepts_gzip(header)


def test_what_is_compressed_already_is_left_alone() -> None:
    assert is_textual("application/sparql-results+json")
    assert is_textual("text/csv; charset=utf-8")
    assert is_textual("application/n-triples")
    assert not is_textual("application/gzip")
    assert not is_textual("image/png")
    assert not is_textual(None)


@pytest.mark.parametrize("query", [LONG, STREAMED])
def test_an_answer_is_the_same_with_and_without(asked: Any, query: str) -> None:
    for _ in range(2):
        plain = asked.get(query, Accept="text/csv")
        packed = asked.get(query, Accept="text/csv", Accept_Encoding="gzip")

        assert "gzip" == packed.headers["content-encoding"]
        assert "content-encoding" not in plain.headers
        assert plain.body == gzip.decompress(packed.body)
        assert len(packed.body) < len(plain.body) / 2
        assert "Accept, Accept-Encoding" == packed.headers["vary"] == plain.headers["vary"]
        assert plain.headers["etag"] == packed.headers["etag"]
        assert packed.headers["etag"].startswith("W/")


def test_a_tiny_answer_is_sent_as_it_is(asked: Any) -> None:
    reply = asked.get(SHORT, Accept_Encoding="gzip")

    assert "content-encoding" not in reply.headers
    assert "Accept, Accept-Encoding" == reply.headers["vary"]


@pytest.mark.parametrize("query", [SHORT, LONG, STREAMED])
def test_head_has_the_headers_of_get(asked: Any, query: str) -> None:
    path = "/sparql?" + urlencode({"query": query})
    asked.get(query, Accept_Encoding="gzip")  # So that both come from the cache, where there is one.
    got, head = (asked.send(method, path, Accept_Encoding="gzip") for method in ("GET", "HEAD"))
    kept = ("content-type", "content-encoding", "content-length", "etag", "vary")

    assert b"" == head.body
    assert [got.headers.get(name) for name in kept] == [head.headers.get(name) for name in kept]


def test_unchanged_is_told_whatever_the_coding(asked: Any) -> None:
    tag = asked.get(LONG, Accept_Encoding="gzip").headers["etag"]
    for coding in ("gzip", "identity"):
        reply = asked.get(LONG, If_None_Match=tag, Accept_Encoding=coding)

        assert (304, b"") == (reply.status, reply.body)
        assert "Accept, Accept-Encoding" == reply.headers["vary"]
        assert tag == reply.headers["etag"]


def test_the_style_sheet_is_the_same_with_and_without(asked: Any) -> None:
    plain = asked.send("GET", "/static/sparql.css")
    packed = asked.send("GET", "/static/sparql.css", Accept_Encoding="gzip")
    received = gzip.decompress(packed.body) if "content-encoding" in packed.headers else packed.body

    assert plain.body == received


def test_a_compressed_answer_cut_short_has_no_end(asked: Any) -> None:
    connection = HTTPConnection("127.0.0.1", asked.port, timeout=10)
    path = "/sparql?" + urlencode({"query": ENDLESS, "timeout": "0.5"})
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    with pytest.raises(IncompleteRead) as cut:
        response.read()
    connection.close()
    unpacker = zlib.decompressobj(31)

    assert len(unpacker.decompress(cut.value.partial)) > 64 * 1024

    assert "gzip" == response.headers["Content-Encoding"]
    assert not unpacker.eof


def test_each_chunk_can_be_read_as_soon_as_it_is_sent() -> None:
    unpacker = zlib.decompressobj(31)
    chunks = [b"a" * 10, b"b" * 10, b"c" * 100_000]
    packed = iter(Packed(chunks))

    assert chunks == [unpacker.decompress(next(packed)) for _ in chunks]
    unpacker.decompress(next(packed))
    assert unpacker.eof
