from __future__ import annotations

import pytest

from loaders.common_words import is_common_name, is_common_word, is_kind


@pytest.mark.parametrize(
    ("name", "language", "common"),
    [
        ("Finance", "en", True),
        ("CRM System", "en", True),
        ("Sistemas CRM", "es", True),
        ("Telefon", "sv", True),
        ("Zyxo System", "en", False),
        ("365", "en", False),
    ],
)
def test_a_name_is_common_where_all_its_words_are(name: str, language: str, common: bool) -> None:
    assert common == is_common_name(name, language)


def test_words_of_the_language_that_all_mix_in_are_common_everywhere() -> None:
    assert is_common_word("Enterprise", "fi")


def test_a_kind_is_known_by_the_beginning_of_its_label() -> None:
    assert is_kind("Customer Relationship Management", "fi")
    assert not is_kind("Finance", "en")
    assert not is_kind("Zyxo Desk", "en")
