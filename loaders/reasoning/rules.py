"""Rules: from triples that match a body to the triple that follows, or to a contradiction."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from ontology.terms import PREFIXES, Owl, Rdf, Rdfs

Term = NamedNode | Literal
Triple = tuple[NamedNode, NamedNode, Term]
#: A triple pattern; a string is a variable.
Atom = tuple[NamedNode | str, NamedNode, Term | str]
Binding = Mapping[str, Term]
#: What a pattern is about: its predicate, and, for rdf:type, the class.
Key = tuple[NamedNode, Term | None]

#: The variables of a triple in general, its subject and its object.
SUBJECT, OBJECT = "x", "y"
#: What says nothing where both of its ends are the same, or where it leads to a term of OWL's own.
HIERARCHY = frozenset({Rdfs.subClassOf, Rdfs.subPropertyOf, Owl.equivalentClass, Owl.equivalentProperty})
SCHEMA = HIERARCHY | {Rdfs.domain, Rdfs.range}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its name in OWL 2 RL (https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules).

    `axiom` holds the triples of the ontology from which it was made. Without a head, what matches the body is a
    contradiction; where `datatype` is set, only if the variable OBJECT is a literal outside of it.
    """

    name: str
    axiom: tuple[Triple, ...]
    body: tuple[Atom, ...]
    head: Atom | None
    datatype: NamedNode | None = None

    @property
    def is_transitive(self) -> bool:
        """Whether the rule makes one property transitive."""
        if self.head is None or len(self.body) != 2:
            return False
        (start, one, middle), (again, other, end) = self.body
        return one == other and middle == again and self.head == (start, one, end)


@dataclass(frozen=True)
class Rules:
    """All rules of an ontology, and the axioms that they were made from."""

    every: tuple[Rule, ...]
    axioms: tuple[Triple, ...] = ()

    @cached_property
    def joins(self) -> tuple[Rule, ...]:
        """The rules that need several triples at once."""
        return tuple(rule for rule in self.every if rule.head is not None and len(rule.body) > 1)

    @cached_property
    def data_joins(self) -> tuple[Rule, ...]:
        """Those of them that were made from axioms, and not of what axioms say of each other."""
        return tuple(rule for rule in self.joins if rule.axiom)

    @cached_property
    def constraints(self) -> tuple[Rule, ...]:
        """The rules that tell contradictions."""
        return tuple(rule for rule in self.every if rule.head is None)

    @cached_property
    def closure(self) -> dict[Key, tuple[Atom, ...]]:
        """All that follows from one triple alone, by what it is about; SUBJECT and OBJECT stand for its terms."""
        keys = {*self._single, *(key(rule.head) for rule in self.joins if rule.head is not None)}
        found = {one: tuple(self._closed(general(one), lambda before, after: True)) for one in keys}
        return {one: atoms for one, atoms in found.items() if atoms}

    @cached_property
    def strata(self) -> tuple[tuple[Key, tuple[tuple[Key, Atom], ...]], ...]:
        """What follows from one triple alone, as (what it is about, what that follows from), in an order for one pass.

        Each conclusion follows from triples whose own part is done before, or that are stated: within a circle, such as
        a property and its inverse, the ways around it are gone in advance.
        """
        reach = {one: {key(atom) for atom in atoms} for one, atoms in self.closure.items()}
        ways: dict[Key, list[tuple[Key, Atom]]] = {}
        for start in self._single:

            def circular(before: Key, after: Key) -> bool:
                return after in reach.get(before, ()) and before in reach.get(after, ())

            for atom in self._closed(general(start), circular):
                ways.setdefault(key(atom), []).append((start, atom))
        # What leads to a thing, itself included, is less than what leads to anything that follows from it.
        before = {one: len({one, *(start for start, found in reach.items() if one in found)}) for one in ways}
        return tuple(
            (one, tuple(self._needed(one, ways[one], reach))) for one in sorted(ways, key=lambda one: before[one])
        )

    def _needed(
        self, head: Key, ways: Sequence[tuple[Key, Atom]], reach: Mapping[Key, Collection[Key]]
    ) -> list[tuple[Key, Atom]]:
        """The ways to a conclusion without those that lead by way of another one's start, which is done before.

        What has a property of a class's domain, for instance, has each property above it, whose domain it is too.
        """
        earlier = {start: atom for start, atom in ways if start not in reach.get(head, ())}
        kept = list(ways)
        for start, atom in ways:
            for step in self.closure.get(start, ()):
                by = key(step)
                way = earlier.get(by)
                # A step that turns a triple around makes none of a literal.
                if way is None or by == start or step[0] != SUBJECT or by[0] in SCHEMA:
                    continue
                names = {SUBJECT: step[0], OBJECT: step[2]}
                if (by, way) in kept and _replaced(way, names) == atom:
                    kept.remove((start, atom))
                    break
        return kept

    @cached_property
    def _single(self) -> dict[Key, list[Rule]]:
        """The rules with one pattern, by what it is about."""
        found: dict[Key, list[Rule]] = {}
        for rule in self.every:
            if rule.head is not None and len(rule.body) == 1:
                found.setdefault(key(rule.body[0]), []).append(rule)
        return found

    def _closed(self, start: Atom, goes_on: Callable[[Key, Key], bool]) -> Iterator[Atom]:
        """What follows from a pattern by one rule with one pattern, and from that by others as long as it `goes_on`."""
        seen, waiting = {start}, [start]
        while waiting:
            atom = waiting.pop()
            for rule in self._single.get(key(atom), ()):
                body, head = rule.body[0], rule.head
                assert head is not None
                if atom != start and not goes_on(key(atom), key(head)):
                    continue
                names = {part: term for part, term in zip(body, atom, strict=True) if isinstance(part, str)}
                found = _replaced(head, names)
                if found not in seen:
                    seen.add(found)
                    waiting.append(found)
                    yield found

    @cached_property
    def by_body(self) -> dict[Key, tuple[tuple[Rule, int], ...]]:
        """The rules with several patterns, and the constraints, by each key of their bodies, with the place of that."""
        found: dict[Key, list[tuple[Rule, int]]] = {}
        for rule in (*self.joins, *self.constraints):
            for place, atom in enumerate(rule.body):
                found.setdefault(key(atom), []).append((rule, place))
        return {one: tuple(pairs) for one, pairs in found.items()}

    @cached_property
    def by_head(self) -> dict[Key, tuple[Rule, ...]]:
        """The rules by what they conclude."""
        found: dict[Key, list[Rule]] = {}
        for rule in self.every:
            if rule.head is not None:
                found.setdefault(key(rule.head), []).append(rule)
        return {one: tuple(rules) for one, rules in found.items()}

    def conclusions(self, triple: Triple) -> Iterator[Triple]:
        """What follows from a triple alone."""
        subject, _, value = triple
        for atom in self.closure.get(key(triple), ()):
            found = bound(atom, {SUBJECT: subject, OBJECT: value})
            if found is not None:
                yield found

    def all_conclusions(self, triples: Iterable[Triple]) -> set[Triple]:
        """What follows from each of some triples alone."""
        about: dict[Key, list[Triple]] = {}
        for triple in triples:
            about.setdefault(key(triple), []).append(triple)
        found: set[Triple | None] = set()
        for one, group in about.items():
            # What a triple's subject is by it, for instance, is told once for all triples of that subject.
            subjects, values = {subject for subject, _, _ in group}, {value for _, _, value in group}
            for atom in self.closure.get(one, ()):
                match sorted(variables(atom)):
                    case [name] if name == SUBJECT:
                        found.update(bound(atom, {name: subject}) for subject in subjects)
                    case [name]:
                        found.update(bound(atom, {name: value}) for value in values)
                    case _:
                        found.update(bound(atom, {SUBJECT: subject, OBJECT: value}) for subject, _, value in group)
        return {triple for triple in found if triple is not None}


def variables(atom: Atom) -> set[str]:
    """The names of a pattern's variables."""
    return {part for part in atom if isinstance(part, str)}


def key(atom: Atom | Triple) -> Key:
    """What a pattern or a triple is about."""
    _, predicate, value = atom
    return (predicate, value) if predicate == Rdf.type and not isinstance(value, str) else (predicate, None)


def general(about: Key) -> Atom:
    """The pattern of all triples about something."""
    predicate, value = about
    return (SUBJECT, predicate, OBJECT if value is None else value)


def unified(atom: Atom, triple: Triple, binding: Binding) -> dict[str, Term] | None:
    """The binding with which a pattern is a triple, or None."""
    found = dict(binding)
    for part, term in zip(atom, triple, strict=True):
        if not isinstance(part, str):
            if part != term:
                return None
        elif found.setdefault(part, term) != term:
            return None
    return found


def bound(atom: Atom, binding: Binding) -> Triple | None:
    """A pattern with all its variables bound; None where that is no triple of RDF, or says nothing."""
    subject = binding[atom[0]] if isinstance(atom[0], str) else atom[0]
    value = binding[atom[2]] if isinstance(atom[2], str) else atom[2]
    if not isinstance(subject, NamedNode):
        return None
    found = (subject, atom[1], value)
    return None if atom[1] in SCHEMA and is_trivial(found) else found


def is_trivial(triple: Triple) -> bool:
    """Whether a triple about the ontology holds of any term whatever."""
    subject, predicate, value = triple
    same = predicate in HIERARCHY and subject == value
    return same or (isinstance(value, NamedNode) and value.value.startswith(PREFIXES["owl"]))


def _replaced(atom: Atom, names: Mapping[str, Term | str]) -> Atom:
    """A pattern with other names for its variables, or terms in their place."""
    subject = names[atom[0]] if isinstance(atom[0], str) else atom[0]
    value = names[atom[2]] if isinstance(atom[2], str) else atom[2]
    assert not isinstance(subject, Literal)
    return subject, atom[1], value
