"""How answers to SPARQL become graphs: triples by their shape, rows by the names of their columns (docs/exports.md)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolution, Triple

from ontology.said import said
from ontology.terms import Rdf
from queries.answer import Term, plain
from server.exports.gathering import Gathering
from server.exports.model import Network, Value
from server.exports.naming import LABELS, prefixed

#: What a graph is called that has no other name.
TITLE = "Answer"
#: Rows that are looked at to find the columns that hold nodes.
SAMPLE = 1000
#: The columns of an edge's ends, where they are named.
SOURCE, TARGET = "source", "target"
#: Columns by which rows are triples.
TRIPLES = frozenset({("s", "p", "o"), ("subject", "predicate", "object")})
_PLACES = {predicate: place for place, predicate in enumerate(LABELS)}


class NoGraph(ValueError):
    """Rows that no edge or node can be seen in."""


def take_triples(triples: Iterable[Triple], gathering: Gathering) -> Network:
    """Make a graph of triples: those between nodes are edges, literals are what nodes are called and bear."""
    for triple in triples:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        if not isinstance(subject, NamedNode | BlankNode):
            continue
        node = gathering.node(subject)
        if isinstance(value, Literal):
            if predicate in _PLACES:
                gathering.label(node, value, _PLACES[predicate])
            else:
                gathering.attribute(node, prefixed(predicate.value), value)
        elif isinstance(value, Triple):
            gathering.attribute(node, prefixed(predicate.value), Literal(f"<<( {value} )>>"))
        elif predicate == Rdf.type and isinstance(value, NamedNode):
            gathering.type(node, value.value)
        else:
            gathering.edge(node, gathering.node(value), (predicate.value, ""))
    return gathering.network(TITLE)


def take_rows(variables: Sequence[str], rows: Iterable[QuerySolution], gathering: Gathering) -> Network:
    """Make a graph of rows, by the names of their columns, or else by what the first rows hold. Raises NoGraph."""
    if tuple(variables) in TRIPLES:
        return take_triples(_triples(variables, rows), gathering)
    rows = iter(rows)
    first = list(islice(rows, SAMPLE))
    columns = columns_of(variables, _ends(variables, first))
    for row in chain(first, rows):
        _take(row, columns, gathering)
    return gathering.network(TITLE, columns.others if columns.target else ())


def _triples(variables: Sequence[str], rows: Iterable[QuerySolution]) -> Iterator[Triple]:
    """Give the triples that rows are; a row that is none gives none."""
    for row in rows:
        subject, predicate, value = (row[name] for name in variables)
        if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode) and value is not None:
            yield Triple(subject, predicate, value)


@dataclass(frozen=True, slots=True)
class End:
    """The column of nodes at one end of edges, and those of their labels and classes where there are such."""

    name: str
    label: str | None
    type: str | None


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column means; without a `target` a row is a node. `others` bear further values."""

    source: End | None
    target: End | None
    edge: str | None
    label: str | None
    weight: str | None
    others: tuple[str, ...]


def columns_of(variables: Sequence[str], ends: Sequence[str]) -> Columns:
    """Read the names of columns, of which none, one or two are known to hold the ends."""
    found = [_end(variables, name) for name in ends]
    source, target = (*found, None, None)[:2]
    named: dict[str, str | None] = {"edge": None, "label": None, "weight": None}
    if target is not None:
        named = {name: name if name in variables and name not in _used(found) else None for name in named}
    used = {*_used(found), *named.values()}
    # The language of a label stands in the label too.
    used |= {"language"} if "label" in used else set()
    others = tuple(one for one in variables if one not in used)
    return Columns(source, target, named["edge"], named["label"], named["weight"], others)


def _end(variables: Sequence[str], name: str) -> End:
    """`?skill` is labelled by `?skillLabel`, or by a `?label` just behind it, as in our own queries."""
    behind = variables[variables.index(name) + 1 :][:1]
    label = "label" if list(behind) == ["label"] and name not in {SOURCE, TARGET} else None
    label = f"{name}Label" if f"{name}Label" in variables else label
    return End(name, label, f"{name}Type" if f"{name}Type" in variables else None)


def _used(ends: Iterable[End]) -> set[str | None]:
    return {one for end in ends for one in (end.name, end.label, end.type)}


def _ends(variables: Sequence[str], rows: Sequence[QuerySolution]) -> tuple[str, ...]:
    if {SOURCE, TARGET}.issubset(variables):
        return (SOURCE, TARGET)
    found = tuple(one for one in variables if any(isinstance(row[one], NamedNode | BlankNode) for row in rows))
    if rows and not found:
        raise NoGraph(
            said(
                "No column of the answer holds IRIs, so there is nothing to draw; select ?source and ?target, and "
                "where wanted ?edge, ?label and ?weight"
            )
        )
    return found[:2]


def _take(row: QuerySolution, columns: Columns, gathering: Gathering) -> None:
    source = _node(row, columns.source, gathering)
    target = _node(row, columns.target, gathering)
    if source is not None and target is not None:
        edge, label = _value(row, columns.edge), _value(row, columns.label)
        predicate = edge.value if isinstance(edge, NamedNode) else ""
        text = next((one.value for one in (label, edge) if isinstance(one, Literal)), "")
        values: tuple[Value, ...] = tuple(plain(row[name]) for name in columns.others)
        gathering.edge(source, target, (predicate, text), (_weight(_value(row, columns.weight)), values))
    elif source is not None and columns.target is None:
        for name in columns.others:
            value = row[name]
            if value is not None:
                gathering.attribute(source, name, value if isinstance(value, Literal) else Literal(str(plain(value))))


def _node(row: QuerySolution, end: End | None, gathering: Gathering) -> int | None:
    term = _value(row, end.name) if end is not None else None
    if end is None or not isinstance(term, NamedNode | BlankNode):
        return None
    node = gathering.node(term)
    label, kind = _value(row, end.label), _value(row, end.type)
    if isinstance(label, Literal):
        gathering.label(node, label)
    if isinstance(kind, NamedNode):
        gathering.type(node, kind.value)
    return node


def _value(row: QuerySolution, name: str | None) -> Term | None:
    return None if name is None else row[name]


def _weight(term: Term | None) -> int | float:
    """Give a weight; what is no finite number counts as one."""
    number = plain(term)
    if isinstance(number, int | float) and not isinstance(number, bool) and math.isfinite(number):
        return number
    return 1
