"""Strings and lists of numbers in files that are read where they lie, so that processes share them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy
from numpy.typing import NDArray

Numbers = NDArray[Any]


def save(folder: Path, name: str, array: Numbers) -> None:
    """Write an array."""
    numpy.save(folder / f"{name}.npy", array, allow_pickle=False)


def read(folder: Path, name: str) -> Numbers:
    """An array of a folder, mapped, read only.

    Raises:
        OSError, ValueError: the file is missing or damaged.

    """
    path = folder / f"{name}.npy"
    found: Numbers = numpy.load(path, mmap_mode="r", allow_pickle=False)
    # A mapping's own class makes each of a million small cuts slow.
    return numpy.asarray(found)


def save_strings(folder: Path, name: str, strings: Iterable[str]) -> None:
    """Write strings as one run of bytes with the places where each begins."""
    starts = [0]
    with (folder / f"{name}.bin").open("wb") as file:
        for one in strings:
            starts.append(starts[-1] + file.write(one.encode("utf-8", "surrogatepass")))
    save(folder, f"{name}.starts", numpy.array(starts, dtype=numpy.int64))


class Strings(Sequence[str]):
    """Strings that lie in a folder."""

    def __init__(self, folder: Path, name: str) -> None:
        self._starts = read(folder, f"{name}.starts")
        path = folder / f"{name}.bin"
        empty = not path.stat().st_size
        self._bytes: Numbers = numpy.zeros(0, numpy.uint8) if empty else numpy.memmap(path, numpy.uint8, mode="r")

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        found = self._bytes[self._starts[place] : self._starts[place + 1]]
        return found.tobytes().decode("utf-8", "surrogatepass")


def save_lists(folder: Path, name: str, lists: Iterable[Sequence[int]]) -> None:
    """Write lists of small numbers one behind the other."""
    starts: list[int] = [0]
    values: list[int] = []
    for one in lists:
        values.extend(one)
        starts.append(len(values))
    save(folder, f"{name}.starts", numpy.array(starts, dtype=numpy.int64))
    save(folder, name, numpy.array(values, dtype=numpy.int32))


class Lists:
    """Lists of numbers that lie in a folder."""

    def __init__(self, folder: Path, name: str) -> None:
        self._starts = read(folder, f"{name}.starts")
        self._values = read(folder, name)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def values(self) -> Numbers:
        """The numbers of all lists, one list behind the other."""
        return self._values

    def __getitem__(self, place: int) -> Numbers:
        return self._values[self._starts[place] : self._starts[place + 1]]
