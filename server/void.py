"""The description of the data in VoID (https://www.w3.org/TR/void/): what is in it, how much, and where to get it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from loaders.quads import integer
from ontology.terms import PREFIXES, Rdf

VOID = "http://rdfs.org/ns/void#"
FOAF = "http://xmlns.com/foaf/0.1/"
SD = "http://www.w3.org/ns/sparql-service-description#"
PATH = "/.well-known/void"
#: The most partitions and graphs that are told of; the largest come first.
MOST = 1000
#: Formats as the W3C names them.
FORMATS = ("Turtle", "N-Triples", "N-Quads", "TriG", "RDF_XML", "JSON-LD")

_NAMESPACE = re.compile(r".*[#/]")


@dataclass(frozen=True, slots=True)
class Statistics:
    """Numbers of the default graph; of its properties, its classes and all named graphs, each with its own number."""

    triples: int
    subjects: int
    objects: int
    properties: list[tuple[str, int]]
    classes: list[tuple[str, int]]
    graphs: list[tuple[str, int]]

    @property
    def vocabularies(self) -> list[str]:
        """The namespaces of the classes and properties that are used."""
        found = (_NAMESPACE.match(name) for name, _ in (*self.properties, *self.classes))
        return sorted({match[0] for match in found if match})


def triples(base: str, found: Statistics) -> Iterator[Triple]:
    """Describe the data of the server at the URL `base`."""
    document, dataset = NamedNode(base + PATH), NamedNode(f"{base}{PATH}#dataset")
    yield Triple(document, Rdf.type, _void("DatasetDescription"))
    yield Triple(document, NamedNode(FOAF + "primaryTopic"), dataset)
    yield Triple(dataset, Rdf.type, _void("Dataset"))
    yield Triple(dataset, NamedNode(PREFIXES["dcterms"] + "title"), Literal("Rolegraph", language="en"))
    yield Triple(dataset, _void("sparqlEndpoint"), NamedNode(f"{base}/sparql"))
    yield Triple(dataset, _void("dataDump"), NamedNode(f"{base}/dump.nq.gz"))
    for format in FORMATS:
        yield Triple(dataset, _void("feature"), NamedNode(f"http://www.w3.org/ns/formats/{format}"))
    for vocabulary in found.vocabularies[:MOST]:
        yield Triple(dataset, _void("vocabulary"), NamedNode(vocabulary))
    yield from _numbers(dataset, found)
    yield from _partitions(dataset, found)


def _numbers(dataset: NamedNode, found: Statistics) -> Iterator[Triple]:
    numbers = {
        "triples": found.triples,
        "distinctSubjects": found.subjects,
        "distinctObjects": found.objects,
        "properties": len(found.properties),
        "classes": len(found.classes),
    }
    for name, number in numbers.items():
        yield Triple(dataset, _void(name), integer(number))


def _partitions(dataset: NamedNode, found: Statistics) -> Iterator[Triple]:
    for place, (name, number) in enumerate(found.classes[:MOST]):
        part = NamedNode(f"{dataset.value}-class-{place}")
        yield Triple(dataset, _void("classPartition"), part)
        yield Triple(part, _void("class"), NamedNode(name))
        yield Triple(part, _void("entities"), integer(number))
    for place, (name, number) in enumerate(found.properties[:MOST]):
        part = NamedNode(f"{dataset.value}-property-{place}")
        yield Triple(dataset, _void("propertyPartition"), part)
        yield Triple(part, _void("property"), NamedNode(name))
        yield Triple(part, _void("triples"), integer(number))
    for place, (name, number) in enumerate(found.graphs[:MOST]):
        part = NamedNode(f"{dataset.value}-graph-{place}")
        yield Triple(dataset, _void("subset"), part)
        yield Triple(part, Rdf.type, _void("Dataset"))
        yield Triple(part, Rdf.type, NamedNode(SD + "NamedGraph"))
        yield Triple(part, NamedNode(SD + "name"), NamedNode(name))
        yield Triple(part, _void("triples"), integer(number))


def _void(name: str) -> NamedNode:
    return NamedNode(VOID + name)
