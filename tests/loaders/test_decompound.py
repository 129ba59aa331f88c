"""Glued words are cut where both sides are known words, and nothing is lost but what binds them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.concepts import Label, concepts
from loaders.decompound import parts
from loaders.lexicon import languages
from ontology.terms import ConceptKind


@pytest.mark.parametrize(
    ("language", "word", "found"),
    [
        ("fi", "viestintätaidot", ("viestintä", "taidot")),
        ("sv", "datorkunskaper", ("dator", "kunskaper")),
        ("de", "projektmanagementsoftware", ("projektmanagement", "software")),
        ("sv", "arbete", ("arbete",)),
        ("en", "teamwork", ("teamwork",)),
        ("nb", "zyxoferdigheter", ("zyxoferdigheter",)),
    ],
)
def test_a_word_is_cut_into_known_ones(language: str, word: str, found: tuple[str, ...]) -> None:
    assert found == parts(word, language)


@pytest.mark.parametrize(
    ("language", "text", "concept"),
    [("fi", "Viestintätaidot", "communication"), ("nb", "Kommunikasjonsevner", "communication")],
)
def test_a_glued_label_names_what_its_telling_part_does(language: str, text: str, concept: str) -> None:
    (found,) = concepts(Label(ConceptKind.SKILL, language, text))

    assert concept == found.value.rpartition("/")[2]


@given(st.text(max_size=80), st.sampled_from(sorted(languages())))
def test_the_parts_stand_in_the_word_in_order(word: str, language: str) -> None:
    place = 0
    for part in parts(word, language):
        place = word.index(part, place) + len(part)
