"""In a disposable child: a format that can kill its parser: Excel as lines of JSON."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator

import python_calamine

from ontology.errors import InputError

Work = Callable[[bytes], Iterator[bytes]]
#: Rows that are sent together.
BATCH = 5_000


def sheets(content: bytes) -> Iterator[bytes]:
    """The rows of a workbook's sheets, a line each: the sheet's name, the row's number and its cells as texts.

    Raises InputError where it is no workbook.
    """
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        yield from batches(lines(book))
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise InputError(f"this is no workbook that can be read ({error}); save it as .xlsx or as CSV") from error


def lines(book: python_calamine.CalamineWorkbook) -> Iterator[bytes]:
    """The rows that are not empty, as JSON."""
    for name in book.sheet_names:
        sheet = book.get_sheet_by_name(name)
        start = sheet.start[0] if sheet.start else 0
        for number, row in enumerate(sheet.iter_rows(), start=start + 1):
            cells = [text(cell) for cell in row]
            if any(cells):
                yield json.dumps([name, number, cells]).encode() + b"\n"


def text(cell: object) -> str:
    """A cell as text: a whole number without a point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def batches(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces put together, many at once."""
    found: list[bytes] = []
    for piece in pieces:
        found.append(piece)
        if len(found) >= BATCH:
            yield b"".join(found)
            found.clear()
    yield b"".join(found)
