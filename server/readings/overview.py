"""What there is in the graph: numbers for the front page, and the list of roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pyoxigraph import NamedNode, Store

from ontology.terms import ConceptKind, Graph, Rdf, Rg
from server.readings.names import Names

_CONCEPTS = (Graph.VOCABULARY, Graph.CANDIDATES)


def overview(store: Store) -> dict[str, Any]:
    """Count the concepts of each kind, the documents and their languages."""
    kinds = {kind.value: _count(store, kind.type) for kind in ConceptKind if kind.statement or kind == ConceptKind.ROLE}
    return {"concepts": kinds, "documents": _documents(store)}


def roles(store: Store, chain: Sequence[str]) -> list[dict[str, Any]]:
    """List the roles, each with its name and how many documents describe it, most described first."""
    names = Names(store, chain)
    described: Counter[NamedNode] = Counter()
    for quad in store.quads_for_pattern(None, Rg.describesRole, None, Graph.DOCUMENTS):
        if isinstance(quad.object, NamedNode):
            described[quad.object] += 1
    found = [(names.of(role), role) for role in described]
    found.sort(key=lambda one: (-described[one[1]], one[0].text.casefold(), one[1].value))
    return [
        {"iri": role.value, "label": name.text, "language": name.language, "documents": described[role]}
        for name, role in found
    ]


def _count(store: Store, type: NamedNode) -> int:
    return sum(1 for graph in _CONCEPTS for _ in store.quads_for_pattern(None, Rdf.type, type, graph))


def _documents(store: Store) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, Rdf.type, Rg.Document, Graph.DOCUMENTS))
