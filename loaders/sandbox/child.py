"""A function in a disposable child: for formats that can kill their parser.

The function is a public one of a module, takes bytes and gives pieces of bytes. It never travels itself, and
nothing that the child sends is more than bytes to the parent: a child that was taken over has no way back.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from importlib import import_module
from typing import Literal

from loaders.sandbox import interpreter
from loaders.sandbox.frames import Frame, Kind, Reader, limit_waiting, pack, send
from loaders.sandbox.limits import Limits, restrict
from ontology.errors import RolegraphError

Cause = Literal["deadline", "memory", "crash", "refused"]
Work = Callable[[bytes], Iterable[bytes]]

#: How much of an argument or a result goes into one frame, in bytes.
PIECE = 1024 * 1024


class ChildFailed(RolegraphError):
    """A child gave no answer; `cause` tells why: `refused` is the function's own error, with its sentence."""

    def __init__(self, cause: Cause, message: str) -> None:
        self.cause = cause
        super().__init__(message)


def cause_of(exit_code: int | None) -> Literal["memory", "crash"]:
    """Tell from how a child ended (negative: by that signal) whether memory was what it lacked.

    Rust aborts when an allocation fails; an unasked SIGKILL is the kernel's own answer to want of memory.
    """
    return "memory" if exit_code in (-signal.SIGABRT, -signal.SIGKILL) else "crash"


def run_in_child(function: Work, argument: bytes, limits: Limits, deadline: float) -> Generator[bytes, None, None]:
    """Give the pieces that `function(argument)` gives, computed in a child of its own; see `Child.call`."""
    with closing(Child(function, limits)) as child:
        yield from child.call(argument, deadline)


class Child:
    """A process that computes one function, call after call, until one of them fails: then it is of no more use.

    It ends with the thread that made it.
    """

    def __init__(self, function: Work, limits: Limits) -> None:
        self._connection, theirs = socket.socketpair()
        with theirs:
            self._process = _start(function, limits, theirs.fileno())
        #: How many calls it has answered.
        self.answered = 0

    def call(self, argument: bytes, deadline: float) -> Generator[bytes, None, None]:
        """Give the pieces that the function gives; long ones come in several.

        `deadline` is in seconds from now for the whole. Raises ChildFailed, also after some pieces have come, so
        the caller uses none before the iterator has ended. Leaving the iterator early ends the child.
        """
        try:
            yield from _converse(self._connection, argument, time.monotonic() + deadline)
            self.answered += 1
        except TimeoutError:
            raise ChildFailed("deadline", f"not done after {deadline:g} seconds") from None
        except ConnectionError:
            raise _death(self._process) from None
        except GeneratorExit:
            self.close()
            raise

    def close(self) -> None:
        """End the process."""
        self._connection.close()
        self._process.kill()
        self._process.wait()


def _start(function: Work, limits: Limits, descriptor: int) -> subprocess.Popen[bytes]:
    name = f"{function.__module__}:{function.__qualname__}"
    arguments = [str(descriptor), str(os.getpid()), name, json.dumps(asdict(limits))]
    return interpreter.start("loaders.sandbox.child:main", arguments, [descriptor])


def _converse(connection: socket.socket, argument: bytes, end: float) -> Iterator[bytes]:
    for piece in _cut(argument):
        limit_waiting(connection, socket.SO_SNDTIMEO, _remaining(end))
        send(connection, pack(Kind.CHUNK, piece))
    send(connection, pack(Kind.END))
    reader = Reader(connection)
    while (frame := reader.read(_remaining(end))) is not None:
        if frame.kind is Kind.END:
            return
        yield _piece(frame)
    raise ConnectionError("the child closed before it was done")


def _cut(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), PIECE):
        yield data[start : start + PIECE]


def _piece(frame: Frame) -> bytes:
    if frame.kind is Kind.ERROR:
        cause, _, message = frame.payload.decode("utf-8", "replace").partition(" ")
        raise ChildFailed("memory" if cause == "memory" else "refused", message)
    return frame.payload


def _remaining(end: float) -> float:
    remaining = end - time.monotonic()
    if remaining <= 0:
        raise TimeoutError
    return remaining


def _death(child: subprocess.Popen[bytes]) -> ChildFailed:
    try:
        exit_code = child.wait(1)
    except subprocess.TimeoutExpired:
        exit_code = None
    if cause_of(exit_code) == "memory":
        return ChildFailed("memory", "more memory was needed than is allowed")
    return ChildFailed("crash", f"the parser's process ended (exit code {exit_code})")


def main(descriptor: str, parent: str, name: str, limits: str) -> None:
    """Run in the child: take the limits, then one argument after the other, and answer each."""
    connection = socket.socket(fileno=int(descriptor))
    module, _, function = name.partition(":")
    work: Work = getattr(import_module(module), function)
    restrict(Limits(**json.loads(limits)), int(parent))
    reader = Reader(connection)
    while (argument := _argument(reader)) is not None:
        _answer(connection, work, argument)


def _answer(connection: socket.socket, work: Work, argument: bytes) -> None:
    try:
        for piece in work(argument):
            for part in _cut(piece):
                send(connection, pack(Kind.CHUNK, part))
        send(connection, pack(Kind.END))
    except RolegraphError as error:
        send(connection, pack(Kind.ERROR, f"refused {error}".encode()))
    except MemoryError:
        send(connection, pack(Kind.ERROR, b"memory more memory was needed than is allowed"))


def _argument(reader: Reader) -> bytes | None:
    """The whole of an argument, or None when the parent asks no more."""
    pieces: list[bytes] = []
    while (frame := reader.read()) is not None:
        if frame.kind is not Kind.CHUNK:
            return b"".join(pieces)
        pieces.append(frame.payload)
    return None
