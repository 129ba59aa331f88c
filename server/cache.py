"""Answers that have been given, kept to be given again: a snapshot never changes, so they are right as long as it is.

An answer is named by its ETag, which is made from the snapshot, the question (the query, its dataset, with or
without what is inferred) and the format.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from server.gzipping import compressed

#: What one answer may take of the cache, as a part of its size.
PART = 16
#: What keeping an answer costs beside its bytes.
OVERHEAD = 512


@dataclass(slots=True)
class Kept:
    """A whole answer; `packed` is its gzip, once somebody has asked for it."""

    body: bytes
    truncated: bool
    packed: bytes | None = None

    @property
    def size(self) -> int:
        """What it takes of the cache."""
        return len(self.body) + len(self.packed or b"") + OVERHEAD


class Cache:
    """The last answers, up to `size` bytes; may be used in any thread."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._snapshot: str | None = None
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = threading.Lock()
        #: How many bytes are taken, how often an answer was there, and how often not.
        self.taken = 0
        self.hits = 0
        self.misses = 0

    @property
    def most(self) -> int:
        """The longest answer that is kept, in bytes."""
        return self._size // PART

    def __len__(self) -> int:
        return len(self._kept)

    def turn_to(self, snapshot: str | None) -> None:
        """Forget everything, and keep answers from this snapshot only."""
        with self._lock:
            self._snapshot = snapshot
            self._kept.clear()
            self.taken = 0

    def get(self, name: str, expected: bool = True) -> Kept | None:
        """Give an answer by its ETag; a miss counts where the question goes to a worker then."""
        with self._lock:
            found = self._kept.get(name)
            if found is None:
                self.misses += expected
                return None
            self.hits += 1
            self._kept.move_to_end(name)
            return found

    def put(self, snapshot: str, name: str, body: bytes, truncated: bool) -> None:
        """Keep a whole answer, if it is not too long and its snapshot is the one that is served."""
        if len(body) > self.most:
            return
        with self._lock:
            if snapshot == self._snapshot and name not in self._kept:
                self._kept[name] = Kept(body, truncated)
                self._account(self._kept[name].size)

    def packed(self, name: str, kept: Kept) -> bytes:
        """Give an answer's gzip, and keep that too."""
        if kept.packed is None:
            packed = compressed(kept.body)
            with self._lock:
                if kept.packed is None:
                    kept.packed = packed
                    if self._kept.get(name) is kept:
                        self._account(len(packed))
        return kept.packed

    def _account(self, size: int) -> None:
        self.taken += size
        while self.taken > self._size:
            _, oldest = self._kept.popitem(last=False)
            self.taken -= oldest.size


class Keeping:
    """Passes an answer on, gathers it, and calls back with the whole of it at its end."""

    def __init__(self, chunks: Iterable[bytes], cache: Cache, snapshot: str, name: str) -> None:
        self._chunks = chunks
        self._cache = cache
        self._names = (snapshot, name)

    def __iter__(self) -> Iterator[bytes]:
        """Give the bytes; one that fails, or is left, is not kept."""
        gathered: list[bytes] | None = []
        size = 0
        for chunk in self._chunks:
            size += len(chunk)
            if gathered is not None and size <= self._cache.most:
                gathered.append(chunk)
            else:
                gathered = None
            yield chunk
        if gathered is not None:
            self._cache.put(*self._names, b"".join(gathered), bool(getattr(self._chunks, "truncated", False)))

    def close(self) -> None:
        """Close the answer."""
        close = getattr(self._chunks, "close", None)
        if close is not None:
            close()
