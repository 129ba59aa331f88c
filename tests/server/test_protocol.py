"""The query operation of the SPARQL 1.1 Protocol, from bytes."""

from __future__ import annotations

from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import MalformedRequest, Problem, UnsupportedBody, UpdateRefused
from server.parameters import decode_form
from server.protocol import FORM, QUERY, UPDATE, QueryRequest, parse


def test_a_get_has_everything_in_the_url() -> None:
    parameters = [
        ("query", "ASK { ?s ?p 'ä+b' }"),
        ("default-graph-uri", "a:b"),
        ("default-graph-uri", "a:c"),
        ("default-graph-uri", "a:b"),
        ("named-graph-uri", "a:d"),
        ("inferred", "false"),
        ("timeout", "1.5"),
        ("format", "csv"),
        ("unknown", "1"),
        ("unknown", "2"),
    ]
    found = parse("GET", urlencode(parameters).encode(), None, b"")

    assert QueryRequest("ASK { ?s ?p 'ä+b' }", ("a:b", "a:c"), ("a:d",), False, 1.5, "csv") == found
    assert found.has_dataset


def test_a_get_may_have_no_query() -> None:
    assert QueryRequest(None) == parse("GET", b"", None, b"")
    assert not parse("GET", b"", None, b"").has_dataset


def test_a_form_is_decoded_once() -> None:
    assert "ASK { ?s ?p '%41+' }" == parse("POST", b"", FORM, b"query=ASK+{+?s+?p+'%2541%2B'+}").query


def test_a_query_is_posted_as_it_is_with_the_rest_in_the_url() -> None:
    found = parse("POST", b"default-graph-uri=a%3Ab", f"{QUERY}; charset=UTF-8", "ASK { ?s ?p 'ä+%41' }".encode())

    assert QueryRequest("ASK { ?s ?p 'ä+%41' }", ("a:b",)) == found


@pytest.mark.parametrize(
    ("method", "url", "kind", "body", "error"),
    [
        ("GET", b"query=a&query=b", None, b"", MalformedRequest),
        ("GET", b"query=a&timeout=1&timeout=2", None, b"", MalformedRequest),
        ("GET", b"query=%C3", None, b"", MalformedRequest),
        ("GET", b"query=\xc3(", None, b"", MalformedRequest),
        ("GET", b"query=5%", None, b"", MalformedRequest),
        ("GET", b"%zz=1&query=a", None, b"", MalformedRequest),
        ("GET", b"query=a&default-graph-uri=", None, b"", MalformedRequest),
        ("GET", b"query=a&named-graph-uri=x%20y:z", None, b"", MalformedRequest),
        ("GET", b"query=a&inferred=no", None, b"", MalformedRequest),
        ("GET", b"query=a&timeout=0", None, b"", MalformedRequest),
        ("GET", b"query=a&timeout=nan", None, b"", MalformedRequest),
        ("GET", b"query=a&timeout=inf", None, b"", MalformedRequest),
        ("GET", b"update=a", None, b"", MalformedRequest),
        ("GET", b"x=1&" * 1001, None, b"", MalformedRequest),
        ("POST", b"", FORM, b"", MalformedRequest),
        ("POST", b"", FORM, b"query=a&update=b", MalformedRequest),
        ("POST", b"query=a", FORM, b"query=a", MalformedRequest),
        ("POST", b"query=a", QUERY, b"a", MalformedRequest),
        ("POST", b"", QUERY, b"\xff", MalformedRequest),
        ("POST", b"", FORM, b"update=b", UpdateRefused),
        ("POST", b"", UPDATE, b"b", UpdateRefused),
        ("POST", b"", None, b"query=a", UnsupportedBody),
        ("POST", b"", "multipart/form-data; boundary=x", b"", UnsupportedBody),
        ("POST", b"", f"{QUERY};charset=utf-16", b"a", UnsupportedBody),
    ],
)
def test_what_is_wrong_is_refused(method: str, url: bytes, kind: str | None, body: bytes, error: type[Problem]) -> None:
    with pytest.raises(error):
        parse(method, url, kind, body)


@given(st.lists(st.tuples(st.text(min_size=1), st.text())))
def test_what_is_encoded_comes_back(pairs: list[tuple[str, str]]) -> None:
    data = "&".join(f"{quote_plus(name)}={quote_plus(text)}" for name, text in pairs)

    assert pairs == decode_form(data.encode())


@given(st.binary(), st.binary(), st.sampled_from([FORM, QUERY, UPDATE, "text/plain", None]))
def test_no_bytes_are_too_odd(url: bytes, body: bytes, kind: str | None) -> None:
    try:
        found = parse("POST", url, kind, body)
    except Problem:
        return
    assert found.query is not None
