"""Which files of RDF a store holds and what each gave: the file and its load (PROV), in the report graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store

from loaders.provenance import agent, moment
from loaders.quads import in_graph, integer, text
from loaders.rdf.names import graph_of
from ontology.terms import Graph, Prov, Rdf, Rg, Schema, Void


@dataclass(frozen=True, slots=True)
class File:
    """A file of RDF in the store: the name of its source, its hash, and its graphs with their numbers of triples.

    `target` is the graph of its statements that had none, None where there are no such.
    """

    source: str
    sha256: str
    graphs: Mapping[str, int]
    target: str | None

    @property
    def triples(self) -> int:
        """The triples of all its graphs."""
        return sum(self.graphs.values())

    def as_json(self) -> dict[str, object]:
        """The file as JSON members."""
        graphs = [{"graph": graph, "triples": triples} for graph, triples in self.graphs.items()]
        return {"source": self.source, "triples": self.triples, "graphs": graphs}


def nodes(source: str) -> tuple[NamedNode, NamedNode]:
    """The file and its load. A number sign stands in the name of no source's graph, so these are nobody else's."""
    graph = graph_of(source).value
    return NamedNode(f"{graph}#file"), NamedNode(f"{graph}#load")


def files(store: Store) -> dict[str, File]:
    """The files that a store holds, by the names of their sources."""
    found = [_file(store, quad) for quad in store.quads_for_pattern(None, Rdf.type, Schema.MediaObject, Graph.REPORT)]
    return {file.source: file for file in sorted(found, key=lambda file: file.source)}


def _file(store: Store, typed: Quad) -> File:
    assert isinstance(typed.subject, NamedNode)
    load = NamedNode(f"{typed.subject.value.removesuffix('#file')}#load")
    (name,), (sha256,) = (_values(store, typed.subject, one) for one in (Rg.sourceName, Schema.sha256))
    graphs = sorted(_values(store, load, Prov.generated))
    return File(
        name,
        sha256,
        {graph: sum(map(int, _values(store, NamedNode(graph), Void.triples))) for graph in graphs},
        next(iter(_values(store, typed.subject, Void.inDataset)), None),
    )


def _values(store: Store, subject: NamedNode, predicate: NamedNode) -> list[str]:
    found = (quad.object for quad in store.quads_for_pattern(subject, predicate, None, Graph.REPORT))
    return [one.value for one in found if isinstance(one, NamedNode | Literal)]


def quads(file: File, format_: RdfFormat, started: datetime, ended: datetime) -> list[Quad]:
    """What the report graph tells of a file and its load."""
    node, load = nodes(file.source)
    found: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (node, Rdf.type, Schema.MediaObject),
        (node, Rg.sourceName, text(file.source)),
        (node, Schema.sha256, text(file.sha256)),
        (node, Schema.encodingFormat, text(format_.media_type)),
        (load, Rdf.type, Prov.Activity),
        (load, Prov.used, node),
        (load, Prov.startedAtTime, moment(started)),
        (load, Prov.endedAtTime, moment(ended)),
        (load, Prov.wasAssociatedWith, agent()),
        (agent(), Rdf.type, Prov.SoftwareAgent),
    ]
    if file.target is not None:
        found.append((node, Void.inDataset, NamedNode(file.target)))
    for graph, triples in file.graphs.items():
        found += [(load, Prov.generated, NamedNode(graph)), (NamedNode(graph), Void.triples, integer(triples))]
    return in_graph(Graph.REPORT, found)


def told(store: Store, file: File) -> Iterator[Quad]:
    """What the report graph of a store tells of a file: to be taken out with it."""
    for node in nodes(file.source):
        yield from store.quads_for_pattern(node, None, None, Graph.REPORT)
    for graph in file.graphs:
        yield from store.quads_for_pattern(NamedNode(graph), Void.triples, None, Graph.REPORT)
