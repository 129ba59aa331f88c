"""The parameters of a drawing: read, refused, and written again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import MalformedRequest
from server.explore.wishes import LAYOUTS, Wishes, wishes
from server.readings.graph.facts import KINDS
from server.readings.graph.links import Inferred

IRIS = st.lists(st.integers(0, 9).map(lambda number: f"https://example.org/{number}"), unique=True, max_size=4).map(
    tuple
)


@given(
    st.builds(
        Wishes,
        of=IRIS,
        text=st.sampled_from(["", "a b"]),
        depth=st.integers(1, 3),
        inferred=st.sampled_from(Inferred),
        kinds=st.sets(st.sampled_from(KINDS)).map(lambda found: tuple(kind for kind in KINDS if kind in found)),
        languages=st.sets(st.sampled_from(["fi", "nb", "zh-hant"])).map(lambda found: tuple(sorted(found))),
        closed=IRIS,
        neighbours=st.integers(1, 3000),
        layout=st.sampled_from(sorted(LAYOUTS)),
    )
)
def test_what_is_written_is_read_again(asked: Wishes) -> None:
    assert asked == wishes(asked.pairs)


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ([("of", "no iri")], "`of`"),
        ([("depth", "4")], "1 to 3"),
        ([("depth", "1"), ("depth", "2")], "comes 2 times"),
        ([("limit", "0")], "1 to 3000"),
        ([("limit", "²")], "1 to 3000"),
        ([("kinds", "role,person")], "person"),
        ([("languages", "not a tag")], "`languages`"),
        ([("inferred", "no")], "`inferred`"),
        ([("layout", "circle")], "rings, force, ladder"),
        ([("of", f"https://example.org/{number}") for number in range(101)], "101 times"),
    ],
)
def test_a_bad_parameter_is_named(pairs: list[tuple[str, str]], told: str) -> None:
    with pytest.raises(MalformedRequest, match=told):
        wishes(pairs)


def test_prefixed_names_and_repeated_boxes_are_understood() -> None:
    found = wishes([("of", "rgid:skill/empathy"), ("kinds", "skill"), ("kinds", "role"), ("languages", "FI,no")])

    assert ("https://w3id.org/rolegraph/id/skill/empathy",) == found.of
    assert ("role", "skill") == found.kinds
    assert ("fi", "nb") == found.languages


def test_opening_and_shutting() -> None:
    one = Wishes(of=("a",))

    assert ("a", "b") == one.opened("b").of
    assert ("b",) == one.opened("b").shut("a").of
    assert ("a",) == one.shut("a").of
    assert ("a",) == one.shut("a").closed
    assert () == one.shut("a").opened("a").closed
