"""Labels in other words and forms: told by stems, never by chance."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import vocabulary
from loaders.compounds import parts
from loaders.concepts import Label, concepts
from loaders.identity import is_candidate
from loaders.lexicon import languages
from loaders.matching import SECTIONS, match
from loaders.normal import normalised
from ontology.terms import ConceptKind


@pytest.mark.parametrize(
    ("kind", "language", "text", "concept"),
    [
        (ConceptKind.SKILL, "en", "Skills in teamwork", "teamwork"),
        (ConceptKind.BEST_PRACTICE, "en", "Listening actively", "active-listening"),
        (ConceptKind.TOOL_CATEGORY, "en", "Software for managing projects", "project-management-software"),
        (ConceptKind.TOOL_CATEGORY, "fi", "Projektinhallinta (PM)", "project-management-software"),
    ],
)
def test_endings_order_and_idle_words_do_not_count(kind: ConceptKind, language: str, text: str, concept: str) -> None:
    found = match(text, language, kind)

    assert found is not None
    assert concept == found.concept


@pytest.mark.parametrize("text", ["zyx qu", "of the", "", "(…)", "teamwork in zyx qu of brumbly"])
def test_other_things_have_no_match(text: str) -> None:
    assert match(text, "en", ConceptKind.SKILL) is None


@pytest.mark.parametrize("kind", sorted(SECTIONS))
def test_a_curated_label_names_its_own_concept(kind: ConceptKind) -> None:
    entries = [one for one in vocabulary.labels(kind.scheme.value.rpartition("/")[2]) if not one.doubtful]
    for entry in random.Random(1).sample(entries, 200):
        label = Label(kind, entry.language, entry.value)
        if entry.kind != vocabulary.ABBREVIATION:
            assert (kind.iri(entry.concept),) == concepts(label)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Patience and empathy"), ("sv", "Tålamod och empati"), ("ru", "Терпение, эмпатия"),
        ("fi", "Kärsivällisyys ja empatia"), ("nb", "Tålmodighet / empati"),
    ],
)  # fmt: skip
def test_a_label_of_two_things_names_both(language: str, text: str) -> None:
    assert ["patience", "empathy"] == [one.value.rpartition("/")[2] for one in concepts(found(language, text))]


def test_a_label_of_which_only_a_part_is_known_is_one_thing() -> None:
    (one,) = concepts(found("en", "Empathy and zyxomancy"))

    assert is_candidate(one)


def found(language: str, text: str) -> Label:
    return Label(ConceptKind.SKILL, language, text)


@given(st.text(max_size=60), st.sampled_from(sorted(languages())))
def test_the_parts_of_a_label_are_in_it(text: str, language: str) -> None:
    assert all(part in text for part in parts(text, language))


@given(st.text(max_size=60), st.sampled_from(sorted(languages())), st.sampled_from(sorted(ConceptKind)))
def test_any_text_has_concepts_of_its_kind(text: str, language: str, kind: ConceptKind) -> None:
    named = concepts(Label(kind, language, text))

    assert named
    assert all(one.value.startswith(kind.iri("").value) for one in named)


@given(st.text(max_size=40))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalised(text) == normalised(normalised(text))
