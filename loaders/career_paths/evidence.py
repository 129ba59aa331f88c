"""Which documents say that one role follows another, and where.

A document says so where both roles are steps of one path in it, and no other step of that path stands between them; of
a move aside, where a lateral step names the other role.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import Literal, NamedNode

from loaders.career_paths.moves import Kind
from loaders.career_paths.reading import Reading
from ontology.terms import Rg

#: Steps of one role, or of one path, that are looked at.
LOOKED = 4000


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a career path; `position` is None for moves aside, which have no place among the others."""

    iri: NamedNode
    path: NamedNode
    position: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """A document that evidences a move: where it names the role after it, and the one before it unless that is aside."""

    document: NamedNode
    before: NamedNode | None
    after: NamedNode


class Evidence:
    """Finds evidence in one snapshot; remembers the steps that it has seen."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._steps: dict[NamedNode, list[Step]] = {}
        self._paths: dict[NamedNode, list[Step]] = {}
        self._documents: dict[NamedNode, dict[NamedNode, NamedNode]] = {}

    def of(self, one: NamedNode, other: NamedNode, kind: Kind) -> list[Place]:
        """Give a place in each document that says that `other` follows `one`, in the order of the documents."""
        found: dict[NamedNode, Place] = {}
        if kind != Kind.LEVEL:
            places = self._upward(one, other) if kind is Kind.LEADS else self._aside(one, other)
            for place in places:
                found.setdefault(place.document, place)
        return [found[document] for document in sorted(found, key=lambda document: document.value)]

    def _upward(self, one: NamedNode, other: NamedNode) -> Iterator[Place]:
        before: dict[NamedNode, list[tuple[int, Step]]] = {}
        for step in self._of_role(one):
            if step.position is not None:
                before.setdefault(step.path, []).append((step.position, step))
        for after in self._of_role(other):
            for position, step in before.get(after.path, ()):
                if after.position is not None and position < after.position:
                    yield from self._next_to_each_other(step, after, position, after.position)

    def _next_to_each_other(self, one: Step, other: Step, first: int, last: int) -> Iterator[Place]:
        before, after = self._evidence(one.iri), self._evidence(other.iri)
        shared = before.keys() & after.keys()
        if shared and last - first > 1:
            for step in self._of_path(one.path):
                if step.position is not None and first < step.position < last:
                    shared -= self._evidence(step.iri).keys()
        for document in sorted(shared, key=lambda found: found.value):
            yield Place(document, before[document], after[document])

    def _aside(self, one: NamedNode, other: NamedNode) -> Iterator[Place]:
        for role, path in ((other, one), (one, other)):
            for step in self._of_role(role):
                if step.position is None and step.path == path:
                    for document, mention in self._evidence(step.iri).items():
                        yield Place(document, None, mention)

    def _of_role(self, role: NamedNode) -> list[Step]:
        if role not in self._steps:
            found = islice(self._reading.subjects(Rg.stepRole, role), LOOKED)
            self._steps[role] = [step for iri in found for step in self._told(iri)]
        return self._steps[role]

    def _of_path(self, path: NamedNode) -> list[Step]:
        if path not in self._paths:
            found = islice(self._reading.subjects(Rg.inPathOf, path), LOOKED)
            self._paths[path] = [step for iri in found for step in self._told(iri)]
        return self._paths[path]

    def _told(self, iri: NamedNode) -> Iterator[Step]:
        aside = self._reading.holds(iri, Rg.stepKind, Rg.LateralStep)
        for path in self._reading.objects(iri, Rg.inPathOf):
            yield Step(iri, path, None if aside else self._position(iri))

    def _position(self, iri: NamedNode) -> int:
        for quad in self._reading.store.quads_for_pattern(iri, Rg.position, None):
            if isinstance(quad.object, Literal) and quad.object.value.isdigit():
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
