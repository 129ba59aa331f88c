"""Paths are those that a search through everything finds, shortest first, the same each time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from loaders.career_paths.search import Path, Search, distances

NODES = [NamedNode(f"https://example.org/{name}") for name in "abcdef"]
Moves = dict[NamedNode, list[NamedNode]]

moves = st.dictionaries(st.sampled_from(NODES), st.lists(st.sampled_from(NODES), unique=True, max_size=5))


def searched(found: Moves, start: NamedNode, goal: NamedNode, longest: int) -> Search:
    turned: Moves = {}
    for node, others in found.items():
        for other in others:
            turned.setdefault(other, []).append(node)
    return Search(start, goal, lambda node: found.get(node, ()), lambda node: turned.get(node, ()), longest)


def everything(found: Moves, start: NamedNode, goal: NamedNode, longest: int) -> set[Path]:
    """All simple paths, by trying every order of all nodes between the ends."""
    if start == goal:
        return {(start,)}
    between = [node for node in NODES if node not in (start, goal)]
    tried = ((start, *some, goal) for count in range(longest) for some in permutations(between, min(count, 4)))
    return {path for path in tried if all(other in found.get(one, ()) for one, other in pairwise(path))}


@given(moves, st.sampled_from(NODES), st.sampled_from(NODES), st.integers(1, 6))
def test_all_simple_paths_are_found_once_shortest_first(
    found: Moves, start: NamedNode, goal: NamedNode, longest: int
) -> None:
    search = searched(found, start, goal, longest)
    paths = list(search)

    assert everything(found, start, goal, longest) == set(paths)
    assert len(set(paths)) == len(paths)
    assert sorted(map(len, paths)) == [len(path) for path in paths]
    assert list(searched(found, start, goal, longest)) == paths
    assert not search.spent


@given(moves, st.sampled_from(NODES), st.sampled_from(NODES))
def test_the_first_path_has_as_many_moves_as_the_distance(found: Moves, start: NamedNode, goal: NamedNode) -> None:
    first = next(iter(searched(found, start, goal, 6)), None)
    far = distances(start, lambda node: found.get(node, ()), 6)

    assert (None if first is None else len(first) - 1) == far.get(goal)


def test_paths_of_one_length_come_in_the_order_of_the_moves() -> None:
    a, b, c, d, *_ = NODES

    assert [(a, c, d), (a, b, d)] == list(searched({a: [c, b], b: [d], c: [d]}, a, d, 3))


def test_a_search_among_dead_ends_is_given_up_and_says_so() -> None:
    """All nodes of a trap are near the goal, but only by the node through which one comes in."""
    start, gate, goal = NODES[:3]
    trap = [NamedNode(f"https://example.org/trap{number}") for number in range(30)]
    found: Moves = {start: [gate], gate: [goal, *trap]} | {one: [gate, *(set(trap) - {one})] for one in trap}
    search = searched(found, start, goal, 12)

    assert [(start, gate, goal)] == list(search)
    assert search.spent


def test_a_limit_ends_a_search_early() -> None:
    many: Sequence[NamedNode] = [NamedNode(f"https://example.org/n{number}") for number in range(60)]
    found: Moves = {one: [other for other in many if other != one] for one in many}

    assert 11 == len(list(islice(searched(found, many[0], many[1], 6), 11)))
