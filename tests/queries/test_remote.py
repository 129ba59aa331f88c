"""SPARQLWrapper against real HTTP servers: one that answers as it should, and others that don't."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Protocol

import pytest
from pyoxigraph import Store

from ontology.errors import QueryError, RemoteError, RolegraphError
from queries import load_queries
from queries.binding import bind
from queries.client import LocalStore
from queries.remote import SparqlEndpoint


class Request(Protocol):
    method: str
    path: str
    accept: str
    query: str


class Endpoint(Protocol):
    url: str
    requests: list[Request]


Serve = Callable[[Callable[[BaseHTTPRequestHandler, object], None]], Endpoint]

SELECT = "SELECT ?s { ?s ?p ?o }"
EMPTY = b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'
JSON = "application/sparql-results+json"


def answering(status: int, media_type: str, body: bytes, length: int | None = None) -> Callable[..., None]:
    """A server that always says the same, and may announce another length than it sends."""

    def respond(handler: BaseHTTPRequestHandler, _: object) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return respond


@pytest.mark.parametrize("name", ["skills-of-role", "evidence", "missing-labels", "reachable-roles"])
def test_an_endpoint_answers_as_the_store_does(endpoint: Endpoint, store: Store, name: str) -> None:
    text = bind(load_queries()[name], {})

    assert LocalStore(store).run(text) == SparqlEndpoint(endpoint.url).run(text)


def test_a_query_is_posted_with_the_right_accept_header(endpoint: Endpoint) -> None:
    SparqlEndpoint(endpoint.url).run(SELECT)
    (request,) = endpoint.requests

    assert ("POST", "/sparql", SELECT) == (request.method, request.path, request.query)
    assert request.accept.startswith(JSON)


def test_ask_and_construct(endpoint: Endpoint, store: Store) -> None:
    remote, local = SparqlEndpoint(endpoint.url), LocalStore(store)
    construct = "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }"

    assert [(True,)] == remote.run("ASK { ?s ?p ?o }").rows
    assert local.run(construct) == remote.run(construct)
    assert len(remote.run(construct).triples) > 50


def test_words_of_an_update_in_a_comment_do_not_make_one(endpoint: Endpoint) -> None:
    text = "# INSERT or DELETE?\nPREFIX load: <http://example.org/insert/> SELECT * { VALUES ?x { 1 } }"

    assert [(1,)] == SparqlEndpoint(endpoint.url).run(text).rows
    assert [text] == [request.query for request in endpoint.requests]


def test_an_update_is_never_sent(endpoint: Endpoint) -> None:
    with pytest.raises(QueryError, match="not with DELETE"):
        SparqlEndpoint(endpoint.url).run("DELETE WHERE { ?s ?p ?o }")
    assert [] == endpoint.requests


XML = (
    b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    b'<head><variable name="s"/></head><results/></sparql>'
)


@pytest.mark.parametrize(
    ("media_type", "body"),
    [(JSON, EMPTY), ("application/sparql-results+xml", XML), ("text/tab-separated-values", b"?s\n")],
)
def test_any_standard_format_will_do(serve: Serve, media_type: str, body: bytes) -> None:
    server = serve(answering(200, f"{media_type}; charset=utf-8", body))
    answer = SparqlEndpoint(server.url).run(SELECT)

    assert (("s",), []) == (answer.variables, answer.rows)


@pytest.mark.parametrize(
    ("status", "media_type", "body", "error", "message"),
    [
        (400, "text/plain", b"line 1: no brace\n", QueryError, "refuses the query: line 1: no brace"),
        (
            400,
            "application/problem+json",
            json.dumps({"title": "Bad query", "detail": "?x is\nnot known"}).encode(),
            QueryError,
            "refuses the query: ?x is not known",
        ),
        (400, "text/html", b"<html>oops</html>", QueryError, "refuses the query"),
        (401, "text/plain", b"", RemoteError, "credentials"),
        (404, "text/html", b"<p>none</p>", RemoteError, "check it is correct"),
        (414, "text/plain", b"", RemoteError, "longer than the server is willing"),
        (500, "text/plain", b"out of memory", RemoteError, "status code 500: out of memory"),
        (503, "text/plain", b"busy", RemoteError, "answered 503 Service Unavailable: busy"),
        (429, "application/json", b"[]", RemoteError, "answered 429 Too Many Requests: []"),
        (200, "text/html", b"<html></html>", RemoteError, "answered with text/html, which is no SPARQL result"),
        (200, JSON, b'{"head":', RemoteError, f"answered with broken {JSON}"),
        (200, JSON, b"\xff", RemoteError, f"answered with broken {JSON}"),
        (200, "application/sparql-results+xml", b"<sparql", RemoteError, "answered with broken"),
    ],
)
def test_errors_say_who_failed_and_how(
    serve: Serve, status: int, media_type: str, body: bytes, error: type[RolegraphError], message: str
) -> None:
    server = serve(answering(status, media_type, body))

    with pytest.raises(error) as caught:
        SparqlEndpoint(server.url, timeout=20).run(SELECT)
    assert str(caught.value).startswith(server.url)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_answer_cut_short_is_an_error(serve: Serve) -> None:
    server = serve(answering(200, JSON, EMPTY, length=len(EMPTY) + 10))

    with pytest.raises(RemoteError, match="10 bytes of the answer are missing"):
        SparqlEndpoint(server.url).run(SELECT)


def test_a_server_that_says_nothing_is_left_at_the_deadline(serve: Serve) -> None:
    server = serve(lambda handler, _: time.sleep(3))
    started = time.monotonic()

    with pytest.raises(RemoteError, match="did not answer within 1 seconds; allow more by --timeout"):
        SparqlEndpoint(server.url, timeout=1).run(SELECT)
    assert time.monotonic() - started < 2.5


def test_a_server_that_drips_is_left_at_the_deadline(serve: Serve) -> None:
    def drip(handler: BaseHTTPRequestHandler, _: object) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.end_headers()
        for _second in range(40):
            try:
                handler.wfile.write(b" ")
            except OSError:
                return
            time.sleep(0.1)

    server = serve(drip)
    started = time.monotonic()

    with pytest.raises(RemoteError, match=r"did not answer within 0\.5 seconds"):
        SparqlEndpoint(server.url, timeout=0.5).run(SELECT)
    assert time.monotonic() - started < 3


def test_a_server_that_hangs_up_is_named(serve: Serve) -> None:
    server = serve(lambda handler, _: handler.connection.close())

    with pytest.raises(RemoteError, match=r"broke off|can't be reached"):
        SparqlEndpoint(server.url).run(SELECT)


def test_nobody_there() -> None:
    with pytest.raises(RemoteError, match=r"http://127\.0\.0\.1:1/sparql can't be reached: "):
        SparqlEndpoint("http://127.0.0.1:1/sparql", timeout=5).run(SELECT)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/", "sparql", "", "http://", "http:///x", "http://[::1", "http://x:y/"],
)
def test_only_http_is_asked(url: str) -> None:
    with pytest.raises(QueryError, match="is no endpoint; give a URL that begins with http:// or https://"):
        SparqlEndpoint(url)
