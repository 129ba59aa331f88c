"""Rows as plain JSON."""

from __future__ import annotations

import io
import json
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, Store

from server.plain_rows import write


def rows(query: str, most: int = 0, store: Store | None = None) -> tuple[list[dict[str, Any]], bool]:
    output = io.BytesIO()
    results = (store or Store()).query(query)
    truncated = write(cast(QuerySolutions | QueryBoolean, results), cast(Any, output), most)
    return json.loads(output.getvalue(), parse_constant=lambda word: pytest.fail(word)), truncated


def test_values_are_those_of_json() -> None:
    query = """SELECT * { VALUES (?iri ?int ?dec ?dbl ?inf ?nan ?yes ?text ?tag ?day ?none) {
        (<http://a.example/> 7 1.5 2e0 "INF"^^<http://www.w3.org/2001/XMLSchema#double>
         "NaN"^^<http://www.w3.org/2001/XMLSchema#double> true "\\"x" "ä"@fi
         "2026-01-01"^^<http://www.w3.org/2001/XMLSchema#date> UNDEF) } }"""
    expected = {
        "iri": "http://a.example/",
        "int": 7,
        "dec": 1.5,
        "dbl": 2.0,
        "inf": "INF",
        "nan": "NaN",
        "yes": True,
        "text": '"x',
        "tag": "ä",
        "day": "2026-01-01",
        "none": None,
    }

    assert ([expected], False) == rows(query)


def test_no_rows_are_an_empty_list() -> None:
    assert ([], False) == rows("SELECT ?x { ?x ?y ?z }")


def test_a_boolean_is_a_row() -> None:
    assert ([{"boolean": False}], False) == rows("ASK { ?x ?y ?z }")


@pytest.mark.parametrize(("most", "expected"), [(0, 3), (2, 2), (3, 3), (9, 3)])
def test_rows_are_cut_where_told(most: int, expected: int) -> None:
    found, truncated = rows("SELECT ?x { VALUES ?x { 1 2 3 } }", most)

    assert (expected, expected < 3) == (len(found), truncated)


@given(st.lists(st.text(), max_size=5))
def test_any_text_is_given_back(texts: list[str]) -> None:
    store = Store()
    kept = [text for text in texts if text.isprintable()]
    for number, text in enumerate(kept):
        store.add(Quad(NamedNode(f"x:{number}"), NamedNode("x:p"), Literal(text)))
    found, _ = rows("SELECT ?o { ?s <x:p> ?o }", 0, store)

    assert sorted(kept) == sorted(row["o"] for row in found)
