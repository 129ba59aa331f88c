"""What a label is found by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.normal import normalised
from loaders.search.words import LONGEST, MOST_WORDS, folded, pieces, squashed, terms


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("größe", "grosse"),
        ("smørrebrød", "smorrebrod"),
        ("łódź", "lodz"),
        ("ærø", "aero"),
        ("ёлка", "елка"),
        ("客戶服務", "客户服务"),
        ("がく", "がく"),
        ("한국어", "한국어"),
        ("שָׁלוֹם", "שלום"),
        ("สั่ง", "สั่ง"),
    ],
)
def test_what_people_leave_out_is_left_out(written: str, plain: str) -> None:
    assert plain == folded(normalised(written))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Help-desk agent", ["help", "desk", "agent"]),
        ("C++ and C#", ["c++", "and", "c#"]),
        ("客户服务 CSR", ["客户", "户服", "服务", "csr"]),
        ("客", ["客"]),
        ("งาน", ["งา", "าน"]),
        ("ग्राहक सेवाएं", ["ग्राहक", "सेवाए"]),
    ],
)
def test_words_and_pairs_of_characters(text: str, found: list[str]) -> None:
    assert found == pieces(normalised(text))


def test_one_label_however_it_is_divided() -> None:
    assert squashed("help desk") == squashed("help-desk") == squashed("helpdesk")


def test_stems_tell_their_language_and_ends_are_of_languages_that_glue() -> None:
    finnish, english = terms("Asiakaspalvelun tiimi", "fi"), terms("management of teams", "en")

    assert ["fi:asiakaspalvelu", "fi:tiimi"] == finnish.stems.split()
    assert "asiakaspalvelu" == finnish.ends[::-1]
    assert "" == english.ends


@given(st.text(), st.sampled_from(["fi", "zh-hans", "xx", ""]))
def test_any_text_has_terms_within_bounds(text: str, language: str) -> None:
    found = terms(text, language)

    assert len(found.words.split()) <= 4 * MOST_WORDS
    assert len(found.name) <= 20 * LONGEST
    assert found == terms(text, language)
