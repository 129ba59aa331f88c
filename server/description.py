"""The SPARQL 1.1 service description (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

from ontology.terms import DEFAULT_GRAPHS, PREFIXES, Graph, Rdf
from server.formats import GRAPHS, SOLUTIONS

SD = "http://www.w3.org/ns/sparql-service-description#"


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)


def describe(endpoint: str, format: RdfFormat) -> bytes:
    """Give the description of the service at the URL `endpoint`."""
    data = serialize(triples(NamedNode(endpoint)), format=format, prefixes={**PREFIXES, "sd": SD})
    assert data is not None
    return data


def triples(service: NamedNode) -> Iterator[Triple]:
    """Give the triples: the language, the formats, and the dataset that a query without FROM sees."""
    yield Triple(service, Rdf.type, _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for one in (*SOLUTIONS, *GRAPHS):
        yield Triple(service, _sd("resultFormat"), NamedNode(one.encoder.iri))
    dataset, default = BlankNode("dataset"), BlankNode("default")
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, Rdf.type, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, Rdf.type, _sd("Graph"))
    for graph in (*DEFAULT_GRAPHS, Graph.REPORT):
        yield from _named(dataset, graph)


def _named(dataset: BlankNode, graph: NamedNode) -> Iterator[Triple]:
    node = BlankNode("graph-" + graph.value.rpartition("/")[2])
    yield Triple(dataset, _sd("namedGraph"), node)
    yield Triple(node, Rdf.type, _sd("NamedGraph"))
    yield Triple(node, _sd("name"), graph)
