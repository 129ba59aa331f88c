"""Dumps and statistics, made of a whole snapshot once for each, as files of a folder that ends with the server."""

from __future__ import annotations

import contextlib
import logging
import tempfile
import threading
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from pathlib import Path

from loaders.sandbox import Child, ChildFailed, Limits
from ontology.said import said
from ontology.terms import DEFAULT_GRAPHS
from server.derive import Order, make
from server.errors import Overloaded
from server.settings import MIB, Settings
from server.workers import Pool

#: Seconds that making one may take, and after which a client is told to come again.
DEADLINE, AGAIN = 900.0, 5
#: Requests that may wait at a time.
MOST_WAITING = 4

log = logging.getLogger("rolegraph.derived")


class Derived:
    """Makes files in one thread, each in a child; `file` may be called in any thread."""

    def __init__(self, settings: Settings, pool: Pool) -> None:
        self._settings = settings
        self._pool = pool
        self._folder = tempfile.TemporaryDirectory(prefix="rolegraph-")
        self._thread = ThreadPoolExecutor(1, "derived")
        self._lock = threading.Lock()
        self._files: dict[tuple[str, str], Future[Path]] = {}
        self._places = threading.BoundedSemaphore(MOST_WAITING)
        self._child: Child | None = None
        self._closed = False

    def file(self, kind: str) -> tuple[Path, str]:
        """Give the file of a kind (see `server.derive.Order`) and the tag of its snapshot; Overloaded: not yet."""
        current = self._pool.current
        tag = (current.tag if current is not None else None) or ""
        with self._lock:
            if self._closed:
                raise Overloaded(said("The server is stopping."))
            self._forget_but(tag)
            future = self._files.get((tag, kind))
            if future is None:
                future = self._files[tag, kind] = self._thread.submit(self._make, tag, kind)
        return self._wait(future, tag, kind), tag

    def _wait(self, future: Future[Path], tag: str, kind: str) -> Path:
        # Those who wait hold a thread of the server each, so few may.
        seconds = self._settings.timeout if self._places.acquire(blocking=False) else None
        try:
            return future.result(seconds or 0)
        except (NotYet, CancelledError):
            raise Overloaded(said("This is being made; try again in a while."), AGAIN) from None
        except (ChildFailed, OSError) as failure:
            log.warning("%s of snapshot %s could not be made: %s", kind, tag, failure)
            with self._lock:
                self._files.pop((tag, kind), None)
            raise Overloaded(said("This could not be made; try again in a while."), AGAIN) from None
        finally:
            if seconds is not None:
                self._places.release()

    def close(self) -> None:
        """End what is being made, and delete the files."""
        with self._lock:
            self._closed = True
            child = self._child
        if child is not None:
            child.close()
        self._thread.shutdown(cancel_futures=True)
        self._folder.cleanup()

    def _forget_but(self, tag: str) -> None:
        for old in [one for one in self._files if one[0] != tag]:
            future = self._files.pop(old)
            if not future.cancel():
                future.add_done_callback(_remove)

    def _make(self, tag: str, kind: str) -> Path:
        settings = self._settings
        default = None if settings.plain else [graph.value for graph in DEFAULT_GRAPHS]
        order = Order(str(settings.store.resolve()), tag, kind, settings.base_url, default)
        path = Path(self._folder.name) / f"{tag}.{kind}"
        with contextlib.closing(self._start()) as child, path.open("wb") as file:
            for piece in child.call(order.encode(), DEADLINE):
                file.write(piece)
        return path

    def _start(self) -> Child:
        settings = self._settings
        child = Child(make, Limits(memory=settings.query_memory * MIB, folder=str(settings.store.resolve())))
        with self._lock:
            self._child = child
            if self._closed:
                child.close()
        return child


def _remove(future: Future[Path]) -> None:
    if not future.cancelled() and future.exception() is None:
        future.result().unlink(missing_ok=True)
