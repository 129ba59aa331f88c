"""Parameters are bound as terms: whatever a value holds, it stays one value."""

from __future__ import annotations

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from ontology.errors import QueryError
from queries.binding import bind, placeholders
from queries.model import NamedQuery, Parameter, ParameterType
from queries.tokens import tokens

HOSTILE = [
    '"',
    "'",
    '" } INSERT DATA { <a:a> <a:b> <a:c> } #',
    "'''",
    '"""',
    "\\",
    '\\"',
    r"\u0022",
    r"\\u0022 ) } #",
    r"\U00000022",
    r"\u005c\u0022",
    r"\u005cu0022",
    "a\nb\rc\td",
    "\x00\x1f\x7f\u0085\u2028",
    "> . <http://evil.example/",
    "http://example.org/> ?p ?o } #",
    "http://example.org/\\u003E",
    "http://example.org/a b",
    "javascript:alert(1)",
    "?_other",
    "$_value",
    "5) } LIMIT 1 #",
    "1e9",
    "٣",
    "--5",
    'fi,en" . } #',
    'en"@fi',
    "",
    " ",
]

values = st.one_of(st.sampled_from(HOSTILE), st.text(), st.text(alphabet="\\u0022\"'<>{}?_ \n\tU5c"))


def question(kind: ParameterType, text: str = "SELECT (?_value AS ?bound) WHERE {}") -> NamedQuery:
    return NamedQuery("test", "", "", text, (Parameter("value", kind, ""),))


def only_row(text: str) -> list[object]:
    """The terms of the one row that a SELECT gives."""
    results = Store().query(text)
    assert isinstance(results, QuerySolutions)
    (solution,) = results
    return list(solution)


def bound(kind: ParameterType, value: str) -> object:
    """What the engine makes of a bound value; fails if the query is no longer one row with one column."""
    (term,) = only_row(bind(question(kind), {"value": value}))
    return term


@settings(deadline=None)
@given(values)
def test_a_string_arrives_as_it_was(value: str) -> None:
    assert Literal(value) == bound("string", value)


@settings(deadline=None)
@given(values)
def test_a_string_arrives_in_an_engine_that_expands_escapes_first(value: str) -> None:
    (row,) = rdflib.Graph().query(bind(question("string"), {"value": value}))

    assert isinstance(row, tuple)
    assert rdflib.Literal(value) == row[0]


@settings(deadline=None)
@given(values)
def test_an_iri_arrives_as_it_was_or_is_refused(value: str) -> None:
    try:
        term = bound("iri", value)
    except QueryError:
        return
    prefixed = value.partition(":")[0] in {"rg", "rgid", "rdf", "rdfs", "owl", "oa", "xsd", "prov", "esco", "skos"}

    assert prefixed or NamedNode(value.removeprefix("<").removesuffix(">")) == term


@settings(deadline=None)
@given(st.one_of(values, st.integers().map(str)))
def test_an_integer_arrives_or_is_refused(value: str) -> None:
    try:
        term = bound("integer", value)
    except QueryError:
        return

    assert Literal(int(value)) == term


@settings(deadline=None)
@given(values)
def test_languages_arrive_as_one_string_or_are_refused(value: str) -> None:
    try:
        term = bound("languages", value)
    except QueryError:
        return

    assert isinstance(term, Literal)
    assert [" ", "."] == [term.value[0], term.value[-1]]


@settings(deadline=None)
@given(values, st.sampled_from(["string", "iri", "integer", "language", "languages"]))
def test_a_value_is_always_one_token(value: str, kind: ParameterType) -> None:
    before = [token.kind for token in tokens(question(kind).text)]
    try:
        after = [token.kind for token in tokens(bind(question(kind), {"value": value}))]
    except QueryError:
        return

    assert len(before) == len(after)
    assert [(b, a) for b, a in zip(before, after, strict=True) if b != a] in (
        [("variable", "string")],
        [("variable", "iri")],
        [("variable", "number")],
    ) or value.startswith("-")


@pytest.mark.parametrize("value", ["http://a/ b", "http://a/>", "no-scheme", "", "rgid", "http://a/\ud800", "<a", "%"])
def test_what_is_no_iri_is_refused(value: str) -> None:
    with pytest.raises(QueryError, match=r"parameter value: .* is no IRI"):
        bind(question("iri"), {"value": value})


@pytest.mark.parametrize("value", ["", "1.0", "1e3", "٣", "0x1", "1 2", "9" * 30, "one"])
def test_what_is_no_integer_is_refused(value: str) -> None:
    with pytest.raises(QueryError, match="is no whole number"):
        bind(question("integer"), {"value": value})


@pytest.mark.parametrize("kind", ["language", "languages"])
@pytest.mark.parametrize("value", ["", "f\\i", "fi_FI", 'fi"', "toolonglanguage", "fi;q=1", "-", "fi-"])
def test_what_is_no_language_is_refused(kind: ParameterType, value: str) -> None:
    with pytest.raises(QueryError, match="is no language tag"):
        bind(question(kind), {"value": value})


def test_text_that_is_not_unicode_is_refused() -> None:
    with pytest.raises(QueryError, match="not valid Unicode"):
        bind(question("string"), {"value": "a\ud800"})


@pytest.mark.parametrize(
    ("value", "iri"),
    [
        ("rgid:skill/empathy", "https://w3id.org/rolegraph/id/skill/empathy"),
        ("rg:Role", "https://w3id.org/rolegraph/ns#Role"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("urn:isbn:1", "urn:isbn:1"),
        ("https://w3id.org/rolegraph/id/skill/tålamod-sv", "https://w3id.org/rolegraph/id/skill/tålamod-sv"),
    ],
)
def test_iris_may_be_written_with_a_prefix(value: str, iri: str) -> None:
    assert NamedNode(iri) == bound("iri", value)


def test_only_variables_are_replaced() -> None:
    text = """
    # ?_value in a comment
    SELECT ("?_value" AS ?double) ('''?_value "' ?_value''' AS ?long) (<http://example.org/?_value> AS ?iri)
      (?_value AS ?first) ($_value AS ?second) WHERE { BIND(1 AS ?_valued) BIND(2 AS ?value) }
    """
    row = only_row(bind(question("string", text), {"value": "x"}))

    assert [
        Literal("?_value"),
        Literal("?_value \"' ?_value"),
        NamedNode("http://example.org/?_value"),
        Literal("x"),
        Literal("x"),
    ] == row


def test_placeholders_are_found_where_variables_stand() -> None:
    text = 'SELECT ?_a { ?s ?p "?_b" . # ?_c\n FILTER(?s<?_d && $_e > 1) <http://x/?_f> ?q ?g }'

    assert {"a", "d", "e"} == placeholders(text)


def test_a_value_never_joins_its_neighbours() -> None:
    text = "SELECT (1<?_value AS ?less) (7-?_value AS ?minus) WHERE {} LIMIT ?_value"
    row = only_row(bind(question("integer", text), {"value": "5"}))

    assert [Literal(True), Literal(2)] == row


def test_a_negative_number_may_follow_a_minus() -> None:
    row = only_row(bind(question("integer", "SELECT (1-?_value AS ?x) {}"), {"value": "-2"}))

    assert [Literal(3)] == row


def test_defaults_are_bound_and_values_take_their_place() -> None:
    query = NamedQuery("q", "", "", "SELECT (?_n AS ?x) {}", (Parameter("n", "integer", "", default="4"),))

    assert "SELECT ( 4  AS ?x) {}" == bind(query, {})
    assert "SELECT ( 7  AS ?x) {}" == bind(query, {"n": "7"})


BOUNDED = NamedQuery(
    "bounded",
    "",
    "",
    "SELECT * { ?s ?p ?_kind } LIMIT ?_limit",
    (
        Parameter("kind", "string", "", default="any", choices=("any", "skill")),
        Parameter("limit", "integer", "", minimum=1, maximum=10),
    ),
)


@pytest.mark.parametrize(
    ("given_values", "message"),
    [
        ({}, "query bounded needs a value for the parameter limit"),
        ({"limit": "0"}, "parameter limit: 0 is less than 1, the least that is allowed"),
        ({"limit": "11"}, "parameter limit: 11 is more than 10, the most that is allowed"),
        ({"limit": "5", "kind": "role"}, 'parameter kind: "role" is none of any, skill'),
        ({"limit": "5", "lang": "fi"}, 'query bounded has no parameter "lang"; it has kind, limit'),
    ],
)
def test_a_value_that_is_not_allowed_is_named(given_values: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        bind(BOUNDED, given_values)

    assert message == str(caught.value)
