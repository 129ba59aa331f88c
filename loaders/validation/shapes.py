"""A shapes graph, read into frozen dataclasses; what we don't know in it is refused by name, not ignored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.term import Node

from loaders.validation.errors import IllFormed, UnknownConstraint
from loaders.validation.paths import PATHS, path_text
from loaders.validation.terms import SEVERAL, checked, members, one_of, short

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
    *(SH.path, SH.property, SH.flags, SH.declare, SH.prefix, SH.namespace, SH.shapesGraph, SH.suggestedShapesGraph),
}
PARAMETERS = LISTS | SHAPE_LISTS | SHAPES | PLAIN
#: All of SHACL that is understood here.
KNOWN = PARAMETERS | SILENT | TARGETS | PATHS
#: Shapes inside shapes.
DEEPEST = 20


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
    #: To a deactivated shape everything conforms.
    is_deactivated: bool = False


def shapes_of(graph: Graph) -> tuple[Shape, ...]:
    """Give the shapes of a graph that have targets.

    Raises IllFormed, also where no shape has a target, and UnknownConstraint.
    """
    for name in {URIRef(str(one)) for one in graph.predicates() if str(one).startswith(str(SH))} - KNOWN:
        raise UnknownConstraint(short(name))
    targeted = {subject for target in TARGETS for subject in graph.subjects(target)}
    implicit = {
        one for kind in (RDFS.Class, OWL.Class) for one in graph.subjects(RDF.type, kind) if _is_shape(graph, one)
    }
    if not targeted | implicit:
        raise IllFormed("no shape has a target, so that nothing would be validated")
    found = (_shape(graph, node, ()) for node in sorted(targeted | implicit, key=str))
    return tuple(shape for shape in found if not shape.is_deactivated)


def _is_shape(graph: Graph, node: Node) -> bool:
    return any((node, RDF.type, kind) in graph for kind in (SH.NodeShape, SH.PropertyShape))


def _shape(graph: Graph, node: Node, above: tuple[Node, ...]) -> Shape:
    """One shape; `above` are those in which it stands."""
    if node in above or len(above) > DEEPEST:
        raise UnknownConstraint("shapes that refer to themselves, or are too deep")
    if isinstance(node, Literal) or (node, None, None) not in graph:
        raise IllFormed(f"{node.n3()} is no shape")
    path = one_of(graph, node, SH.path)
    severity = one_of(graph, node, SH.severity) or SH.Violation
    messages = sorted(graph.objects(node, SH.message), key=lambda text: getattr(text, "language", None) != "en")
    off = one_of(graph, node, SH.deactivated) == Literal(True)
    if not isinstance(severity, URIRef):
        raise IllFormed(f"sh:severity can't be {severity.n3()}")
    return Shape(
        node=node,
        path=None if path is None else path_text(graph, path),
        parameters=() if off else tuple(_parameters(graph, node, (*above, node))),
        properties=() if off else tuple(_properties(graph, node, (*above, node))),
        targets=tuple(_targets(graph, node)),
        severity=severity,
        message=str(messages[0]) if messages else "",
        is_deactivated=off,
    )


def _properties(graph: Graph, node: Node, above: tuple[Node, ...]) -> Iterator[Shape]:
    for value in sorted(graph.objects(node, SH.property), key=str):
        if (node, SH.path, None) in graph:
            raise UnknownConstraint("sh:property inside a property shape")
        if (value, SH.path, None) not in graph:
            raise IllFormed("a sh:property without a sh:path")
        yield _shape(graph, value, above)


def _targets(graph: Graph, node: Node) -> Iterator[tuple[URIRef, Node]]:
    for target in sorted(TARGETS):
        for value in sorted(graph.objects(node, target), key=str):
            if not isinstance(value, URIRef) and (target != SH.targetNode or not isinstance(value, Literal)):
                raise IllFormed(f"{short(target)} can't be {value.n3()}")
            yield target, value
    if any((node, RDF.type, kind) in graph for kind in (RDFS.Class, OWL.Class)):
        yield SH.targetClass, node


def _parameters(graph: Graph, node: Node, above: tuple[Node, ...]) -> Iterator[Parameter]:
    """The constraints of a shape."""
    flags = str(one_of(graph, node, SH.flags) or "")
    for predicate, value in sorted(graph.predicate_objects(node), key=str):
        name = URIRef(str(predicate))
        if name not in PARAMETERS:
            continue
        if name not in SEVERAL:
            one_of(graph, node, name)
        if name in LISTS:
            yield Parameter(name, members=tuple(checked(SH.hasValue, one) for one in members(graph, value)))
        elif name in SHAPE_LISTS:
            yield Parameter(name, shapes=tuple(_shape(graph, one, above) for one in members(graph, value, 1)))
        elif name in SHAPES:
            yield Parameter(name, shapes=(_shape(graph, value, above),))
        else:
            yield Parameter(name, checked(name, value), flags=flags)
