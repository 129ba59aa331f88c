"""VoID, the dumps and the service description, over HTTP."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import rdflib
from pyoxigraph import Dataset, RdfFormat, parse

from ontology.terms import Graph, Rdfs, Rg
from server.settings import Settings

VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


def test_void_tells_what_is_there(client: Any) -> None:
    reply = client.send("GET", "/.well-known/void", Accept="text/turtle")
    graph = rdflib.Graph().parse(data=reply.body, format="turtle")
    root = client.endpoint.removesuffix("/sparql")
    dataset = rdflib.URIRef(f"{root}/.well-known/void#dataset")

    def number(subject: Any, name: str) -> int:
        return int(str(graph.value(subject, VOID[name])))

    assert rdflib.URIRef(f"{root}/dump.nq.gz") == graph.value(dataset, VOID.dataDump)
    assert rdflib.URIRef(client.endpoint) == graph.value(dataset, VOID.sparqlEndpoint)
    assert 3005 == number(dataset, "triples")
    assert 3002 == number(dataset, "distinctSubjects")
    assert 5 == number(dataset, "properties")
    labels = graph.value(predicate=VOID.property, object=rdflib.URIRef(Rdfs.label.value))
    assert 3000 == number(labels, "triples")
    assert 1 == number(graph.value(predicate=VOID["class"], object=rdflib.URIRef(Rg.Role.value)), "entities")
    report = graph.value(predicate=SD.name, object=rdflib.URIRef(Graph.REPORT.value))
    assert 1 == number(report, "triples")
    assert rdflib.URIRef("https://w3id.org/rolegraph/ns#") in set(graph.objects(dataset, VOID.vocabulary))


def test_void_is_negotiated(client: Any) -> None:
    for kind, name in (("application/rdf+xml", "xml"), ("application/n-triples", "nt")):
        reply = client.send("GET", "/.well-known/void", Accept=kind)
        assert kind == reply.headers["content-type"]
        assert "Accept" in reply.headers["vary"]
        assert len(rdflib.Graph().parse(data=reply.body, format=name)) > 20
    assert 406 == client.send("GET", "/.well-known/void", Accept="text/csv").status
    etag = client.send("GET", "/.well-known/void", Accept="text/turtle").headers["etag"]
    assert 304 == client.send("GET", "/.well-known/void", Accept="text/turtle", If_None_Match=etag).status


def test_a_dump_holds_every_quad(client: Any) -> None:
    packed = client.send("GET", "/dump.nq.gz")
    plain = client.send("GET", "/dump.nq").body
    assert "application/gzip" == packed.headers["content-type"]
    assert plain == gzip.decompress(packed.body)
    quads = Dataset(parse(plain, format=RdfFormat.N_QUADS))
    assert 3006 == len(quads)
    assert quads == Dataset(parse(client.send("GET", "/dump.trig").body, format=RdfFormat.TRIG))

    head = client.send("HEAD", "/dump.nq.gz")
    assert (b"", packed.headers["content-length"]) == (head.body, head.headers["content-length"])
    assert 304 == client.send("GET", "/dump.nq.gz", If_None_Match=packed.headers["etag"]).status
    assert 405 == client.send("POST", "/dump.nq.gz").status
    assert 404 == client.send("GET", "/dump.zip").status


def test_they_follow_the_snapshot(serve: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "token").write_text("word")
    settings = Settings(store=tmp_path / "s", workers=1, plain=True, allow_update=True, token_file=tmp_path / "token")
    with serve(settings) as client:
        assert b"" == client.send("GET", "/dump.nq").body
        sent = client.send(
            "POST",
            "/sparql",
            b"INSERT DATA { <a:s> <a:p> 1 GRAPH <a:g> { <a:s> a <a:C> } }",
            Content_Type="application/sparql-update",
            Authorization="Bearer word",
        )
        dump = client.send("GET", "/dump.nq")
        assert sent.headers["rolegraph-snapshot"] == dump.headers["rolegraph-snapshot"]
        assert 2 == len(dump.body.splitlines())
        graph = rdflib.Graph().parse(data=client.send("GET", "/sparql", Accept="text/turtle").body, format="turtle")

    assert {"a:g"} == {str(name) for name in graph.objects(None, SD.name)}
    assert {SD.SPARQL11Query, SD.SPARQL11Update} == set(graph.objects(None, SD.supportedLanguage))


def test_the_service_description_tells_the_limits(client: Any) -> None:
    body = client.send("GET", "/sparql", Accept="text/turtle").text
    graph = rdflib.Graph().parse(data=body, format="turtle")
    schema = rdflib.Namespace("https://schema.org/")
    limits = {
        str(graph.value(one, schema.propertyID)): (
            graph.value(one, schema.value),
            str(graph.value(one, schema.unitText)),
        )
        for one in graph.objects(None, schema.additionalProperty)
    }
    assert (rdflib.Literal("2", datatype=rdflib.XSD.decimal), "seconds") == limits["timeout"]
    assert (rdflib.Literal(262144), "characters") == limits["query-length"]
    # A limit of 0 is none.
    assert {"max-bytes", "patience", "query-keywords", "query-memory", "query-nesting"} < set(limits)
    assert "max-rows" not in limits
    assert SD.SPARQL11Update not in set(graph.objects(None, SD.supportedLanguage))
    (available,) = graph.objects(None, SD.availableGraphs)
    assert (available, rdflib.RDF.type, SD.GraphCollection) in graph
    assert 8 == len(set(graph.objects(available, SD.namedGraph)))
