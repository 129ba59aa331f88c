"""Length-prefixed frames over a stream socket, with file descriptors beside them where asked for.

A frame is one byte of kind, four bytes of length (big-endian), then the payload. The other end may be a
child that has been taken over by what it read, so a frame that can't be right ends the conversation.
"""

from __future__ import annotations

import socket
import struct
from array import array
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

HEADER = struct.Struct("!BI")
#: The system's `struct timeval`.
TIME = struct.Struct("@ll")
#: The longest payload that is accepted, in bytes: nobody makes the reader set aside more.
MAX_PAYLOAD = 16 * 1024 * 1024
#: How much one call to the socket takes, in bytes.
RECEIVE = 256 * 1024


class Kind(IntEnum):
    """What a frame carries."""

    REQUEST = 1
    STATUS = 2
    CHUNK = 3
    END = 4
    ERROR = 5


KINDS = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Frame:
    """One message."""

    kind: Kind
    payload: bytes = b""


class BrokenFrame(ConnectionError):
    """What arrived is no frame: the other end has failed and is not to be believed any more."""


def pack(kind: Kind, payload: bytes = b"") -> bytes:
    """Give the bytes of a frame; a payload above MAX_PAYLOAD is a ValueError."""
    if len(payload) > MAX_PAYLOAD:
        raise ValueError(f"a frame holds at most {MAX_PAYLOAD} bytes, not {len(payload)}")
    return HEADER.pack(kind, len(payload)) + payload


def send(connection: socket.socket, frames: bytes, descriptors: Sequence[int] = ()) -> None:
    """Send packed frames; `descriptors` travel with the first byte.

    A dead peer raises ConnectionError, one that takes nothing TimeoutError where `limit_waiting` was called.
    """
    try:
        sent = socket.send_fds(connection, [frames], list(descriptors)) if descriptors else 0
        connection.sendall(frames[sent:])
    except BlockingIOError:
        raise TimeoutError("the other end takes nothing") from None


def limit_waiting(connection: socket.socket, option: int, seconds: float | None) -> None:
    """Bound how long a blocking socket waits (SO_RCVTIMEO, SO_SNDTIMEO); None waits for ever.

    The kernel keeps this time at no cost, while the time-out of Python's sockets is a system call more each time.
    """
    micros = 0 if seconds is None else max(round(seconds * 1_000_000), 1)
    connection.setsockopt(socket.SOL_SOCKET, option, TIME.pack(*divmod(micros, 1_000_000)))


class Reader:
    """Takes frames off a socket; `descriptors` is how many may come with one call, 0 for none."""

    def __init__(self, connection: socket.socket, descriptors: int = 0) -> None:
        self._connection = connection
        self._buffer = bytearray()
        self._timeout: float | None = None
        self._accepts = descriptors
        #: Descriptors received and not yet taken, in the order of the frames that brought them.
        self.descriptors: deque[int] = deque()

    def read(self, timeout: float | None = None) -> Frame | None:
        """Wait for the next frame; None when the other end has closed.

        Raises TimeoutError when nothing came for `timeout` seconds, ConnectionError when the other end broke.
        """
        self._limit(timeout)
        while (frame := self._take()) is None:
            if not self._receive():
                return None
        return frame

    def receive(self) -> list[Frame] | None:
        """Make one call to the socket and give every frame now complete; None when the other end has closed."""
        self._limit(None)
        return self._all() if self._receive() else None

    def _limit(self, timeout: float | None) -> None:
        if timeout != self._timeout:
            limit_waiting(self._connection, socket.SO_RCVTIMEO, timeout)
            self._timeout = timeout

    def _all(self) -> list[Frame]:
        frames = []
        while (frame := self._take()) is not None:
            frames.append(frame)
        return frames

    def _take(self) -> Frame | None:
        if len(self._buffer) < HEADER.size:
            return None
        kind, length = HEADER.unpack_from(self._buffer)
        if kind not in KINDS or length > MAX_PAYLOAD:
            raise BrokenFrame(f"no frame starts with kind {kind} and length {length}")
        end = HEADER.size + length
        if len(self._buffer) < end:
            return None
        payload = bytes(self._buffer[HEADER.size : end])
        del self._buffer[:end]
        return Frame(Kind(kind), payload)

    def _receive(self) -> bool:
        try:
            data = self._with_descriptors() if self._accepts else self._connection.recv(RECEIVE)
        except BlockingIOError:
            raise TimeoutError("nothing came") from None
        self._buffer += data
        if not data and self._buffer:
            raise BrokenFrame("the other end closed inside a frame")
        return bool(data)

    def _with_descriptors(self) -> bytes:
        # Close-on-exec, so that no program started by another thread at this moment inherits one.
        # `socket.recv_fds` takes the flag and drops it.
        flags = getattr(socket, "MSG_CMSG_CLOEXEC", 0)
        received = array("i")
        space = socket.CMSG_SPACE(self._accepts * received.itemsize)
        data, ancillary, _, _ = self._connection.recvmsg(RECEIVE, space, flags)
        for level, kind, payload in ancillary:
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                received.frombytes(payload[: len(payload) - len(payload) % received.itemsize])
        self.descriptors.extend(received)
        return data
