"""What speaks for a concept and against it: twins of one branch, forms of words, names that several concepts share."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.linking.index import Index
from loaders.linking.model import Candidate, Name, Subject
from tests.loaders.linking.taxonomy import OCCUPATION, SKILL, iri, made, subject


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return made(tmp_path_factory.mktemp("linking") / "index")


def best(index: Index, asked: Subject, *types: str) -> Candidate:
    return index.ranked(asked, 3, types)[0]


def part(index: Index, asked: Subject, concept: str, name: str) -> float:
    return next(one.parts.get(name, 0.0) for one in index.ranked(asked, 50) if one.concept == iri(concept))


def test_the_general_concept_comes_before_its_twins_of_one_branch(index: Index) -> None:
    found = [one.concept for one in index.ranked(subject("en:day planning", "fi:päivän suunnittelu"), 3, [SKILL])]

    assert iri("plan-day") == found[0]
    assert {iri("plan-day-mine"), iri("plan-day-dairy")} == set(found[1:])


def test_the_twin_is_right_where_the_subject_names_its_branch(index: Index) -> None:
    assert iri("plan-day-mine") == best(index, subject("en:planning days in mines")).concept


def test_a_verb_and_its_noun_are_the_same_word_and_so_are_spellings_of_two_countries(index: Index) -> None:
    assert part(index, subject("en:organizing days"), "plan-day", "same_words")
    assert part(index, subject("en:color theory"), "colour", "same_words")
    assert not part(index, subject("en:theory of music"), "colour", "same_words")


def test_words_like_ability_and_skills_tell_nothing(index: Index) -> None:
    assert part(index, subject("en:ability to plan the day"), "plan-day", "same_words")


def test_a_name_that_two_concepts_bear_is_half_as_sure(index: Index) -> None:
    asked = subject("en:lantern keeper", "en+:gas lamplighter")

    assert 0.5 == part(index, subject("en:lantern keeper"), "keeper", "same_text")
    assert 1 == part(index, asked, "gas-lamplighter", "same_text")


def test_languages_vote(index: Index) -> None:
    asked = subject("sv:lykttändare", "de:Laternenanzünder", "en:lamplighter", kind="role")

    assert 0.75 == part(index, asked, "lamplighter", "same_languages")
    assert iri("lamplighter") == best(index, asked).concept


def test_only_concepts_of_the_types_asked_for_are_found(index: Index) -> None:
    found = index.ranked(subject("en:plan the day"), 50, [OCCUPATION])

    assert {iri(name) for name in ("lamplighter", "gas-lamplighter", "lamp-manager", "keeper")} == {
        one.concept for one in found
    }


def test_skills_that_a_role_needs_speak_for_the_occupation_that_needs_them(index: Index) -> None:
    asked = ("en:light keeper of the street",)
    without = part(index, subject(*asked, kind="role"), "lamplighter", "skills")
    with_them = part(index, subject(*asked, kind="role", related=(iri("plan-day"),)), "lamplighter", "skills")

    assert not without
    assert 1 == with_them


def test_a_role_that_is_no_managers_is_not_taken_for_one(index: Index) -> None:
    assert part(index, subject("en:lamplighters", kind="role"), "lamp-manager", "manager")
    assert not part(index, subject("en:lamplighters", kind="role"), "lamplighter", "manager")
    assert part(index, subject("en:head of lamps", kind="role", level=1), "lamp-manager", "level")


def test_what_a_name_is_about_is_not_what_it_is(index: Index) -> None:
    asked = subject("en:lamplighter", kind="role")

    assert part(index, asked, "lamplighter", "head")
    assert not part(index, asked, "lamp-manager", "head")
    assert part(index, subject("en:lamp manager", kind="role"), "lamp-manager", "head")


def test_a_region_of_a_language_makes_no_difference(index: Index) -> None:
    assert index.ranked(subject("en-GB:plan the day")) == index.ranked(subject("en:plan the day"))


@settings(max_examples=40)
@given(st.lists(st.builds(Name, st.text(max_size=60), st.sampled_from(["en", "fi", "und", "xx"])), max_size=4))
def test_no_name_breaks_it(index: Index, names: list[Name]) -> None:
    found = index.ranked(Subject(tuple(names), "role", (iri("tune"), "http://example.org/none"), 2), 5)
    again = index.ranked(Subject(tuple(names), "role", (iri("tune"), "http://example.org/none"), 2), 5)

    assert found == again
    assert all(0 < one.score < 1 for one in found)
    assert sorted((one.score for one in found), reverse=True) == [one.score for one in found]
