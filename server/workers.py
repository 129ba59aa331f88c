"""The pool of processes that evaluate queries: it lends them out, one question each."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

from ontology.said import said
from server.errors import ClientLeft, Overloaded
from server.generation import Generation
from server.kills import Kills
from server.line import FAIR_RUN, Line
from server.worker import Worker

#: Seconds between two looks at whether a client is still there.
LOOK = 0.25


class Pool:
    """Lends the workers of the newest generation, one question each; all methods may be called in any thread.

    `queue` callers may wait at a time. `wake` is called when a worker has gone, so that another is made.
    """

    def __init__(self, queue: int, uses: int, wake: Callable[[], None]) -> None:
        self._queue = queue
        self._uses = uses
        self._wake = wake
        self._line = Line()
        #: Why workers were ended.
        self.kills = Kills()
        #: Called with the tag of a snapshot when it begins to be served.
        self.on_switch: list[Callable[[str | None], None]] = []
        self._current: Generation | None = None
        #: Guards the generations' collections of workers too.
        self.changed = threading.Condition()

    @property
    def current(self) -> Generation | None:
        """The generation that answers now; None before the first one is ready."""
        return self._current

    @property
    def waiting(self) -> int:
        """How many callers wait for a worker."""
        return len(self._line)

    def lend(self, patience: float, client: str = "", left: Callable[[], bool] = lambda: False) -> Worker:
        """Wait up to `patience` seconds for a worker, as long as the client has not `left`.

        Raises Overloaded when there is none, or no place to wait, and ClientLeft.
        """
        with self.changed:
            worker = self._idle()
            if worker is not None and not self._line:
                worker.client, worker.since = client, time.monotonic()
                return worker
            if worker is not None:
                worker.crew.idle.append(worker)
            if len(self._line) >= self._queue:
                raise Overloaded(said("%(count)s queries are waiting already; try again.", count=len(self._line)))
            ticket = self._line.enter(client)
            self.hand_out()
        end = time.monotonic() + patience
        while not ticket.wait(min(LOOK, end - time.monotonic())):
            if left() or time.monotonic() >= end:
                break
        with self.changed:
            self._line.leave(ticket)
        if ticket.worker is None:
            if left():
                raise ClientLeft("the client closed the connection")
            raise Overloaded(said("No worker was free within %(seconds)s seconds; try again.", seconds=f"{patience:g}"))
        return ticket.worker

    def _idle(self) -> Worker | None:
        """Take an idle worker; the last one back has the warmest caches."""
        current = self._current
        return current.idle.pop() if current is not None and current.idle and not current.failure else None

    def hand_out(self) -> None:
        """Give idle workers to those who wait; the caller holds `changed`."""
        while self._line and (worker := self._idle()) is not None:
            self._line.call(worker, worker.crew.lent)

    def give_back(self, worker: Worker) -> None:
        """Take back a worker that has answered; one that is worn out or of an old snapshot is let go."""
        worker.deadline = math.inf
        with self.changed:
            fresh = worker.crew is self._current and worker.uses < self._uses and not (worker.displaced or worker.long)
            if fresh and worker in worker.crew.workers:
                worker.crew.idle.append(worker)
                self.hand_out()
                return
        self._drop(worker)

    def set_aside(self) -> int:
        """Have the workers that are at long queries step aside; give how many there are."""
        now = time.monotonic()
        with self.changed:
            lent = self._current.lent if self._current is not None else []
        for worker in lent:
            if not worker.long and now - worker.since > FAIR_RUN:
                worker.step_aside()
        return sum(worker.long for worker in lent)

    def displace(self, most_workers: int) -> None:
        """Take a worker from a client that has more than one that waits; there can't be more than `most_workers`."""
        with self.changed:
            current = self._current
            worker = self._line.displaced(current.lent, most_workers) if current is not None and self._line else None
            if worker is not None:
                worker.displaced = True
        if worker is not None:
            worker.kill()

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
            self.hand_out()
            self.changed.notify_all()
        for call in self.on_switch:
            call(generation.tag)
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
