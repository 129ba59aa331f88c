"""Career ladders: who is led to stands higher, and circles do no harm."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from server.readings.graph import ladder

NODES = [str(number) for number in range(12)]
STEPS = st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES)), max_size=40).map(
    lambda pairs: [(one, other) for one, other in pairs if one != other]
)


@given(STEPS)
def test_without_circles_every_step_rises(pairs: list[tuple[str, str]]) -> None:
    steps = [(one, other) for one, other in pairs if int(one) < int(other)]
    ranks = ladder.ranks(NODES, steps)

    assert all(ranks[one] < ranks[other] for one, other in steps)
    assert 0 == min(ranks.values())
    # No higher than the longest way leads: each rank but the first has one below it that leads there.
    assert all(any(ranks[one] == ranks[node] - 1 for one, end in steps if end == node) for node in NODES if ranks[node])


@given(STEPS, STEPS)
def test_each_role_has_a_place_of_its_own(steps: list[tuple[str, str]], beside: list[tuple[str, str]]) -> None:
    places = ladder.places(NODES, steps, beside)

    assert set(NODES) == set(places)
    assert len(NODES) == len(set(places.values()))
    assert places == ladder.places(NODES, steps, beside)


def test_a_circle_is_broken_at_one_step() -> None:
    ranks = ladder.ranks(["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "a")])

    assert {"a": 0, "b": 1, "c": 2} == ranks


def test_what_is_only_beside_stands_on_the_same_rank() -> None:
    places = ladder.places(["a", "b", "c"], [("a", "b")], [("b", "c")])

    assert places["b"][1] == places["c"][1]
    assert places["b"][1] < places["a"][1]


def test_a_path_as_long_as_a_drawing_may_be() -> None:
    nodes = [str(number) for number in range(3000)]
    ranks = ladder.ranks(nodes, list(pairwise(nodes)))

    assert 2999 == ranks["2999"]
