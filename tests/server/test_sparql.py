"""The endpoint over HTTP."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
import rdflib
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from ontology.terms import DEFAULT_GRAPHS, Graph

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
PREFERRED = "<http://www.w3.org/2004/02/skos/core#prefLabel>"
LABELS = f"SELECT ?label WHERE {{ ?s {PREFERRED} ?label }} ORDER BY ?label"
ALL = f"CONSTRUCT WHERE {{ ?s {PREFERRED} ?o }}"
REPORT = "<https://w3id.org/rolegraph/id/graph/report>"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
    ],
)
def test_solutions_come_in_the_format_that_is_accepted(client: Any, accept: str | None, kind: str) -> None:
    reply = client.get(LABELS, **({"Accept": accept} if accept else {}))

    assert 200 == reply.status
    assert kind == reply.headers["content-type"]
    assert "Accept, Accept-Encoding" == reply.headers["vary"]
    assert "edustaja" in reply.text


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("text/n3", "turtle"),
    ],
)
def test_a_graph_comes_in_the_format_that_is_accepted(client: Any, kind: str, name: str) -> None:
    reply = client.get(ALL, Accept=kind)

    assert kind == reply.headers["content-type"].partition(";")[0]
    assert 2 == len(rdflib.Graph().parse(data=reply.body, format=name))


def test_a_graph_comes_as_json_ld(client: Any) -> None:
    reply = client.get(ALL, Accept="application/ld+json")

    assert "application/ld+json" == reply.headers["content-type"]
    assert "https://example.org/role" == json.loads(reply.body)[0]["@id"]


def test_ask_and_describe_are_answered(client: Any) -> None:
    assert {"head": {}, "boolean": True} == json.loads(client.get("ASK { ?s ?p ?o }").body)
    described = client.get("DESCRIBE <https://example.org/skill>", [("format", "nt")])
    assert 1 == len(described.text.splitlines())


def test_the_default_graph_is_the_merge_of_the_seven(client: Any) -> None:
    assert ["3005"] == client.csv(COUNT)
    assert ["3006"] == client.csv("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")


def test_inferred_statements_can_be_left_out(client: Any) -> None:
    assert ["3004"] == client.csv(COUNT, ("inferred", "false"))
    named = "SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert Graph.INFERRED.value not in client.csv(named, ("inferred", "false"))
    assert Graph.INFERRED.value in client.csv(named)


def test_from_in_the_query_names_the_dataset(client: Any) -> None:
    assert ["1"] == client.csv(f"SELECT (COUNT(*) AS ?n) FROM {REPORT} WHERE {{ ?s ?p ?o }}")
    assert ["0"] == client.csv(f"SELECT (COUNT(*) AS ?n) FROM NAMED {REPORT} WHERE {{ ?s ?p ?o }}")


def test_the_request_names_the_dataset_before_the_query_does(client: Any) -> None:
    other = f"SELECT (COUNT(*) AS ?n) FROM {REPORT} WHERE {{ ?s ?p ?o }}"
    statements = ("default-graph-uri", Graph.STATEMENTS.value)
    vocabulary = ("default-graph-uri", Graph.VOCABULARY.value)
    assert ["1"] == client.csv(other, statements)
    assert ["4"] == client.csv(other, statements, vocabulary)
    assert ["1"] == client.csv(other, statements, statements)


def test_named_graphs_of_the_request_are_the_only_ones(client: Any) -> None:
    named = ("named-graph-uri", Graph.REPORT.value)
    assert ["0"] == client.csv(COUNT, named)
    assert [Graph.REPORT.value] == client.csv("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", named)
    only = ("default-graph-uri", Graph.REPORT.value)
    assert [] == client.csv("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", only)


def test_a_form_and_the_query_itself_are_posted(client: Any) -> None:
    form = client.send(
        "POST",
        "/sparql",
        b"query=ASK+%7B+%3Fs+%3Fp+%22a%2Bb%22+%7D",
        Content_Type="application/x-www-form-urlencoded; charset=UTF-8",
    )
    direct = client.send(
        "POST", "/sparql?inferred=false", COUNT.encode(), Content_Type="application/sparql-query", Accept="text/csv"
    )

    assert b'{"head":{},"boolean":false}' == form.body
    assert "n\r\n3004\r\n" == direct.text


@pytest.mark.parametrize(
    ("method", "path", "kind", "body", "status", "name"),
    [
        ("GET", "/sparql", None, None, 400, "malformed-request"),
        ("GET", "/sparql?query=ASK+%7B%7D&query=ASK+%7B%7D", None, None, 400, "malformed-request"),
        ("GET", "/sparql?query=%FF", None, None, 400, "malformed-request"),
        ("GET", "/sparql?query=%zz", None, None, 400, "malformed-request"),
        ("GET", "/sparql?query=ASK+%7B%7D&timeout=no", None, None, 400, "malformed-request"),
        ("GET", "/sparql?query=ASK+%7B%7D&default-graph-uri=no", None, None, 400, "malformed-request"),
        ("GET", "/sparql?query=ASK+%7B%7D&format=no", None, None, 400, "malformed-request"),
        ("GET", "/sparql?query=ASK+%7B%7D&format=turtle", None, None, 406, "not-acceptable"),
        ("GET", "/sparql?query=ASK+%7B", None, None, 400, "query-syntax"),
        ("GET", "/sparql?query=INSERT+DATA+%7B%7D", None, None, 400, "query-syntax"),
        ("GET", "/sparql?query=ASK+%7BSERVICE+%3Ca%3Ab%3E%7B%7D%7D", None, None, 403, "query-refused"),
        ("POST", "/sparql", "application/x-www-form-urlencoded", b"", 400, "malformed-request"),
        ("POST", "/sparql", "application/x-www-form-urlencoded", b"update=CLEAR+ALL", 403, "update-refused"),
        ("POST", "/sparql", "application/sparql-update", b"CLEAR ALL", 403, "update-refused"),
        ("POST", "/sparql", "text/plain", b"ASK {}", 415, "unsupported-body"),
        ("POST", "/sparql", "application/sparql-query; charset=latin-1", b"ASK {}", 415, "unsupported-body"),
    ],
)
def test_a_request_that_is_wrong_is_told_so(
    client: Any, method: str, path: str, kind: str | None, body: bytes | None, status: int, name: str
) -> None:
    reply = client.send(method, path, body, **({"Content_Type": kind} if kind else {}))
    problem = json.loads(reply.body)

    assert status == reply.status
    assert "application/problem+json" == reply.headers["content-type"]
    assert f"https://w3id.org/rolegraph/problem/{name}" == problem["type"]
    assert status == problem["status"]
    assert "no-store" == reply.headers["cache-control"]


def test_a_syntax_error_tells_its_place(client: Any) -> None:
    problem = json.loads(client.get("SELECT *\nWHERE { ?s ?p }").body)

    assert (2, 16) == (problem["line"], problem["column"])


def test_an_unknown_function_is_the_queries_fault(client: Any) -> None:
    reply = client.get("SELECT (<https://example.org/f>(1) AS ?x) WHERE { }")

    assert 400 == reply.status
    assert "https://example.org/f" in json.loads(reply.body)["detail"]


def test_nothing_accepted_is_406_with_what_there_is(client: Any) -> None:
    reply = client.get(LABELS, Accept="text/turtle")

    assert 406 == reply.status
    assert "text/csv" in json.loads(reply.body)["offered"]


def test_other_methods_are_refused_with_those_that_there_are(client: Any) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        reply = client.send(method, "/sparql")

        assert 405 == reply.status
        assert {"GET", "HEAD", "OPTIONS", "POST"} == set(reply.headers["allow"].split(", "))


def test_head_has_the_headers_of_get_and_no_body(client: Any) -> None:
    path = "/sparql?query=ASK+%7B%7D"
    got, head = client.send("GET", path), client.send("HEAD", path)

    assert b"" == head.body
    assert 200 == head.status
    kept = ("content-type", "content-length", "etag", "vary")
    assert [got.headers[name] for name in kept] == [head.headers[name] for name in kept]
    assert 400 == client.send("HEAD", "/sparql?query=no").status


def test_head_of_a_long_answer_tells_no_length(client: Any) -> None:
    head = client.send("HEAD", "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D")

    assert 200 == head.status
    assert b"" == head.body
    assert "0" == head.headers.get("content-length", "0")


def test_other_sites_may_ask(client: Any) -> None:
    preflight = client.send("OPTIONS", "/sparql", Origin="https://example.org", Access_Control_Request_Method="POST")

    assert 204 == preflight.status
    assert "*" == preflight.headers["access-control-allow-origin"]
    assert "POST" in preflight.headers["access-control-allow-methods"]
    assert "Content-Type" in preflight.headers["access-control-allow-headers"]
    assert "*" == client.get(COUNT, Origin="https://example.org").headers["access-control-allow-origin"]


def test_what_has_not_changed_is_not_sent_again(client: Any) -> None:
    first = client.get(COUNT)
    again = client.get(COUNT, If_None_Match=first.headers["etag"])

    assert 304 == again.status
    assert b"" == again.body
    assert first.headers["etag"] == again.headers["etag"]
    assert 200 == client.get(COUNT, If_None_Match='W/"other"').status
    assert first.headers["etag"] != client.get(COUNT, Accept="text/csv").headers["etag"]
    assert first.headers["etag"] != client.get(COUNT, [("inferred", "false")]).headers["etag"]


def test_what_changes_by_itself_is_never_kept(client: Any) -> None:
    reply = client.get("SELECT (NOW() AS ?now) WHERE { }")

    assert "etag" not in reply.headers
    assert "no-store" == reply.headers["cache-control"]


def test_a_browser_gets_a_form_that_works_without_scripts(client: Any) -> None:
    page = client.send("GET", "/sparql", Accept="text/html,application/xhtml+xml,*/*;q=0.8")

    assert "text/html; charset=utf-8" == page.headers["content-type"]
    assert '<textarea id="query" name="query"' in page.text
    assert [] == re.findall(r"<script(?! (?:defer|type=.module.) src=./static/)", page.text)
    assert "style=" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert 200 == client.send("GET", "/static/sparql.css").status


def test_a_browser_gets_its_errors_as_a_page(client: Any) -> None:
    reply = client.get("SELECT <script>", Accept="text/html, */*;q=0.1")

    assert 400 == reply.status
    assert "text/html; charset=utf-8" == reply.headers["content-type"]
    assert "SELECT &lt;script&gt;" in reply.text
    assert "<script>" not in reply.text


def test_a_program_gets_the_service_description(client: Any) -> None:
    reply = client.send("GET", "/sparql", Accept="text/turtle, */*;q=0.1")
    graph = rdflib.Graph().parse(data=reply.body, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")

    assert [rdflib.URIRef(client.endpoint)] == list(graph.objects(None, sd.endpoint))
    named = {str(name) for name in graph.objects(None, sd.name)}
    assert {graph.value for graph in (*DEFAULT_GRAPHS, Graph.REPORT)} == named


def test_a_long_answer_is_streamed_whole(client: Any) -> None:
    reply = client.get("SELECT * WHERE { ?s ?p ?o }", Accept="text/csv")

    assert "content-length" not in reply.headers
    assert 3006 == len(reply.text.splitlines())


def test_characters_that_xml_cannot_hold_leave_it_well_formed(client: Any) -> None:
    reply = client.get('SELECT ("a\\u0001\\uFFFE\\r<b>" AS ?x) WHERE { }', Accept="application/sparql-results+xml")
    literal = ElementTree.fromstring(reply.body).find(".//{http://www.w3.org/2005/sparql-results#}literal")

    assert literal is not None
    assert "a��\r<b>" == literal.text


def test_relative_iris_are_resolved_against_the_endpoint(client: Any) -> None:
    assert [client.endpoint.removesuffix("sparql") + "x"] == client.csv("SELECT (<x> AS ?x) WHERE { }")


def test_sparqlwrapper_asks_in_every_way(client: Any) -> None:
    for format, check in ((JSON, _bindings), (XML, _has_rows), (CSV, _has_rows)):
        for method in ("GET", "POST"):
            wrapper = SPARQLWrapper(client.endpoint)
            wrapper.setQuery(LABELS)
            wrapper.setMethod(method)
            wrapper.setReturnFormat(format)
            assert check(wrapper.query().convert())


def test_sparqlwrapper_gets_a_graph(client: Any) -> None:
    wrapper = SPARQLWrapper(client.endpoint)
    wrapper.setQuery(ALL)
    wrapper.setReturnFormat(TURTLE)

    received = wrapper.query().convert()
    assert isinstance(received, bytes)
    assert 2 == len(rdflib.Graph().parse(data=received, format="turtle"))


def _bindings(result: Any) -> bool:
    return 2 == len(result["results"]["bindings"])


def _has_rows(result: Any) -> bool:
    text = result.toxml() if hasattr(result, "toxml") else result.decode()
    return "edustaja" in text
