"""The store folder and its lock, between real processes."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from loaders.lock import locked
from ontology.errors import StoreError

HOLD = """
import sys
from pathlib import Path
from loaders.lock import locked
with locked(Path(sys.argv[1]), create=True):
    print("locked", flush=True)
    sys.stdin.read()
"""

FORK = """
import os, sys
from pathlib import Path
from loaders.lock import locked
with locked(Path(sys.argv[1]), create=True):
    if os.fork() == 0:
        sys.stdin.read()
        os._exit(0)
print("locked", flush=True)
os.wait()
"""


@contextmanager
def other_writer(root: Path, program: str = HOLD) -> Iterator[subprocess.Popen[str]]:
    """Run a process that takes the lock, and end it after the block."""
    command = [sys.executable, "-c", program, str(root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "below" / "store"


def test_a_new_folder_is_only_for_its_owner(root: Path) -> None:
    with locked(root, create=True):
        pass

    assert stat.S_IMODE(root.stat().st_mode) == 0o700


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    with locked(tmp_path, create=True):
        pass

    with locked(tmp_path):
        assert {"format", "lock"} == {path.name for path in tmp_path.iterdir()}


def test_what_a_process_killed_while_making_the_folder_leaves_is_taken(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()
    (tmp_path / "format.77.new").touch()

    with locked(tmp_path, create=True):
        assert (tmp_path / "format").read_text().startswith("rolegraph store")


def test_a_foreign_folder_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")

    with (
        pytest.raises(StoreError, match=r"not a store of rolegraph, it holds 'thesis\.txt'"),
        locked(tmp_path, create=True),
    ):
        pass

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_store_of_another_version_is_refused(root: Path) -> None:
    with locked(root, create=True):
        (root / "format").write_text("rolegraph store 99\n")

    with pytest.raises(StoreError, match=r"another version"), locked(root, create=True):
        pass


def test_without_create_nothing_is_made(root: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no store at .*; run `rolegraph load`"), locked(root):
        pass

    assert not root.exists()


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_file_in_the_way_is_refused(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("")

    with (
        pytest.raises(StoreError, match=r"can't use the store folder .*: "),
        locked(tmp_path / place, create=True),
    ):
        pass


def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    root_user = os.geteuid() == 0
    if root_user:
        os.seteuid(65534)
    try:
        with (
            pytest.raises(StoreError, match=r"Permission denied; check who owns"),
            locked(tmp_path / "store", create=True),
        ):
            pass
    finally:
        if root_user:
            os.seteuid(0)
        tmp_path.chmod(0o700)


def test_the_second_process_waits_is_told_and_goes_on(root: Path) -> None:
    told: list[str] = []
    with other_writer(root) as other:
        assert other.stdin is not None
        threading.Timer(0.4, other.stdin.close).start()
        with locked(root, on_wait=told.append):
            ended = other.wait(timeout=10)

    assert [f"another rolegraph process (pid {other.pid}) is writing {root}; waiting"] == told
    assert ended == 0


def test_the_second_process_gives_up_after_its_time(root: Path) -> None:
    with (
        other_writer(root) as other,
        pytest.raises(StoreError, match=rf"\(pid {other.pid}\) is writing .*; run it again when that is done"),
        locked(root, wait=0.2),
    ):
        pass


def test_the_lock_goes_with_a_killed_process(root: Path) -> None:
    with other_writer(root) as other:
        other.kill()
        other.wait(timeout=10)
        with locked(root, wait=0):
            pass


def test_a_child_that_outlives_the_block_does_not_keep_the_lock(root: Path) -> None:
    with other_writer(root, FORK) as other:
        assert other.poll() is None
        with locked(root, wait=0):
            pass
