"""What leaves the store with documents: their own quads, and what no other document supports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Store

from loaders.describe import StepRow, statement, transitions
from loaders.quads import Triple, in_graph
from loaders.rows import CONCEPTS, MENTIONED, PATHS, ROLES, STATED, STEPS, Row, literal, node, select
from ontology.terms import Graph, Oa, Rg


def document_quads(store: Store, document: NamedNode) -> Iterator[Quad]:
    """All quads of a document: its node, its mentions, their selectors and sentences, and its part of the report."""
    yield from store.quads_for_pattern(document, None, None, Graph.DOCUMENTS)
    for found in store.quads_for_pattern(None, Rg.inDocument, document, None):
        for quad in store.quads_for_pattern(found.subject, None, None, found.graph_name):
            yield quad
            if quad.predicate in (Oa.hasSelector, Rg.hasSentence):
                assert isinstance(quad.object, NamedNode)
                yield from store.quads_for_pattern(quad.object, None, None, Graph.DOCUMENTS)
    activity = load_iri(document)
    yield from store.quads_for_pattern(activity, None, None, Graph.REPORT)


def load_iri(document: NamedNode) -> NamedNode:
    """The activity that loaded a document."""
    return NamedNode(f"{document.value}/load")


def mentioned(store: Store, document: NamedNode) -> set[NamedNode]:
    """The concepts that a document mentions."""
    return {node(row, "concept") for row in select(store, CONCEPTS, document=document)}


def unsupported(store: Store, gone: set[NamedNode]) -> Iterator[Quad]:
    """The statements and careers that no document supports but those that go."""
    roles = {node(row, "role") for document in gone for row in select(store, ROLES, document=document)}
    for role in roles:
        kept = {
            statement(role, node(row, "concept"))
            for row in select(store, MENTIONED, role=role)
            if node(row, "document") not in gone
        }
        for row in select(store, STATED, role=role):
            stated = (role, node(row, "property"), node(row, "concept"))
            if stated not in kept:
                yield Quad(*stated, Graph.STATEMENTS)
    yield from unsupported_careers(store, roles, gone)


def unsupported_careers(store: Store, roles: set[NamedNode], gone: set[NamedNode]) -> Iterator[Quad]:
    """The same of career steps, of their evidence, and of where they lead."""
    leading: set[Triple] = set()
    for role in roles:
        staying: set[NamedNode] = set()
        paths: dict[NamedNode, list[StepRow]] = {}
        rows = list(select(store, STEPS, role=role))
        for row in rows:
            paths.setdefault(node(row, "document"), []).append(step_row(row))
            if node(row, "document") in gone:
                yield Quad(node(row, "step"), Rg.hasEvidence, node(row, "mention"), Graph.STATEMENTS)
            else:
                staying.add(node(row, "step"))
        for step in {node(row, "step") for row in rows} - staying:
            yield from store.quads_for_pattern(step, None, None, Graph.STATEMENTS)
        leading |= {triple for document in paths.keys() & gone for triple in transitions(role, paths[document])}
    kept = led(store, {triple[0] for triple in leading}, gone) if leading else set()
    yield from in_graph(Graph.STATEMENTS, list(leading - kept))


def led(store: Store, roles: Iterable[NamedNode], gone: set[NamedNode]) -> set[Triple]:
    """Where the documents that stay lead from some roles, whatever path they stand in."""
    found: set[Triple] = set()
    paths = {node(row, "path") for role in roles for row in select(store, PATHS, role=role)} | set(roles)
    for path in paths:
        rows: dict[NamedNode, list[StepRow]] = {}
        for row in select(store, STEPS, role=path):
            if node(row, "document") not in gone:
                rows.setdefault(node(row, "document"), []).append(step_row(row))
        for steps in rows.values():
            found |= transitions(path, steps)
    return found


def step_row(row: Row) -> StepRow:
    """A row of the query as a step."""
    return StepRow(int(literal(row, "position").value), node(row, "kind"), node(row, "target"))
