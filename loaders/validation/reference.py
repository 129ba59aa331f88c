"""The same validation by pySHACL, which knows SHACL whole and is the reference that the compiled shapes are held to."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Store
from rdflib import SH, Graph
from rdflib import BNode as RdflibBlank
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node

from loaders.validation.compiled import Term, Violation
from loaders.validation.paths import path_text
from ontology.errors import QueryError


def violations(store: Store, shapes: Graph) -> Iterator[Violation]:
    """Yield what violates a shapes graph in a store's default graph, each result once.

    Raises QueryError where pySHACL can't use the shapes.
    """
    from pyshacl import validate

    try:
        _, report, told = validate(rdflib_graph(store), shacl_graph=shapes, advanced=True)
    except Exception as error:
        # Ill-formed shapes end in errors of every kind: of pySHACL, rdflib, its parser and regular expressions.
        raise QueryError(f"pySHACL can't use the shapes: {' '.join(str(error).split())}") from error
    if not isinstance(report, Graph):
        raise QueryError(f"pySHACL can't use the shapes: {told}")
    yield from dict.fromkeys(_violation(report, shapes, node) for node in report.objects(None, SH.result))


def rdflib_graph(store: Store) -> Graph:
    """A store's default graph for rdflib."""
    graph = Graph()
    with TemporaryFile() as file:
        store.dump(file, format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
        file.seek(0)
        graph.parse(file, format="nt")
    return graph


def _violation(report: Graph, shapes: Graph, node: Node) -> Violation:
    source = report.value(node, SH.sourceShape)
    path, value = report.value(node, SH.resultPath), report.value(node, SH.value)
    focus = report.value(node, SH.focusNode)
    assert source is not None
    assert focus is not None
    messages = sorted(shapes.objects(source, SH.message), key=lambda text: getattr(text, "language", None) != "en")
    return Violation(
        focus=_term(focus),
        path=None if path is None else path_text(report, path),
        value=None if value is None else _term(value),
        component=str(report.value(node, SH.sourceConstraintComponent)),
        shape=str(source),
        severity=str(report.value(node, SH.resultSeverity)),
        message=str((messages[0] if messages else report.value(node, SH.resultMessage)) or ""),
    )


def _term(node: Node) -> Term:
    if isinstance(node, RdflibLiteral):
        if node.language is not None:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=NamedNode(str(node.datatype)) if node.datatype is not None else None)
    return BlankNode(str(node)) if isinstance(node, RdflibBlank) else NamedNode(str(node))
