"""The graph store over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib

from ontology.terms import DEFAULT_GRAPHS, Graph
from server.settings import Settings

KEY = {"Authorization": "Bearer word"}
TURTLE = b"@prefix ex: <https://example.org/> . <> ex:p [ ex:q 1 ] ."
G = "/graphs?graph=https%3A%2F%2Fexample.org%2Fg"
BOMB = (
    b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaaaaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(9))
    + b']><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    + b'<r:Description r:about="a:b"><r:value>&j;</r:value></r:Description></r:RDF>'
)


@pytest.fixture(scope="module")
def plain(serve: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    root = tmp_path_factory.mktemp("plain")
    (root / "token").write_text("word")
    settings = Settings(
        store=root / "s", workers=1, timeout=5, plain=True, allow_update=True, token_file=root / "token", upload_size=4
    )
    with serve(settings) as found:
        yield found


def triples(reply: Any) -> rdflib.Graph:
    assert 200 == reply.status, reply.text
    return rdflib.Graph().parse(data=reply.body, format="turtle")


def problem(reply: Any) -> tuple[int, str]:
    return reply.status, json.loads(reply.body)["type"].rpartition("/")[2]


def test_a_graph_is_put_read_added_to_and_deleted(plain: Any) -> None:
    assert 201 == plain.send("PUT", G, TURTLE, Content_Type="text/turtle", **KEY).status
    found = triples(plain.send("GET", G, Accept="text/turtle"))
    assert 2 == len(found)
    # Relative IRIs are resolved against the graph's own.
    assert (rdflib.URIRef("https://example.org/g"), None, None) in found

    assert 204 == plain.send("POST", G, TURTLE, Content_Type="text/turtle; charset=UTF-8", **KEY).status
    # Blank nodes of another body are other nodes.
    assert 4 == len(triples(plain.send("GET", G, Accept="text/turtle")))
    assert 204 == plain.send("PUT", G, b"", Content_Type="text/turtle", **KEY).status
    assert 0 == len(triples(plain.send("GET", G, Accept="text/turtle")))
    assert 204 == plain.send("DELETE", G, **KEY).status
    assert (404, "no-such-graph") == problem(plain.send("DELETE", G, **KEY))
    assert (404, "no-such-graph") == problem(plain.send("GET", G))
    assert (404, b"") == ((reply := plain.send("HEAD", G)).status, reply.body)


def test_the_default_graph_is_the_stores_own(plain: Any) -> None:
    assert plain.send("PUT", "/graphs?default", TURTLE, Content_Type="text/turtle", **KEY).status in {201, 204}
    assert 2 == len(triples(plain.send("GET", "/graphs?default", Accept="text/turtle")))
    assert ["2"] == plain.csv("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert 204 == plain.send("DELETE", "/graphs?default", **KEY).status
    assert ["0"] == plain.csv("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")


def test_graphs_are_named_by_their_url_and_made_by_post(plain: Any) -> None:
    assert 201 == plain.send("PUT", "/graphs/a%20b/1.ttl", TURTLE, Content_Type="text/turtle", **KEY).status
    root = plain.endpoint.removesuffix("/sparql")
    assert (rdflib.URIRef(f"{root}/graphs/a%20b/1.ttl"), None, None) in triples(
        plain.send("GET", "/graphs/a%20b/1.ttl", Accept="text/turtle")
    )
    made = plain.send("POST", "/graphs", TURTLE, Content_Type="text/turtle", **KEY)
    assert 201 == made.status
    path = made.headers["location"].removeprefix(root)
    assert 2 == len(triples(plain.send("GET", path, Accept="text/turtle")))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/n-triples", b"<a:s> <a:p> <a:o> ."),
        (
            "application/rdf+xml",
            b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:p="a:">'
            b'<r:Description r:about="a:s"><p:p r:resource="a:o"/></r:Description></r:RDF>',
        ),
        ("application/ld+json", b'{"@id": "a:s", "a:p": {"@id": "a:o"}}'),
    ],
)
def test_bodies_are_read_by_their_content_type(plain: Any, kind: str, body: bytes) -> None:
    assert plain.send("PUT", G, body, Content_Type=kind, **KEY).status in {201, 204}
    assert b"<a:s> <a:p> <a:o> .\n" == plain.send("GET", G, Accept="application/n-triples").body


def test_a_patch_is_an_update_of_that_graph(plain: Any) -> None:
    plain.send("PUT", G, b"<a:s> <a:p> 1 .", Content_Type="text/turtle", **KEY)
    update = b"DELETE { ?s ?p 1 } INSERT { ?s ?p 2 } WHERE { ?s ?p ?o }"

    assert 204 == plain.send("PATCH", G, update, Content_Type="application/sparql-update", **KEY).status
    assert b'<a:s> <a:p> "2"' in plain.send("GET", G, Accept="application/n-triples").body
    other = plain.send("PATCH", G, b"DROP ALL", Content_Type="application/sparql-update", **KEY)
    assert (400, "malformed-request") == problem(other)


@pytest.mark.parametrize(
    ("method", "path", "kind", "body", "status"),
    [
        ("GET", "/graphs", None, None, 400),
        ("GET", "/graphs?graph=no", None, None, 400),
        ("GET", "/graphs?graph=a:b&default", None, None, 400),
        ("GET", "/graphs?graph=a:b&graph=a:c", None, None, 400),
        ("GET", "/graphs?default=x", None, None, 400),
        ("GET", "/graphs/x?default", None, None, 400),
        ("GET", "/graphs?graph=%FF", None, None, 400),
        ("DELETE", "/graphs", None, None, 400),
        ("PUT", G, "text/turtle", b"<a:s> <a:p>", 400),
        ("PUT", G, "text/turtle", b"<a:s> <a:p> '\xff' .", 400),
        ("PUT", G, "application/rdf+xml", BOMB, 413),
        ("PUT", G, "application/ld+json", b'{"@context": "http://127.0.0.1:9/c", "@id": "a:s", "p": "o"}', 400),
        ("PUT", G, "application/ld+json", b'{"@id": "a:g", "@graph": [{"@id": "a:s", "a:p": "o"}]}', 400),
        ("PUT", G, "application/trig", b"<a:s> <a:p> 1 .", 415),
        ("PUT", G, "text/turtle; charset=latin-1", b"<a:s> <a:p> 1 .", 415),
        ("PUT", G, None, b"<a:s> <a:p> 1 .", 415),
        ("PATCH", G, "text/turtle", b"<a:s> <a:p> 1 .", 415),
        ("PUT", G, "text/turtle", b"#" * (4 * 1024 * 1024 + 1), 413),
        ("TRACE", G, None, None, 405),
    ],
)
def test_what_is_wrong_is_told_so(
    plain: Any, method: str, path: str, kind: str | None, body: bytes | None, status: int
) -> None:
    named = {"Content_Type": kind} if kind else {}
    reply = plain.send(method, path, body, **named, **KEY)

    assert status == reply.status, reply.text
    assert "application/problem+json" == reply.headers["content-type"]
    assert status != 405 or "PATCH" in reply.headers["allow"]
    assert 200 == plain.get("ASK {}").status


def test_what_is_accepted_is_given(plain: Any) -> None:
    plain.send("PUT", G, b"<a:s> <a:p> 1 .", Content_Type="text/turtle", **KEY)
    got = plain.send("GET", G, Accept="application/rdf+xml;q=0.5, text/turtle;q=0.1")

    assert "application/rdf+xml" == got.headers["content-type"]
    assert "Accept, Accept-Encoding" == got.headers["vary"]
    assert 406 == plain.send("GET", G, Accept="text/csv").status
    assert 304 == plain.send("GET", G, Accept="application/rdf+xml", If_None_Match=got.headers["etag"]).status
    head = plain.send("HEAD", G, Accept="application/rdf+xml")
    assert (200, b"", got.headers["content-length"]) == (head.status, head.body, head.headers["content-length"])


def test_writes_need_the_token(plain: Any) -> None:
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        reply = plain.send(method, G, TURTLE, Content_Type="text/turtle", Authorization="Bearer other")
        assert (401, "unauthorised") == problem(reply)
        assert (401, "unauthorised") == problem(plain.send(method, "/graphs?graph=a:b", TURTLE))


def test_a_read_only_server_gives_and_takes_nothing(client: Any) -> None:
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        assert (403, "update-refused") == problem(client.send(method, G, TURTLE, Content_Type="text/turtle"))
    merged = client.send("GET", "/graphs?default", Accept="application/n-triples").body.splitlines()
    assert (3005, 3005) == (len(merged), len(set(merged)))
    report = f"/graphs?graph={Graph.REPORT.value}"
    assert 1 == len(triples(client.send("GET", report, Accept="text/turtle")))
    assert "GET, HEAD, OPTIONS" == client.send("OPTIONS", report).headers["allow"]


def test_derived_graphs_are_not_written(
    serve: Callable[..., Any], publish: Callable[..., None], store_quads: Any, tmp_path: Path
) -> None:
    publish(tmp_path / "s", store_quads)
    (tmp_path / "token").write_text("word")
    settings = Settings(store=tmp_path / "s", workers=1, allow_update=True, token_file=tmp_path / "token")
    with serve(settings) as ours:
        for path in ["/graphs?default", *(f"/graphs?graph={graph.value}" for graph in DEFAULT_GRAPHS)]:
            for method in ("PUT", "POST", "DELETE", "PATCH"):
                reply = ours.send(method, path, b"<a:s> <a:p> 1 .", Content_Type="text/turtle", **KEY)
                assert (403, "graph-protected") == problem(reply)
                assert "rolegraph load" in reply.text
        assert 201 == ours.send("PUT", G, TURTLE, Content_Type="text/turtle", **KEY).status
        assert 3 == len(triples(ours.send("GET", "/graphs?default", Accept="text/turtle")))
