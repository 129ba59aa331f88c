"""The index of a taxonomy that is being added, made by a process of its own while this one writes the store.

    with started(nquads, "esco", root) as index:
        …                       # the store is written
        index.take(root)        # waits for the process; the next publish finds the index where it looks for one

Only time is won: where the process fails, the next publish makes the index as it always can.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader, RawIOBase
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from loaders.linking import kept
from loaders.readers import begin
from loaders.taxonomies import reading

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: Bytes that are read at once.
CHUNK = 1 << 20


class Ahead:
    """An index that is on its way; `None` in place of a process means that none could be started."""

    def __init__(self, name: str, folder: Path, process: BaseProcess | None) -> None:
        self.name = name
        self._folder = folder
        self._process = process

    def take(self, root: Path) -> None:
        """Wait for the index, and put it where it is kept beside the store as what fits the store's graph.

        Raises:
            OSError: the system refuses.

        """
        if self._process is not None:
            self._process.join()
            for made in self._folder.iterdir() if self._process.exitcode == 0 else ():
                kept.settle(root, self.name, made)

    def end(self) -> None:
        """End the process, if it still runs."""
        if self._process is not None:
            self._process.kill()
            self._process.join()


@contextmanager
def started(nquads: IO[bytes], name: str, root: Path) -> Iterator[Ahead]:
    """Begin to make the index of a taxonomy from its N-Quads; to be called before the store is opened, in one thread.

    An index of the same content that is kept beside the store is not made again. The N-Quads are read from their
    beginning, wherever their reader is.
    """
    with tempfile.TemporaryDirectory(prefix="rolegraph-index-") as temporary:
        process: BaseProcess | None = None
        if "fork" in multiprocessing.get_all_start_methods():
            arguments = (os.getpid(), nquads.fileno(), name, root / kept.KEPT, Path(temporary))
            nquads.flush()
            # Where the system has no room for another process, the publish makes the index.
            with suppress(OSError):
                begun = multiprocessing.get_context("fork").Process(target=_make, args=arguments)
                begun.start()
                process = begun
        ahead = Ahead(name, Path(temporary), process)
        try:
            yield ahead
        finally:
            ahead.end()


def _make(parent: int, descriptor: int, name: str, known: Path, folder: Path) -> None:
    """Make the index in a folder, in the new process; what fails is tried again by the parent, who then tells why."""
    begin(parent)
    try:
        lines = BufferedReader(_Beside(descriptor), CHUNK)
        labels, facts = reading.told(parse(lines, format=RdfFormat.N_QUADS, lenient=True))
        kept.make(labels, facts, name, folder, known)
    except Exception:
        os._exit(1)


class _Beside(RawIOBase):
    """A file from its beginning, without moving the place at which others who share it read."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        target = memoryview(buffer)
        found = os.pread(self._descriptor, len(target), self._place)
        target[: len(found)] = found
        self._place += len(found)
        return len(found)
