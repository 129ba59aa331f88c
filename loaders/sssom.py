"""SSSOM tables (https://mapping-commons.github.io/sssom/), as TSV with a YAML head in comment lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml

from loaders.sssom_cells import KNOWN, Unusable, joined, read_cell
from loaders.sssom_slots import ENTITIES, LITERAL, MULTIVALUED, PROPAGATED, REQUIRED, SLOTS, Row
from loaders.sssom_writing import condensed, text, write
from ontology.errors import InputError

__all__ = ["REQUIRED", "Row", "Table", "condensed", "head", "numbered", "read", "table", "text", "write"]

#: How the name ends of the file that may hold the head in place of the table ("external metadata").
BESIDE = ".yml"


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read."""

    #: Rows with the numbers of their lines (from 1); what the head says for all rows stands in each of them.
    rows: tuple[tuple[int, Row], ...] = ()
    #: The prefixes that the head declares.
    prefixes: Mapping[str, str] | None = None
    #: Columns that SSSOM does not have, which the specification has readers leave out.
    unknown: tuple[str, ...] = ()
    #: Lines of rows that name something by a literal in place of an entity.
    literals: tuple[int, ...] = ()


def read(path: Path) -> list[Row]:
    """The rows of a table, without empty cells, entities as full IRIs; none where there is no file.

    Raises InputError, with file and line, for a table that is none.
    """
    return [found for _, found in numbered(path)]


def numbered(path: Path) -> Iterator[tuple[int, Row]]:
    """The same with the numbers of their lines (from 1)."""
    yield from table(path).rows


def table(path: Path) -> Table:
    """A whole table; lines that begin with "#" below the head are comments, where rows begin with an entity.

    Raises InputError, with file and line.
    """
    lines = lines_of(path)
    top = next((number for number, line in enumerate(lines) if not is_comment(line)), len(lines))
    said = head_of([line[1:] for line in lines[:top]] or lines_of(path.with_suffix(BESIDE)), path)
    prefixes = prefixes_of(said, path)
    records = Records(lines, top, path)
    number, columns = next(records, (0, []))
    if not columns:
        return Table(prefixes=prefixes)
    columns = [column.strip() for column in columns]
    check_columns(columns, path, number)
    records.comments = columns[0] in ENTITIES
    known = {**KNOWN, **prefixes}
    rows = [(number, row(columns, cells, known, path, number)) for number, cells in records]
    propagate(rows, shared(said, known, lines, path))
    literals = [number for number, found in rows if is_literal(found)]
    named = tuple((number, found) for number, found in rows if not is_literal(found))
    for number, found in named:
        check_required(found, path, number)
    return Table(
        named, prefixes, tuple(column for column in columns if column and column not in SLOTS), tuple(literals)
    )


def head(path: Path) -> dict[str, Any]:
    """What the head of a table says, by slots; empty where there is no file. Raises InputError."""
    return head_of([line[1:] for line in takewhile(is_comment, lines_of(path))], path)


def is_literal(found: Row) -> bool:
    """Whether a row names something by its label alone."""
    return LITERAL in (found.get("subject_type"), found.get("object_type"))


def lines_of(path: Path) -> list[str]:
    """The lines of a file with their ends; it may begin with a byte order mark; none where there is no file."""
    try:
        # Not `splitlines`, which cuts at characters that may stand inside a cell.
        return list(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InputError(f"the file can't be read: {error.strerror}", path.name) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise InputError(f"this is not UTF-8 ({error.reason}); save it as UTF-8", path.name, line) from error


def is_comment(line: str) -> bool:
    """Whether a line is of the head, or a comment."""
    return line.startswith("#")


def head_of(lines: Sequence[str], path: Path) -> dict[str, Any]:
    """What the head of a table says; all values are strings, or lists or tables of them."""
    try:
        said: Any = yaml.load("".join(line.rstrip("\r\n") + "\n" for line in lines), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError(f"the head is not YAML: {' '.join(str(error).split())}", path.name, 1) from error
    return said if isinstance(said, dict) else {}


def prefixes_of(head: Mapping[str, Any], path: Path) -> dict[str, str]:
    """The prefixes that the head of a table declares."""
    declared = head.get("curie_map") or {}
    if not isinstance(declared, dict) or not all(isinstance(one, str) for one in declared.values()):
        raise InputError(
            "curie_map is no table of prefixes; write a line `#  prefix: namespace` for each", path.name, 1
        )
    return {str(prefix): namespace for prefix, namespace in declared.items()}


class Records(Iterator[tuple[int, list[str]]]):
    """The records below the head with the numbers of their first lines: cells in quotation marks may hold line ends."""

    def __init__(self, lines: Sequence[str], at: int, path: Path) -> None:
        self._lines = lines
        self._at = at
        self._path = path
        self._reader = csv.reader(iter(self._feed, None), delimiter="\t", strict=True)
        #: Whether lines that begin with "#" are left out between records.
        self.comments = True

    def __next__(self) -> tuple[int, list[str]]:
        while self._at < len(self._lines) and self._is_left_out(self._lines[self._at]):
            self._at += 1
        number = self._at + 1
        try:
            return number, next(self._reader)
        except csv.Error as error:
            raise InputError(
                f"a cell can't be read ({error}); one that holds quotation marks stands in such, with those inside "
                "doubled",
                self._path.name,
                number,
            ) from error

    def _is_left_out(self, line: str) -> bool:
        return not line.strip() or (self.comments and is_comment(line))

    def _feed(self) -> str | None:
        if self._at == len(self._lines):
            return None
        self._at += 1
        return self._lines[self._at - 1]


def check_columns(columns: Sequence[str], path: Path, number: int) -> None:
    """Raise InputError where a needed column is missing, or one stands twice."""
    for column in REQUIRED:
        if column not in columns:
            raise InputError(f"the column {column} is missing; add it", path.name, number)
    for place, column in enumerate(columns):
        if column and column in columns[:place]:
            raise InputError(f"the column {column} stands twice; remove one of them", path.name, number)


def row(columns: Sequence[str], cells: Sequence[str], prefixes: Mapping[str, str], path: Path, number: int) -> Row:
    """One record as a row, without what SSSOM does not have."""
    if len(cells) > len(columns):
        raise InputError(f"{len(cells)} cells where {len(columns)} belong", path.name, number)
    found = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if cell.strip()}
    try:
        return {slot: read_cell(slot, cell, prefixes) for slot, cell in found.items() if slot in SLOTS}
    except Unusable as error:
        raise InputError(str(error), path.name, number) from None


def check_required(found: Row, path: Path, number: int) -> None:
    """Raise InputError for a row that lacks what every row must hold."""
    for slot in REQUIRED:
        if slot not in found:
            raise InputError(f"the cell {slot} is empty; fill it", path.name, number)


def shared(head: Mapping[str, Any], prefixes: Mapping[str, str], lines: Sequence[str], path: Path) -> Row:
    """What the head says for all rows."""
    found: Row = {}
    for slot in PROPAGATED:
        said = head.get(slot)
        cell = joined(str(one) for one in said) if isinstance(said, list) else said
        if isinstance(cell, str) and cell.strip():
            try:
                # A list of one may be written as that one.
                whole = joined((cell,)) if slot in MULTIVALUED and not isinstance(said, list) else cell.strip()
                found[slot] = read_cell(slot, whole, prefixes)
            except Unusable as error:
                raise InputError(str(error), path.name, line_of(slot, lines)) from None
    return found


def line_of(slot: str, lines: Sequence[str]) -> int:
    """The line of the head that a slot stands in."""
    return next((number for number, line in enumerate(lines, start=1) if line.lstrip("# ").startswith(f"{slot}:")), 1)


def propagate(rows: Sequence[tuple[int, Row]], said: Row) -> None:
    """Give all rows what the head says for all, but for slots of which a row has a value of its own."""
    free = {slot: value for slot, value in said.items() if not any(slot in found for _, found in rows)}
    for _, found in rows:
        found.update(free)
