from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.lines import line, lines


@pytest.mark.parametrize(
    ("raw", "kind", "content"),
    [
        ("", "blank", ""),
        ("  \u00a0", "blank", ""),
        ("Plain words", "text", "Plain words"),
        ("  indented words", "text", "indented words"),
        ("## Skills ##", "heading", "Skills"),
        ("#hashtag", "text", "#hashtag"),
        ("- one", "bullet", "one"),
        ("  \u2022 one", "bullet", "one"),
        ("\u2022one", "bullet", "one"),
        ("* one", "bullet", "one"),
        ("*emphasis* first", "text", "*emphasis* first"),
        ("\u2013 one", "bullet", "one"),
        ("-\u00a0one", "bullet", "one"),
        ("1. one", "number", "one"),
        ("(2) two", "number", "two"),
        ("a) first", "number", "first"),
        ("2024 was a year", "text", "2024 was a year"),
        ("3.5 per cent", "text", "3.5 per cent"),
        ("| a | b |", "row", "| a | b |"),
        ("|---|:--:|", "rule", "|---|:--:|"),
        ("***", "rule", "***"),
        ("```python", "fence", "```python"),
        ("<!-- note -->", "comment", "<!-- note -->"),
        ("> quoted", "text", "quoted"),
    ],
)
def test_a_line_is_told_by_its_marks(raw: str, kind: str, content: str) -> None:
    found = line(1, raw, 0)

    assert (kind, content) == (found.kind, raw[found.start : found.end])


def test_dashes_underline() -> None:
    assert ["text", "underline", "text", "underline"] == [one.kind for one in lines("One\n===\nTwo\n---")]


def test_a_deeper_heading_has_a_higher_level() -> None:
    assert [1, 3] == [one.level for one in lines("# Top\n### Low")]


def test_a_tab_indents_to_the_next_multiple_of_four() -> None:
    assert [0, 4, 2] == [one.indent for one in lines("- a\n\t- b\n  - c")]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_every_line_is_given_once_with_offsets_inside_it(text: str) -> None:
    raws = text.split("\n")
    found = list(lines(text))

    assert list(range(1, len(raws) + 1)) == [one.number for one in found]
    place = 0
    for raw, one in zip(raws, found, strict=True):
        assert place <= one.start <= one.end <= place + len(raw)
        place += len(raw) + 1
