from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.enumerations import members
from loaders.inline import Plain


def plain(text: str) -> Plain:
    return Plain(text, tuple(range(len(text))))


@pytest.mark.parametrize(
    ("text", "language", "listed", "found"),
    [
        ("patience, empathy and Excel", "en", False, ["patience", "empathy", "Excel"]),
        ("patience, empathy, and Excel", "en", True, ["patience", "empathy", "Excel"]),
        ("We use: Jira, Confluence.", "en", False, ["Jira", "Confluence"]),
        ("Junior → Senior → Lead", "en", False, ["Junior", "Senior", "Lead"]),
        ("Excel (formulas, charts), SAP, Word", "en", False, ["Excel (formulas, charts)", "SAP", "Word"]),
        ("采购助理 → 采购专员 → 采购经理", "zh-Hans", False, ["采购助理", "采购专员", "采购经理"]),
        ("耐心、细心、责任心", "zh-Hans", False, ["耐心", "细心", "责任心"]),
        ("rehellisyys ja tarkkuus", "fi", True, []),
        ("She plans the shifts, orders supplies and keeps everybody in the ward informed.", "en", False, []),
        ("Calm. Kind, fair, honest.", "en", True, []),
    ],
)
def test_the_members_of_a_list_are_told(text: str, language: str, listed: bool, found: list[str]) -> None:
    assert found == [one.text for one in members(plain(text), language, listed=listed)]


@given(st.text(max_size=60), st.booleans())
def test_members_are_parts_of_the_text_in_order(text: str, listed: bool) -> None:
    end = 0
    for one in members(plain(text), "en", listed=listed):
        assert one.start >= end
        assert text[one.start : one.end] == one.text
        end = one.end
