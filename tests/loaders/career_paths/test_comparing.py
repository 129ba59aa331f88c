"""Roles compared: what is shared, missing and extra, near by category, and how alike they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Quad, Store

from loaders.career_paths.comparing import KINDS, Comparison, Near, asked, compared, similarity
from loaders.career_paths.reading import Reading
from ontology.terms import ConceptKind, Graph, Rg, Skos
from tests.loaders.career_paths.roles import node

ONE, OTHER = node("one"), node("other")
STATED = (
    ("one", Rg.requiresSkill, "patience"),
    ("other", Rg.requiresSkill, "patience"),
    ("other", Rg.requiresSkill, "tact"),
    ("one", Rg.usesTool, "oven"),
    ("other", Rg.usesTool, "stove"),
    ("other", Rg.usesTool, "till"),
    ("other", Rg.usesToolCategory, "heaters"),
    ("oven", Rg.inCategory, "heaters"),
    ("stove", Rg.inCategory, "heaters"),
    ("till", Rg.inCategory, "registers"),
    ("senior", Skos.broader, "one"),
    ("senior", Rg.level, "high"),
)
INFERRED = (("one", Rg.mayUseToolCategory, "heaters"), ("one", Rg.requiresSkill, "care"))


def store() -> Store:
    made = Store()
    made.extend(Quad(node(one), predicate, node(other), Graph.STATEMENTS) for one, predicate, other in STATED)
    made.extend(Quad(node(one), predicate, node(other), Graph.INFERRED) for one, predicate, other in INFERRED)
    return made


def comparison(inferred: bool, one: str = "one") -> Comparison:
    reading = Reading(store(), inferred)
    return compared(reading, asked(reading, node(one)), asked(reading, OTHER))


def test_what_is_shared_missing_and_extra() -> None:
    skills = comparison(inferred=True).parts[ConceptKind.SKILL]

    assert [{node("patience")}, {node("tact")}, {node("care")}] == [
        {*part} for part in (skills.shared, skills.missing, skills.extra)
    ]


def test_only_what_is_stated_counts_without_inferred() -> None:
    found = comparison(inferred=False)

    assert frozenset() == found.parts[ConceptKind.SKILL].extra
    assert {} == found.near


def test_a_missing_tool_is_near_where_one_of_its_category_is_used() -> None:
    near = (Near(node("heaters"), (node("oven"),)),)

    assert {node("stove"): near, node("heaters"): near} == comparison(inferred=True).near


def test_similarity_is_the_shared_part_of_all_that_either_asks_for() -> None:
    found = comparison(inferred=False)

    assert 1 / 2 == similarity(found.parts[ConceptKind.SKILL])
    assert pytest.approx(1 / 6) == found.similarity
    assert similarity(found.parts[ConceptKind.RESPONSIBILITY]) is None


def test_a_level_of_which_nothing_is_stated_is_taken_as_its_plain_role() -> None:
    found = comparison(inferred=True, one="senior")

    assert (ONE, comparison(inferred=True).parts) == (found.one.of, found.parts)
    assert not comparison(inferred=False, one="senior").one.is_known


skills = st.frozensets(st.sampled_from("abcdefgh"))


@given(skills, skills)
def test_parts_are_disjoint_and_whole_and_turn_round(first: frozenset[str], second: frozenset[str]) -> None:
    made = Store()
    for role, names in ((ONE, first), (OTHER, second)):
        made.extend(Quad(role, Rg.requiresSkill, node(name), Graph.STATEMENTS) for name in names)
    reading = Reading(made)
    there = compared(reading, asked(reading, ONE), asked(reading, OTHER))
    back = compared(reading, asked(reading, OTHER), asked(reading, ONE))
    part, turned = there.parts[ConceptKind.SKILL], back.parts[ConceptKind.SKILL]

    assert {node(name) for name in first} == part.shared | part.extra
    assert {node(name) for name in second} == part.shared | part.missing
    assert (part.missing, part.extra, part.shared) == (turned.extra, turned.missing, turned.shared)
    assert there.similarity == back.similarity
    assert (there.similarity == 1) == bool(first == second and first)
    assert set(KINDS) == set(there.parts)
