"""A list that keeps its first members in memory and the others in a temporary file: reports have no bound."""

from __future__ import annotations

import os
import pickle
import tempfile
from array import array
from collections.abc import Iterator
from typing import Generic, TypeVar

Member = TypeVar("Member")
#: Members that stay in memory.
KEPT = 1000


class Entries(Generic[Member]):
    """Members in the order in which they were appended; the file has no name and holds what this process wrote."""

    def __init__(self) -> None:
        self._first: list[Member] = []
        self._file = -1
        self._ends = array("Q", [0])

    def append(self, member: Member) -> None:
        """Add a member; OSError where the temporary folder is full."""
        if len(self._first) < KEPT:
            self._first.append(member)
            return
        if self._file < 0:
            self._file, name = tempfile.mkstemp(prefix="rolegraph-")
            os.unlink(name)
        written = os.pwrite(self._file, pickle.dumps(member), self._ends[-1])
        self._ends.append(self._ends[-1] + written)

    def __iter__(self) -> Iterator[Member]:
        return (self[place] for place in range(len(self)))

    def __len__(self) -> int:
        return len(self._first) + len(self._ends) - 1

    def __getitem__(self, place: int) -> Member:
        """Give one member, counted from the end where negative; IndexError where there is none."""
        index = place if place >= 0 else len(self) + place
        if not 0 <= index < len(self):
            raise IndexError(place)
        if index < len(self._first):
            return self._first[index]
        start, end = self._ends[index - len(self._first)], self._ends[index - len(self._first) + 1]
        member: Member = pickle.loads(os.pread(self._file, end - start, start))
        return member

    def close(self) -> None:
        """Let go of the file."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1
