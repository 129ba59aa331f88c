"""The moves from role to role that careers are made of.

A role stands for its levels at the ends of a path: whoever asks for the way of a customer service representative means
the entry-level one too, and whoever becomes a senior team leader has become a team leader. So the first move may lead
from the plain role to a level of it, and the last one from a level to the plain role. These are no steps of a career.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pyoxigraph import NamedNode

from loaders.career_paths.reading import Reading
from ontology.terms import Rg, Skos


class Kind(StrEnum):
    """Why one role can follow another."""

    #: Documents say that the one leads to the other.
    LEADS = "leads"
    #: Documents name the one beside the other, as a move aside.
    LATERAL = "lateral"
    #: The one is a level of the other.
    LEVEL = "level"


class Moves:
    """The moves of a search from `start` to `goal`, in the order of their IRIs; `lateral` adds moves aside."""

    def __init__(self, reading: Reading, start: NamedNode, goal: NamedNode, lateral: bool = False) -> None:
        self._reading = reading
        self._lateral = lateral
        self._start, self._goal = start, goal
        self._first = levels(reading, start)
        self._last = levels(reading, goal)
        if start in self._last:
            # It is the role that it wants to be, so that no other level of that is a goal.
            self._last = frozenset()
        self._after: dict[NamedNode, list[NamedNode]] = {}
        self._before: dict[NamedNode, list[NamedNode]] = {}

    def after(self, role: NamedNode) -> list[NamedNode]:
        """Give the roles to which one can move."""
        if role not in self._after:
            found = {*self._reading.objects(role, Rg.leadsTo), *self._aside(role)}
            if role == self._start:
                found |= self._first
            if role in self._last:
                found.add(self._goal)
            self._after[role] = in_order(found - {role})
        return self._after[role]

    def before(self, role: NamedNode) -> list[NamedNode]:
        """Give the roles from which one can move here."""
        if role not in self._before:
            found = {*self._reading.subjects(Rg.leadsTo, role), *self._aside(role)}
            if role in self._first:
                found.add(self._start)
            if role == self._goal:
                found |= self._last
            self._before[role] = in_order(found - {role})
        return self._before[role]

    def kind(self, one: NamedNode, other: NamedNode) -> Kind:
        """Tell why `other` is among those after `one`: the first reason that holds."""
        if self._reading.holds(one, Rg.leadsTo, other):
            return Kind.LEADS
        if (one == self._start and other in self._first) or (other == self._goal and one in self._last):
            return Kind.LEVEL
        return Kind.LATERAL

    def _aside(self, role: NamedNode) -> set[NamedNode]:
        """Both ways, since what is beside a role has that role beside it, inferred or not."""
        if not self._lateral:
            return set()
        return {*self._reading.objects(role, Rg.lateralTo), *self._reading.subjects(Rg.lateralTo, role)}


def levels(reading: Reading, role: NamedNode) -> frozenset[NamedNode]:
    """Give the levels of a plain role ("Senior CSR" of "CSR")."""
    return frozenset(
        one for one in reading.subjects(Skos.broader, role) if next(reading.objects(one, Rg.level), None) is not None
    )


def plain(reading: Reading, role: NamedNode) -> NamedNode | None:
    """Give the plain role of a level, the first by IRI; None where a role is no level of another."""
    if next(reading.objects(role, Rg.level), None) is None:
        return None
    return next(iter(in_order({*reading.objects(role, Skos.broader)} - {role})), None)


def in_order(nodes: Iterable[NamedNode]) -> list[NamedNode]:
    """Put nodes in the order of their IRIs, which is the same whatever the reader's language."""
    return sorted(nodes, key=lambda node: node.value)
