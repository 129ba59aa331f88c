"""What reading processes write for their parent: in files without a name, so that it holds none of it in memory.

The files are made before the processes start, and are theirs too; nothing is left of them when all have ended.
"""

from __future__ import annotations

import os
import resource
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

#: One of so many files that a process may have open is one to write into: the engine needs the others.
SHARE = 4


class Lent:
    """A file that is lent until the last who knows of it is gone."""

    def __init__(self, descriptor: int, free: deque[int]) -> None:
        self.descriptor = descriptor
        self._free = free

    def __del__(self) -> None:
        self._free.append(self.descriptor)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bytes of a file: where they start, and how many there are; `lent` keeps others from writing there."""

    descriptor: int
    start: int
    size: int
    lent: Lent | None = None

    def __len__(self) -> int:
        return self.size

    def __bytes__(self) -> bytes:
        return os.pread(self.descriptor, self.size, self.start)

    def readinto(self, buffer: memoryview, start: int) -> int:
        """Fill a buffer with what is there from `start` on, counted within the stretch, and say how far it was."""
        return os.preadv(self.descriptor, [buffer[: self.size - start]], self.start + start)


class Spool:
    """Files to write into, as many as there can be answers under way."""

    def __init__(self, files: int, folder: Path | None = None) -> None:
        """Make files in a folder, or in the nearest one above it that is there; fewer where the system allows few."""
        above = (folder, *folder.parents) if folder is not None else ()
        place = next((one for one in above if one.is_dir() and os.access(one, os.W_OK)), None)
        room = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
        number = files if room == resource.RLIM_INFINITY else min(files, room // SHARE)
        self._free: deque[int] = deque()
        with ExitStack() as stack:
            with suppress(OSError):
                for _ in range(number):
                    self._free.append(stack.enter_context(tempfile.TemporaryFile(dir=place, buffering=0)).fileno())
            self._files = stack.pop_all()

    def lend(self) -> Lent | None:
        """Give a file that nobody needs, None where there is none."""
        return Lent(self._free.popleft(), self._free) if self._free else None

    def close(self) -> None:
        """Let go of the files."""
        self._files.close()


def write(descriptor: int, pieces: Iterable[bytes]) -> Iterator[Stretch]:
    """Write pieces into a file, in place of what was there, and say where each of them is; OSError where it is full."""
    os.ftruncate(descriptor, 0)
    start, found = 0, []
    for piece in pieces:
        written = 0
        while written < len(piece):
            written += os.pwrite(descriptor, memoryview(piece)[written:], start + written)
        found.append(Stretch(descriptor, start, len(piece)))
        start += len(piece)
    return iter(found)
