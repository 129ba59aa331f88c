"""Strings and lists that lie in files."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.linking import tables

#: Any string, halves of pairs included.
strings = st.lists(st.text(st.characters(codec=None, categories=None), max_size=20), max_size=10)


@given(strings)
def test_strings_come_back(some: list[str]) -> None:
    with TemporaryDirectory() as name:
        tables.save_strings(Path(name), "some", some)
        found = tables.Strings(Path(name), "some")

        assert some == list(found)
        assert some[1:] == found[1:]
        assert some[-1:] == found[-1:]


@given(st.lists(st.lists(st.integers(0, 2**31 - 1), max_size=5), max_size=8))
def test_lists_come_back(some: list[list[int]]) -> None:
    with TemporaryDirectory() as name:
        tables.save_lists(Path(name), "some", some)
        found = tables.Lists(Path(name), "some")

        assert some == [found[place].tolist() for place in range(len(found))]


def test_there_is_none_behind_the_last(tmp_path: Path) -> None:
    tables.save_strings(tmp_path, "some", ["a"])

    with pytest.raises(IndexError):
        tables.Strings(tmp_path, "some")[1]
