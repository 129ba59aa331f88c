"""Paths and gaps as CSV: a row for each step of each path, and for each concept (RFC 4180)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from server.exports.tables import harmless

PATHS = (
    *("path", "step", "kind", "from", "from_label", "to", "to_label", "gained_skills", "gained_tools"),
    *("documents", "source", "line", "text"),
)
GAP = ("kind", "change", "concept", "label", "language", "near")
#: What stands between several names in one cell.
BETWEEN = "; "


def paths_csv(found: Mapping[str, Any]) -> str:
    """Write the reading `paths`; of a step's evidence the first place is given."""
    return _written(PATHS, _steps(found))


def gap_csv(found: Mapping[str, Any]) -> str:
    """Write the reading `gap`; `near` names the categories by which something missing is near."""
    return _written(GAP, _concepts(found))


def _steps(found: Mapping[str, Any]) -> Iterator[Sequence[object]]:
    labels = {one["iri"]: one["label"] for one in found["roles"]}
    for number, path in enumerate(found["paths"], 1):
        for step, place in enumerate(path["moves"], 1):
            move = found["moves"][place]
            ends = (move["from"], labels[move["from"]], move["to"], labels[move["to"]])
            gained = (BETWEEN.join(_labels(move["gained"][kind]["first"])) for kind in ("skill", "tool"))
            yield number, step, move["kind"], *ends, *gained, move["documents"], *_place(move["evidence"])


def _place(evidence: Sequence[Mapping[str, Any]]) -> tuple[object, object, object]:
    if not evidence:
        return "", "", ""
    said = evidence[0]["to"]
    return said["document"]["source"] if said["document"] else "", said["line"], said["exact"]


def _concepts(found: Mapping[str, Any]) -> Iterator[Sequence[object]]:
    for kind, part in found["kinds"].items():
        for change in ("missing", "shared", "extra"):
            for one in part[change]:
                near = BETWEEN.join(_labels(near["category"] for near in one.get("near", ())))
                yield kind, change, one["iri"], one["label"], one["language"], near


def _labels(things: Iterable[Mapping[str, Any]]) -> list[str]:
    return [one["label"] for one in things]


def _written(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()
