"""Candidates to groups: what is joined, what is kept apart, and that no order matters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.joining import Groups, Join, Place
from loaders.neighbours import LEAST, SCALE, Pair, Whole

NAMES = "abcdefgh"
GROUPS = st.lists(st.sets(st.sampled_from(NAMES), min_size=1, max_size=3), max_size=3)
PLACES = st.dictionaries(st.sampled_from(NAMES), st.sets(st.sampled_from([("1", "skills"), ("2", "skills")])))


def joined(
    angles: Mapping[str, float],
    *,
    places: Mapping[str, Collection[Place]] | None = None,
    apart: Iterable[Collection[str]] = (),
    given: Iterable[Collection[str]] = (),
    long: Collection[str] = (),
) -> dict[str, Join]:
    """The joins of candidates that point in some directions; those too `long` have no vector."""
    rows = {name: vector(angle) for name, angle in angles.items() if name not in long}

    def found(concepts: Iterable[str]) -> dict[str, Whole]:
        return {concept: rows[concept] for concept in concepts if concept in rows}

    kept_apart = {frozenset(pair) for pair in apart}
    return Groups(pairs(rows), found, lambda one: (places or {}).get(one, ()), kept_apart, given).joins()


def vector(angle: float) -> Whole:
    """A direction in a plane: two of them 40 degrees apart are alike by .77, 60 by .5."""
    turned = numpy.array([numpy.cos(numpy.radians(angle)), numpy.sin(numpy.radians(angle))])
    whole: Whole = numpy.trunc(turned * SCALE).astype(numpy.float32)
    return whole


def pairs(rows: Mapping[str, Whole]) -> list[Pair]:
    """All pairs alike enough, the likest first, as `Neighbours` gives them."""
    scored = [
        Pair(one, other, float(rows[one] @ rows[other]) / SCALE / SCALE) for one, other in combinations(sorted(rows), 2)
    ]
    return sorted((pair for pair in scored if pair.score >= LEAST), key=lambda pair: (-pair.score, pair[:2]))


def groups(joins: Mapping[str, Join]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one, join in joins.items():
        found.setdefault(join.into, {join.into}).add(one)
    return {frozenset(members) for members in found.values()}


def test_the_likest_are_one_and_the_smallest_iri_stands_for_them() -> None:
    found = joined({"b": 0, "a": 10, "c": 90})

    assert {"b"} == found.keys()
    assert ("a", "a") == (found["b"].into, found["b"].like)
    assert 0.97 < found["b"].score < 1


def test_a_group_takes_in_what_is_like_all_of_it_on_average_alone() -> None:
    # c is near b, but a and b are one by then, and c is too far from a.
    assert {frozenset("ab")} == groups(joined({"a": 0, "b": 20, "c": 68}))
    assert {frozenset("abc")} == groups(joined({"a": 0, "b": 20, "c": 50}))


def test_two_names_of_one_section_are_two_things() -> None:
    here = ("document", "skills")

    assert {} == joined({"a": 0, "b": 1}, places={"a": {here}, "b": {here}})
    assert {frozenset("ab")} == groups(joined({"a": 0, "b": 1}, places={"a": {here}, "b": {("document", "tools")}}))
    # Nor may a third one join them.
    assert {frozenset("ac")} == groups(joined({"a": 0, "c": 1, "b": 3}, places={"a": {here}, "b": {here}}))


def test_what_reviewers_keep_apart_no_third_one_joins() -> None:
    assert {} == joined({"a": 0, "b": 1}, apart=["ba"])
    assert {frozenset("ac")} == groups(joined({"a": 0, "c": 1, "b": 3}, apart=["ab"]))


def test_what_reviewers_join_is_one_however_unlike() -> None:
    here = ("document", "skills")
    found = joined({"a": 0, "c": 180}, places={"a": {here}, "c": {here}}, given=["ca"])

    assert {"c": Join("a", 1.0, "a")} == found


def test_a_label_too_long_for_a_vector_is_joined_by_reviewers_alone() -> None:
    assert {"b"} == joined({"a": 0, "b": 0}, given=["ab"], long="b").keys()
    assert {} == joined({"a": 0, "b": 0}, long="b")


@pytest.mark.parametrize("first", ["a", "b", "c"])
def test_a_group_that_reviewers_made_goes_on_by_likeness(first: str) -> None:
    others = sorted({"a", "b", "c"} - {first})
    found = joined({first: 5, others[0]: 0, others[1]: 0}, given=[others])

    assert {frozenset("abc")} == groups(found)
    assert {"a"} == {join.into for join in found.values()}
    for one, join in found.items():
        # A reviewer is named for what a reviewer said, and likeness for the rest.
        assert (join.score == 1) == ({one, "a"} == set(others))


@given(st.fixed_dictionaries({}, optional={name: st.integers(0, 120) for name in NAMES}), PLACES, GROUPS, st.data())
def test_nobody_is_in_two_groups_and_no_order_of_equal_inputs_matters(
    angles: dict[str, int], places: dict[str, set[Place]], given_groups: list[set[str]], data: st.DataObject
) -> None:
    apart = data.draw(st.lists(st.permutations(NAMES).map(lambda names: names[:2]), max_size=4))
    found = joined(angles, places=places, apart=apart, given=given_groups)

    for one, join in found.items():
        assert join.into not in found
        assert join.into < one
        assert 0 < join.score <= 1
    members = [name for group in groups(found) for name in group]
    assert len(set(members)) == len(members)
    for group in given_groups:
        assert 1 == len({found[one].into if one in found else one for one in group})
    again = joined(
        {name: angles[name] for name in data.draw(st.permutations(sorted(angles)))},
        places=places,
        apart=[pair[::-1] for pair in reversed(apart)],
        given=[data.draw(st.permutations(sorted(group))) for group in data.draw(st.permutations(given_groups))],
    )
    assert found == again


@given(st.fixed_dictionaries({}, optional={name: st.integers(0, 120) for name in NAMES}), PLACES)
def test_nothing_is_joined_that_a_section_keeps_apart(angles: dict[str, int], places: dict[str, set[Place]]) -> None:
    for group in groups(joined(angles, places=places)):
        named = [place for one in group for place in places.get(one, ())]
        assert len(set(named)) == len(named)
