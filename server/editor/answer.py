"""The answer to a query as the query page shows it: its first rows or triples as a table, or a yes or no."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from ontology.said import said
from ontology.terms import Xsd
from server.asking import Whole, prepared, whole
from server.errors import QueryUnusable
from server.house import House
from server.outline import outline
from server.protocol import QueryRequest
from server.queries import cells
from server.queries.cells import Table
from server.task import KINDS, Task

#: Rows or triples that are shown.
MOST = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer on the page; `name` names it for an ETag, empty where asking again may give another one.

    `table` holds rows, or triples of a `graph`; `truncated` tells that there are more; or `boolean` is ASK's answer.
    """

    name: str
    table: Table | None = None
    boolean: bool | None = None
    truncated: bool = False
    graph: bool = False


def is_graph(house: House, query: str) -> bool:
    """Tell whether a query gives triples rather than rows. Raises a Problem for what can't be a query."""
    return KINDS.get(outline(query, house.settings.bounds).form) == "graph"


def task(house: House, asked: QueryRequest, query: str, graph: bool) -> Task:
    """Make the task of a query for its page. Raises a Problem."""
    return prepared(house, replace(asked, format="ntriples" if graph else "json"), query, MOST)


def shown(house: House, asked: QueryRequest, made: Task, graph: bool) -> Shown:
    """Have a task answered. Raises a Problem or ClientLeft."""
    found = whole(house, made, asked.timeout or house.settings.timeout)
    name = "" if made.volatile else found.name
    if graph:
        return Shown(name, _triples(found), truncated=found.truncated, graph=True)
    try:
        results = json.loads(found.body)
    except RecursionError:
        raise QueryUnusable(
            said("The answer holds triples too deep in each other to show; it can be downloaded.")
        ) from None
    if "boolean" in results:
        return Shown(name, boolean=bool(results["boolean"]))
    return Shown(name, cells.table(results, {}), truncated=found.truncated)


def _triples(found: Whole) -> Table:
    rows = [
        {"subject": _term(triple.subject), "predicate": _term(triple.predicate), "object": _term(triple.object)}
        for triple in (quad.triple for quad in parse(found.body, format=RdfFormat.N_TRIPLES))
    ]
    return cells.table({"head": {"vars": ["subject", "predicate", "object"]}, "results": {"bindings": rows}}, {})


def _term(term: NamedNode | BlankNode | Literal | Triple) -> Mapping[str, Any]:
    """Give a term as SPARQL's JSON results have it, of a triple its N-Triples."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        return {"type": "literal", "value": str(term)}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    plain = term.datatype == Xsd.string
    return {"type": "literal", "value": term.value} | ({} if plain else {"datatype": term.datatype.value})
