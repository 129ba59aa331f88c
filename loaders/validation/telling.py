"""Violations for people and programs: as JSON with their places, as lines of text, and as a SHACL report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple, serialize
from rdflib import SH

import ontology
from loaders.reasoning.evidence import Place, places, places_of
from loaders.reasoning.telling import brief, place_line
from loaders.validation.compiled import Violation, merged, violations
from loaders.validation.shapes import shapes_of
from ontology.terms import PREFIXES, Rdf, Xsd

#: Places that are told of one violation on the command line.
SHOWN = 3


def serious(store: Store) -> tuple[Violation, ...]:
    """What of a store violates our own shapes, but for warnings."""
    shapes = shapes_of(ontology.load_graph(ontology.SHAPES))
    return tuple(one for one in violations(merged(store), shapes) if one.severity == str(SH.Violation))


def violation_json(store: Store, violation: Violation) -> dict[str, Any]:
    """A violation as JSON members; terms as N-Triples write them, `path` as SPARQL does."""
    value = violation.value
    found = {
        "focus": str(violation.focus),
        "path": violation.path,
        "value": None if value is None else str(value),
        "message": violation.message,
        "shape": violation.shape,
        "component": violation.component,
        "severity": violation.severity,
        "places": [place.as_json() for place in _places(store, violation)],
    }
    return {name: member for name, member in found.items() if member is not None}


def violation_lines(told: dict[str, Any]) -> Iterator[str]:
    """A violation, as `violation_json` gives it, as lines of text: where, what, why."""
    where, *more = [place_line(place) for place in told["places"][:SHOWN]] or ["the store"]
    what = " ".join(brief(told[member]) for member in ("focus", "path", "value") if member in told)
    yield f"{where}: {what}"
    yield f"  {told['message'] or told['shape']} ({told['component'].removeprefix(str(SH))})"
    for place in more:
        yield f"  also {place}"


def report(found: Iterable[Violation]) -> bytes:
    """A validation report as Turtle (https://www.w3.org/TR/shacl/#validation-report)."""
    listed = list(found)
    node = BlankNode("report")
    conforms = Literal("false" if listed else "true", datatype=Xsd.boolean)
    triples = [Triple(node, Rdf.type, _sh("ValidationReport")), Triple(node, _sh("conforms"), conforms)]
    for number, one in enumerate(listed):
        result = BlankNode(f"result{number}")
        triples.append(Triple(node, _sh("result"), result))
        triples += [Triple(result, predicate, value) for predicate, value in _members(one)]
    prefixes = PREFIXES | {"sh": str(SH)}
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes) or b""


def _members(one: Violation) -> Iterator[tuple[NamedNode, NamedNode | BlankNode | Literal]]:
    yield Rdf.type, _sh("ValidationResult")
    yield _sh("focusNode"), one.focus
    yield _sh("resultSeverity"), NamedNode(one.severity)
    yield _sh("sourceConstraintComponent"), NamedNode(one.component)
    if predicate := _predicate(one):
        yield _sh("resultPath"), predicate
    if one.value is not None:
        yield _sh("value"), one.value
    if ":" in one.shape:
        yield _sh("sourceShape"), NamedNode(one.shape)
    if one.message:
        yield _sh("resultMessage"), Literal(one.message, language="en")


def _places(store: Store, violation: Violation) -> tuple[Place, ...]:
    focus, value, predicate = violation.focus, violation.value, _predicate(violation)
    if not isinstance(focus, NamedNode):
        return ()
    if predicate is not None and isinstance(value, NamedNode | Literal):
        return places(store, (focus, predicate, value)) or places_of(store, focus)
    return places_of(store, focus)


def _predicate(violation: Violation) -> NamedNode | None:
    """The path, where it is but a predicate."""
    path = violation.path
    return NamedNode(path[1:-1]) if path is not None and path.startswith("<") else None


def _sh(name: str) -> NamedNode:
    return NamedNode(f"{SH}{name}")
