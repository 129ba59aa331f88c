"""The engine's messages, made readable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from server.syntax import syntax_details


def details(query: str) -> dict[str, str | int]:
    with pytest.raises(SyntaxError) as caught:
        Store().query(query)
    return syntax_details(str(caught.value), query)


def test_a_sentence_of_the_engine_goes_before_what_it_expected() -> None:
    found = details("SELECT * {}\nGROUP BY ?s")

    assert {"message": "SELECT * is not authorized with GROUP BY", "line": 2, "column": 12, "near": ""} == found


def test_what_stands_at_the_place_is_shown() -> None:
    assert "x" == details("SELECT * {} LIMIT x")["near"]


def test_classes_of_characters_are_left_out() -> None:
    found = details("SELECT * { ?s ?p")

    assert isinstance(found["message"], str)
    assert "['a'" not in found["message"].lower()
    assert found["message"].startswith('expected "$"')


def test_a_message_of_another_shape_is_kept() -> None:
    assert {"message": "odd"} == syntax_details("odd", "")


@given(st.text(max_size=50), st.text(max_size=50), st.integers(1, 10), st.integers(1, 100))
def test_no_message_is_too_odd(message: str, query: str, line: int, column: int) -> None:
    assert line == syntax_details(f"error at {line}:{column}: expected {message}", query)["line"]
