"""The tables of links: those shipped, which nobody writes, and those of a workspace, written by one process at a time.

data/mappings/esco.sssom.tsv            shipped: what people decided before
WORKSPACE/esco.sssom.tsv                what reviewers decided; a row counts over the shipped one of its pair
WORKSPACE/esco.candidates.sssom.tsv     what machines propose
WORKSPACE/esco.superseded.sssom.tsv     links whose object a new version of the vocabulary no longer has
"""

from __future__ import annotations

import fcntl
import os
import typing
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders import sssom
from loaders.durable import explained, replace_file
from loaders.mappings.model import Mapping, mapping_of, problem_of, row_of
from loaders.mappings.schemes import CANDIDATES, SUPERSEDED, TABLE, about
from loaders.sssom_slots import SLOTS
from ontology.errors import InputError

#: The columns of each table of a workspace; others come where a row needs them.
COLUMNS = (
    *("subject_id", "subject_label", "subject_category", "predicate_id", "predicate_modifier", "object_id"),
    *("object_label", "object_category", "mapping_justification", "author_label", "reviewer_label", "subject_source"),
    *("object_source", "object_source_version", "mapping_tool", "mapping_tool_version", "mapping_date", "review_date"),
    *("confidence", "match_string", "comment"),
)
_WHAT = {
    TABLE: "Which concepts of {} match those of Rolegraph, and which do not, as reviewers decided",
    CANDIDATES: "Which concepts of {} may match those of Rolegraph, as machines propose",
    SUPERSEDED: "Links to concepts of {} that a newer version does not have",
}


def read(path: Path) -> list[Mapping]:
    """The links of a table, one a pair (the last row counts); none where there is no file.

    Raises InputError, with file and line, for a row that is no link of ours.
    """
    found: dict[tuple[str, str], Mapping] = {}
    for _, mapping in numbered(path):
        found.pop(mapping.pair, None)
        found[mapping.pair] = mapping
    return list(found.values())


def numbered(path: Path) -> Iterator[tuple[int, Mapping]]:
    """All rows of a table with the numbers of their lines."""
    for line, row in sssom.numbered(path):
        mapping = mapping_of(row)
        if problem := problem_of(mapping):
            raise InputError(problem, path.name, line)
        yield line, mapping


@contextmanager
def held(workspace: Path) -> Iterator[None]:
    """Hold a workspace for writing, for as long as a change takes: the second of two processes waits.

    It is the folder itself that is locked, so that no file is left where people keep their tables in git.
    """
    with explained("use the workspace", workspace):
        workspace.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(workspace, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write(
    workspace: Path,
    name: str,
    kind: str,
    mappings: Iterable[Mapping],
    prefixes: typing.Mapping[str, str] | None = None,
) -> None:
    """Write a table of a workspace (`kind` as in `loaders.mappings.schemes`), in an order of its own, for git.

    Prefixes that its head declares stay, beside those given; a table without rows is none. Raises StoreError where
    the system refuses.
    """
    path, rows = workspace / f"{name}{kind}", list(mappings)
    with explained("write", path):
        if rows:
            declared = {**(prefixes or {}), **(sssom.table(path).prefixes or {})}
            replace_file(path, text(name, kind, rows, declared).encode())
        else:
            path.unlink(missing_ok=True)


def text(name: str, kind: str, mappings: Iterable[Mapping], prefixes: typing.Mapping[str, str] | None = None) -> str:
    """A table of a workspace as it is written."""
    rows = [row_of(one) for one in sorted(mappings, key=lambda one: (*one.pair, one.predicate))]
    more = {slot for row in rows for slot in row}
    columns = [slot for slot in SLOTS if slot in COLUMNS or slot in more]
    ending = kind.removesuffix(TABLE)
    return sssom.text(columns, rows, about(f"{name}{ending}", _WHAT[kind].format(name), name), prefixes)
