"""The lexer of SPARQL."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.tokens import tokens


def kinds(query: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(query)]


def test_tokens_are_those_of_the_grammar() -> None:
    found = kinds('SELECT ?s{?s a ex:b.c\\.;<a#b> \'x\'@en-GB,"""y"z"""^^:t,_:b1,1.5e3}# SERVICE\n LIMIT 1')

    assert found == [
        ("word", "SELECT"),
        ("variable", "?s"),
        ("open", "{"),
        ("variable", "?s"),
        ("word", "a"),
        ("name", "ex:b.c\\."),
        ("mark", ";"),
        ("iri", "<a#b>"),
        ("string", "'x'"),
        ("tag", "@en-GB"),
        ("mark", ","),
        ("string", '"""y"z"""'),
        ("operator", "^^"),
        ("name", ":t"),
        ("mark", ","),
        ("blank", "_:b1"),
        ("mark", ","),
        ("number", "1.5e3"),
        ("close", "}"),
        ("word", "LIMIT"),
        ("number", "1"),
    ]


@pytest.mark.parametrize(
    ("query", "iris"),
    [
        ("ASK { FILTER(?a<?b&&?c>?d) }", []),
        ("ASK { ?s <a:b> (<c:d> <e:f>) }", ["<a:b>", "<c:d>", "<e:f>"]),
        ("ASK { ?s (<a:b>|<c:d>) ?o FILTER(?o != <e:f>) }", ["<a:b>", "<c:d>", "<e:f>"]),
        ("ASK { VALUES (?x ?y) { (<a:b> <c:d>) } }", ["<a:b>", "<c:d>"]),
        ("ASK { FILTER(ex:f(?x, <a:b>) < <c:d>) }", ["<a:b>", "<c:d>"]),
        ("SELECT (1<'>' AS ?x) { { SELECT ?a (?a<'>' AS ?y) {} } }", []),
        ("SELECT ?x { ?x <a:b> ?y } ORDER BY ?x (?y<?x>1) DESC(<a:b>)", ["<a:b>", "<a:b>"]),
    ],
)
def test_less_than_is_told_from_an_iri(query: str, iris: list[str]) -> None:
    assert iris == [text for kind, text in kinds(query) if kind == "iri"]


@given(st.text(alphabet="'\"\\<>#(){}[]?$:.,;@^|&!aSERVICE1u0-_ \n\r", max_size=60))
def test_every_character_is_in_one_token_at_most(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert end <= token.start
        assert text.startswith(token.text, token.start)
        end = token.start + len(token.text)


@pytest.mark.parametrize(
    "text",
    ["'" * 100_000, "'\\" * 50_000, "'''a" * 50_000, "<a" * 80_000, "a." * 80_000, ":a" + "." * 150_000, "#" * 150_000],
)
def test_a_hostile_text_costs_a_look_at_each_character(text: str) -> None:
    started = time.process_time()
    list(tokens(text))

    assert time.process_time() - started < 3
