"""The triples that are reasoned over, as a store has them, with changes that are not yet made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders.reasoning.rules import Atom, Binding, Key, Rule, Term, Triple, general, key, unified
from ontology.terms import DEFAULT_GRAPHS, Graph

#: A binding, and the triples that match patterns under it.
Match = tuple[Binding, tuple[Triple, ...]]
#: The graphs of what is stated; what follows stands apart from them.
STATED = tuple(graph for graph in DEFAULT_GRAPHS if graph != Graph.INFERRED)
_STATED = frozenset(STATED)
#: How many triples are read in the time in which one is asked for.
FAR_MORE = 4


class Triples:
    """The stated and the inferred triples of a store; `add` and `drop` change what is taken as inferred."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._by_subject: defaultdict[tuple[Term, NamedNode], set[Triple]] = defaultdict(set)
        self._by_object: defaultdict[tuple[Term, NamedNode], set[Triple]] = defaultdict(set)
        self._by_predicate: defaultdict[NamedNode, set[Triple]] = defaultdict(set)
        self._places: dict[Key, list[NamedNode]] = {}
        self.added: set[Triple] = set()
        self.dropped: set[Triple] = set()

    def is_stated(self, triple: Triple) -> bool:
        """Whether a triple stands in one of the graphs of what is stated."""
        return any(quad.graph_name in _STATED for quad in self._store.quads_for_pattern(*triple))

    def was_inferred(self, triple: Triple) -> bool:
        """Whether the store's inferred graph holds a triple."""
        return Quad(*triple, Graph.INFERRED) in self._store

    def holds(self, triple: Triple) -> bool:
        """Whether a triple is stated or taken as inferred."""
        if triple in self.added:
            return True
        return any(
            Quad(*triple, graph) in self._store and not (graph == Graph.INFERRED and triple in self.dropped)
            for graph in self._graphs(key(triple))
        )

    def unknown(self, found: Iterable[Triple]) -> set[Triple]:
        """Those of many triples that are neither stated nor taken as inferred."""
        groups: dict[Key, set[Triple]] = {}
        for triple in found:
            groups.setdefault(key(triple), set()).add(triple)
        new: set[Triple] = set()
        for about, group in groups.items():
            # To read all that is there is faster than to ask for each, unless it is far more.
            most, read = FAR_MORE * len(group), 0
            for known in islice(self.matches(general(about), {}), most):
                group.discard(known)
                read += 1
            new |= group if read < most else {one for one in group if not self.holds(one)}
        return new

    def look_again(self, changed: Iterable[Key]) -> None:
        """Take note that the store may have got triples about something."""
        for about in changed:
            self._places.pop(about, None)

    def add(self, triple: Triple) -> None:
        """Take a triple as inferred."""
        if triple in self.dropped:
            self.dropped.remove(triple)
            return
        self.added.add(triple)
        subject, predicate, value = triple
        self._by_subject[subject, predicate].add(triple)
        self._by_object[value, predicate].add(triple)
        self._by_predicate[predicate].add(triple)

    def drop(self, triple: Triple) -> None:
        """Take a triple that the store's inferred graph holds as no longer inferred."""
        self.dropped.add(triple)

    def matches(self, atom: Atom, binding: Binding) -> Iterator[Triple]:
        """The triples that match a pattern as far as it is bound."""
        subject, predicate, value = (
            binding.get(part) if isinstance(part, str) else part for part in (atom[0], atom[1], atom[2])
        )
        assert isinstance(predicate, NamedNode)
        if isinstance(subject, Literal):
            return
        for quad in self._store.quads_for_pattern(subject, predicate, value):
            if self._counts(quad):
                yield quad.subject, quad.predicate, quad.object  # type: ignore[misc]
        yield from list(self._new(subject, predicate, value))

    def solutions(self, atoms: Sequence[Atom], binding: Binding, extra: Iterable[Triple] = ()) -> Iterator[Match]:
        """The bindings under which all patterns match, with the triples that do; `extra` triples hold too."""
        if not atoms:
            yield binding, ()
            return
        # The pattern that is bound best comes first.
        chosen = max(range(len(atoms)), key=lambda place: _bound_parts(atoms[place], binding))
        rest = (*atoms[:chosen], *atoms[chosen + 1 :])
        for triple in (*self.matches(atoms[chosen], binding), *extra):
            found = unified(atoms[chosen], triple, binding)
            if found is not None:
                for one, others in self.solutions(rest, found, extra):
                    yield one, (*others[:chosen], triple, *others[chosen:])

    def _graphs(self, about: Key) -> list[NamedNode]:
        """The graphs in which the store has triples about something: of most properties there are none in most."""
        found = self._places.get(about)
        if found is None:
            found = self._places[about] = [
                graph
                for graph in DEFAULT_GRAPHS
                if next(self._store.quads_for_pattern(None, *about, graph), None) is not None
            ]
        return found

    def _counts(self, quad: Quad) -> bool:
        if quad.graph_name in _STATED:
            return True
        return quad.graph_name == Graph.INFERRED and (quad.subject, quad.predicate, quad.object) not in self.dropped

    def _new(self, subject: Term | None, predicate: NamedNode, value: Term | None) -> Iterable[Triple]:
        if subject is not None:
            found = self._by_subject.get((subject, predicate), set())
            return found if value is None else (one for one in found if one[2] == value)
        if value is not None:
            return self._by_object.get((value, predicate), set())
        return self._by_predicate.get(predicate, set())


def _bound_parts(atom: Atom, binding: Binding) -> int:
    return sum(not isinstance(part, str) or part in binding for part in atom)


def matched(rule: Rule, place: int, triple: Triple, triples: Triples, extra: Iterable[Triple] = ()) -> Iterator[Match]:
    """The ways in which a rule's body matches with a triple at a place."""
    found = unified(rule.body[place], triple, {})
    if found is not None:
        rest = (*rule.body[:place], *rule.body[place + 1 :])
        for binding, others in triples.solutions(rest, found, extra):
            yield binding, (*others[:place], triple, *others[place:])


def triples_of(quads: Iterable[Quad]) -> list[Triple]:
    """Quads without their graph."""
    return [(quad.subject, quad.predicate, quad.object) for quad in quads]  # type: ignore[misc]
