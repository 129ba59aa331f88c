"""Who waits for a worker, and who is next: the client with the fewest at work, then the one that came first."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterable

from server.worker import Worker

#: Seconds that a client waits before a worker is taken from one that has more of them.
FAIR_WAIT = 0.5
#: Seconds after which a query is a long one: it can be displaced, and another worker is started beside it.
FAIR_RUN = 1.0
#: What part of its time a long query has for itself even where all workers are at long ones and others wait.
FAIR_PART = 1 / 3


class Ticket:
    """A place in the line; another thread hands over `worker` by `call`, and the one that waits is woken."""

    def __init__(self, client: str) -> None:
        self.client = client
        self.since = time.monotonic()
        self.worker: Worker | None = None
        # A lock that its own thread waits for costs half of what an Event does, which is made of two.
        self._calling = threading.Lock()
        self._calling.acquire()

    def call(self, worker: Worker) -> None:
        """Hand over a worker; to be done once."""
        self.worker = worker
        self._calling.release()

    def wait(self, seconds: float) -> bool:
        """Wait for a worker; tell whether there is one."""
        return self._calling.acquire(timeout=max(0.0, seconds))


class Line:
    """Tickets in the order of arrival; guarded by the pool's lock."""

    def __init__(self) -> None:
        self.tickets: list[Ticket] = []

    def __len__(self) -> int:
        return len(self.tickets)

    def enter(self, client: str) -> Ticket:
        """Go to the end of the line."""
        ticket = Ticket(client)
        self.tickets.append(ticket)
        return ticket

    def leave(self, ticket: Ticket) -> None:
        """Wait no longer."""
        if ticket in self.tickets:
            self.tickets.remove(ticket)

    def call(self, worker: Worker, lent: Iterable[Worker]) -> None:
        """Hand a worker to whoever is next; there must be somebody."""
        running = Counter(one.client for one in lent if one is not worker)
        ticket = min(self.tickets, key=lambda one: running[one.client])
        self.tickets.remove(ticket)
        # Counted from now on, though its thread has yet to wake.
        worker.client, worker.since = ticket.client, time.monotonic()
        ticket.call(worker)

    def displaced(self, lent: Iterable[Worker], most_workers: int) -> Worker | None:
        """Give the worker that has to be taken from its client because another waits with fewer; mostly None.

        Its client must keep at least as many as the other then gets. The youngest long query is ended, since the
        least work is lost with it. Where all workers that there may be are at long queries, of whichever client,
        the oldest is ended for a client that has none, once it has had its part of the time.
        """
        now = time.monotonic()
        lent = list(lent)
        running = Counter(one.client for one in lent)
        fewest = min((running[one.client] for one in self.tickets if now - one.since > FAIR_WAIT), default=None)
        if fewest is None:
            return None
        most = max(running.values(), default=0)
        long = [one for one in lent if now - one.since > FAIR_RUN]
        if most - fewest < 2:
            spent = len(long) >= most_workers and not fewest
            found = [one for one in long if spent and now - one.since > (one.deadline - one.since) * FAIR_PART]
            return min(found, key=lambda one: one.since, default=None)
        return max((one for one in long if running[one.client] == most), key=lambda one: one.since, default=None)
