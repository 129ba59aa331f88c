"""How often documents say that two nodes belong together, which is the weight of the edge between them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise

from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology.terms import Graph, Rg
from server.exports.naming import Term, iri_of

#: A role and what its documents mention, by their IRIs; or two roles of which one leads to the other.
Pair = tuple[str, str]
#: With more roles than this all mentions are read at once rather than those of one role after the other.
FEW = 300


class Evidence:
    """Counts for the nodes of one graph: `known` maps the IRI of each to itself, so that each is held once."""

    def __init__(self, store: Store, known: Mapping[str, str], roles: Iterable[str]) -> None:
        self._store = store
        self._known = known
        self._roles = [NamedNode(role) for role in roles]
        self._few = len(self._roles) <= FEW

    def mentions(self) -> Counter[Pair]:
        """Count the items of documents about a role that mention a concept.

        A name inside an item counts with its item, and one in a section's prose by itself.
        """
        return self._counted((iri_of(quad.object), iri_of(quad.subject)) for quad in self._about())

    def of_document(self, document: str) -> Counter[Pair]:
        """Count the items of a document that mention a concept, in the same way."""
        quads = self._store.quads_for_pattern(None, Rg.inDocument, NamedNode(document), Graph.DOCUMENTS)
        return self._counted((document, iri_of(quad.subject)) for quad in quads)

    def _counted(self, mentions: Iterable[Pair]) -> Counter[Pair]:
        found: Counter[Pair] = Counter()
        seen: set[Pair] = set()
        for whose, mention in mentions:
            place = next(iter(self._items(mention)), mention)
            for concept in self._concepts(mention):
                if concept in self._known and (place, concept) not in seen:
                    seen.add((place, self._known[concept]))
                    found[self._known[whose], self._known[concept]] += 1
        return found

    def transitions(self) -> Counter[Pair]:
        """Count the documents in whose paths a role's step comes just before another's; alternatives share a place."""
        paths: dict[tuple[str, str], dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for step in self._steps():
            told = {quad.predicate: quad.object for quad in self._of(step)}
            if told.get(Rg.stepKind) == Rg.LateralStep:
                continue
            path, role, place = told[Rg.inPathOf], told[Rg.stepRole], told[Rg.position]
            assert isinstance(path, NamedNode)
            assert isinstance(role, NamedNode)
            assert isinstance(place, Literal)
            for document in self._documents(step):
                paths[path.value, document][int(place.value)].add(role.value)
        return Counter(pair for positions in paths.values() for pair in _transitions(positions))

    def _about(self) -> Iterator[Quad]:
        """Give the triples that tell of mentions which role they are about."""
        for role in self._roles if self._few else (None,):
            for quad in self._store.quads_for_pattern(None, Rg.aboutRole, role, Graph.DOCUMENTS):
                if iri_of(quad.object) in self._known:
                    yield quad

    @cached_property
    def _concepts(self) -> Callable[[str], Iterable[str]]:
        return self._objects(Rg.mentions)

    @cached_property
    def _items(self) -> Callable[[str], Iterable[str]]:
        return self._objects(Rg.partOfItem)

    def _objects(self, predicate: NamedNode) -> Callable[[str], Iterable[str]]:
        """Give a function from a mention's IRI to those that it has under a property."""
        if self._few:
            return lambda mention: [
                iri_of(quad.object)
                for quad in self._store.quads_for_pattern(NamedNode(mention), predicate, None, Graph.DOCUMENTS)
            ]
        found: dict[str, list[str]] = defaultdict(list)
        for quad in self._store.quads_for_pattern(None, predicate, None, Graph.DOCUMENTS):
            iri = iri_of(quad.object)
            found[iri_of(quad.subject)].append(self._known.get(iri, iri))
        return lambda mention: found.get(mention, ())

    def _steps(self) -> Iterable[NamedNode]:
        """Give the steps of all paths in which one of the roles has a step."""
        if not self._few:
            return self._subjects(Rg.inPathOf, None)
        own = {step for role in self._roles for step in self._subjects(Rg.stepRole, role)}
        paths = {quad.object for step in own for quad in self._of(step) if quad.predicate == Rg.inPathOf}
        return [step for path in paths for step in self._subjects(Rg.inPathOf, path)]

    def _subjects(self, predicate: NamedNode, value: Term | None) -> Iterator[NamedNode]:
        for quad in self._store.quads_for_pattern(None, predicate, value, Graph.STATEMENTS):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject

    def _of(self, step: NamedNode) -> Iterator[Quad]:
        yield from self._store.quads_for_pattern(step, None, None, Graph.STATEMENTS)

    def _documents(self, step: NamedNode) -> set[str]:
        mentions = self._store.quads_for_pattern(step, Rg.hasEvidence, None, Graph.STATEMENTS)
        found = {quad.object for quad in mentions if isinstance(quad.object, NamedNode)}
        places = (self._store.quads_for_pattern(one, Rg.inDocument, None, Graph.DOCUMENTS) for one in found)
        return {iri_of(quad.object) for quads in places for quad in quads}


def _transitions(positions: Mapping[int, set[str]]) -> set[Pair]:
    ordered = [positions[place] for place in sorted(positions)]
    return {(one, other) for before, after in pairwise(ordered) for one in before for other in after}
