"""What a query is, what is refused; and the outline against the engine, which reads characters, not tokens."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QueryResultsFormat, QuerySolutions, Store

from server.errors import Problem, QueryRefused, QuerySyntax, QueryTooComplex, RequestTooLong
from server.outline import Bounds, outline

BOUNDS = Bounds(length=10_000, nesting=20, keywords=100)
# The engine refuses this port itself, so nothing is sent; but its refusal shows that it would have.
PROLOGUE = "PREFIX : <http://127.0.0.1:1/> PREFIX ex: <https://example.org/> "


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "select"),
        ("# SELECT\nbase <a:ASK> prefix ask: <a:b> Construct where {}", "construct"),
        ("ASKWHERE{}", "ask"),
        ("DESCRIBE <a:b>", "describe"),
        ("PREFIX a: <b:c> insert data {}", "update"),
        ("WITH <a:b> DELETE WHERE {}", "update"),
        ("LOAD <a:b>", "update"),
    ],
)
def test_the_first_word_after_the_prologue_tells_the_form(query: str, form: str) -> None:
    assert form == outline(query, BOUNDS).form


@pytest.mark.parametrize(("query", "column"), [("", 1), ("SELEC * {}", 1), ("PREFIX a: <b:c>\n  GET", 3), ("{}", 3)])
def test_a_query_without_a_form_is_a_syntax_error_with_its_place(query: str, column: int) -> None:
    with pytest.raises(QuerySyntax) as caught:
        outline(query, BOUNDS)

    assert column == caught.value.column


def test_from_is_seen_as_a_keyword_only() -> None:
    assert outline("SELECT * from <a:b> {}", BOUNDS).has_dataset
    assert not outline("PREFIX from: <a:b> SELECT ?from { ?s from:x 'FROM' } # FROM", BOUNDS).has_dataset


def test_what_changes_by_itself_is_volatile() -> None:
    assert outline("SELECT (rand() AS ?x) {}", BOUNDS).volatile
    assert not outline("SELECT ?now { ?now ?p 'NOW' }", BOUNDS).volatile


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("ASK {} #" + "x" * 10_000, RequestTooLong),
        ("ASK " + "{" * 21 + "}" * 21, QueryTooComplex),
        ("ASK { FILTER(1<" + "(" * 30 + "1" + ")" * 30 + ">1) }", QueryTooComplex),
        ("ASK { FILTER(1" + "||1" * 101 + ") }", QueryTooComplex),
        ("ASK {" + " {} UNION" * 101 + " {} }", QueryTooComplex),
    ],
)
def test_bounds_hold(query: str, error: type[Problem]) -> None:
    with pytest.raises(error):
        outline(query, BOUNDS)


def test_long_lists_of_values_are_no_keywords() -> None:
    assert outline("ASK { VALUES ?x {" + " <a:b> true 1 UNDEF" * 200 + "} }", BOUNDS)


#: Ways to hide a call to another endpoint; the engine takes most of them for what they are.
HIDDEN = [
    "SELECT * { SERVICE :x {?s ?p ?o} }",
    "SELECT * { sErViCe#\n SILENT :x {?s ?p ?o} }",
    "SELECT * { SERVICE:x {?s ?p ?o} }",
    "SELECT * { SERVICESILENT:x {?s ?p ?o} }",
    "SELECT * { ?s ?p 1SERVICE:x {?s ?p ?o} }",
    "SELECT * { ?s ?p trueSERVICE:x {?s ?p ?o} }",
    "SELECT * { ?s ?p ?a FILTER(?a<?b)SERVICE:x#>\n{} }",
    "SELECT * { ?s ?p ?a FILTER(?a<'>') SERVICE:x {?s ?p 'c'}}",
    "SELECT * { ?s ?p ?a FILTER(?a<?b#>'''\n)SERVICE :x {} #'''\n}",
    "SELECT * { ?s ?p ?a FILTER:f(?a<'>') SERVICE:x {?s ?p 'c'}}",
    "SELECT * { ?s ?p ?a FILTERex:f(?a<'>') SERVICE:x {?s ?p 'c'}}",
    "SELECT * { ?s ?p trueFILTER<f:f>(1<'>')SERVICE:x {?s ?p 'x'} }",
    "SELECT * { {SELECT ?a (1<'>' AS ?x) {SERVICE:x {?s ?p 'c'}}}}",
    "SELECT * { {SELECT ?s {?s ?p ?o} ORDER BY ?s (1<'>') } SERVICE:x {?s ?p 'c'}}",
    "SELECT * { {SELECT ?s {?s ?p ?o} GROUP BY ?s HAVING(1<'>') (2<'>') } SERVICE:x {?s ?p 'c'}}",
    "SELECT * { ?s ?p ?o #\rSERVICE :x {?s ?p 'x'} }",
    "SELECT * { VALUES (?x ?y) {(<a:a> <b:'>)} SERVICE:x {?s ?p 'x'} }",
    "SELECT * { ?s ?p (<a:a> <b:'>) SERVICE:x {?s ?p 'x'} }",
    "SELECT * { ?s (<a:a>|<b:'>) ?o SERVICE:x {?s ?p 'x'} }",
    "SELECT * { ?s <a:\\u0061'> ?o SERVICE:x {?s ?p 'c'}}",
    'SELECT * { ?s ?p "\\u0022" SERVICE:x {}}',
    "SELECT * { ?s ?p '\\\\u0027 . SERVICE :x {?s ?p 'x'} }",
    "SELECT * { ?s ?p '''\\u0027'' . SERVICE :x {?s ?p 'x'} }",
    "SELECT * { SER\\u0056ICE :x {?s ?p ?o} }",
    "SELECT * { ?s ?p ?o #\u2028SERVICE :x {?s ?p 'x'} }",
    "SELECT * { ?s ?p 'a\nb' . SERVICE :x {?s ?p 'x'} }",
    "SELECT * { ?s ?p ?o FILTER(EXISTS{?s ?p ?o}<'>')SERVICE:x {?s ?p 'x'} }",
    "SELECT * { ?s ?p ?o FILTER(true<'>')SERVICE:x {?s ?p 'x'} }",
    "SELECT * { ?s ?p ?o FILTER('a'@en<'>')SERVICE:x {?s ?p 'x'} }",
    "SELECT * { ?s ?p ?o FILTER('a'^^ex:a<'>')SERVICE:x {?s ?p 'x'} }",
    "SELECT * { ?s ?p ?o FILTER((1)<'>')SERVICE:x {?s ?p 'x'} }",
    "SELECT * { ?s ?p ?o FILTER !(1<'>')SERVICE:x {?s ?p 'x'} }",
    "SELECT * { ?s ?p ?o FILTER ?a<'>' SERVICE:x {?s ?p 'x'} }",
    "SELECT * { ?s ?p ?o BIND(1<'>' AS ?x)SERVICE:x {?s ?p 'x'} }",
    "SELECT * { LATERAL {SERVICE:x {?s ?p 'x'}} }",
    "SELECT * { GRAPH SERVICE:x {?s ?p ?o} }",
    "SELECT * { ?s ?p ?o {|?a 'b'|} SERVICE:x {?s ?p ?o} }",
    "ASK { ?s ?p ?o OPTIONAL{ SERVICE ?s {} } }",
]
#: Names that hold the word and mean nothing by it.
HARMLESS = [
    "PREFIX service: <https://example.org/> ASK { GRAPH service:x { ?service service:p 'SERVICE' } }",
    "ASK { ?s ?p 'SERVICE <a:b> {' # SERVICE <a:b> {\n }",
    "ASK { <https://example.org/customer-service#SERVICE> ?p '''\nSERVICE <a:b> { ' '' ''' }",
    "ASK { ?s ?p 'x'@service, _:service, ?service . FILTER(?s<?service) }",
    "SELECT ?service ?x { ?service <a:service> ?x }",
]


def asks_another(query: str) -> bool:
    """Tell whether the engine itself, on a store with one triple, tries to reach another endpoint."""
    store = Store()
    store.add(Quad(NamedNode("a:a"), NamedNode("a:a"), Literal("1")))
    try:
        results = store.query(query)
        assert isinstance(results, QuerySolutions | QueryBoolean)
        results.serialize(format=QueryResultsFormat.JSON)
    except OSError:
        return True
    except (SyntaxError, RuntimeError):
        return False
    return False


def refuses(query: str) -> bool:
    try:
        outline(query, Bounds(10**6, 10**6, 10**6))
    except QueryRefused:
        return True
    return False


@pytest.mark.parametrize("query", HIDDEN)
def test_a_call_to_another_endpoint_is_refused_however_it_is_hidden(query: str) -> None:
    assert refuses(PROLOGUE + query) or not asks_another(PROLOGUE + query)


def test_the_engine_would_have_called() -> None:
    assert 15 < sum(asks_another(PROLOGUE + query) for query in HIDDEN)


@pytest.mark.parametrize("query", HARMLESS)
def test_the_word_itself_is_not_refused(query: str) -> None:
    assert not refuses(query)


EXPRESSIONS = st.sampled_from(
    [
        "?a<?b",
        "?a<'>'",
        "1<'>'&&2>'x'",
        "(?a)<?b#>\n",
        "?a<?b#>'''\n",
        "EXISTS{?a ?b 'c'}<'>'",
        "<a:b><'>'",
        "ex:a<'>'||<b:'> = ?c",
        "STR(<b:'>)<'>'",
        "?a IN(<b:'>,1<'>')",
        "true<'>'",
    ]
)
ELEMENTS = st.one_of(
    EXPRESSIONS.map("FILTER({})".format),
    EXPRESSIONS.map("FILTER NOT EXISTS{{FILTER({})}}".format),
    EXPRESSIONS.map("OPTIONAL{{FILTER({})}}".format),
    EXPRESSIONS.map("{{SELECT(1 AS ?q)({}AS ?r){{}}}}".format),
    EXPRESSIONS.map("{{SELECT?s{{?s ?p ?o}}ORDER BY?s ({})}}".format),
    EXPRESSIONS.map("{{SELECT?s{{?s ?p ?o}}GROUP BY?s HAVING(1<2)({})}}".format),
    st.sampled_from(
        [
            "?s <a:b'> (<a:b> <c:'>).",
            "?s (<a:b>|<c:'>) ?o.",
            "?s a(<a:b> <c:'>).",
            "?s ex:p [<a:b> <c:'>].",
            "?s ?p '>'.",
            '?s ?p """\'>""".',
            "VALUES(?x ?y){(<a:a> <b:'>)(<a:a> <b:#>)}",
            "#'\n",
            "GRAPH<a:b>{?s ?p <c:'>}",
        ]
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ELEMENTS, max_size=5), st.lists(ELEMENTS, max_size=3))
def test_no_arrangement_gets_a_call_past_the_outline(before: list[str], after: list[str]) -> None:
    query = PROLOGUE + "SELECT * {" + "".join([*before, "SERVICE:x{?s ?p 'c'}", *after]) + "}"

    assert refuses(query)
    assert not refuses(query.replace("SERVICE", ""))
