"""A zygote and its workers: everything that answers from one snapshot, as the server sees it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import time
from collections import deque

from loaders.sandbox import interpreter
from loaders.sandbox.frames import Frame, Kind, Reader, pack, send
from server.worker import Crew, Worker
from server.zygote import Orders

#: Seconds before the next fork after a worker ended unasked, so that a fault at start does not fork for ever.
PAUSE = 1.0
#: Seconds that a zygote has to end by itself.
PARTING = 2.0


class Generation(Crew):
    """A running zygote and the workers that it forked; made and attended by one thread only, which must outlive it."""

    def __init__(self, orders: Orders) -> None:
        super().__init__()
        self.number: int | None = None
        self._forked: dict[int, Worker] = {}
        self._expected: deque[socket.socket] = deque()
        self._not_before = 0.0
        self._control, self._process = _start(orders)
        self._reader = Reader(self._control, descriptors=16)

    @property
    def ready(self) -> bool:
        """Whether the snapshot is open."""
        return self.tag is not None

    def fileno(self) -> int:
        """Give the descriptor that becomes readable when there is something to attend to."""
        return self._control.fileno()

    def order(self, size: int) -> None:
        """Ask for as many workers as are wanting to make `size`."""
        if not self.ready or self.failure or time.monotonic() < self._not_before:
            return
        # A zygote that has died is reported by `attend`.
        with contextlib.suppress(ConnectionError):
            for _ in range(size - len(self.workers) - len(self._expected)):
                ours, theirs = socket.socketpair()
                self._expected.append(ours)
                with theirs:
                    send(self._control, pack(Kind.REQUEST), (theirs.fileno(),))

    def attend(self) -> list[Worker]:
        """Read what the zygote tells; give the workers that have come."""
        try:
            frames = self._reader.receive()
        except ConnectionError:
            frames = None
        if frames is None:
            self.failure = self.failure or "the zygote ended"
            return []
        return [worker for frame in frames if (worker := self._take(frame)) is not None]

    def _take(self, frame: Frame) -> Worker | None:
        if frame.kind is Kind.ERROR:
            self.failure = frame.payload.decode()
            return None
        message = json.loads(frame.payload)
        if "forked" in message:
            return self._forking(message["forked"])
        if "exited" in message:
            self._ending(message["exited"], message["code"])
        else:
            self.number, self.tag = message["ready"], message["tag"]
        return None

    def _forking(self, pid: int | None) -> Worker | None:
        connection = self._expected.popleft()
        if pid is None:
            connection.close()
            self._not_before = time.monotonic() + PAUSE
            return None
        descriptors = self._reader.descriptors
        worker = Worker(pid, descriptors.popleft() if descriptors else None, connection, self)
        self._forked[pid] = worker
        return worker

    def _ending(self, pid: int, code: int) -> None:
        worker = self._forked.pop(pid, None)
        if worker is None:
            return
        worker.exit_code = code
        worker.ended.set()
        if worker in self.idle:
            self._not_before = time.monotonic() + PAUSE

    def stop(self) -> None:
        """End the zygote, and its workers with it."""
        self._control.close()
        for connection in self._expected:
            connection.close()
        for worker in self._forked.values():
            worker.kill()
        # Lent workers are closed by those who read from them.
        for worker in self.idle:
            worker.close()
        try:
            self._process.wait(PARTING)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _start(orders: Orders) -> tuple[socket.socket, subprocess.Popen[bytes]]:
    ours, theirs = socket.socketpair()
    with theirs:
        arguments = [str(theirs.fileno()), str(os.getpid()), orders.encode()]
        return ours, interpreter.start("server.zygote:main", arguments, [theirs.fileno()])
