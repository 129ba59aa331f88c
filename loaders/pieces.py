"""Pieces of bytes, in memory or in files, as the one binary file that the engine reads."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING

from loaders.spool import Stretch

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: Bytes that are read at once.
CHUNK = 1 << 16


def one_file(pieces: Iterable[bytes | Stretch]) -> BufferedReader:
    """Pieces of bytes as one binary file."""
    return BufferedReader(Pieces(pieces), CHUNK)


class Pieces(RawIOBase):
    """Pieces of bytes as one binary file, without a second copy of them all."""

    def __init__(self, pieces: Iterable[bytes | Stretch]) -> None:
        self._pieces = iter(pieces)
        self._piece: bytes | Stretch = b""
        self._done = 0

    def readable(self) -> bool:
        """Whether the file may be read: yes."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill a buffer as far as the piece in hand goes; 0 at the end."""
        while self._done == len(self._piece):
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._piece, self._done = piece, 0
        target = memoryview(buffer)
        if isinstance(self._piece, bytes):
            size = min(len(target), len(self._piece) - self._done)
            target[:size] = memoryview(self._piece)[self._done : self._done + size]
        else:
            size = self._piece.readinto(target, self._done)
            if not size:
                raise OSError(errno.EIO, "what a reading process wrote is gone")
        self._done += size
        return size
