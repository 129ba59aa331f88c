"""Why a statement holds: the places of documents that say it, or the statements from which it follows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from loaders.career_paths.moves import Kind
from loaders.reasoning.explain import explained, triple_of
from loaders.reasoning.rules import Triple
from ontology.terms import DEFAULT_GRAPHS, Graph, Rg
from server.readings.names import Names
from server.readings.places import Mentions

#: Places that are told of one statement.
MOST = 30
_MOVES = {Rg.leadsTo: Kind.LEADS, Rg.lateralTo: Kind.LATERAL}


def evidence(store: Store, triple: str, chain: Sequence[str]) -> dict[str, Any]:
    """Give `subject`, `predicate`, `object`, `graph` (none where it does not hold), `places`, and `proof` if inferred.

    `triple` is written as N-Triples writes it; `places` are those of `places.Mentions.told`.
    """
    subject, predicate, value = found = triple_of(triple)
    names = Names(store, chain)
    graph = next((graph for graph in DEFAULT_GRAPHS if _in(store, found, graph)), None)
    told: dict[str, Any] = {
        "subject": names.told(subject),
        "predicate": names.told(predicate),
        "object": names.told(value) if isinstance(value, NamedNode) else _literal(value),
        "graph": graph.value.rpartition("/")[2] if graph is not None else None,
        "places": [],
        "proof": None,
    }
    if graph == Graph.INFERRED:
        return told | {"proof": _named(names, explained(store, found))}
    if graph is None or not isinstance(value, NamedNode):
        return told
    mentions = Mentions(store, names)
    if predicate in _MOVES:
        return told | {"places": mentions.of_move(subject, value, _MOVES[predicate], MOST)}
    return told | {"places": mentions.of_statement(subject, value, MOST)}


def _in(store: Store, triple: Triple, graph: NamedNode) -> bool:
    return next(iter(store.quads_for_pattern(*triple, graph)), None) is not None


def _literal(value: Literal) -> dict[str, Any]:
    return {"label": value.value, "language": value.language or ""}


def _named(names: Names, proof: dict[str, Any]) -> dict[str, Any]:
    """Put names to the terms of a proof, all the way down."""
    told = {**proof, "terms": [_term(names, term) for term in proof["triple"]]}
    if "because" in proof:
        told["because"] = [_named(names, premise) for premise in proof["because"]]
    return told


def _term(names: Names, term: str) -> dict[str, Any]:
    """Give a term that N-Triples writes with its name."""
    if term.startswith("<"):
        return names.told(NamedNode(term[1:-1]))
    _, _, value = triple_of(f"<x:s> <x:p> {term} .")
    return _literal(value) if isinstance(value, Literal) else {"label": term, "language": ""}
