"""Tab-separated tables of the project's own data: a header line, no quoting, no empty lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ontology.errors import InputError


def rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a table as tuples of cells in the order of `columns`.

    Raises InputError, with file and line, for another header or another number of cells.
    """
    with path.open(encoding="utf-8", newline="\n") as file:
        header = tuple(file.readline().rstrip("\n").split("\t"))
        if header != columns:
            raise InputError(f"the header should be {' '.join(columns)}, tab-separated", path.name, 1)
        for number, line in enumerate(file, start=2):
            cells = tuple(line.rstrip("\n").split("\t"))
            if len(cells) != len(columns):
                raise InputError(f"{len(cells)} cells where {len(columns)} belong", path.name, number)
            yield cells
