"""SSSOM tables (https://mapping-commons.github.io/sssom/), as TSV with a YAML head in comment lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml

from loaders.durable import explained, replace_file
from ontology.errors import InputError
from ontology.terms import PREFIXES

Row = dict[str, str]
#: What every row must hold.
REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")


def read(path: Path) -> list[Row]:
    """The rows of a table, without empty cells, entities as full IRIs; none where there is no file.

    Raises InputError, with file and line, for a table that is none.
    """
    return [found for _, found in numbered(path)]


def numbered(path: Path) -> Iterator[tuple[int, Row]]:
    """The same with the numbers of their lines (from 1). Lines that begin with "#" below the head are comments."""
    lines = lines_of(path)
    head = list(takewhile(is_comment, lines))
    prefixes = {**PREFIXES, **prefixes_of(head, path)}
    body = [(number, line) for number, line in enumerate(lines, start=1) if line.strip() and not is_comment(line)]
    if not body:
        return
    columns = body[0][1].split("\t")
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        raise InputError(f"the column {missing[0]} is missing; add it", path.name, body[0][0])
    for number, line in body[1:]:
        yield number, row(columns, line.split("\t"), prefixes, path, number)


def lines_of(path: Path) -> list[str]:
    """The lines of a file, which may begin with a byte order mark; none where there is no file."""
    try:
        return path.read_bytes().decode("utf-8-sig").splitlines()
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


def prefixes_of(head: Sequence[str], path: Path) -> Mapping[str, str]:
    """The prefixes that the head of a table declares."""
    try:
        said: Any = yaml.safe_load("\n".join(line[1:] for line in head)) or {}
    # A date that there is not is a ValueError.
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError(f"the head is not YAML: {' '.join(str(error).split())}", path.name, 1) from error
    declared = (said.get("curie_map") if isinstance(said, dict) else None) or {}
    if not isinstance(declared, dict):
        raise InputError(
            "curie_map is no table of prefixes; write a line `#  prefix: namespace` for each", path.name, 1
        )
    return {str(prefix): str(namespace) for prefix, namespace in declared.items()}


def row(columns: Sequence[str], cells: Sequence[str], prefixes: Mapping[str, str], path: Path, number: int) -> Row:
    """One line as a row."""
    if len(cells) > len(columns):
        raise InputError(f"{len(cells)} cells where {len(columns)} belong", path.name, number)
    found = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if cell.strip()}
    for column in REQUIRED:
        if column not in found:
            raise InputError(f"the cell {column} is empty; fill it", path.name, number)
        found[column] = expanded(found[column], prefixes, path, number)
    return found


def expanded(entity: str, prefixes: Mapping[str, str], path: Path, number: int) -> str:
    """A CURIE as an IRI."""
    if entity.startswith(("http://", "https://")):
        return entity
    prefix, colon, local = entity.partition(":")
    if not colon or prefix not in prefixes:
        raise InputError(f"the prefix of {entity} is not declared; add it to curie_map", path.name, number)
    return prefixes[prefix] + local


def write(path: Path, columns: Sequence[str], rows: Sequence[Row], about: Mapping[str, str]) -> None:
    """Write a table wholly or not at all; `about` goes into its head. Raises StoreError where the system refuses."""
    used = sorted({prefix for one in rows for column in REQUIRED if (prefix := prefix_of(one[column]))})
    head = {**about, "curie_map": {prefix: PREFIXES[prefix] for prefix in used}}
    text = "".join(f"#{line}\n" for line in yaml.safe_dump(head, allow_unicode=True, sort_keys=False).splitlines())
    text += "\t".join(columns) + "\n"
    for one in rows:
        text += "\t".join(cell(column, one.get(column, "")) for column in columns) + "\n"
    with explained("write", path):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text.encode())


def prefix_of(iri: str) -> str:
    """The prefix that shortens an IRI the most, or an empty string."""
    fitting = [prefix for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)]
    return max(fitting, key=lambda prefix: len(PREFIXES[prefix]), default="")


def cell(column: str, value: str) -> str:
    """A cell: entities as CURIEs, no tabs or line ends."""
    if column in REQUIRED and (prefix := prefix_of(value)):
        return f"{prefix}:{value.removeprefix(PREFIXES[prefix])}"
    return " ".join(value.split())
