"""Parameters of URLs: each reader takes what it says and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import MalformedRequest
from server.parameters import choice, flag, number, once

READERS: list[Callable[[list[tuple[str, str]]], Any]] = [
    lambda pairs: once(pairs, "a"),
    lambda pairs: flag(pairs, "a", False),
    lambda pairs: number(pairs, "a", 1, 50),
    lambda pairs: choice(pairs, "a", ("x", "y")),
]


@pytest.mark.parametrize("read", READERS)
def test_a_parameter_comes_once(read: Callable[[list[tuple[str, str]]], Any]) -> None:
    with pytest.raises(MalformedRequest, match="`a` comes 2 times"):
        read([("a", "x"), ("b", "x"), ("a", "y")])


def refusal(read: Callable[[], Any]) -> str | None:
    """What is said against a value, if anything."""
    try:
        read()
    except MalformedRequest as error:
        return str(error)
    return None


@given(st.text(max_size=12) | st.integers(-5, 60).map(str))
def test_a_number_is_within_its_bounds_or_refused(text: str) -> None:
    fits = not text or (text.isascii() and text.isdecimal() and len(text) <= 2 and 1 <= int(text) <= 50)

    said = refusal(lambda: number([("a", text)], "a", 7, 50))

    assert said is None if fits else said is not None and "`a` is a whole number from 1 to 50" in said


@given(st.text(max_size=200) | st.sampled_from(["x", "y", ""]))
def test_what_is_no_choice_is_refused_and_told_in_part(text: str) -> None:
    said = refusal(lambda: choice([("a", text)], "a", ("x", "y")))

    assert (said is None) == (text in {"", "x", "y"})
    assert len(said or "") < 160
