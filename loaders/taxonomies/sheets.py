"""Workbooks of Excel and the like as tables: the first sheet whose header is known, read in a disposable child."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO

from loaders.sandbox import ChildFailed, Limits, run_in_child
from loaders.taxonomies import in_child
from loaders.taxonomies.tables import Cells, Table
from ontology.errors import InputError

ENDINGS = frozenset((".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"))
#: Bytes of address space and seconds that a file may take.
LIMITS = Limits(memory=2_000_000_000)
DEADLINE = 300.0
#: Rows at the top of a sheet among which its header is: those above have a title in one cell.
TOP = 10
REASONS = {
    "deadline": f"reading it takes longer than {DEADLINE:g} seconds",
    "memory": "reading it takes more memory than is allowed",
    "crash": "it is damaged, or nested deeper than can be read",
}


def tables(path: Path, source: str, work: IO[bytes]) -> list[Table]:
    """The sheets of a workbook; their rows go through the file `work`, which is to be kept open while they are read.

    Raises InputError where it can't be read, or holds nothing.
    """
    places: dict[str, tuple[int, int]] = {}
    start = work.seek(0, 2)
    work.writelines(in_a_child(in_child.sheets, path, source))
    work.seek(start)
    for line in iter(work.readline, b""):
        name, end = json.loads(line)[0], start + len(line)
        places[name] = (places.get(name, (start, 0))[0], end)
        start = end
    found = [made for name, (first, last) in places.items() if (made := table(path, source, work, first, last))]
    if not found:
        raise InputError("the workbook is empty; a header row and rows belong there", source)
    return found


def table(path: Path, source: str, work: IO[bytes], start: int, end: int) -> Table | None:
    """A sheet whose header is the first row of more than one cell."""

    def rows() -> Cells:
        place = start
        while place < end:
            work.seek(place)
            line = work.readline()
            place += len(line)
            _, number, cells = json.loads(line)
            yield number, cells

    for number, cells in islice(rows(), TOP):
        if sum(map(bool, cells)) > 1:
            width = max(place for place, cell in enumerate(cells, start=1) if cell)
            return Table(source, path, tuple(cells[:width]), partial(below, rows, number, width))
    return None


def below(rows: Callable[[], Cells], header: int, width: int) -> Cells:
    """The rows below a header, as wide as that."""
    return ((number, cells[:width]) for number, cells in rows() if number > header)


def in_a_child(function: in_child.Work, path: Path, source: str) -> Iterator[bytes]:
    """What a function of `in_child` gives for a file; raises InputError where it can't be read."""
    try:
        yield from run_in_child(function, path.read_bytes(), LIMITS, DEADLINE)
    except ChildFailed as error:
        reason = str(error) if error.cause == "refused" else REASONS[error.cause]
        raise InputError(reason, source) from None
    except OSError as error:
        raise InputError(f"the file can't be read: {error.strerror}", source) from error
