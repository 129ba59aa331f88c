"""A role's page: what documents say of it, how often, where its career leads, and which roles are like it."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from loaders.identity import kind_of
from loaders.rows import node as iri_in
from loaders.rows import select_from
from ontology.terms import ConceptKind, Graph, Rg
from server.readings.careers import career
from server.readings.labels import described
from server.readings.memory import remembered
from server.readings.names import Names, literals, objects, subjects

Stated = dict[ConceptKind, set[NamedNode]]

#: What a role states, in the order of its page.
STATED = (
    ConceptKind.RESPONSIBILITY,
    ConceptKind.SKILL,
    ConceptKind.TOOL_CATEGORY,
    ConceptKind.TOOL,
    ConceptKind.BEST_PRACTICE,
)
#: Mentions of a role that are counted, and statements of a kind that are told: a page is bounded.
COUNTED, TOLD = 4000, 300
#: Similar roles: a concept of more roles than this says little, and each is looked at; so many are told.
COMMON, SIMILAR = 25, 8
_COUNT = """SELECT ?role ?concept (COUNT(*) AS ?n) { ?mention rg:aboutRole ?role ; rg:mentions ?concept }
    GROUP BY ?role ?concept"""
#: Documents that are listed.
DOCUMENTS = 50


def role(store: Store, names: Names, node: NamedNode) -> dict[str, Any]:
    """Give what `labels.described` gives, and `statements` by kind, `career`, `similar`, `documents`."""
    evidence, whole = _evidence(store, node)
    stated = {kind: _stated(store, node, kind) for kind in STATED}
    return {
        **described(store, names, node),
        "statements": {kind.value: _statements(store, names, kind, stated[kind], evidence) for kind in STATED},
        "counted": whole,
        "career": career(store, names, node),
        "similar": _similar(store, names, node, stated),
        "documents": _documents(store, names, node),
    }


def _stated(store: Store, node: NamedNode, kind: ConceptKind) -> set[NamedNode]:
    assert kind.statement is not None
    return set(islice(objects(store, node, kind.statement), TOLD))


def _statements(
    store: Store, names: Names, kind: ConceptKind, concepts: set[NamedNode], evidence: Counter[NamedNode]
) -> list[dict[str, Any]]:
    """Tell statements of one kind, those said most often first: `predicate`, the concept, `evidence`, `categories`."""
    assert kind.statement is not None
    ordered = sorted(names.sorted(concepts), key=lambda one: -evidence[one])
    found = []
    for one in ordered:
        told = {**names.told(one), "predicate": kind.statement.value, "evidence": evidence[one]}
        if kind is ConceptKind.TOOL:
            categories, makers = remembered(store, of_tool, one)
            told["categories"] = [names.told(up) for up in names.sorted(categories)]
            told["maker"] = names.best(makers).text
        found.append(told)
    return found


def _evidence(store: Store, node: NamedNode) -> tuple[Counter[NamedNode], bool]:
    """Count the mentions of each concept about a role, and tell whether all of them were counted."""
    mentions = list(islice(subjects(store, Rg.aboutRole, node), COUNTED + 1))
    if len(mentions) <= COUNTED:
        # The engine joins in a third of the time that lookups of our own take.
        rows = select_from(store, _COUNT, (Graph.DOCUMENTS,), role=node)
        return Counter({iri_in(row, "concept"): int(row["n"].value) for row in rows}), True
    found: Counter[NamedNode] = Counter()
    for mention in mentions[:COUNTED]:
        found.update(objects(store, mention, Rg.mentions))
    return found, False


def _similar(store: Store, names: Names, node: NamedNode, stated: Stated) -> list[dict[str, Any]]:
    """Tell roles that share concepts, rare ones weighing more: `shared` of `total` that either has (Jaccard)."""
    weights: dict[NamedNode, float] = defaultdict(float)
    for one in {one for concepts in stated.values() for one in concepts}:
        roles = remembered(store, roles_of, one)
        if len(roles) <= COMMON:
            for other in roles - {node}:
                weights[other] += 1 / len(roles)
    best = sorted(weights, key=lambda other: (-weights[other], other.value))[:SIMILAR]
    own: set[NamedNode] = set().union(*stated.values())
    found = []
    for other in best:
        theirs = {one for kind in STATED for one in _stated(store, other, kind)}
        found.append({**names.told(other), "shared": len(own & theirs), "total": len(own | theirs)})
    return sorted(found, key=lambda one: (-one["shared"] / one["total"], one["iri"]))


def of_tool(store: Store, tool: NamedNode) -> tuple[frozenset[NamedNode], tuple[Literal, ...]]:
    """Give a tool's categories and makers, which are the same on every role's page."""
    return frozenset(objects(store, tool, Rg.inCategory)), tuple(literals(store, tool, Rg.maker))


def roles_of(store: Store, concept: NamedNode) -> frozenset[NamedNode]:
    """Give the roles that state a concept, or one more than COMMON of them."""
    statement = kind_of(concept).statement
    assert statement is not None
    quads = store.quads_for_pattern(None, statement, concept, Graph.STATEMENTS)
    return frozenset(quad.subject for quad in islice(quads, COMMON + 1) if isinstance(quad.subject, NamedNode))


def _documents(store: Store, names: Names, node: NamedNode) -> list[dict[str, Any]]:
    found = set(islice(subjects(store, Rg.describesRole, node), DOCUMENTS))
    return [names.told(one) for one in names.sorted(found)]
