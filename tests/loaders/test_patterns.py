from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.patterns import Patterns, source


def patterns(*written: str, spaces: bool = True) -> Patterns:
    return Patterns([(one, spaces) for one in written])


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("skill*", "Key SKILLS here", "SKILLS"),
        ("what you*do", "So what you will do", "what you will do"),
        ("ab*", "cab abc", "abc"),
        ("# years", "has 12 years", "12 years"),
        ("*stellen", "Alle Arbeitsstellen", "Alle Arbeitsstellen"),
        ("u. a.", "Excel u. a. Programme", "u. a."),
        ("tanım*", "İŞ TANIMI", "TANIMI"),
    ],
)
def test_a_pattern_is_found(written: str, text: str, found: str) -> None:
    match = patterns(written).search(text)

    assert match is not None
    assert found == match[0]


def test_a_word_is_not_found_inside_another() -> None:
    assert patterns("or").search("for more") is None


def test_scripts_without_spaces_have_no_words() -> None:
    match = patterns("责任", spaces=False).search("岗位责任书")

    assert match is not None
    assert (2, 4) == match.span()


WORDS = st.lists(st.sampled_from(["skill", "skills", "need", "what you need", "do", "tools", "to"]), max_size=8)


@given(WORDS, st.sets(st.sampled_from(["skill*", "need", "what you need", "to", "tool*", "do"]), min_size=1))
def test_it_finds_what_one_expression_finds(words: list[str], written: set[str]) -> None:
    text = " ".join(words)
    ordered = sorted(written, key=lambda one: (-len(one), one))
    whole = re.compile("|".join(source(one, spaces=True) for one in ordered), re.IGNORECASE)

    assert [one.span() for one in whole.finditer(text)] == [one.span() for one in patterns(*written).finditer(text)]
