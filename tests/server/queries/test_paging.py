"""Pages of a SELECT: together they are its rows, in its order, each once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from ontology.errors import QueryError
from server.queries.paging import COUNT, counted, window

EX = "https://example.org/"
NUMBERS = 23

#: Each gives some of the numbers; what stands in it is meant to mislead a reader of tokens.
SELECTS = [
    "SELECT ?n WHERE { ?s <p:n> ?n } ORDER BY ?n",
    "SELECT ?n { ?s <p:n> ?n } ORDER BY DESC(?n) # LIMIT 3",
    "SELECT ?n { ?s <p:n> ?n } ORDER BY ?n LIMIT 10 OFFSET 4",
    "SELECT ?n { ?s <p:n> ?n } ORDER BY ?n OFFSET 4 LIMIT 10",
    "select ?n { ?s <p:n> ?n } order by ?n limit 0",
    "SELECT ?n { ?s <p:n> ?n } ORDER BY ?n OFFSET 30",
    "BASE <https://example.org/> PREFIX x: <LIMIT> SELECT ?n { ?s <p:n> ?n } ORDER BY ?n",
    "SELECT ?n { { SELECT ?n { ?s <p:n> ?n } ORDER BY ?n LIMIT 7 } } ORDER BY ?n",
    "SELECT ?n { ?s <p:n> ?n FILTER(?n<9&&?n>2) BIND('} LIMIT 1 #' AS ?x) } ORDER BY ?n",
    "SELECT (?m + 1 AS ?n) { { SELECT (COUNT(*) AS ?m) ?s { ?s <p:n> ?o } GROUP BY ?s } } ORDER BY ?n",
    "SELECT (MAX(?o) AS ?n) { ?s <p:n> ?o } GROUP BY ?s HAVING(MAX(?o) > 3) ORDER BY MAX(?o) LIMIT 6",
    "SELECT ?n { ?s <p:n> ?n } ORDER BY ?n VALUES ?n { 1 2 3 }",
    "SELECT DISTINCT ?n { ?s <p:n> ?n } LIMIT 5 VALUES (?n) { (1) (2) (3) (4) (5) (6) (7) }",
    "SELECT * FROM <https://example.org/g> { ?s <p:n> ?n } ORDER BY ?n",
    "SELECT ?n FROM NAMED <https://example.org/g> FROM <https://example.org/g> WHERE { ?s <p:n> ?n } ORDER BY ?n",
    "SELECT ?n { ?s <p:n> ?n }",
    "SELECT (?o AS ?n) ?s WHERE { ?s <p:n> ?o }",
]


@pytest.fixture(scope="module")
def numbers() -> Store:
    store = Store()
    graph = NamedNode(EX + "g")
    for number in range(NUMBERS):
        for where in ((), (graph,)):
            quad = Quad(NamedNode(f"{EX}{number}"), NamedNode("p:n"), Literal(number), *where)
            store.add(quad)
    return store


def ask(store: Store, text: str, column: str = "n") -> list[str]:
    results = store.query(text)
    assert isinstance(results, QuerySolutions)
    return [str(row[column]) for row in results]


@pytest.mark.parametrize("text", SELECTS)
@pytest.mark.parametrize("size", [1, 4, 50])
def test_pages_together_are_the_rows(numbers: Store, text: str, size: int) -> None:
    whole = ask(numbers, text)
    pages = [ask(numbers, window(text, offset, size)) for offset in range(0, NUMBERS + size, size)]

    assert all(len(page) <= size for page in pages)
    assert sorted(whole) == sorted(row for page in pages for row in page) or "LIMIT 5" in text
    if "ORDER" in text.upper():
        assert whole == [row for page in pages for row in page]


@pytest.mark.parametrize("text", SELECTS)
def test_rows_are_counted_without_giving_them(numbers: Store, text: str) -> None:
    results = numbers.query(counted(text))
    assert isinstance(results, QuerySolutions)

    assert [len(ask(numbers, text))] == [int(row[COUNT].value) for row in results]


@given(offset=st.integers(0, 10**15), size=st.integers(0, 10**6), own=st.integers(0, 40), skipped=st.integers(0, 40))
def test_a_page_stays_within_the_query_s_own_limit(
    numbers: Store, offset: int, size: int, own: int, skipped: int
) -> None:
    text = f"SELECT ?n {{ ?s <p:n> ?n }} ORDER BY ?n LIMIT {own} OFFSET {skipped}"

    assert ask(numbers, text)[offset : offset + size] == ask(numbers, window(text, offset, size))


def test_a_query_without_an_order_is_given_that_of_its_columns(numbers: Store) -> None:
    text = "SELECT ?n { ?s <p:n> ?n }"

    assert [f'"{n}"^^<http://www.w3.org/2001/XMLSchema#integer>' for n in range(NUMBERS)] == ask(
        numbers, window(text, 0, NUMBERS)
    )


@pytest.mark.parametrize(
    "text", ["ASK {}", "CONSTRUCT { ?s ?p ?o } WHERE { SELECT * { ?s ?p ?o } }", "DESCRIBE <a:b>", "", "SELECT ?n"]
)
def test_what_is_no_select_has_no_pages(text: str) -> None:
    with pytest.raises(QueryError):
        window(text, 0, 1)
    with pytest.raises(QueryError):
        counted(text)
