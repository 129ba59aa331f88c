"""Answers as files in every format."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from ontology.errors import QueryError
from queries.answer import Answer
from queries.client import LocalStore
from queries.tables import WRITERS

INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")
ANSWER = Answer(
    "SELECT",
    ("concept", "label", "n"),
    (
        (NamedNode("https://w3id.org/rolegraph/id/skill/empathy"), Literal('em,pa\n"thy"', language="fi"), Literal(3)),
        (BlankNode("b"), None, Literal("01", datatype=INTEGER)),
    ),
)
ASK = Answer("ASK", ("boolean",), ((Literal(True),),))


def written(answer: Answer, form: str) -> str:
    out = io.StringIO(newline="")
    WRITERS[form](answer, out)
    return out.getvalue()


def test_csv() -> None:
    expected = 'concept,label,n\r\nhttps://w3id.org/rolegraph/id/skill/empathy,"em,pa\n""thy""",3\r\n_:b,,01\r\n'

    assert expected == written(ANSWER, "csv")


def test_tsv() -> None:
    expected = (
        "?concept\t?label\t?n\n"
        '<https://w3id.org/rolegraph/id/skill/empathy>\t"em,pa\\n\\"thy\\""@fi\t'
        '"3"^^<http://www.w3.org/2001/XMLSchema#integer>\n'
        '_:b\t\t"01"^^<http://www.w3.org/2001/XMLSchema#integer>\n'
    )

    assert expected == written(ANSWER, "tsv")


def test_json_has_an_object_a_row_with_plain_values() -> None:
    assert [
        {"concept": "https://w3id.org/rolegraph/id/skill/empathy", "label": 'em,pa\n"thy"', "n": 3},
        {"concept": "_:b", "label": None, "n": 1},
    ] == json.loads(written(ANSWER, "json"))


def test_sparql_json_keeps_terms() -> None:
    assert {
        "head": {"vars": ["concept", "label", "n"]},
        "results": {
            "bindings": [
                {
                    "concept": {"type": "uri", "value": "https://w3id.org/rolegraph/id/skill/empathy"},
                    "label": {"type": "literal", "value": 'em,pa\n"thy"', "xml:lang": "fi"},
                    "n": {"type": "literal", "value": "3", "datatype": INTEGER.value},
                },
                {
                    "concept": {"type": "bnode", "value": "b"},
                    "n": {"type": "literal", "value": "01", "datatype": INTEGER.value},
                },
            ]
        },
    } == json.loads(written(ANSWER, "sparql-json"))


@pytest.mark.parametrize(
    ("form", "format_"),
    [
        ("sparql-json", QueryResultsFormat.JSON),
        ("xml", QueryResultsFormat.XML),
        ("tsv", QueryResultsFormat.TSV),
    ],
)
def test_standard_formats_are_read_back_by_the_engine(form: str, format_: QueryResultsFormat) -> None:
    answer = LocalStore(Store()).run('SELECT ?u ("a\t<&>" AS ?s) ("x"@zh-Hant AS ?t) (<a:b> AS ?i) (2.5 AS ?d) {}')
    read = parse_query_results(written(answer, form), format_)

    assert isinstance(read, QuerySolutions)
    (row,) = read
    assert answer.solutions == (tuple(row),)


def test_ask_in_every_format() -> None:
    assert "true\n" == written(ASK, "table")
    assert {"head": {}, "boolean": True} == json.loads(written(ASK, "sparql-json"))
    assert [{"boolean": True}] == json.loads(written(ASK, "json"))
    assert "boolean\r\ntrue\r\n" == written(ASK, "csv")
    assert "<boolean>true</boolean>" in written(ASK, "xml")


def test_turtle_holds_the_triples() -> None:
    answer = LocalStore(Store()).run('CONSTRUCT { <a:s> <a:p> "x"@fi, [] } WHERE {}')

    assert len(answer.triples) == len(list(parse(written(answer, "turtle"), RdfFormat.TURTLE))) == 2


def test_only_a_graph_is_turtle() -> None:
    with pytest.raises(QueryError, match="the answer to SELECT is no graph; choose another format than turtle"):
        written(ANSWER, "turtle")


def test_a_table_shortens_iris_and_counts_rows() -> None:
    table = written(ANSWER, "table")

    assert "rgid:skill/empathy" in table
    assert table.endswith("2 rows\n")
    assert "1 row\n" in written(Answer("SELECT", ("a",), ((Literal("x"),),)), "table")


def test_a_table_in_a_pipe_is_never_cut() -> None:
    long = "sana " * 200

    assert long.strip() in written(Answer("SELECT", ("a",), ((Literal(long),),)), "table")


def test_labels_cant_move_the_cursor_or_mark_up_the_table() -> None:
    table = written(Answer("SELECT", ("a",), ((Literal("[red]x[/] \x1b[31m\r\x07\u202eabc\u2069\x9b"),),)), "table")

    assert "[red]x[/]  [31m   abc" in table
    assert not {"\x1b", "\r", "\x07", "\u202e", "\x9b"} & set(table)


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(), st.text())))
def test_csv_is_read_back_whatever_the_labels_hold(rows: list[tuple[str, str]]) -> None:
    answer = Answer("SELECT", ("a", "b"), tuple((Literal(a), Literal(b)) for a, b in rows))
    read = list(csv.reader(io.StringIO(written(answer, "csv"), newline=""), strict=True))

    assert [["a", "b"], *map(list, rows)] == read
