"""The pool of processes that evaluate queries: it lends them out, one question each."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

from server.errors import Overloaded
from server.generation import Generation
from server.worker import Worker


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
            fresh = worker.crew is self._current and worker.uses < self._uses
            if fresh and worker in worker.crew.workers:
                worker.crew.idle.append(worker)
                self.changed.notify()
                return
        self._drop(worker)

    def discard(self, worker: Worker) -> None:
        """Kill a worker, whatever it does, and have it replaced."""
        worker.kill()
        self._drop(worker)

    def _drop(self, worker: Worker) -> None:
        with self.changed:
            worker.crew.workers.discard(worker)
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
