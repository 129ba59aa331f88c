"""Several default graphs are one: each triple once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad

from ontology.terms import Graph
from server.dataset import from_clauses
from server.settings import Settings

COUNT = "SELECT (COUNT(*) AS ?n) {} WHERE {{ ?s ?p ?o }}"


def node(name: str) -> NamedNode:
    return NamedNode(f"a:{name}")


@pytest.fixture(scope="module")
def client(
    serve: Callable[..., Any],
    publish: Callable[..., None],
    store_quads: list[Quad],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Any]:
    root = tmp_path_factory.mktemp("dataset")
    own = store_quads[0]
    shared = Quad(node("s"), node("p"), node("o"), node("g"))
    more = [
        shared,
        Quad(node("s"), node("p"), node("o"), node("h")),
        Quad(node("s"), node("p"), node("x"), node("h")),
        Quad(own.subject, own.predicate, own.object, node("g")),
    ]
    publish(root, [*store_quads, *more])
    with serve(Settings(store=root, workers=1)) as found:
        yield found


@pytest.mark.parametrize(
    ("graphs", "count"),
    [
        (["a:g"], 2),
        (["a:g", "a:h"], 3),
        (["a:h", "a:g", "a:g"], 3),
        (["a:g", Graph.VOCABULARY.value], 3),
        (["a:h", Graph.VOCABULARY.value], 4),
        (["a:none", "a:g"], 2),
    ],
)
def test_each_triple_counts_once(client: Any, graphs: list[str], count: int) -> None:
    asked = [("default-graph-uri", graph) for graph in graphs]
    assert [str(count)] == client.csv(COUNT.format(""), *asked)
    assert [str(count)] == client.csv(COUNT.format(" ".join(f"FROM <{graph}>" for graph in graphs)))


def test_named_graphs_stay_beside_a_merge(client: Any) -> None:
    query = "SELECT ?g (COUNT(*) AS ?n) {} WHERE {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }} GROUP BY ?g"
    asked = [("default-graph-uri", "a:g"), ("default-graph-uri", "a:h"), ("named-graph-uri", "a:h")]

    assert {",3", "a:h,2"} == set(client.csv(query.format(""), *asked))
    assert {",3", "a:h,2"} == set(client.csv(query.format("FROM <a:g> FROM NAMED <a:h> FROM <a:h>")))
    assert {",3", "a:h,2"} == set(client.csv(query.format("FROM <a:none> FROM NAMED <a:g>"), *asked))


def test_the_engine_tells_what_from_names() -> None:
    query = (
        "BASE <https://example.org/x/> PREFIX from: <a:> # FROM <a:no>\n"
        "SELECT ?from FROM <../g> FROM NAMED from:h from from:g WHERE { ?s from:p 'FROM <a:no>' }"
    )
    assert (("https://example.org/g", "a:g"), ("a:h",)) == from_clauses(query, "b:")
    assert ((), ()) == from_clauses("ASK { ?s ?p ?o }", "b:")
