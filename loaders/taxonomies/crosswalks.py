"""Tables of links between two taxonomies as publishers give them: two columns of codes or IRIs, others beside them.

O*NET's and ESCO's own crosswalk is such a table, and Nesta's. Which columns hold identifiers is told by their cells
(`data/taxonomies/identifiers.tsv`); what stands above the header, notes for instance, is left out. A column called
confidence is too: each publisher has a scale of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import data
from loaders.mappings.model import NAMES
from loaders.sssom_slots import OBJECT, SUBJECT
from loaders.tables import rows as data_rows
from loaders.taxonomies.cells import is_iri
from loaders.taxonomies.tables import Cells, delimiter_of, key, read_cells
from ontology.errors import InputError
from ontology.terms import Skos

#: Rows at the top of a file among which the first link is: those above are notes and the header.
TOP = 60
#: The vocabulary whose codes say in which group something is, beside two others.
GROUPS = "isco"
_HOST = re.compile(r"https?://([^/]+)")


@dataclass(frozen=True, slots=True)
class Step:
    """A link of a table: `line` is where its row begins; `confidence`, 0 to 1, is None where the table tells none."""

    line: int
    subject: str
    predicate: str
    object: str
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a table holds what: the line of its header, its headers, and the places of what is read (-1 for none)."""

    line: int
    headers: tuple[str, ...]
    subject: int
    object: int
    predicate: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sort of codes: what they are like, in columns whose header holds a word, and the IRI that one stands for."""

    vocabulary: str
    header: str
    code: re.Pattern[str]
    iri: str


@cache
def patterns() -> tuple[Pattern, ...]:
    """The sorts of codes that are known."""
    found = data_rows(data.TAXONOMIES / "identifiers.tsv", ("vocabulary", "header", "pattern", "iri"))
    return tuple(Pattern(name, header, re.compile(code), iri) for name, header, code, iri in found)


def is_one(path: Path) -> bool:
    """Whether a file is a table of links: with SSSOM's columns, or with the identifiers of two vocabularies."""
    try:
        head = next((cells for _, cells in _cells(path) if not cells[0].startswith("#")), [])
        return {SUBJECT, OBJECT} <= set(head) or columns(path) is not None
    except InputError:
        return False


def steps(path: Path, named: tuple[str, str] | None = None) -> Iterator[Step]:
    """The links of a table, by its two columns of identifiers or by those that are named.

    Rows without both are left out. Raises InputError, with file and line, for what can't be read.
    """
    found = columns(path, named)
    if found is None:
        message = (
            "no two columns hold codes or IRIs of two vocabularies; name them with --crosswalk-columns, or give an "
            "SSSOM table"
        )
        raise InputError(message, path.name)
    for line, cells in _cells(path):
        if line <= found.line:
            continue
        if len(cells) != len(found.headers):
            raise InputError(f"{len(cells)} cells where the header has {len(found.headers)}", path.name, line)
        ends = [cells[place].strip() for place in (found.subject, found.object)]
        if all(ends):
            one, other = (_identifier(path, line, found, place, cells) for place in (found.subject, found.object))
            yield Step(line, one, _predicate(path, line, found, cells), other)


def columns(path: Path, named: tuple[str, str] | None = None) -> Columns | None:
    """Where a table holds its links; None where nothing tells. Raises InputError where a column is not there."""
    above: tuple[int, list[str]] | None = None
    for line, cells in islice(_cells(path), TOP):
        if named is not None:
            if all(one in map(str.strip, cells) for one in named):
                headers = [one.strip() for one in cells]
                return _placed(path, line, headers, (headers.index(named[0]), headers.index(named[1])))
        elif above is not None and len(above[1]) == len(cells):
            ends = _ends(above[1], cells)
            if ends is not None:
                return _placed(path, above[0], above[1], ends)
        # A row that holds an identifier is no header, be the other end of its link there or not.
        if not any(identified("", one.strip()) for one in cells):
            above = line, cells
    if named is not None:
        raise InputError(f"there is no row with the headers {named[0]} and {named[1]}", path.name)
    return None


def _ends(headers: Sequence[str], cells: Sequence[str]) -> tuple[int, int] | None:
    """The first two columns with identifiers of different vocabularies; codes of groups count beside one other."""
    found: dict[str, int] = {}
    for place, (header, cell) in enumerate(zip(headers, cells, strict=True)):
        known = identified(header, cell.strip())
        if known is not None:
            found.setdefault(known[0], place)
    if len(found) > 2:
        found.pop(GROUPS, None)
    places = sorted(found.values())
    return (places[0], places[1]) if len(places) == 2 else None


def identified(header: str, cell: str) -> tuple[str, str] | None:
    """The vocabulary and the IRI that a cell stands for; None where it is neither a code nor an IRI."""
    if is_iri(cell):
        host = _HOST.match(cell)
        return (host[1] if host else cell), cell
    for one in patterns():
        if one.header in key(header) and (code := one.code.fullmatch(cell)):
            return one.vocabulary, one.iri.format(code[code.lastindex or 0])
    return None


def _placed(path: Path, line: int, headers: Sequence[str], ends: tuple[int, int]) -> Columns:
    """The columns of a table whose header and identifiers are known: its sorts of matches are told by its cells."""
    body = (cells for number, cells in _cells(path) if number > line and len(cells) == len(headers))
    told = (place for some in islice(body, TOP) for place, cell in enumerate(some) if _name(cell) in NAMES)
    match = next(told, -1)
    return Columns(line, tuple(headers), *ends, match)


def _identifier(path: Path, line: int, found: Columns, place: int, cells: Sequence[str]) -> str:
    known = identified(found.headers[place], cells[place].strip())
    if known is None:
        message = f"column {found.headers[place]}: “{cells[place].strip()}” is neither an IRI nor a code that is known"
        raise InputError(message, path.name, line)
    return known[1]


def _name(cell: str) -> str:
    """What a sort of match is called without its namespace: "exactMatch" of "skos:exactMatch"."""
    return re.split(r"[:#/]", cell.strip())[-1]


def _predicate(path: Path, line: int, found: Columns, cells: Sequence[str]) -> str:
    cell = cells[found.predicate] if found.predicate >= 0 else ""
    if not cell.strip():
        return Skos.closeMatch.value
    if _name(cell) not in NAMES:
        message = f"column {found.headers[found.predicate]}: “{cell.strip()}” is none of {', '.join(NAMES)}"
        raise InputError(message, path.name, line)
    return NAMES[_name(cell)]


def _cells(path: Path) -> Cells:
    """The rows of a file, as its ending tells, each with its line."""
    delimiter = delimiter_of(path)
    if delimiter is None:
        raise InputError("a crosswalk is a table; save it as .csv (commas) or .tsv (tabs)", path.name)
    return read_cells(path, path.name, delimiter)
