"""How many mentions evidence each edge."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from pyoxigraph import NamedNode, Store

from ontology.terms import Rg
from server.readings.graph.links import CAREER, Edge
from server.readings.names import objects, subjects

#: Mentions of one thing, and steps of one role, that are looked at; mentions and steps in all.
LOOKED, STEPS, ALL = 4000, 400, 8000

_SAID = frozenset((Rg.hasResponsibility, Rg.requiresSkill, Rg.usesTool, Rg.usesToolCategory, Rg.recommendsPractice))


class Weights:
    """Counts mentions in one snapshot, until ALL have been looked at."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._looked = 0
        self._near: dict[NamedNode, Counter[NamedNode]] = {}
        self._steps: dict[NamedNode, dict[NamedNode, NamedNode]] = {}
        self._said: dict[NamedNode, int] = {}

    def of(self, edge: Edge) -> int | None:
        """Count the mentions that evidence an edge; None where there can be none, or where that would take too long."""
        if edge.inferred:
            return None
        if edge.predicate in CAREER:
            return self._career(edge.source, edge.target)
        if edge.predicate not in _SAID:
            return None
        # From the end that has been looked at, else from the role: it has fewer mentions than a common skill.
        start, end = (edge.target, edge.source) if edge.target in self._near else (edge.source, edge.target)
        found = self.near(start)
        return None if found is None else found[end]

    def near(self, node: NamedNode) -> Counter[NamedNode] | None:
        """Count a role's mentions by the concepts that they name, or a concept's by the roles that they are about."""
        found = self._near.get(node)
        if found is None and self._looked < ALL:
            found = self._near[node] = Counter()
            for about, wanted in ((Rg.aboutRole, Rg.mentions), (Rg.mentions, Rg.aboutRole)):
                for mention in islice(subjects(self._store, about, node), LOOKED):
                    self._looked += 1
                    found.update(objects(self._store, mention, wanted))
        return found

    def _career(self, start: NamedNode, end: NamedNode) -> int | None:
        """Count the mentions of the steps to one role, in the paths in which the other stands."""
        first, second = self._paths(start), self._paths(end)
        if first is None or second is None:
            return None
        paths = {start, *first.values()}
        return sum(self._evidence(step) for step, path in second.items() if path in paths)

    def _paths(self, role: NamedNode) -> dict[NamedNode, NamedNode] | None:
        """Give the steps to a role, each with the role whose path it belongs to."""
        found = self._steps.get(role)
        if found is None and self._looked < ALL:
            found = self._steps[role] = {}
            for step in islice(subjects(self._store, Rg.stepRole, role), STEPS):
                self._looked += 1
                found.update((step, path) for path in objects(self._store, step, Rg.inPathOf))
        return found

    def _evidence(self, step: NamedNode) -> int:
        if step not in self._said:
            self._looked += 1
            self._said[step] = sum(1 for _ in objects(self._store, step, Rg.hasEvidence))
        return self._said[step]
