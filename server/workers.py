"""The processes that evaluate queries, as the server sees them, and the pool that lends them out."""

from __future__ import annotations

import contextlib
import math
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from loaders.sandbox.frames import Frame, Kind, Reader, limit_waiting, pack, send
from server.errors import Overloaded

if TYPE_CHECKING:
    from server.generation import Generation

#: Seconds after which a worker that won't take a question is given up.
ASKING = 5.0


class Worker:
    """A process that answers one question at a time over its own socket."""

    def __init__(self, pid: int, pidfd: int | None, connection: socket.socket, generation: Generation) -> None:
        self.pid = pid
        self.generation = generation
        self.uses = 0
        #: When its question has to be answered, on the monotonic clock; infinity while it has none.
        self.deadline = math.inf
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

    def close(self) -> None:
        """Let go of it: an idle worker then ends by itself. Calling it again does nothing."""
        with self._lock:
            if self._open and self._pidfd is not None:
                os.close(self._pidfd)
            self._open = False
            self._connection.close()


class Pool:
    """Lends the workers of the newest generation, one question each; all methods may be called in any thread.

    `queue` callers may wait at a time. `wake` is called when a worker has gone, so that another is made.
    """

    def __init__(self, queue: int, uses: int, wake: Callable[[], None]) -> None:
        self._queue = queue
        self._uses = uses
        self._wake = wake
        self._waiting = 0
        self._current: Generation | None = None
        #: Guards the generations' collections of workers too.
        self.changed = threading.Condition()

    @property
    def current(self) -> Generation | None:
        """The generation that answers now; None before the first one is ready."""
        return self._current

    def lend(self, patience: float) -> Worker:
        """Wait up to `patience` seconds for a worker; raises Overloaded when there is none, or no place to wait."""
        with self.changed:
            if self._idle() is None and self._waiting >= self._queue:
                raise Overloaded(f"{self._waiting} queries are waiting already; try again.")
            self._waiting += 1
            try:
                self.changed.wait_for(lambda: self._idle() is not None, patience)
            finally:
                self._waiting -= 1
            if self._idle() is None or self._current is None:
                raise Overloaded(f"No worker was free within {patience:g} seconds; try again.")
            # The last one back has the warmest caches.
            return self._current.idle.pop()

    def _idle(self) -> Worker | None:
        current = self._current
        return current.idle[0] if current is not None and current.idle and not current.failure else None

    def give_back(self, worker: Worker) -> None:
        """Take back a worker that has answered; one that is worn out or of an old snapshot is let go."""
        worker.deadline = math.inf
        with self.changed:
            fresh = worker.generation is self._current and worker.uses < self._uses
            if fresh and worker in worker.generation.workers:
                worker.generation.idle.append(worker)
                self.changed.notify()
                return
        self._drop(worker)

    def discard(self, worker: Worker) -> None:
        """Kill a worker, whatever it does, and have it replaced."""
        worker.kill()
        self._drop(worker)

    def _drop(self, worker: Worker) -> None:
        with self.changed:
            worker.generation.workers.discard(worker)
        worker.close()
        self._wake()

    def switch(self, generation: Generation) -> Generation | None:
        """Make `generation` the one that answers, let the idle workers of the old one go, and give the old one."""
        with self.changed:
            old, self._current = self._current, generation
            self.changed.notify_all()
        if old is not None:
            self.release_idle(old)
        return old

    def release_idle(self, generation: Generation) -> None:
        """Let the idle workers of a generation end."""
        with self.changed:
            idle = list(generation.idle)
            generation.idle.clear()
            generation.workers.difference_update(idle)
        for worker in idle:
            worker.close()

    def kill_overdue(self, generation: Generation, grace: float) -> None:
        """Kill the workers whose deadline passed `grace` seconds ago: their callers are held up by a slow client."""
        with self.changed:
            workers = list(generation.workers)
        for worker in workers:
            if time.monotonic() > worker.deadline + grace:
                worker.kill()
