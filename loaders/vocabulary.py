"""The curated vocabulary of `data/vocabulary/`, one table a scheme, read once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from sys import intern
from typing import NamedTuple

import data
from loaders.tables import rows

COLUMNS = ("concept", "kind", "language", "label", "source", "doubtful")
PREFERRED, ALTERNATIVE, HIDDEN, ABBREVIATION = "prefLabel", "altLabel", "hiddenLabel", "abbreviation"
LABELS = (PREFERRED, ALTERNATIVE, HIDDEN, ABBREVIATION)


class Entry(NamedTuple):
    """One row: what is said of a concept of a scheme; `value` is a label, a definition or another concept's slug."""

    scheme: str
    concept: str
    kind: str
    language: str
    value: str
    source: str
    doubtful: bool


@cache
def entries(scheme: str, folder: Path = data.VOCABULARY) -> tuple[Entry, ...]:
    """All rows of a scheme ("skills", "tools", …); empty where the folder has no table for it."""
    path = folder / f"{scheme}.tsv"
    if not path.exists():
        return ()
    # What many rows share is held once: that is a third of the memory.
    return tuple(
        Entry(scheme, intern(concept), intern(kind), intern(language), value, intern(source), doubtful == "yes")
        for concept, kind, language, value, source, doubtful in rows(path, COLUMNS)
    )


def labels(scheme: str) -> Iterator[Entry]:
    """The rows of a scheme that hold a label of any kind."""
    return (entry for entry in entries(scheme) if entry.kind in LABELS)


@cache
def preferred(scheme: str) -> dict[tuple[str, str], str]:
    """The preferred label by concept and language."""
    return {(entry.concept, entry.language): entry.value for entry in entries(scheme) if entry.kind == PREFERRED}
