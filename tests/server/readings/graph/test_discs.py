"""Rings: nothing lies on anything else, whatever the trees."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from server.readings.graph import discs
from server.readings.graph.forest import forest


@st.composite
def trees(draw: st.DrawFn) -> dict[str | None, list[str]]:
    """Trees of up to eighty nodes: each hangs on one before it, or on none."""
    found: dict[str | None, list[str]] = {}
    for number in range(draw(st.integers(1, 80))):
        parent = draw(st.none() | st.integers(0, number - 1)) if number else None
        found.setdefault(None if parent is None else str(parent), []).append(str(number))
    return found


@given(trees())
def test_no_two_nodes_come_nearer_than_their_labels_need(found: dict[str | None, list[str]]) -> None:
    places = discs.places(found)
    points = [(x / discs.WIDER, y) for x, y in places.values()]
    nearest = min((math.dist(one, other) for place, one in enumerate(points) for other in points[:place]), default=1e9)

    assert {node for hung in found.values() for node in hung} == set(places)
    assert 2 * discs.ROOM - 1 <= nearest


@given(trees())
def test_the_same_trees_have_the_same_places(found: dict[str | None, list[str]]) -> None:
    assert discs.places(found) == discs.places(dict(reversed(found.items())))


def test_a_long_chain_grows_with_its_length_only() -> None:
    chain: dict[str | None, list[str]] = {None: ["0"], **{str(place): [str(place + 1)] for place in range(200)}}
    places = discs.places(chain)

    assert 201 * 2 * discs.ROOM + 1 >= max(abs(y) for _, y in places.values())


def test_single_nodes_fill_a_field_that_is_wider_than_high() -> None:
    places = discs.places({None: [str(number) for number in range(30)]})
    across, down = ([place[axis] for place in places.values()] for axis in (0, 1))

    assert max(down) - min(down) < max(across) - min(across) < 6 * (max(down) - min(down))


def test_a_forest_holds_each_node_once_and_begins_at_its_roots() -> None:
    found = forest(["a", "b", "c", "d"], [("b", "a"), ("b", "c"), ("c", "a")], ["b"])

    assert {None: ["b", "d"], "b": ["a", "c"]} == found
