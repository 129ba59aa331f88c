"""Pieces of words as numbers."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from loaders.linking import pieces

texts = st.lists(st.text(max_size=30), max_size=6)


def plain(text: str, lengths: tuple[int, ...]) -> list[str]:
    """The n-grams of a text one by one, as the module's docstring says it."""
    padded = pieces.spaced(text)
    runs = (padded[start : start + n] for n in lengths for start in range(len(padded) - n + 1))
    return [run for run in runs if " " not in run[1:-1] and run[:2] != "  "]


@given(texts)
def test_equal_pieces_and_no_others_have_equal_numbers(some: list[str]) -> None:
    found, whose = pieces.grams(some, (2, 3, 5))
    written = [(piece, place) for place, text in enumerate(some) for piece in plain(text, (2, 3, 5))]

    assert sorted(Counter(zip(found.tolist(), whose.tolist(), strict=True)).values()) == sorted(
        Counter(written).values()
    )
    assert len({piece for piece, _ in written}) == len(set(found.tolist()))


@given(st.text(max_size=30), texts)
def test_a_text_has_the_same_pieces_in_any_company(text: str, others: list[str]) -> None:
    alone, _ = pieces.grams([text], (3, 4))
    found, whose = pieces.grams([*others, text, *others], (3, 4))

    assert sorted(alone.tolist()) == sorted(found[whose == len(others)].tolist())


def test_marks_inside_a_name_belong_to_it() -> None:
    assert " c++ and .net " == pieces.spaced("C++ (and) .NET".casefold())
    assert " r&d manager sales " == pieces.spaced("r&d manager, sales.")


@given(texts)
def test_words_are_numbered_by_themselves(some: list[str]) -> None:
    found, whose = pieces.words(some)

    assert [len(pieces.spaced(text).split()) for text in some] == [int((whose == n).sum()) for n in range(len(some))]
    assert len(found) == len(whose)
