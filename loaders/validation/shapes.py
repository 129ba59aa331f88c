"""A shapes graph, read into frozen dataclasses; what we don't know in it is refused by name, not ignored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from loaders.validation.errors import UnknownConstraint
from loaders.validation.paths import path_text

TARGETS = {SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf}
#: Parameters whose value is a list of terms, a list of shapes, a shape.
LISTS = {SH["in"], SH.languageIn}
SHAPE_LISTS = {SH["and"], SH["or"], SH.xone}
SHAPES = {SH["not"], SH.node}
PLAIN = {
    *(SH["class"], SH.datatype, SH.nodeKind, SH.minCount, SH.maxCount, SH.hasValue, SH.pattern, SH.uniqueLang),
    *(SH.minLength, SH.maxLength, SH.minInclusive, SH.maxInclusive, SH.minExclusive, SH.maxExclusive),
    *(SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals),
}
#: What says nothing about data (https://www.w3.org/TR/shacl/#nonValidation), or is read elsewhere.
SILENT = {
    *(SH.name, SH.description, SH.order, SH.group, SH.defaultValue, SH.message, SH.severity, SH.deactivated),
    *(SH.path, SH.property, SH.flags),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One constraint: its parameter's IRI and value; a list's members and shapes are given as such."""

    name: URIRef
    value: Node | None = None
    members: tuple[Node, ...] = ()
    shapes: tuple[Shape, ...] = ()
    flags: str = ""


@dataclass(frozen=True, slots=True)
class Shape:
    """A node shape, or a property shape, which has a path (in SPARQL's syntax)."""

    node: Node
    path: str | None
    parameters: tuple[Parameter, ...]
    properties: tuple[Shape, ...]
    targets: tuple[tuple[URIRef, Node], ...]
    severity: URIRef
    message: str


def shapes_of(graph: Graph) -> tuple[Shape, ...]:
    """Give the shapes of a graph that have targets.

    Raises UnknownConstraint.
    """
    targeted = {subject for target in TARGETS for subject in graph.subjects(target)}
    implicit = {
        one for kind in (RDFS.Class, OWL.Class) for one in graph.subjects(RDF.type, kind) if _is_shape(graph, one)
    }
    found = (_shape(graph, node, ()) for node in sorted(targeted | implicit, key=str))
    return tuple(shape for shape in found if shape is not None)


def _is_shape(graph: Graph, node: Node) -> bool:
    return any((node, RDF.type, kind) in graph for kind in (SH.NodeShape, SH.PropertyShape))


def _shape(graph: Graph, node: Node, above: tuple[Node, ...]) -> Shape | None:
    """One shape, None where it is deactivated; `above` are those in which it stands."""
    if node in above:
        raise UnknownConstraint("shapes that refer to themselves")
    if graph.value(node, SH.deactivated) == Literal(True):
        return None
    path = graph.value(node, SH.path)
    properties = _all(graph, graph.objects(node, SH.property), (*above, node))
    if path is not None and properties:
        raise UnknownConstraint("sh:property inside a property shape")
    messages = sorted(graph.objects(node, SH.message), key=lambda text: getattr(text, "language", None) != "en")
    return Shape(
        node=node,
        path=None if path is None else path_text(graph, path),
        parameters=tuple(_parameters(graph, node, (*above, node))),
        properties=properties,
        targets=tuple(_targets(graph, node)),
        severity=URIRef(str(graph.value(node, SH.severity, default=SH.Violation))),
        message=str(messages[0]) if messages else "",
    )


def _all(graph: Graph, nodes: Iterator[Node], above: tuple[Node, ...]) -> tuple[Shape, ...]:
    found = (_shape(graph, node, above) for node in sorted(nodes, key=str))
    return tuple(shape for shape in found if shape is not None)


def _targets(graph: Graph, node: Node) -> Iterator[tuple[URIRef, Node]]:
    for target in sorted(TARGETS):
        for value in sorted(graph.objects(node, target), key=str):
            yield target, value
    if any((node, RDF.type, kind) in graph for kind in (RDFS.Class, OWL.Class)):
        yield SH.targetClass, node


def _parameters(graph: Graph, node: Node, above: tuple[Node, ...]) -> Iterator[Parameter]:
    flags = str(graph.value(node, SH.flags) or "")
    for predicate, value in sorted(graph.predicate_objects(node)):
        name = URIRef(str(predicate))
        if name in PLAIN:
            yield Parameter(name, value, flags=flags)
        elif name in LISTS:
            yield Parameter(name, members=tuple(Collection(graph, value)))
        elif name in SHAPE_LISTS:
            yield Parameter(name, shapes=_all(graph, iter(Collection(graph, value)), above))
        elif name in SHAPES:
            yield Parameter(name, shapes=_all(graph, iter([value]), above))
        elif name.startswith(str(SH)) and name not in SILENT | TARGETS:
            raise UnknownConstraint(f"sh:{name.removeprefix(str(SH))}")
