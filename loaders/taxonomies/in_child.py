"""In a disposable child: formats that can kill their parser. Excel as lines of JSON, RDF/XML as N-Triples."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator

import python_calamine
from pyoxigraph import RdfFormat, parse, serialize

from ontology.errors import InputError

Work = Callable[[bytes], Iterator[bytes]]
#: Rows or triples that are sent together.
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


def triples(content: bytes) -> Iterator[bytes]:
    """The triples of RDF/XML; raises InputError, with the line, where it can't be read."""
    try:
        yield from batches(written(content))
    except SyntaxError as error:
        raise InputError(f"line {error.lineno}: {error.msg}") from error
    except ValueError as error:
        raise InputError(str(error)) from error


def written(content: bytes) -> Iterator[bytes]:
    """The triples as lines of N-Triples."""
    for quad in parse(content, format=RdfFormat.RDF_XML, rename_blank_nodes=True):
        yield serialize([quad.triple], format=RdfFormat.N_TRIPLES) or b""


def batches(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Pieces put together, many at once."""
    found: list[bytes] = []
    for piece in pieces:
        found.append(piece)
        if len(found) >= BATCH:
            yield b"".join(found)
            found.clear()
    yield b"".join(found)
