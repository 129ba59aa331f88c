"""Enough of SPARQL's tokens to tell words from names, strings and comments."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.errors import QueryError
from queries.tokens import keywords, query_form, tokens


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# ASK\nselect * {}", "SELECT"),
        ("BASE <http://a/> PREFIX select: <http://INSERT/#ASK>\nask {}", "ASK"),
        ("PREFIX insert: <x:>construct where {}", "CONSTRUCT"),
        ("dEscribe <http://a/>", "DESCRIBE"),
    ],
)
def test_forms(text: str, form: str) -> None:
    assert form == query_form(keywords(text))


@pytest.mark.parametrize(
    "text",
    ["", "# SELECT", "INSERT DATA {}", "# SELECT *\nPREFIX a: <b:> DELETE WHERE {}", "LOAD <file:///x>", "drop all"],
)
def test_what_is_no_query_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="SELECT, ASK, CONSTRUCT or DESCRIBE"):
        query_form(keywords(text))


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ("SERVICE" AS ?x) {}',
        "SELECT * { ?service ?p 'a SERVICE' }",
        "SELECT * { ?s service:x <http://SERVICE/> }",
        'SELECT * { ?s ?p "x"@service } # SERVICE',
        'SELECT * { ?s ?p """ " SERVICE "" """ }',
        r'SELECT * { ?s ?p "\" SERVICE \\" }',
        r"SELECT * { ?s a:b\-SERVICE ?o }",
    ],
)
def test_words_that_are_none(text: str) -> None:
    assert "SERVICE" not in keywords(text)


@pytest.mark.parametrize("text", ["SELECT * { SERVICE<x:> {} }", "SELECT * {#\nservice\n#\n?x{}}", "SELECT*{}SERVICE"])
def test_words_that_are_some(text: str) -> None:
    assert "SERVICE" in keywords(text)


@settings(deadline=None)
@given(st.text())
def test_tokens_cover_every_character_but_space_and_comments(text: str) -> None:
    covered = "".join(token.text for token in tokens(text))

    assert all(text[token.start : token.end] == token.text for token in tokens(text))
    assert "#" in text or covered.split() == text.split() or "".join(covered.split()) == "".join(text.split())
