"""The Accept header, by RFC 9110, section 12.5.1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.accept import MediaRange, parse, prefers_html, quality


@pytest.mark.parametrize("header", [None, "", " ", ",", "nonsense", "*/turtle", "text/turtle;q=2", "text/turtle;q=x"])
def test_without_a_well_formed_range_everything_is_taken(header: str | None) -> None:
    assert (MediaRange("*/*", 1.0),) == parse(header)


def test_ranges_keep_their_order_and_quality() -> None:
    found = parse('Text/Turtle;charset="utf-8"; q=0.5 , text/*;Q=.25,*/*;q=0,application/ld+json')

    expected = [("text/turtle", 0.5), ("text/*", 0.25), ("*/*", 0.0), ("application/ld+json", 1.0)]
    assert expected == [(one.name, one.quality) for one in found]


def test_the_most_specific_range_decides() -> None:
    ranges = parse("*/*;q=0.1, text/*;q=0.5, text/csv;q=0")

    assert 0.0 == quality(ranges, "text/csv")
    assert 0.5 == quality(ranges, "text/turtle")
    assert 0.1 == quality(ranges, "application/json")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("text/html,application/xhtml+xml,*/*;q=0.8", True),
        ("*/*", False),
        (None, False),
        ("text/html;q=0.5, application/json", False),
        ("text/html;q=0", False),
    ],
)
def test_a_browser_is_told_by_its_naming_html(header: str | None, expected: bool) -> None:
    assert expected == prefers_html(header, ["application/json"])


@given(st.text(alphabet=st.characters(codec="latin-1")))
def test_no_header_is_too_odd(header: str) -> None:
    found = parse(header)

    assert found
    assert all(0 <= one.quality <= 1 for one in found)


def test_a_long_header_costs_little() -> None:
    assert 100 == len(parse("a/b;q=1," * 100_000))
