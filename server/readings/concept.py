"""A concept's page: labels side by side, where it is used and by how many roles, and where documents name it."""

from __future__ import annotations

from itertools import islice
from typing import Any

from pyoxigraph import NamedNode, Store

from loaders.identity import kind_of
from ontology.terms import ConceptKind, Rg
from server.readings.labels import described
from server.readings.names import Names, literals, objects, subjects
from server.readings.places import Mentions

#: Roles that are told, those that are counted, and places of documents that are told.
TOLD, COUNTED, PLACES = 100, 20_000, 10


def concept(store: Store, names: Names, node: NamedNode) -> dict[str, Any]:
    """Give what `labels.described` gives, `predicate`, `count`, `roles`, `categories`, `tools`, `maker`, `places`."""
    kind = kind_of(node)
    users = list(islice(subjects(store, kind.statement, node), COUNTED)) if kind.statement else []
    tools = set(islice(subjects(store, Rg.inCategory, node), TOLD)) if kind is ConceptKind.TOOL_CATEGORY else set()
    return {
        **described(store, names, node),
        "concept_kind": kind.value,
        "scheme": kind.scheme.value,
        "predicate": kind.statement.value if kind.statement else None,
        "count": len(set(users)),
        "roles": [names.told(one) for one in names.sorted(set(users[:TOLD]))],
        "categories": [names.told(one) for one in names.sorted(set(objects(store, node, Rg.inCategory)))],
        "tools": [names.told(one) for one in names.sorted(tools)],
        "maker": names.best(literals(store, node, Rg.maker)).text,
        "places": Mentions(store, names).of_concept(node, PLACES),
    }
