"""What processes write for each other, with real files and real processes."""

from __future__ import annotations

import multiprocessing
import os
import resource
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.pieces import one_file
from loaders.spool import Lent, Spool, Stretch, write


def lent(spool: Spool) -> Lent:
    found = spool.lend()
    assert found is not None
    return found


@given(st.lists(st.binary(max_size=300)))
def test_pieces_come_back_as_they_were(pieces: list[bytes]) -> None:
    spool = Spool(1)
    try:
        found = list(write(lent(spool).descriptor, pieces))

        assert pieces == [bytes(one) for one in found]
        assert [len(piece) for piece in pieces] == [len(one) for one in found]
    finally:
        spool.close()


@given(st.lists(st.tuples(st.booleans(), st.binary(max_size=300)), max_size=20), st.integers(1, 50))
def test_pieces_of_both_kinds_are_one_file(pieces: list[tuple[bool, bytes]], size: int) -> None:
    spool = Spool(1)
    try:
        kept = iter(write(lent(spool).descriptor, [piece for spooled, piece in pieces if spooled]))
        file = one_file([next(kept) if spooled else piece for spooled, piece in pieces])
        found = b""
        while part := file.read(size):
            found += part

        assert b"".join(piece for _, piece in pieces) == found
    finally:
        spool.close()


def test_what_another_process_writes_is_read(tmp_path: Path) -> None:
    spool = Spool(2, tmp_path)
    file = lent(spool)
    child = multiprocessing.get_context("fork").Process(target=write, args=(file.descriptor, [b"ab", b"c" * 200_000]))
    child.start()
    child.join()

    assert 0 == child.exitcode
    assert b"b" == bytes(Stretch(file.descriptor, 1, 1))
    assert b"c" * 200_000 == bytes(Stretch(file.descriptor, 2, 200_000))
    spool.close()


def test_a_file_is_lent_again_when_nobody_knows_of_it(tmp_path: Path) -> None:
    spool = Spool(1, tmp_path)
    file = lent(spool)
    here = file.descriptor
    (first,) = write(here, [b"first"])
    kept = Stretch(first.descriptor, first.start, first.size, file)
    del file

    assert spool.lend() is None
    assert b"first" == bytes(kept)
    del kept
    again = lent(spool)
    assert here == again.descriptor
    assert [b"2"] == [bytes(one) for one in write(again.descriptor, [b"2"])]
    spool.close()


def test_nothing_is_left_in_the_folder(tmp_path: Path) -> None:
    spool = Spool(3, tmp_path / "not" / "there")
    list(write(lent(spool).descriptor, [b"x"]))

    assert [] == [*tmp_path.iterdir()]
    spool.close()


def test_a_full_file_is_told(tmp_path: Path) -> None:
    """The child may write no file of more than 1,000 bytes, and is told rather than killed."""
    spool = Spool(1, tmp_path)
    descriptor = lent(spool).descriptor

    def fill() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            write(descriptor, [b"x" * 2000])
        except OSError:
            os._exit(7)

    child = multiprocessing.get_context("fork").Process(target=fill)
    child.start()
    child.join()

    assert 7 == child.exitcode
    spool.close()


def test_most_of_the_files_that_a_process_may_open_are_left_to_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.spool.resource.getrlimit", lambda kind: (8, 8))
    spool = Spool(100)
    found = [spool.lend(), spool.lend(), spool.lend()]

    assert [True, True, False] == [one is not None for one in found]
    spool.close()


def test_what_is_gone_is_no_end(tmp_path: Path) -> None:
    spool = Spool(1, tmp_path)
    descriptor = lent(spool).descriptor
    (piece,) = write(descriptor, [b"x" * 100])
    os.ftruncate(descriptor, 10)

    with pytest.raises(OSError, match="is gone"):
        one_file([piece]).read()
    spool.close()


@pytest.mark.parametrize("files", [0, 1])
def test_there_are_no_more_files_than_were_asked_for(files: int) -> None:
    spool = Spool(files)
    assert files == len([one for one in (spool.lend(), spool.lend()) if one is not None])
    spool.close()
