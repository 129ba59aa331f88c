from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.inline import LineIndex, joined, plain
from loaders.model import Span


def span(text: str) -> Span:
    return Span(text, 0, len(text), 1)


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("**Bold** and __strong__", "Bold and strong"),
        ("an *emphasised* word", "an emphasised word"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a [link](https://example.org/x) here", "a link here"),
        ("a ![picture](x.png) gone", "a gone"),
        ("`code` too", "code too"),
        ("a <b>tag</b>", "a tag"),
        (r"not \*emphasis\*", "not *emphasis*"),
        ("a\u00a0hard  space", "a hard space"),
    ],
)
def test_inline_marks_are_left_out(marked: str, words: str) -> None:
    assert words == plain(marked, [span(marked)]).text


def test_lines_are_joined_by_a_space() -> None:
    text = "one\ntwo"

    assert "one two" == plain(text, [Span("one", 0, 3, 1), Span("two", 4, 7, 2)]).text


def test_a_cut_knows_where_it_stands() -> None:
    text = "- **Empathy:** feel"
    words = plain(text, [Span(text[2:], 2, len(text), 1)])
    label = words.cut(0, 7)

    assert ("Empathy", "Empathy") == (label.text, text[label.start : label.end])


def test_a_joined_text_knows_where_its_parts_stand() -> None:
    text = "| one | two |"
    cells = [cell for cell in plain(text, [span(text)]).split("|") if cell.text]
    both = joined(cells)

    assert ("one two", text.index("one"), text.index("two") + 3) == (both.text, both.start, both.end)


def test_a_line_index_counts_from_one() -> None:
    index = LineIndex("ab\ncd\n")

    assert [1, 1, 2, 3] == [index.line(offset) for offset in (0, 2, 3, 6)]


@given(st.text(alphabet="ab *_`[]()<>\\\u00a0|!x", max_size=60))
def test_each_character_is_the_documents_own_or_a_space(text: str) -> None:
    words = plain(text, [span(text)])

    assert len(words.text) == len(words.offsets)
    assert all(
        text[place] == one or text[place].isspace() for one, place in zip(words.text, words.offsets, strict=True)
    )
    assert list(words.offsets) == sorted(words.offsets)
