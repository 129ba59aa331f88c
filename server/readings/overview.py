"""What there is in the graph: numbers for the front page, and the list of roles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from ontology.terms import ConceptKind, Graph, Rdf, Rg, Schema
from server.readings.names import Names, objects, text_of

#: Documents on one page of their list.
PAGE = 100
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


def documents(store: Store, chain: Sequence[str], page: int = 1) -> dict[str, Any]:
    """List the documents by source, a page at a time: `documents`, `count`, `page`, `pages`."""
    names = Names(store, chain)
    found = []
    for quad in store.quads_for_pattern(None, Rg.sourceName, None, Graph.DOCUMENTS):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            found.append((quad.object.value, quad.subject))
    found.sort(key=lambda one: (one[0], one[1].value))
    pages = max(1, -(-len(found) // PAGE))
    page = min(page, pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    return {
        "documents": [_document(store, names, source, node) for source, node in shown],
        "count": len(found),
        "page": page,
        "pages": pages,
    }


def _document(store: Store, names: Names, source: str, node: NamedNode) -> dict[str, Any]:
    described = names.sorted(set(objects(store, node, Rg.describesRole)))
    return {
        **names.told(node),
        "source": source,
        "written_in": text_of(store, node, Schema.inLanguage),
        "roles": [names.told(one) for one in described],
    }


def _count(store: Store, type: NamedNode) -> int:
    return sum(1 for graph in _CONCEPTS for _ in store.quads_for_pattern(None, Rdf.type, type, graph))


def _documents(store: Store) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, Rdf.type, Rg.Document, Graph.DOCUMENTS))
