"""An answer cut after so many rows, at the end of a row, and marked where its format has room for a mark.

The engine writes a whole answer or none, so rows of solutions are counted in what it writes. Triples can be
counted before they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO

from pyoxigraph import QueryTriples, RdfFormat, Triple, serialize

from server.well_formed import Sink


@dataclass(frozen=True, slots=True)
class Shape:
    """How a format parts its rows.

    `tokens` matches a boundary between two rows (its group 1 belongs to the row before), a quote, or an escaped
    character; boundaries inside quotes are none. `cut` is what may be the beginning of one at the end of a piece.
    `head` counts the boundaries before the first row. `end` closes the answer and bears the mark.
    """

    tokens: re.Pattern[bytes]
    cut: re.Pattern[bytes]
    head: int
    end: bytes


SHAPES = {
    "json": Shape(re.compile(rb'\\.|"|,\{', re.DOTALL), re.compile(rb"[\\,]\Z"), 0, b']},"truncated":true}'),
    "xml": Shape(re.compile(rb"<result>"), re.compile(rb"<[a-z]{0,6}\Z"), 1, b"</results></sparql><!-- truncated -->"),
    "csv": Shape(re.compile(rb'"|(\r\n)(?=.)', re.DOTALL), re.compile(rb"\r\n?\Z"), 1, b""),
    "tsv": Shape(re.compile(rb"(\n)(?=.)", re.DOTALL), re.compile(rb"\n\Z"), 1, b""),
}
#: What tells in an answer of triples that it was cut; JSON-LD has no room for it.
MARKS = {
    "turtle": b"# truncated\n",
    "ntriples": b"# truncated\n",
    "n3": b"# truncated\n",
    "rdfxml": b"<!-- truncated -->",
}


def can_mark(name: str) -> bool:
    """Tell whether the format of this name can say in the answer that it was cut."""
    return name in MARKS or bool(name in SHAPES and SHAPES[name].end)


class Enough(Exception):
    """The rows that are allowed have been written."""


class RowLimit:
    """Passes solutions on until `most` rows have gone; what follows raises Enough."""

    def __init__(self, output: Sink, name: str, most: int) -> None:
        self._output = output
        self._shape = SHAPES[name]
        self._left = most + self._shape.head
        self._tail = b""
        self._quoted = False
        self._done = False

    def write(self, data: bytes) -> int:
        """Pass on the bytes, or what of them belongs to the rows that are allowed."""
        if self._done:  # The engine writes what it holds once more when it is stopped.
            return len(data)
        text = self._tail + data
        seen = 0
        for match in self._shape.tokens.finditer(text):
            seen = match.end()
            if match[0] == b'"':
                self._quoted = not self._quoted
            elif not self._quoted and not match[0].startswith(b"\\"):
                self._left -= 1
                if not self._left:
                    self._stop(text[: match.end(1) if match.lastindex else match.start()])
        cut = self._shape.cut.search(text, max(seen, len(text) - 8))
        self._tail = b"" if cut is None else cut[0]
        self._output.write(text[: len(text) - len(self._tail)])
        return len(data)

    def flush(self) -> None:
        """Pass on what waited."""
        if not self._done:
            self._output.write(self._tail)
            self._tail = b""

    def _stop(self, rest: bytes) -> None:
        self._done = True
        self._output.write(rest + self._shape.end)
        raise Enough


def write_triples(triples: QueryTriples, writer: IO[bytes], encoder: RdfFormat, most: int) -> bool:
    """Write at most so many triples; tell whether there are more."""
    serialize(_first(triples, most), writer, encoder)
    return next(triples, None) is not None


def _first(triples: QueryTriples, most: int) -> Iterator[Triple]:
    for one in islice(triples, most):
        assert isinstance(one, Triple)
        yield one
