"""Delimited text as rows, strictly: what is not as it should be is refused with its file, line and row.

A row's cells are asked for by the keys of their columns: the letters and digits of a header in lower case, so that
`conceptUri`, `Concept URI` and `CONCEPTURI` are one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ontology.errors import InputError

#: What separates cells, by the ending of a file; other endings may have any.
DELIMITERS = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".txt": "\t"}
NAMES = {",": "commas", "\t": "tabs", ";": "semicolons", "|": "bars"}
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]")
#: Numbered rows of cells, each with the line where it begins.
Cells = Iterator[tuple[int, list[str]]]


def key(header: str) -> str:
    """The key of a column."""
    return _NOT_IN_KEYS.sub("", header.casefold())


@dataclass(frozen=True, slots=True)
class Row:
    """A row: `line` is where it begins in the file (from 1), `number` counts the rows below the header from 1."""

    source: str
    line: int
    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell of a column without white space at its ends; empty where there is no such column."""
        return self.cells.get(column, "").strip()

    def error(self, message: str) -> InputError:
        """An error at this row."""
        return InputError(f"row {self.number}: {message}", self.source, self.line)


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was not read yet: its name in messages, its headers as written, and what reads its rows."""

    source: str
    path: Path
    headers: tuple[str, ...]
    body: Callable[[], Cells]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the columns."""
        return tuple(map(key, self.headers))

    def rows(self) -> Iterator[Row]:
        """The rows; raises InputError for one that has more or fewer cells than the header."""
        keys, width = self.keys, len(self.headers)
        for number, (line, cells) in enumerate(self.body(), start=1):
            if len(cells) != width:
                why = "is it cut short?" if len(cells) < width else "is a cell with a delimiter in it not quoted?"
                message = f"row {number}: {len(cells)} cells where the header has {width}; {why}"
                raise InputError(message, self.source, line)
            yield Row(self.source, line, number, dict(zip(keys, cells, strict=True)))


def delimited(path: Path, source: str, delimiter: str) -> Table:
    """A file of delimited text; raises InputError where there is no header, or it is not UTF-8."""
    found = read_cells(path, source, delimiter)
    _, headers = next(found, (0, []))
    if not headers:
        raise InputError("the file is empty; a header line and rows belong there", source)
    return Table(source, path, tuple(headers), lambda: _body(path, source, delimiter))


def delimiter_of(path: Path) -> str | None:
    """What separates the cells of a file by its name; None where the name does not tell."""
    return DELIMITERS.get(path.suffix.lower())


def others(delimiter: str) -> Sequence[str]:
    """The other delimiters that there are."""
    return [one for one in NAMES if one != delimiter]


def _body(path: Path, source: str, delimiter: str) -> Cells:
    found = read_cells(path, source, delimiter)
    next(found, None)
    return found


def read_cells(path: Path, source: str, delimiter: str) -> Cells:
    """The rows that are not blank, the header among them, each with its line; between tabs cells have no quotes.

    Raises InputError, with file and line, for what can't be read.
    """
    start = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            if delimiter == "\t":
                reader = csv.reader(file, delimiter=delimiter, quoting=csv.QUOTE_NONE, strict=True)
            else:
                reader = csv.reader(file, delimiter=delimiter, strict=True)
            for cells in reader:
                if any(map(str.strip, cells)):
                    yield start, cells
                start = reader.line_num + 1
    except UnicodeDecodeError as error:
        reason = f"this is not UTF-8 ({error.reason}); save the file as UTF-8"
        raise InputError(reason, source, not_utf8(path)) from error
    except csv.Error as error:
        raise InputError(f"the row that begins here can't be read: {reason_of(error)}", source, start) from error
    except OSError as error:
        raise InputError(f"the file can't be read: {error.strerror}", source) from error


def reason_of(error: csv.Error) -> str:
    """What is wrong with the quotes of a row."""
    if "end of data" in str(error) or "field limit" in str(error):
        return 'a quote (") is opened and not closed; close it'
    return f'{error}; write a quote (") inside a cell twice, and the cell between quotes'


def not_utf8(path: Path) -> int | None:
    """The first line of a file that is not UTF-8."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return None
