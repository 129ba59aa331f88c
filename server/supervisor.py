"""One thread that keeps the pool filled, takes up new snapshots and ends what has outlived its time.

It starts every zygote, because a zygote dies with the thread that started it, and this thread lives as long
as the server.
"""

from __future__ import annotations

import contextlib
import logging
import selectors
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

from loaders import snapshots
from ontology.errors import StoreError
from server.generation import Generation
from server.worker import Worker
from server.workers import Pool
from server.zygote import Orders

#: Seconds between two looks at the snapshot and the clocks.
TICK = 0.25
#: Seconds that a query may be overdue before the supervisor ends it instead of its own thread.
GRACE = 0.5
#: Seconds before a snapshot that could not be opened is tried again.
RETRY = 2.0

log = logging.getLogger("rolegraph.workers")


class Supervisor:
    """Runs the pool over the snapshots of a store: `size` workers, and up to `extra` more beside long queries."""

    def __init__(self, orders: Orders, size: int, queue: int, uses: int, extra: int = 0) -> None:
        self.pool = Pool(queue, uses, self.wake)
        self._orders = orders
        self._size = size
        self._extra = extra
        self._selector = selectors.DefaultSelector()
        # A closed socket is never mistaken for another file, as a bare descriptor would be.
        self._wakened, self._waker = socket.socketpair()
        self._wakened.setblocking(False)
        self._waker.setblocking(False)
        self._selector.register(self._wakened, selectors.EVENT_READ, self._slept)
        self._coming: Generation | None = None
        self._leaving: list[Generation] = []
        self._retry_at = 0.0
        self._failure: str | None = None
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)

    def start(self) -> None:
        """Start, and return when queries can be answered; raises StoreError when the snapshot can't be opened."""
        self._thread.start()
        with self.pool.changed:
            self.pool.changed.wait_for(lambda: self.pool.current or self._failure)
        if self._failure and self.pool.current is None:
            self.stop()
            raise StoreError(self._failure)

    def stop(self) -> None:
        """End every worker and zygote; returns when they have ended."""
        self._stopping = True
        self.wake()
        self._thread.join()

    def wait_for(self, number: int, seconds: float) -> bool:
        """Wait until the snapshot of this number, or a newer one, is served; tell whether it is."""
        self.wake()
        with self.pool.changed:
            return self.pool.changed.wait_for(lambda: self._serves(number), seconds)

    def _serves(self, number: int) -> bool:
        current = self.pool.current
        return current is not None and (current.number or 0) >= number

    def wake(self) -> None:
        """Have the thread look at once."""
        with contextlib.suppress(OSError):
            self._waker.send(b"\0")

    def _slept(self) -> None:
        self._wakened.recv(4096)

    def _run(self) -> None:
        try:
            while not self._stopping:
                self._turn()
        finally:
            self._end()

    def _turn(self) -> None:
        try:
            for key, _ in self._selector.select(TICK):
                attend: Callable[[], None] = key.data
                attend()
            self._tick()
        except OSError:
            # No more processes or descriptors, for now: what runs goes on.
            log.exception("the workers could not be attended to")
            time.sleep(RETRY)

    def _end(self) -> None:
        for generation in self._all():
            generation.stop()
        self._selector.close()
        self._wakened.close()
        self._waker.close()
        with self.pool.changed:
            self._failure = self._failure or "the server is stopping"
            self.pool.changed.notify_all()

    def _tick(self) -> None:
        self._replace_failed()
        self._look_for_snapshot()
        for generation in self._all():
            self.pool.kill_overdue(generation, GRACE)
        self.pool.displace(self._size + self._extra)
        if self.pool.current is not None:
            self.pool.current.order(self._size + min(self._extra, self.pool.set_aside()))
        if self._coming is not None:
            self._coming.order(self._size)
        self._promote()
        self._part()

    def _all(self) -> list[Generation]:
        present = (self.pool.current, self._coming, *self._leaving)
        return [generation for generation in present if generation is not None]

    def _look_for_snapshot(self) -> None:
        """Start a zygote when none is there, or when another snapshot has been published."""
        if self._coming is not None or time.monotonic() < self._retry_at:
            return
        current = self.pool.current
        if current is None or current.failure or self._published() not in {None, current.tag}:
            self._coming = Generation(self._orders)
            self._attend_to(self._coming)

    def _published(self) -> str | None:
        try:
            snapshot = snapshots.current(Path(self._orders.root))
            return snapshot.tag if snapshot is not None else None
        except StoreError as error:
            log.warning("the published snapshot can't be seen: %s", error)
            return None

    def _attend_to(self, generation: Generation) -> None:
        def attend() -> None:
            workers = generation.attend()
            with self.pool.changed:
                self._welcome(generation, workers)
                self.pool.hand_out()
                self.pool.changed.notify_all()
            if generation.failure:
                self._selector.unregister(generation)

        self._selector.register(generation, selectors.EVENT_READ, attend)

    def _welcome(self, generation: Generation, workers: list[Worker]) -> None:
        generation.workers.update(workers)
        generation.idle.extend(workers)
        for worker in [one for one in generation.workers if one.ended.is_set()]:
            generation.workers.discard(worker)
            if worker in generation.idle:
                generation.idle.remove(worker)
                worker.close()
                log.warning("idle worker %d ended with code %s", worker.pid, worker.exit_code)

    def _replace_failed(self) -> None:
        """Let go of a zygote that failed before it served; one that served goes when the next one has come."""
        coming = self._coming
        if coming is None or coming.failure is None:
            return
        log.error("a snapshot can't be served: %s", coming.failure)
        self._coming = None
        self._retry_at = time.monotonic() + RETRY
        coming.stop()
        with self.pool.changed:
            self._failure = coming.failure
            self.pool.changed.notify_all()

    def _promote(self) -> None:
        coming = self._coming
        if coming is None or len(coming.idle) < self._size:
            return
        self._coming, self._failure = None, None
        log.info("snapshot %s is served by %d workers", coming.number, self._size)
        old = self.pool.switch(coming)
        if old is not None:
            self._leaving.append(old)

    def _part(self) -> None:
        for generation in list(self._leaving):
            self.pool.release_idle(generation)
            if not generation.workers or generation.failure:
                self._leaving.remove(generation)
                if not generation.failure:
                    self._selector.unregister(generation)
                generation.stop()
