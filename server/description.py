"""The SPARQL 1.1 service description (https://www.w3.org/TR/sparql11-service-description/)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from loaders.quads import decimal, integer
from ontology.terms import DEFAULT_GRAPHS, PREFIXES, Graph, Rdf, Rdfs
from server import void
from server.formats import GRAPHS, SOLUTIONS
from server.parsing import BODIES
from server.settings import Settings, table

SD = void.SD
ENTAILMENT = "http://www.w3.org/ns/entailment/"
#: The most named graphs that are told of.
MOST = 1000

#: The settings that bound a query, with their units.
UNITS = {
    "timeout": "seconds",
    "patience": "seconds",
    "query_memory": "MiB",
    "query_length": "characters",
    "query_nesting": "brackets",
    "query_keywords": "keywords and operators",
    "max_rows": "rows or triples",
    "max_bytes": "MiB",
}
REFUSED = "SERVICE and LOAD are refused. The parameter timeout asks for less time than the server's limit."
INFERRED = "What follows from the other graphs by the rules of the ontology; inferred=false leaves it out."


def _sd(name: str) -> NamedNode:
    return NamedNode(SD + name)


def _schema(name: str) -> NamedNode:
    return NamedNode(PREFIXES["schema"] + name)


def describe(settings: Settings, graphs: Iterable[str], format: RdfFormat) -> bytes:
    """Give the description of a server, in whose store there are these named graphs."""
    prefixes = {**PREFIXES, "sd": SD, "void": void.VOID}
    data = serialize(triples(settings, graphs), format=format, prefixes=prefixes)
    assert data is not None
    return data


def triples(settings: Settings, graphs: Iterable[str]) -> Iterator[Triple]:
    """Give the triples: the language, the formats, the limits, the dataset of a query without FROM, all graphs."""
    service = NamedNode(f"{settings.base_url}/sparql")
    yield Triple(service, Rdf.type, _sd("Service"))
    yield Triple(service, _sd("endpoint"), service)
    yield from _abilities(service, settings)
    yield from _limits(service, settings)
    yield Triple(service, Rdfs.seeAlso, NamedNode(settings.base_url + void.PATH))
    dataset, default, available = BlankNode("dataset"), BlankNode("default"), BlankNode("available")
    yield Triple(service, _sd("defaultDataset"), dataset)
    yield Triple(dataset, Rdf.type, _sd("Dataset"))
    yield Triple(dataset, _sd("defaultGraph"), default)
    yield Triple(default, Rdf.type, _sd("Graph"))
    yield Triple(default, Rdfs.comment, Literal(_default(settings), language="en"))
    yield Triple(service, _sd("availableGraphs"), available)
    yield Triple(available, Rdf.type, _sd("GraphCollection"))
    own = () if settings.plain else (graph.value for graph in (*DEFAULT_GRAPHS, Graph.REPORT))
    for place, graph in enumerate(dict.fromkeys((*own, *graphs))):
        yield from _named((dataset, available), BlankNode(f"graph{place}"), graph)


def _limits(service: NamedNode, settings: Settings) -> Iterator[Triple]:
    """Tell what a query may take: the vocabulary of service descriptions has no terms for it, schema.org has."""
    for row in table():
        value = getattr(settings, row.name)
        # 0 sets no limit where it is allowed.
        if row.name not in UNITS or not value:
            continue
        limit = BlankNode(f"limit-{row.name}")
        yield Triple(service, _schema("additionalProperty"), limit)
        yield Triple(limit, Rdf.type, _schema("PropertyValue"))
        yield Triple(limit, _schema("propertyID"), Literal(row.flag.removeprefix("--")))
        yield Triple(limit, _schema("value"), decimal(value) if row.kind is float else integer(value))
        yield Triple(limit, _schema("unitText"), Literal(UNITS[row.name], language="en"))
        yield Triple(limit, _schema("description"), Literal(row.meaning, language="en"))
    yield Triple(service, Rdfs.comment, Literal(REFUSED, language="en"))


def _abilities(service: NamedNode, settings: Settings) -> Iterator[Triple]:
    yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    for one in (*SOLUTIONS, *GRAPHS):
        if one.encoder is not None:
            yield Triple(service, _sd("resultFormat"), NamedNode(one.encoder.iri))
    # An empty graph stays until it is dropped.
    yield Triple(service, _sd("feature"), _sd("EmptyGraphs"))
    yield Triple(service, _sd("defaultEntailmentRegime"), NamedNode(ENTAILMENT + "Simple"))
    if settings.allow_update:
        yield Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Update"))
        for iri in sorted({format.iri for format in BODIES.values()}):
            yield Triple(service, _sd("inputFormat"), NamedNode(iri))


def _default(settings: Settings) -> str:
    if settings.plain:
        return "The default graph of the store."
    return "The merge of the seven graphs of Rolegraph; other graphs are reached by GRAPH or default-graph-uri."


def _named(collections: Iterable[BlankNode], node: BlankNode, graph: str) -> Iterator[Triple]:
    for collection in collections:
        yield Triple(collection, _sd("namedGraph"), node)
    yield Triple(node, Rdf.type, _sd("NamedGraph"))
    yield Triple(node, _sd("name"), NamedNode(graph))
    if graph == Graph.INFERRED.value:
        yield Triple(node, Rdfs.comment, Literal(INFERRED, language="en"))
