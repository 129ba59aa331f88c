"""Stretches of text with characters marked, on texts and places made at random."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from server.pages.excerpts import excerpt, pieces, stretch

TEXT = st.text(min_size=1, max_size=400)


@given(TEXT, st.data())
def test_an_excerpt_marks_just_what_was_asked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(-2, len(text) + 2))
    end = data.draw(st.integers(-2, len(text) + 2))
    found = excerpt(text, start, end, around=20)
    if not 0 <= start < end <= len(text):
        assert found is None
        return
    assert found is not None
    assert text[start:end] == found.marked
    assert text[:start].endswith(found.before)
    assert text[end:].startswith(found.after)
    assert found.cut_before or text.startswith(found.before)
    assert len(found.before) <= 20
    assert len(found.after) <= 20


@given(TEXT, st.integers(0, 500), st.integers(1, 100))
def test_stretches_are_bounded_and_go_on(text: str, start: int, size: int) -> None:
    first, last = stretch(text, start, size)

    assert 0 <= first <= last <= len(text)
    assert last - first <= 2 * size
    assert first <= start
    if first < len(text):
        assert last > first or start >= len(text)


@given(TEXT, st.data())
def test_pieces_are_the_text_and_know_what_covers_them(text: str, data: st.DataObject) -> None:
    def mention(number: int) -> dict[str, Any]:
        start = data.draw(st.integers(0, len(text) - 1))
        return {
            "number": number,
            "start": start,
            "end": data.draw(st.integers(start + 1, len(text))),
            "inline": data.draw(st.booleans()),
        }

    mentions = [mention(number) for number in range(data.draw(st.integers(0, 6)))]
    found = list(pieces(text, 0, len(text), mentions))

    assert text == "".join(piece.text for piece in found)
    assert sorted(one["number"] for one in mentions) == sorted(one["number"] for piece in found for one in piece.begins)
    position = 0
    for piece in found:
        covering = [one for one in mentions if one["start"] <= position < one["end"]]
        assert (piece.inline is not None) == any(one["inline"] for one in covering)
        assert (piece.item is not None) == any(not one["inline"] for one in covering)
        position += len(piece.text)
