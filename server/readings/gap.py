"""How far two roles are apart: what both ask for, what is missing, what is extra."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pyoxigraph import NamedNode, Store

from loaders.career_paths.comparing import Asked, Comparison, Near, asked, compared, similarity
from loaders.career_paths.reading import Reading
from server.readings.asked_role import NotOneRole, asked_role
from server.readings.names import Names


def gap(
    store: Store, start: str, goal: str, chain: Sequence[str], languages: Sequence[str], inferred: bool = True
) -> dict[str, Any]:
    """Compare two roles, each given as `asked_role` reads it; docs/careers.md tells of the members.

    Gives `problem` alone where one of them is not one role.
    """
    names, reading = Names(store, chain), Reading(store, inferred)
    try:
        one = asked_role(store, names, "from", start, languages)
        other = asked_role(store, names, "to", goal, languages)
    except NotOneRole as error:
        return error.members
    found = compared(reading, asked(reading, one), asked(reading, other))
    return {
        "from": role(names, one, found.one),
        "to": role(names, other, found.other),
        "inferred": inferred,
        "similarity": _rounded(found.similarity) if _comparable(found) else None,
        "kinds": {kind.value: _part(names, found, kind) for kind in found.parts},
    }


def role(names: Names, node: NamedNode, of: Asked) -> dict[str, Any]:
    """Tell of a role: its name, whether anything is stated of it, and of which other role, if so, what counts is."""
    return {
        **names.told(node),
        "known": of.is_known,
        "stated_of": names.told(of.of) if of.of != node else None,
    }


def _part(names: Names, found: Comparison, kind: Any) -> dict[str, Any]:
    part = found.parts[kind]
    missing = []
    for one in names.sorted(part.missing):
        near = [_near(names, near) for near in found.near.get(one, ())]
        missing.append({**names.told(one), "near": near})
    return {
        "similarity": _rounded(similarity(part)) if _comparable(found) else None,
        "shared": _told(names, part.shared),
        "missing": missing,
        "extra": _told(names, part.extra),
    }


def _comparable(found: Comparison) -> bool:
    """Tell whether something is known of both: of a role that no document describes nothing is missing."""
    return found.one.is_known and found.other.is_known


def _near(names: Names, near: Near) -> dict[str, Any]:
    return {"category": names.told(near.category), "tools": [names.told(one) for one in near.tools]}


def _told(names: Names, nodes: Iterable[NamedNode]) -> list[dict[str, Any]]:
    return [names.told(one) for one in names.sorted(nodes)]


def _rounded(part: float | None) -> float | None:
    return None if part is None else round(part, 4)
