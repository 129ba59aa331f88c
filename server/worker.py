"""A process that evaluates queries, as the server sees it, and the crew of one snapshot to which it belongs."""

from __future__ import annotations

import contextlib
import math
import os
import signal
import socket
import threading
from collections import deque

from loaders.sandbox.frames import Frame, Kind, Reader, limit_waiting, pack, send

#: Seconds after which a worker that won't take a question is given up.
ASKING = 5.0
#: The niceness of workers at long queries: a short one gets nine tenths of a processor that it shares with such.
NICE = 10


class Worker:
    """A process that answers one question at a time over its own socket."""

    def __init__(self, pid: int, pidfd: int | None, connection: socket.socket, crew: Crew) -> None:
        self.pid = pid
        self.crew = crew
        self.uses = 0
        #: When its question has to be answered, on the monotonic clock; infinity while it has none.
        self.deadline = math.inf
        #: To whom it is lent, and since when on the monotonic clock.
        self.client = ""
        self.since = 0.0
        #: Set when it is taken from its client for the sake of another.
        self.displaced = False
        #: Set when its query takes long: it then has the processor after others, for good.
        self.long = False
        #: Set when the zygote has reported the end, with the exit code (negative: by that signal).
        self.ended = threading.Event()
        self.exit_code: int | None = None
        self._pidfd = pidfd
        self._connection = connection
        limit_waiting(connection, socket.SO_SNDTIMEO, ASKING)
        self._reader = Reader(connection)
        self._open = True
        self._lock = threading.Lock()

    def ask(self, question: bytes) -> None:
        """Send a question; a worker that has died raises ConnectionError or TimeoutError."""
        self.uses += 1
        send(self._connection, pack(Kind.REQUEST, question))

    def read(self, timeout: float) -> Frame | None:
        """Wait for a frame; None when the worker has ended. Raises TimeoutError or ConnectionError."""
        return self._reader.read(timeout)

    def kill(self) -> None:
        """End the process at once, whatever it does; one that has ended already is left alone."""
        with self._lock, contextlib.suppress(ProcessLookupError):
            if self._open and self._pidfd is not None:
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            elif self._open and not self.ended.is_set():
                # Without pidfds the number could have come to another process, but only after its report.
                os.kill(self.pid, signal.SIGKILL)

    def step_aside(self) -> None:
        """Let processes with shorter queries have the processor first; there is no way back."""
        with self._lock:
            self.long = True
            if self._open and not self.ended.is_set():
                with contextlib.suppress(OSError):
                    os.setpriority(os.PRIO_PROCESS, self.pid, NICE)

    def close(self) -> None:
        """Let go of it: an idle worker then ends by itself. Calling it again does nothing."""
        with self._lock:
            if self._open and self._pidfd is not None:
                os.close(self._pidfd)
            self._open = False
            self._connection.close()


class Crew:
    """The workers that answer from one snapshot; shared by threads, under the pool's lock."""

    def __init__(self) -> None:
        #: The snapshot's tag, once it is open.
        self.tag: str | None = None
        #: Why it can't serve, once that is known.
        self.failure: str | None = None
        self.idle: deque[Worker] = deque()
        self.workers: set[Worker] = set()

    @property
    def lent(self) -> list[Worker]:
        """The workers that have a question."""
        return [worker for worker in self.workers if worker not in self.idle]
