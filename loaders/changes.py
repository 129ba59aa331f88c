"""A set of quads to delete and a set to insert, as the least work that makes them true, in one request."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import islice

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store

from ontology.errors import StoreError


def net_change(store: Store, delete: Collection[Quad], insert: Collection[Quad]) -> tuple[set[Quad], set[Quad]]:
    """Give the quads that must go and those that must come so that `delete` is out and then `insert` in.

    The store keeps one form of a number or time ("01" is 1), so what goes is given in that form, and a
    quad to insert that is there in another form counts as there.

    Raises:
        StoreError: a quad holds a blank node, a triple term, or an IRI or language tag that is not valid.

    """
    _refuse_unsafe({term for quad in (*delete, *insert) for term in quad})
    wanted = set(insert)
    doomed = [quad for quad in set(delete) - wanted if quad in store]
    places = {_place(quad) for quad in doomed}
    gone = {_stored(store, quad) for quad in doomed} - {
        _stored(store, quad) for quad in wanted if _place(quad) in places and quad in store
    }
    return gone, {quad for quad in wanted if quad not in store}


def update_request(store: Store, gone: Collection[Quad], new: Collection[Quad]) -> str:
    """Write one SPARQL update request, which the engine runs as one transaction.

    A named graph left without a quad is dropped, or the engine would go on listing it (SPARQL 1.1 Update,
    section 3.2.2: DROP).
    """
    leaving, coming = _by_graph(gone), _by_graph(new)
    emptied = {graph for graph in leaving.keys() - coming.keys() if _holds_only(store, graph, leaving[graph])}
    operations = [f"DROP GRAPH {graph}" for graph in emptied]
    operations += [_data("DELETE", graph, quads) for graph, quads in leaving.items() if graph not in emptied]
    operations += [_data("INSERT", graph, quads) for graph, quads in coming.items()]
    return ";\n".join(operations)


_Graph = NamedNode | BlankNode | DefaultGraph


def _place(quad: Quad) -> tuple[object, ...]:
    return quad.subject, quad.predicate, quad.graph_name


def _stored(store: Store, quad: Quad) -> Quad:
    """Give the form in which the store keeps a quad that is in it."""
    return next(store.quads_for_pattern(quad.subject, quad.predicate, quad.object, quad.graph_name))


def _by_graph(quads: Iterable[Quad]) -> dict[_Graph, list[Quad]]:
    graphs = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(quad)
    return graphs


def _holds_only(store: Store, graph: _Graph, quads: Collection[Quad]) -> bool:
    """Say whether a named graph holds as many quads as these of it and no more."""
    if not isinstance(graph, NamedNode):
        return False
    found = islice(store.quads_for_pattern(None, None, None, graph), len(quads) + 1)
    return sum(1 for _ in found) == len(quads)


def _data(verb: str, graph: _Graph, quads: Iterable[Quad]) -> str:
    triples = " .\n".join(f"{quad.subject} {quad.predicate} {quad.object}" for quad in quads)
    body = triples if isinstance(graph, DefaultGraph) else f"GRAPH {graph} {{\n{triples}\n}}"
    return f"{verb} DATA {{\n{body}\n}}"


def _refuse_unsafe(terms: Collection[object]) -> None:
    """Refuse what can't stand in DELETE DATA: a leniently parsed IRI may hold anything, even braces."""
    for term in terms:
        try:
            _check(term)
        except ValueError as error:
            raise StoreError(f"{term} can't be stored: {error}; give it a valid IRI") from error


def _check(term: object) -> None:
    if isinstance(term, NamedNode):
        NamedNode(term.value)
    elif isinstance(term, Literal):
        _check_kind(term.datatype.value, term.language)
    elif not isinstance(term, DefaultGraph):
        raise ValueError("blank nodes and triple terms are not kept")


@lru_cache(maxsize=1024)
def _check_kind(datatype: str, language: str | None) -> None:
    NamedNode(datatype)
    if language is not None:
        Literal("", language=language)
