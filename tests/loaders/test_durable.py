"""Files replaced whole, and sentences for what the system refuses."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from loaders.durable import explained, replace_file
from ontology.errors import StoreError


def test_a_file_is_replaced_and_nothing_else_stays(tmp_path: Path) -> None:
    file = tmp_path / "file"
    replace_file(file, b"first")
    replace_file(file, b"second")

    assert file.read_bytes() == b"second"
    assert [file] == list(tmp_path.iterdir())


def test_a_failed_replacement_leaves_the_old_file(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "full").mkdir(parents=True)

    with pytest.raises(OSError, match=r"directory"):
        replace_file(folder, b"new")

    assert [folder] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EDQUOT, "free some space"),
        (errno.EACCES, "permissions"),
        (errno.EROFS, "read-only"),
        (errno.EAGAIN, "another program has it open"),
    ],
)
def test_the_sentence_says_what_to_do(code: int, advice: str) -> None:
    engine_error = OSError(f"IO error: While appending to file: /x/000008.log: {os.strerror(code)}")
    for error in OSError(code, os.strerror(code)), engine_error:
        with (
            pytest.raises(StoreError, match=rf"^can't write into /x: .*{advice}"),
            explained("write into", Path("/x")),
        ):
            raise error


def test_other_errors_are_not_hidden() -> None:
    with pytest.raises(KeyError), explained("write into", Path("/x")):
        raise KeyError("a mistake of ours")
