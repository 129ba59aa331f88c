from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.concepts import Label, align, curated
from loaders.identity import candidate, is_candidate, kind_of
from loaders.normal import normalised
from ontology.terms import ConceptKind


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("Empathy", "empathy"),
        ("  EMPATHY: ", "empathy"),
        ("Ｅmpathy", "empathy"),
        ("Time\u00a0management", "time management"),
        ("C++", "c++"),
        ("C#,", "c#"),
        ("(.NET)", ".net"),
    ],
)
def test_a_label_is_normalised_but_never_lemmatised(written: str, normal: str) -> None:
    assert normal == normalised(written)


def test_candidates_differ_by_kind_language_and_label() -> None:
    found = {
        candidate(ConceptKind.SKILL, "en", "zyx"),
        candidate(ConceptKind.SKILL, "fi", "zyx"),
        candidate(ConceptKind.TOOL, "en", "zyx"),
        candidate(ConceptKind.SKILL, "en", "zyxo"),
    }

    assert 4 == len(found)


def test_a_candidates_iri_is_for_ever() -> None:
    assert (
        "https://w3id.org/rolegraph/id/skill/zyx-qu-en-09434e1762" == candidate(ConceptKind.SKILL, "en", "zyx qu").value
    )


@given(
    st.lists(
        st.builds(Label, st.just(ConceptKind.SKILL), st.sampled_from(["en", "fi"]), st.text(min_size=1, max_size=20))
    )
)
def test_the_order_of_labels_does_not_matter(labels: list[Label]) -> None:
    assert align(labels) == align(reversed(labels))


@given(st.text(min_size=1, max_size=30))
def test_every_label_has_a_concept_of_its_kind(text: str) -> None:
    (concept,) = align([Label(ConceptKind.ROLE, "en", text)]).popitem()[1]

    assert ConceptKind.ROLE == kind_of(concept)


def test_words_that_no_vocabulary_holds_are_candidates() -> None:
    assert is_candidate(align([Label(ConceptKind.SKILL, "en", "zyxo wrangling")]).popitem()[1][0])


def test_no_order_of_a_process_sways_what_labels_name() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", NAMED], check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert 1 == len(answers)
    assert answers.pop().count(b"rolegraph/id/") > COUNT


COUNT = 200
#: Prints the concepts of all labels in the shipped documents, one a line.
NAMED = """
import data
from loaders.concepts import align
from loaders.extract import extract
from loaders.mentions import labels, mentions
from loaders.read import document

for path in sorted(data.DOCUMENTS.iterdir()):
    found = align(labels(mentions(extract(document(path.name, path.read_bytes())))))
    print(*(f"{label.text} {[one.value for one in named]}" for label, named in found.items()), sep="\\n")
"""


def test_a_level_in_a_labels_own_language_is_no_role_of_another_language() -> None:
    swedish, english = (Label(ConceptKind.ROLE, language, "chef") for language in ("sv", "en"))

    assert curated(swedish) is None
    assert ConceptKind.ROLE.iri("cook") == getattr(curated(english), "concept", None)
