"""A store in this process as a source."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Store

from ontology.errors import QueryError
from queries.client import LocalStore

G = "https://w3id.org/rolegraph/id/graph/"
REPORT = f"<{G}report>"
DOCUMENTS = "PREFIX rg: <https://w3id.org/rolegraph/ns#> SELECT (COUNT(*) AS ?n)"


def count(store: Store, query: str) -> object:
    return LocalStore(store).run(query).rows[0][0]


def test_the_default_graph_is_the_merge_of_the_seven(store: Store) -> None:
    assert 3 == count(store, f"{DOCUMENTS} {{ ?d a rg:Document }}")


def test_other_graphs_are_reached_by_name(store: Store) -> None:
    assert 1 == count(store, f"{DOCUMENTS} {{ GRAPH {REPORT} {{ ?d a rg:Document }} }}")


def test_from_makes_another_default_graph(store: Store) -> None:
    assert 1 == count(store, f"{DOCUMENTS} FROM {REPORT} {{ ?d a rg:Document }}")
    assert 0 == count(store, f"{DOCUMENTS} FROM NAMED {REPORT} {{ ?d a rg:Document }}")


def test_from_in_a_string_or_comment_makes_none(store: Store) -> None:
    assert 3 == count(store, f'# FROM {REPORT}\n{DOCUMENTS} {{ ?d a rg:Document FILTER("FROM" != "from:x") }}')


def test_an_empty_store_has_an_empty_default_graph() -> None:
    assert 0 == count(Store(), "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


def test_columns_keep_their_order_and_values_their_kind(store: Store) -> None:
    answer = LocalStore(store).run(
        'SELECT ?z (1 AS ?i) (2.5 AS ?d) (1e3 AS ?e) (true AS ?b) ("x"@fi AS ?t) (<a:b> AS ?a) ("z"^^<a:c> AS ?o) {}'
    )

    assert ("z", "i", "d", "e", "b", "t", "a", "o") == answer.variables
    assert [(None, 1, 2.5, 1000.0, True, "x", "a:b", "z")] == answer.rows
    assert Literal("x", language="fi") == answer.solutions[0][5]


def test_a_number_that_is_none_stays_text(store: Store) -> None:
    answer = LocalStore(store).run(
        'PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT ("x"^^xsd:integer AS ?x) ("1,5"^^xsd:decimal AS ?y) {}'
    )

    assert [("x", "1,5")] == answer.rows


def test_ask_is_one_boolean(store: Store) -> None:
    answer = LocalStore(store).run("ASK { ?s ?p ?o }")

    assert ("ASK", ("boolean",), [(True,)]) == (answer.form, answer.variables, answer.rows)


def test_construct_gives_triples_once_and_in_order(store: Store) -> None:
    answer = LocalStore(store).run('CONSTRUCT { <a:s> <a:p> ?o } { VALUES ?o { "b" "a" "b" } }')

    assert ("subject", "predicate", "object") == answer.variables
    assert [("a:s", "a:p", "a"), ("a:s", "a:p", "b")] == answer.rows
    assert NamedNode("a:s") == answer.triples[0].subject


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * {", "the query can't be answered: it can't be parsed: error at 1"),
        ("", "the query is empty"),
        ("INSERT DATA { <a:b> <a:c> <a:d> }", "not with INSERT"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE asks another endpoint"),
        (f"SELECT * {{ }} #{'x' * 200_000}", "at most 200000"),
    ],
)
def test_what_cant_be_answered_is_said_in_one_sentence(store: Store, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        LocalStore(store).run(text)


def test_deep_nesting_does_no_harm() -> None:
    deep = 30_000

    assert [] == LocalStore(Store()).run(f"SELECT * {'{' * deep} ?s ?p ?o {'}' * deep}").rows


def test_a_slow_query_is_left_at_its_deadline(store: Store) -> None:
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . VALUES ?x { 1 2 3 4 5 6 7 8 } FILTER(STR(?c) < STR(?f)) }"

    with pytest.raises(QueryError, match=r"the query took more than 0\.05 seconds"):
        LocalStore(store, timeout=0.05).run(slow)
