"""In a worker: the dataset of a query whose default graph is several graphs, each triple counted once.

The engine takes a list of graphs for a default graph and finds a triple once in each of them, where the merge of
RDF graphs holds it once (SPARQL 1.1 Query, section 13.2.1). Of our seven graphs no two share a triple; of others
it is looked up, and where graphs overlap their merge is copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store

from server.tokens import tokens

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A store, and of it the graphs that make the default graph and the named ones; None leaves the engine's choice."""

    store: Store
    default: Sequence[NamedNode | DefaultGraph] | None
    named: Sequence[NamedNode] | None


def dataset(store: Store, default: Names | None, named: Names | None, disjoint: frozenset[str]) -> Dataset:
    """Give the dataset; `disjoint` are graphs of which no two share a triple."""
    if default is None or named is None or len(default) < 2 or not _overlap(store, default, disjoint):
        return Dataset(store, _nodes(default), _nodes(named))
    merged = Store()
    for name in default:
        merged.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in _of(store, name))
    for name in named:
        merged.bulk_extend(_of(store, name))
    # Given by name, or the query's FROM would choose graphs that the copy does not have.
    return Dataset(merged, [DefaultGraph()], _nodes(named))


def _nodes(names: Names | None) -> list[NamedNode] | None:
    return None if names is None else [NamedNode(name) for name in names]


def _of(store: Store, name: str) -> Iterable[Quad]:
    return store.quads_for_pattern(None, None, None, NamedNode(name))


def _overlap(store: Store, names: Sequence[str], disjoint: frozenset[str]) -> bool:
    """Tell whether two of the graphs share a triple."""
    others = [name for name in names if name not in disjoint]
    for place, name in enumerate(others):
        rest = [NamedNode(one) for one in (*others[place + 1 :], *(one for one in names if one in disjoint))]
        if any(_stands_in(store, quad, rest) for quad in _of(store, name)):
            return True
    return False


def _stands_in(store: Store, quad: Quad, graphs: Iterable[NamedNode]) -> bool:
    return any(Quad(quad.subject, quad.predicate, quad.object, graph) in store for graph in graphs)


def from_clauses(query: str, base: str) -> tuple[Names, Names]:
    """Give the graphs that a query names by FROM and by FROM NAMED, without repetition; the engine resolves them."""
    prologue: list[str] = []
    found: list[tuple[bool, str]] = []
    words: list[str] = []
    for token in tokens(query):
        if token.kind == "word":
            words.append(token.text.upper())
        elif token.kind in {"iri", "name"} and words and words[-1] in {"PREFIX", "BASE"}:
            prologue.append(f"{words[-1]} {token.text}" if words[-1] == "BASE" or token.kind == "name" else token.text)
            if token.kind == "iri":
                words.append("")
        elif token.kind in {"iri", "name"} and words and words[-1] in {"FROM", "NAMED"}:
            found.append((words[-1] == "NAMED", token.text))
            words.append("")
        elif token.text == "{" and found:
            break
    default = _resolved(prologue, [name for is_named, name in found if not is_named], base)
    return default, _resolved(prologue, [name for is_named, name in found if is_named], base)


def _resolved(prologue: list[str], names: list[str], base: str) -> Names:
    query = f"{' '.join(prologue)} SELECT ?g WHERE {{ VALUES ?g {{ {' '.join(names)} }} }}"
    results = Store().query(query, base_iri=base)
    assert isinstance(results, QuerySolutions)
    return tuple(dict.fromkeys(str(row["g"].value) for row in results if isinstance(row["g"], NamedNode)))
