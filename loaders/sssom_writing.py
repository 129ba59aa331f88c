"""Writing SSSOM tables; `loaders.sssom` reads them, and is where the rest of the program finds both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from loaders.durable import explained, replace_file
from loaders.sssom_cells import namespaces, quoted, values, written_cell
from loaders.sssom_slots import ADDED_IN_1_1, ENTITIES, MULTIVALUED, PROPAGATED, Row


def condensed(rows: Sequence[Row], about: Mapping[str, Any]) -> tuple[list[Row], dict[str, Any]]:
    """What all rows share said once, in the head, as the specification has writers do."""
    common = {
        slot: rows[0][slot]
        for slot in PROPAGATED
        if rows and slot in rows[0] and slot not in about and all(one.get(slot) == rows[0][slot] for one in rows)
    }
    lifted = {slot: list(values(cell)) if slot in MULTIVALUED else cell for slot, cell in common.items()}
    return [{slot: cell for slot, cell in one.items() if slot not in common} for one in rows], {**about, **lifted}


def text(
    columns: Sequence[str], rows: Sequence[Row], about: Mapping[str, Any], prefixes: Mapping[str, str] | None = None
) -> str:
    """A table; `about` goes into its head, and the `prefixes` that its entities need with ours."""
    named = [(slot, cell) for one in (*rows, about) for slot, cell in one.items() if slot in ENTITIES]
    iris = {iri for slot, cell in named for iri in entities(slot, cell)}
    known = namespaces(iris, prefixes or {})
    head = {slot: in_head(slot, said, known) for slot, said in about.items()}
    if any(slot in ADDED_IN_1_1 for one in rows for slot in one):
        head = {"sssom_version": "1.1", **head}
    head["curie_map"] = known
    lines = [f"#{line}" for line in yaml.safe_dump(head, allow_unicode=True, sort_keys=False).splitlines()]
    lines.append("\t".join(columns))
    for one in rows:
        cells = [written_cell(column, one.get(column, ""), known) for column in columns]
        lines.append("\t".join(quoted(cell, first=not place) for place, cell in enumerate(cells)))
    return "\n".join(lines) + "\n"


def entities(slot: str, cell: Any) -> Sequence[str]:
    """The IRIs of a cell, or of a slot of the head."""
    if isinstance(cell, list):
        return [str(one) for one in cell]
    return values(cell) if slot in MULTIVALUED else (cell,)


def in_head(slot: str, said: Any, known: Mapping[str, str]) -> Any:
    """What the head says of a slot, entities as CURIEs."""
    if slot not in ENTITIES:
        return said
    return [in_head(slot, one, known) for one in said] if isinstance(said, list) else written_cell(slot, said, known)


def write(
    path: Path,
    columns: Sequence[str],
    rows: Sequence[Row],
    about: Mapping[str, Any],
    prefixes: Mapping[str, str] | None = None,
) -> None:
    """Write a table wholly or not at all, as `text` gives it; raises StoreError where the system refuses."""
    content = text(columns, rows, about, prefixes).encode()
    with explained("write", path):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content)
