"""The zygote: a fresh single-threaded process that holds one snapshot open and forks workers, nothing else.

The server speaks to it over a socket pair in frames. It sends a REQUEST with a socket for each worker that
it wants. The zygote answers with STATUS frames of JSON, in the order of the requests:

    {"ready": number, "tag": tag}    once, when the snapshot is open
    {"forked": pid}                  with the worker's pidfd where the system has such; `null`: it could not
    {"exited": pid, "code": code}    when a worker has ended; a negative code is a signal's number

and with one ERROR, the sentence as text, when the snapshot can't be opened. When the server closes its end,
or dies, the zygote ends and its workers with it.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import signal
import socket
import sys
import traceback
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

from pyoxigraph import Store

from loaders.holding import hold_current
from loaders.sandbox.frames import Kind, Reader, pack, send
from loaders.sandbox.limits import Limits, die_with_parent, restrict
from loaders.snapshots import Snapshot
from ontology.errors import StoreError
from server.evaluate import serve
from server.readings.warm import warm


@dataclass(frozen=True, slots=True)
class Orders:
    """What a zygote is started with: the store's folder, whether to copy it into memory, its workers' limits."""

    root: str
    memory: bool
    limits: Limits

    def encode(self) -> str:
        """Give the argument from which `main` reads the orders."""
        return json.dumps(asdict(self))


def main(descriptor: str, parent: str, orders: str) -> None:
    """Run as a zygote: `descriptor` is the socket to the server, `parent` the server's process id."""
    die_with_parent(int(parent))
    control = socket.socket(fileno=int(descriptor))
    given = json.loads(orders)
    try:
        with hold_current(Path(given["root"])) as snapshot:
            store = _open(snapshot, given["memory"])
            Zygote(store, control, Limits(**given["limits"])).run(snapshot)
    except StoreError as error:
        send(control, pack(Kind.ERROR, str(error).encode()))
    except ConnectionError:
        pass  # The server has gone, and so may we.


def _open(snapshot: Snapshot, memory: bool) -> Store:
    if not memory:
        return snapshot.open()
    store = Store()
    store.bulk_extend(snapshot.open())
    return store


class Zygote:
    """Forks workers on request and reaps them."""

    def __init__(self, store: Store, control: socket.socket, limits: Limits) -> None:
        self._store = store
        self._control = control
        self._limits = limits
        self._reader = Reader(control, descriptors=16)
        self._wake, self._woken = socket.socketpair()

    def run(self, snapshot: Snapshot) -> None:
        """Serve the server until it closes its end."""
        warm(self._store)
        self._prepare()
        self._tell({"ready": snapshot.number, "tag": snapshot.tag})
        try:
            self._listen()
        finally:
            _forget_children()

    def _listen(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ, self._obey)
            selector.register(self._woken, selectors.EVENT_READ, self._reap)
            while all(key.data() for key, _ in selector.select()):
                pass

    def _prepare(self) -> None:
        # The engine's own threads on disk sleep and hold nothing: forking beside them was measured to be safe.
        warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
        self._wake.setblocking(False)
        self._woken.setblocking(False)
        signal.set_wakeup_fd(self._wake.fileno())
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        # What exists now is never collected, so no worker copies its pages for the collector's marks.
        gc.collect()
        gc.freeze()

    def _tell(self, message: dict[str, object], descriptors: tuple[int, ...] = ()) -> None:
        send(self._control, pack(Kind.STATUS, json.dumps(message).encode()), descriptors)

    def _obey(self) -> bool:
        frames = self._reader.receive()
        for _ in frames or ():
            self._fork(self._reader.descriptors.popleft())
        return frames is not None

    def _fork(self, descriptor: int) -> None:
        parent = os.getpid()
        try:
            pid = os.fork()
        except OSError:
            self._tell({"forked": None})
            return
        finally:
            if os.getpid() == parent:
                os.close(descriptor)
        if pid == 0:
            self._become_worker(descriptor, parent)
        self._report(pid)

    def _report(self, pid: int) -> None:
        if not hasattr(os, "pidfd_open"):
            self._tell({"forked": pid})
            return
        pidfd = os.pidfd_open(pid)
        self._tell({"forked": pid}, (pidfd,))
        os.close(pidfd)

    def _become_worker(self, descriptor: int, parent: int) -> NoReturn:
        code = 1
        try:
            _forget_children()
            for inherited in (self._control, self._wake, self._woken):
                inherited.close()
            restrict(self._limits, parent)
            serve(self._store, socket.socket(fileno=descriptor))
            code = 0
        except ConnectionError:
            code = 0  # The server closed while an answer was on its way.
        finally:
            # Whatever happened, a worker never returns into the zygote's loop.
            if code:
                traceback.print_exc()
                sys.stderr.flush()
            os._exit(code)

    def _reap(self) -> bool:
        self._woken.recv(4096)
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return True
            if pid == 0:
                return True
            self._tell({"exited": pid, "code": os.waitstatus_to_exitcode(status)})


def _forget_children() -> None:
    """Undo what made the end of a child wake the loop."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
