"""The manifests of the W3C's tests, as cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import RDF, RDFS, Graph, Namespace, URIRef
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
#: Where the files are published: relative IRIs in them are resolved below it.
BASE = "https://w3c.github.io/rdf-tests/sparql/sparql11/"

#: The folders of each group. Entailment regimes are not claimed, so their folder is in none.
GROUPS: dict[str, tuple[str, ...]] = {
    "query": (
        *("aggregates", "bind", "bindings", "cast", "construct", "exists", "functions", "grouping", "negation"),
        *("project-expression", "property-path", "subquery"),
    ),
    "results": ("csv-tsv-res", "json-res"),
    "syntax": (
        *("aggregates", "construct", "delete-insert", "grouping"),
        *("syntax-query", "syntax-update-1", "syntax-update-2", "syntax-fed"),
    ),
    "update": (
        *("add", "basic-update", "clear", "copy", "delete", "delete-data", "delete-insert", "delete-where"),
        *("drop", "move", "update-silent"),
    ),
    "federation": ("service",),
    "protocol": ("protocol",),
    "service description": ("service-description",),
    "graph store": ("graph-store-protocol",),
}
#: The kinds of tests of each group.
KINDS = {
    "query": ("QueryEvaluationTest",),
    "federation": ("QueryEvaluationTest",),
    "results": ("QueryEvaluationTest", "CSVResultFormatTest"),
    "syntax": (
        "PositiveSyntaxTest11",
        "NegativeSyntaxTest11",
        "PositiveUpdateSyntaxTest11",
        "NegativeUpdateSyntaxTest11",
    ),
    "update": ("UpdateEvaluationTest",),
    "protocol": ("ProtocolTest",),
    "service description": ("ServiceDescriptionTest",),
    "graph store": ("GraphStoreProtocolTest",),
}

#: Files, each with the name of its graph, None for the default graph.
Data = list[tuple[str, str | None]]


@dataclass(frozen=True)
class Case:
    """A test: `text` is the file of its query or update; `manifest` and `node` hold what else it says."""

    name: str
    kind: str
    folder: Path
    manifest: Graph
    node: Node
    text: str | None = None
    data: Data = field(default_factory=list)
    result: str | None = None
    result_data: Data = field(default_factory=list)


def cases(root: Path, group: str) -> Iterator[Case]:
    """Give the cases of a group in the order of its manifests."""
    for folder in GROUPS[group]:
        for path in sorted((root / folder).glob("manifest*.ttl")):
            base = f"{BASE}{folder}/"
            manifest = Graph().parse(path, publicID=base)
            for entries in manifest.objects(None, MF.entries):
                for node in manifest.items(entries):
                    kind = str(manifest.value(node, RDF.type)).rpartition("#")[2]
                    if kind in KINDS[group]:
                        yield _case(root / folder, manifest, node, kind, base)


def _case(folder: Path, manifest: Graph, node: Node, kind: str, base: str) -> Case:
    action, result = manifest.value(node, MF.action), manifest.value(node, MF.result)

    def file(subject: Node | None, *predicates: URIRef) -> str | None:
        found = next((one for two in predicates if (one := manifest.value(subject, two)) is not None), subject)
        return str(found).removeprefix(base) if isinstance(found, URIRef) else None

    return Case(
        name=f"{folder.name}/{str(node).rpartition('#')[2]}",
        kind=kind,
        folder=folder,
        manifest=manifest,
        node=node,
        text=file(action, QT.query, UT.request),
        data=[*_data(manifest, action, base), *_data(manifest, node, base)],
        result=file(result),
        result_data=_data(manifest, result, base),
    )


def _data(manifest: Graph, node: Node | None, base: str) -> Data:
    found: Data = []
    for predicate in (QT.data, UT.data):
        found += [(str(file).removeprefix(base), None) for file in manifest.objects(node, predicate)]
    for predicate in (QT.graphData, UT.graphData):
        for graph in manifest.objects(node, predicate):
            file = manifest.value(graph, UT.graph) or manifest.value(graph, QT.graph) or graph
            label = manifest.value(graph, RDFS.label)
            found.append((str(file).removeprefix(base), str(label or file)))
    return found
