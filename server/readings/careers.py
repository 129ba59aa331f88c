"""Where a role's career comes from and leads to: the roles around it, in ranks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from pyoxigraph import NamedNode, Store

from ontology.terms import Rg
from server.readings.names import Names, objects, subjects

#: Roles beside each other that are told of one role, and ranks before and after it.
BREADTH, DEPTH = 8, 2
#: Roles that are told besides as reachable at all.
REACHABLE = 200

Around = Callable[[NamedNode], Iterable[NamedNode]]


def career(store: Store, names: Names, node: NamedNode) -> dict[str, Any]:
    """Give `steps`, pairs of roles of which the first leads to the second, `roles` by IRI, `lateral`, `reachable`.

    Steps are those up to DEPTH before and after the role.
    """
    steps = _walk(names, node, lambda one: subjects(store, Rg.leadsTo, one), backwards=True)
    steps |= _walk(names, node, lambda one: objects(store, one, Rg.leadsTo), backwards=False)
    roles = {one for step in steps for one in step} | {node}
    reachable = set(islice(objects(store, node, Rg.canBecome), REACHABLE)) - roles
    return {
        "steps": sorted((one.value, other.value) for one, other in steps),
        "roles": {one.value: names.told(one) for one in roles},
        "lateral": [names.told(one) for one in names.sorted(set(objects(store, node, Rg.lateralTo)) - {node})],
        "reachable": [names.told(one) for one in names.sorted(reachable)],
    }


def _walk(names: Names, start: NamedNode, around: Around, backwards: bool) -> set[tuple[NamedNode, NamedNode]]:
    """Give the steps up to DEPTH away in one direction, at most BREADTH of each role."""
    found: set[tuple[NamedNode, NamedNode]] = set()
    seen, rank = {start}, [start]
    for _ in range(DEPTH):
        following: list[NamedNode] = []
        for one in rank:
            near = names.sorted(set(islice(around(one), 10 * BREADTH)) - {one})[:BREADTH]
            found |= {(other, one) if backwards else (one, other) for other in near}
            following += [other for other in near if other not in seen]
            seen.update(near)
        rank = following[:BREADTH]
    return found
