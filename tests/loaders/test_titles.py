from __future__ import annotations

import pytest

from loaders.titles import abbreviation, in_opening, in_title


@pytest.mark.parametrize(
    ("title", "language", "role"),
    [
        ("What is a Customer Success Manager?", "en", "Customer Success Manager"),
        ("What does an electrician do?", "en", "electrician"),
        ("Electrician Job Description", "en", "Electrician"),
        ("Role profile: Warehouse Clerk", "en", "Warehouse Clerk"),
        ("Mikä on sairaanhoitaja?", "fi", "sairaanhoitaja"),
        ("Mitä sairaanhoitaja tekee?", "fi", "sairaanhoitaja"),
        ("Vad är en elektriker?", "sv", "elektriker"),
        ("Hva gjør en sykepleier?", "nb", "sykepleier"),
        ("Кто такой инженер-механик?", "ru", "инженер-механик"),
        ("Was macht eine Pflegefachkraft?", "de", "Pflegefachkraft"),
        ("What is a nurse?", "fi", "nurse"),
        ("1. What is a Data Analyst (DA)?", "en", "Data Analyst"),
    ],
)
def test_a_title_names_its_role(title: str, language: str, role: str) -> None:
    found = in_title(title, language)

    assert found is not None
    assert role == title[found.start : found.end]


def test_an_ordinary_line_is_no_title() -> None:
    assert in_title("Our office is in Helsinki", "en") is None


def test_the_abbreviation_behind_a_name_is_told_apart() -> None:
    title = "What is a Customer Support Account Manager (CSAM)?"
    found = in_title(title, "en")

    assert found is not None
    assert found.short is not None
    assert ("Customer Support Account Manager", "CSAM") == (title[found.start : found.end], title[slice(*found.short)])


@pytest.mark.parametrize(
    ("sentence", "language", "role"),
    [
        ("A data analyst is somebody who counts.", "en", "data analyst"),
        ("En kundansvarig är en viktig person.", "sv", "kundansvarig"),
        ("Представитель поддержки (CSR) — это лицо компании.", "ru", "Представитель поддержки"),
    ],
)
def test_an_opening_sentence_defines_a_role(sentence: str, language: str, role: str) -> None:
    found = in_opening(sentence, language)

    assert found is not None
    assert role == sentence[found.start : found.end]


def test_an_abbreviation_needs_capitals() -> None:
    text = "person (CSR) works"
    found = abbreviation(text, 6)

    assert found is not None
    assert "CSR" == text[slice(*found)]
    assert abbreviation("person (see below)", 6) is None
