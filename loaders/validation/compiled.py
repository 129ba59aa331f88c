"""Shapes run on a store as SPARQL queries, one a constraint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Store
from rdflib import RDF, RDFS, SH, URIRef
from rdflib.term import Node

from loaders.validation.checks import Check, Checks
from loaders.validation.shapes import Shape
from ontology.terms import DEFAULT_GRAPHS, Graph

#: What is validated of a store: all but taxonomies and what users loaded beside.
GRAPHS = (*DEFAULT_GRAPHS, Graph.REPORT)

Term = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True)
class Violation:
    """One result of validation (https://www.w3.org/TR/shacl/#results-validation-result)."""

    focus: Term
    path: str | None
    value: Term | None
    component: str
    shape: str
    severity: str
    message: str


def violations(store: Store, shapes: Sequence[Shape]) -> Iterator[Violation]:
    """Yield what violates the shapes in a store's default graph, each result once.

    In one thing it is not SHACL: a target node of which the graph says nothing has no value by a path of no steps.
    Raises UnknownConstraint.
    """
    classes = Classes(store)
    checks = Checks(classes.below)
    for shape in shapes:
        nodes = targets(shape, classes)
        for inner in (shape, *shape.properties):
            for check in checks.of(inner):
                yield from _found(store, inner, check, query(nodes, check))


def merged(store: Store, graphs: Iterable[NamedNode] = GRAPHS) -> Store:
    """Copy some graphs of a store into the default graph of a new one in memory.

    A question costs a tenth there: it looks into one graph, not into eight, and not on the disk.
    """
    copy = Store()
    with TemporaryFile() as file:
        # One file, so that a blank node of two graphs stays one.
        for graph in graphs:
            store.dump(file, format=RdfFormat.N_TRIPLES, from_graph=graph)
        file.seek(0)
        copy.bulk_load(file, format=RdfFormat.N_TRIPLES, lenient=True)
    return copy


class Classes:
    """The classes of a store, each with those below it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def below(self, node: Node) -> list[URIRef]:
        """A class and its subclasses, direct or not."""
        text = f"SELECT DISTINCT ?class {{ ?class {RDFS.subClassOf.n3()}* {node.n3()} }}"
        answer = self._store.query(text)
        assert isinstance(answer, QuerySolutions)
        found = {URIRef(one.value) for row in answer if isinstance(one := row["class"], NamedNode)}
        return sorted({URIRef(str(node)), *found})


def targets(shape: Shape, classes: Classes) -> str:
    """A pattern that binds ?this to the focus nodes of a shape (https://www.w3.org/TR/shacl/#targets)."""
    patterns = []
    for kind, value in shape.targets:
        if kind == SH.targetClass:
            names = " ".join(one.n3() for one in classes.below(value))
            patterns.append(f"VALUES ?class {{ {names} }} ?this {RDF.type.n3()} ?class")
        elif kind == SH.targetNode:
            patterns.append(f"VALUES ?this {{ {value.n3()} }}")
        elif kind == SH.targetSubjectsOf:
            patterns.append(f"?this {value.n3()} ?any")
        else:
            patterns.append(f"?any {value.n3()} ?this")
    return f"{{ SELECT DISTINCT ?this {{ {' UNION '.join(f'{{ {one} }}' for one in patterns)} }} }}"


def query(nodes: str, check: Check) -> str:
    """The query for what violates a check among focus nodes; it binds ?this, and ?value where a value is to blame."""
    if not check.each:
        return f"SELECT ?this {{ {nodes} FILTER({check.violated('?this', '?this')}) }}"
    if check.path is None:
        return f"SELECT ?this (?this AS ?value) {{ {nodes} FILTER({check.violated('?this', '?this')}) }}"
    found = check.violated("?this", "?value")
    return f"SELECT DISTINCT ?this ?value {{ {nodes} ?this {check.path} ?value FILTER({found}) }}"


def _found(store: Store, shape: Shape, check: Check, text: str) -> Iterator[Violation]:
    answer = store.query(text)
    assert isinstance(answer, QuerySolutions)
    for row in answer:
        focus, value = row["this"], row["value"] if check.each else None
        assert isinstance(focus, Term)
        assert value is None or isinstance(value, Term)
        yield Violation(
            focus=focus,
            path=shape.path,
            value=value,
            component=str(check.component),
            shape=str(shape.node),
            severity=str(shape.severity),
            message=shape.message,
        )
