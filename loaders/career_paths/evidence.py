"""Which documents say that one role follows another, and where.

A document says so where both roles are steps of one path in it, and no other step of that path stands between them; of
a move aside, where a lateral step names the other role.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import Literal, NamedNode

from loaders.career_paths.moves import Kind, in_order
from loaders.career_paths.reading import Reading
from ontology.terms import Rg

#: Steps of one role, or of one path, that are looked at.
LOOKED = 4000


@dataclass(frozen=True, slots=True)
class Place:
    """A document that evidences a move: where it names the role after it, and the one before unless that is aside."""

    document: NamedNode
    before: NamedNode | None
    after: NamedNode


class Evidence:
    """Finds evidence in one snapshot; remembers the steps that it has seen."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._roles: dict[NamedNode, dict[NamedNode, list[NamedNode]]] = {}
        self._paths: dict[NamedNode, list[NamedNode]] = {}
        self._positions: dict[NamedNode, int | None] = {}
        self._documents: dict[NamedNode, dict[NamedNode, NamedNode]] = {}

    def of(self, one: NamedNode, other: NamedNode, kind: Kind) -> list[Place]:
        """Give a place in each document that says that `other` follows `one`, in the order of the documents."""
        found: dict[NamedNode, Place] = {}
        if kind is not Kind.LEVEL:
            places = self._upward(one, other) if kind is Kind.LEADS else self._aside(one, other)
            for place in places:
                found.setdefault(place.document, place)
        return [found[document] for document in sorted(found, key=lambda document: document.value)]

    def _upward(self, one: NamedNode, other: NamedNode) -> Iterator[Place]:
        before, after = self._of_role(one), self._of_role(other)
        for path in in_order(before.keys() & after.keys()):
            for earlier in before[path]:
                for later in after[path]:
                    yield from self._next_to_each_other(path, earlier, later)

    def _next_to_each_other(self, path: NamedNode, earlier: NamedNode, later: NamedNode) -> Iterator[Place]:
        first, last = self._position(earlier), self._position(later)
        if first is None or last is None or first >= last:
            return
        before, after = self._evidence(earlier), self._evidence(later)
        shared = before.keys() & after.keys()
        if shared and last - first > 1:
            for step in self._of_path(path):
                position = self._position(step)
                if position is not None and first < position < last:
                    shared -= self._evidence(step).keys()
        for document in shared:
            yield Place(document, before[document], after[document])

    def _aside(self, one: NamedNode, other: NamedNode) -> Iterator[Place]:
        for role, path in ((other, one), (one, other)):
            for step in self._of_role(role).get(path, ()):
                if self._position(step) is None:
                    for document, mention in self._evidence(step).items():
                        yield Place(document, None, mention)

    def _of_role(self, role: NamedNode) -> dict[NamedNode, list[NamedNode]]:
        """Give the steps to a role by the path in which they stand, in the order of their IRIs."""
        if role not in self._roles:
            found: dict[NamedNode, list[NamedNode]] = {}
            for step in in_order({*islice(self._reading.subjects(Rg.stepRole, role), LOOKED)}):
                for path in self._reading.objects(step, Rg.inPathOf):
                    found.setdefault(path, []).append(step)
            self._roles[role] = found
        return self._roles[role]

    def _of_path(self, path: NamedNode) -> list[NamedNode]:
        if path not in self._paths:
            self._paths[path] = list(islice(self._reading.subjects(Rg.inPathOf, path), LOOKED))
        return self._paths[path]

    def _position(self, step: NamedNode) -> int | None:
        """Give the place of a step in its path; None for one aside, which has no place among the others."""
        if step not in self._positions:
            aside = self._reading.holds(step, Rg.stepKind, Rg.LateralStep)
            self._positions[step] = None if aside else self._number(step)
        return self._positions[step]

    def _number(self, step: NamedNode) -> int:
        for quad in self._reading.store.quads_for_pattern(step, Rg.position, None):
            if isinstance(quad.object, Literal) and quad.object.value.isdecimal():
                return int(quad.object.value)
        return 0

    def _evidence(self, iri: NamedNode) -> dict[NamedNode, NamedNode]:
        """Give the first mention of each document that evidences a step."""
        if iri not in self._documents:
            found: dict[NamedNode, NamedNode] = {}
            mentions = islice(self._reading.objects(iri, Rg.hasEvidence), LOOKED)
            for mention in sorted(mentions, key=number):
                for document in self._reading.objects(mention, Rg.inDocument):
                    found.setdefault(document, mention)
            self._documents[iri] = found
        return self._documents[iri]


def number(mention: NamedNode) -> tuple[int, str]:
    """Give the order of mentions in a document: their numbers there, which end their IRIs."""
    last = mention.value.rpartition("/")[2]
    return int(last) if last.isdecimal() else 0, mention.value
