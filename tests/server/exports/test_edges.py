"""Edges kept as numbers: sorted, each once, with what was told of them, and in little room."""

from __future__ import annotations

import tracemalloc
from array import array

from hypothesis import given
from hypothesis import strategies as st

from server.exports.edges import USUAL, Edges, Row, Told

NODES, KINDS = 6, 3
NUMBERS = st.tuples(st.integers(0, NODES - 1), st.integers(0, KINDS - 1), st.integers(0, NODES - 1))
WEIGHTS = st.one_of(st.integers(), st.integers(-3, 3), st.floats(allow_nan=False, allow_infinity=False))
VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.text(), st.lists(st.text(), min_size=2).map(tuple))


def expected(rows: list[tuple[tuple[int, int, int], Told]], places: list[int], ranks: list[int]) -> list[Row]:
    """The same by a dictionary."""
    found: dict[tuple[int, int, int], Told] = {}
    for key, told in rows:
        before = found.get(key)
        found[key] = told if before is None else (before[0] + told[0], before[1])
    order = sorted(found, key=lambda key: (places[key[0]], ranks[key[1]], places[key[2]]))
    return [(*key, found[key]) for key in order]


@given(
    st.lists(st.tuples(NUMBERS, st.tuples(st.one_of(st.integers(-9, 9)), st.tuples(VALUES, VALUES)))),
    st.permutations(range(NODES)),
    st.permutations(range(KINDS)),
)
def test_edges_are_sorted_and_the_same_ones_added(
    rows: list[tuple[tuple[int, int, int], Told]], places: list[int], ranks: list[int]
) -> None:
    edges = Edges()
    for key, told in rows:
        edges.add(*key, told)

    assert expected(rows, places, ranks) == list(edges.sorted(places, ranks))


@given(st.lists(WEIGHTS, min_size=1))
def test_weights_are_what_they_were(weights: list[int | float]) -> None:
    edges = Edges()
    for number, weight in enumerate(weights):
        edges.add(number, 0, 0, (weight, ()))
    found = [told[0] for *_, told in edges.sorted(range(len(weights)), [0])]

    assert weights == found
    assert list(map(type, weights)) == list(map(type, found))


def test_edges_of_which_nothing_is_told() -> None:
    edges = Edges()
    for _ in range(3):
        edges.add(1, 0, 0, None)

    assert [(1, 0, 0, USUAL)] == list(edges.sorted([0, 1], [0]))
    assert [] == list(Edges().sorted([], []))


def test_many_edges_take_little_room() -> None:
    count = 100_000
    edges, places = Edges(), array("I", range(1000))
    tracemalloc.start()
    try:
        for number in range(count):
            edges.add(number % 1000, 0, number // 1000, None)
        assert count == sum(1 for _ in edges.sorted(places, [0]))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 40 * count
