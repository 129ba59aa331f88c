"""Kept texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders import texts
from ontology.errors import StoreError

KEY = "0123456789abcdef"
OTHER = "fedcba9876543210"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_comes_back_to_the_code_point(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    root = tmp_path_factory.getbasetemp() / "texts-of-hypothesis"
    root.mkdir(exist_ok=True)

    texts.write(root, KEY, text)

    assert text == texts.read(root, KEY)


def test_line_ends_are_not_touched(tmp_path: Path) -> None:
    texts.write(tmp_path, KEY, "a\r\nb\rc\n\u2028")

    assert texts.read(tmp_path, KEY) == "a\r\nb\rc\n\u2028"


def test_the_file_has_the_documents_key(tmp_path: Path) -> None:
    texts.write(tmp_path, KEY, "työ")

    assert "työ".encode() == (tmp_path / "texts" / f"{KEY}.txt").read_bytes()


def test_the_same_text_is_not_written_again(tmp_path: Path) -> None:
    texts.write(tmp_path, KEY, "same")
    before = (tmp_path / "texts" / f"{KEY}.txt").stat()

    texts.write(tmp_path, KEY, "same")

    assert before.st_ino == (tmp_path / "texts" / f"{KEY}.txt").stat().st_ino


def test_a_text_not_kept_is_none(tmp_path: Path) -> None:
    assert texts.read(tmp_path, KEY) is None


@pytest.mark.parametrize("key", ["", "../current", KEY + "/..", KEY.upper(), KEY + "\n", KEY[:-1], "०" * 16])
def test_what_is_no_key_names_no_file(tmp_path: Path, key: str) -> None:
    (tmp_path / "current.txt").write_text("secret")

    assert texts.read(tmp_path, key) is None
    with pytest.raises(StoreError, match=r"16 hexadecimal digits"):
        texts.write(tmp_path, key, "text")


def test_sweep_leaves_what_is_kept_and_takes_leftovers(tmp_path: Path) -> None:
    texts.write(tmp_path, KEY, "kept")
    texts.write(tmp_path, OTHER, "orphan")
    (tmp_path / "texts" / f"{KEY}.txt.77.new").write_text("half")

    swept = texts.sweep(tmp_path, {KEY})

    assert swept == 2
    assert [f"{KEY}.txt"] == [path.name for path in (tmp_path / "texts").iterdir()]


def test_sweep_of_nothing(tmp_path: Path) -> None:
    assert texts.sweep(tmp_path, {KEY}) == 0


def test_a_folder_in_the_way_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "texts").write_text("a file")

    with pytest.raises(StoreError, match=r"can't (read|keep) the text"):
        texts.write(tmp_path, KEY, "text")
