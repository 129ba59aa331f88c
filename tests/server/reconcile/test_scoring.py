"""Scores, and when a candidate is taken for sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.reconcile.asked import Given
from server.reconcile.scoring import Scored, agreement, match, move, name_of, score


def candidate(points: float, name: str = "", identified: bool = False) -> Scored:
    return Scored("iri", points, name, {}, identified)


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        ([], False),
        ([candidate(97, "preferred")], True),
        ([candidate(94, "other")], True),
        ([candidate(89, "other")], False),
        ([candidate(90)], False),
        ([candidate(96)], True),
        ([candidate(96), candidate(95)], False),
        ([candidate(97, "preferred"), candidate(93, "other")], True),
        ([candidate(97, "preferred"), candidate(97, "preferred")], False),
        ([candidate(93, "other"), candidate(93, "other")], False),
        ([candidate(99.5, "preferred"), candidate(80, "preferred")], True),
        ([candidate(97, "preferred"), candidate(90, "preferred")], False),
        ([candidate(100, "preferred", True), candidate(97, "preferred")], True),
        ([candidate(100, "preferred", True), candidate(100, "preferred", True)], False),
    ],
)
def test_one_is_sure_that_has_no_rival(candidates: list[Scored], expected: bool) -> None:
    assert expected == match(candidates)


@given(st.floats(0, 1), st.sampled_from(["preferred", "other", ""]), st.lists(st.floats(-3, 3), max_size=5))
def test_scores_are_percentages_and_rise_with_what_is_found(probability: float, name: str, moves: list[float]) -> None:
    found = score(probability, name, moves)

    assert 0 <= found <= 100
    assert score(probability, "", moves) <= score(probability, "other", moves) <= score(probability, "preferred", moves)
    assert found <= score(probability, name, [*moves, 1.0])
    assert found <= score(min(probability + 0.1, 1), name, moves)


def test_names_are_compared_as_people_read_them() -> None:
    assert "preferred" == name_of("  Lamp  LIGHTER", "x", ["lamp lighter"])
    assert "other" == name_of("Ｌight keeper", "light keeper", ["lamp lighter"])
    assert "" == name_of("lamp", "lamp lighter", ["lamp lighter"])
    assert "" == name_of("", "", [])


def test_values_agree_in_part() -> None:
    group = {"id": "g", "name": "Clerks"}

    assert 1.0 == agreement([Given("clerks")], (), [group])
    assert 1.0 == agreement([Given("", "g")], ("g",), [group])
    assert 0.0 == agreement([Given("others")], ("h",), [group])
    assert 0.5 == agreement([Given("42")], (), [{"str": "4222"}])
    assert 0.0 == agreement([Given("43")], (), [{"str": "4222"}])
    assert 0.0 == agreement([Given("")], (), [{"str": ""}])
    assert agreement([Given("x")], (), []) is None
    assert move(0.0) < 0 == move(None) < move(0.5) < move(1.0)
