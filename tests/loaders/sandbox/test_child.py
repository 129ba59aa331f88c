"""One function in one child: limits, deadline, and every way in which it can end."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from loaders.sandbox import Child, ChildFailed, Limits, calls, run_in_child
from loaders.sandbox.child import cause_of

WORK = """
import ctypes, os, resource, signal, socket, threading, time
from collections.abc import Iterator
from ontology.errors import InputError

def reverse(data: bytes) -> Iterator[bytes]:
    yield data[::-1]
    yield b"!"

def large(data: bytes) -> Iterator[bytes]:
    yield bytes(40_000_000)

def refuse(data: bytes) -> Iterator[bytes]:
    yield b"half"
    raise InputError("not a document", "x.docx")

def sleep(data: bytes) -> Iterator[bytes]:
    yield str(os.getpid()).encode()
    time.sleep(60)

def hoard(data: bytes) -> Iterator[bytes]:
    yield bytes(400 * 1024 * 1024)[:1]

def abort(data: bytes) -> Iterator[bytes]:
    os.abort()
    yield b""

def segfault(data: bytes) -> Iterator[bytes]:
    ctypes.string_at(0)
    yield b""

def fail(data: bytes) -> Iterator[bytes]:
    raise LookupError("a fault of ours")
    yield b""

def write(data: bytes) -> Iterator[bytes]:
    try:
        with open(data.decode(), "wb", buffering=0) as file:
            file.write(b"x")
    except OSError as error:
        yield str(error.errno).encode()

def reach_out(data: bytes) -> Iterator[bytes]:
    for name, attempt in (
        ("socket", lambda: socket.socket()),
        ("fork", os.fork),
        ("exec", lambda: os.execv("/bin/true", ["true"])),
    ):
        try:
            attempt()
        except OSError as error:
            yield f"{name} {type(error).__name__}".encode()
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()
    yield b"thread ran"


def surroundings(data: bytes) -> Iterator[bytes]:
    yield repr(dict(os.environ)).encode()
    yield os.getcwd().encode()
    yield str(resource.getrlimit(resource.RLIMIT_CORE)).encode()
    yield open("/proc/self/status").read().encode()
"""

LIMITS = Limits(memory=256 * 1024 * 1024)


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    folder = tmp_path_factory.mktemp("work")
    (folder / "sandboxed_work.py").write_text(WORK)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        yield import_module("sandboxed_work")


def failure(name: str, work: ModuleType, deadline: float = 10, argument: bytes = b"") -> ChildFailed:
    with pytest.raises(ChildFailed) as caught:
        list(run_in_child(getattr(work, name), argument, LIMITS, deadline))
    return caught.value


def test_the_pieces_come_in_order(work: ModuleType) -> None:
    assert b"cba!" == b"".join(run_in_child(work.reverse, b"abc", LIMITS, 10))


def test_long_arguments_and_long_pieces_travel(work: ModuleType) -> None:
    argument = os.urandom(5_000_000)

    assert argument[::-1] + b"!" == b"".join(run_in_child(work.reverse, argument, LIMITS, 10))
    assert 40_000_000 == sum(map(len, run_in_child(work.large, b"", LIMITS, 10)))


@pytest.mark.parametrize(
    ("name", "cause"),
    [("refuse", "refused"), ("hoard", "memory"), ("abort", "memory"), ("segfault", "crash"), ("fail", "crash")],
)
def test_every_end_has_its_cause(work: ModuleType, name: str, cause: str) -> None:
    assert cause == failure(name, work).cause


def test_the_functions_own_refusal_keeps_its_sentence(work: ModuleType) -> None:
    assert "x.docx: not a document" == str(failure("refuse", work))


def test_at_the_deadline_the_child_is_killed(work: ModuleType) -> None:
    started = time.monotonic()
    pieces = run_in_child(work.sleep, b"", LIMITS, 1)
    pid = int(next(pieces))
    with pytest.raises(ChildFailed) as caught:
        next(pieces)

    assert "deadline" == caught.value.cause
    assert time.monotonic() - started < 3
    assert not Path(f"/proc/{pid}").exists()


def test_who_needs_no_more_kills_the_child(work: ModuleType) -> None:
    pieces = run_in_child(work.sleep, b"", LIMITS, 30)
    pid = int(next(pieces))
    pieces.close()

    assert not Path(f"/proc/{pid}").exists()


def test_the_child_dies_with_the_thread_that_started_it(work: ModuleType) -> None:
    pids: list[int] = []
    kept: list[Generator[bytes, None, None]] = []

    def start() -> None:
        kept.append(run_in_child(work.sleep, b"", LIMITS, 30))
        pids.append(int(next(kept[0])))

    thread = threading.Thread(target=start)
    thread.start()
    thread.join(10)
    with pytest.raises(ChildFailed):
        next(kept[0])


def test_a_child_sees_no_secret_and_writes_nothing(
    work: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROLEGRAPH_SECRET", "hidden")
    monkeypatch.chdir(tmp_path)
    environment, folder, core, status = run_in_child(work.surroundings, b"", LIMITS, 10)

    assert b"hidden" not in environment
    assert b"/" == folder
    assert b"(0, 0)" == core
    assert b"NoNewPrivs:\t1" in status
    refused = b"1" if calls.available() else b"27"
    assert [refused] == list(run_in_child(work.write, str(tmp_path / "x").encode(), LIMITS, 10))


@pytest.mark.skipif(not calls.available(), reason="this system has no libseccomp")
def test_a_child_reaches_no_network_and_no_other_process(work: ModuleType) -> None:
    denied = list(run_in_child(work.reach_out, b"", LIMITS, 10))

    assert [b"socket PermissionError", b"fork PermissionError", b"exec PermissionError", b"thread ran"] == denied


def test_a_child_answers_call_after_call(work: ModuleType) -> None:
    with closing(Child(work.reverse, LIMITS)) as child:
        answers = [b"".join(child.call(argument, 10)) for argument in (b"ab", b"", b"cd")]

        assert ([b"ba!", b"!", b"dc!"], 3) == (answers, child.answered)


def test_a_childs_end_tells_whether_memory_was_short() -> None:
    assert "memory" == cause_of(-signal.SIGKILL)
    assert "crash" == cause_of(-signal.SIGSEGV)
    assert "crash" == cause_of(1)
    assert "crash" == cause_of(None)
