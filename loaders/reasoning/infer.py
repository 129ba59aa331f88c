"""The inferred graph of a store: made from scratch by owlrl and SPARQL, or revised where few triples changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from itertools import islice

from pyoxigraph import NamedNode, Quad, QuerySolutions, RdfFormat, Store

from loaders.ntriples import in_nquads, line
from loaders.reasoning import changes, updates
from loaders.reasoning.axioms import compiled
from loaders.reasoning.closure import closure
from loaders.reasoning.matching import Triples
from loaders.reasoning.rounds import rounds
from loaders.reasoning.rules import Key, Rule, Rules, Term, Triple, key
from ontology.terms import DEFAULT_GRAPHS, Graph, Rdfs

#: The triples of the ontology but its labels and comments, which are most of it.
AXIOMS = (
    f"""SELECT ?s ?p ?o {{ GRAPH {Graph.ONTOLOGY} {{ ?s ?p ?o }} FILTER(?p NOT IN ({Rdfs.label}, {Rdfs.comment})) }}"""
)
#: Quads that the engine gets at once.
PART = 50_000


def rules_of(store: Store) -> Rules:
    """The rules of the ontology that a store holds; raises UnknownAxiom."""
    found = store.query(AXIOMS)
    assert isinstance(found, QuerySolutions)
    return compiled((row[0], row[1], row[2]) for row in found)


def infer(store: Store, rules: Rules) -> None:
    """Make the inferred graph from scratch: owlrl closes the ontology, its axioms as SPARQL updates conclude all else.

    Not in one transaction: a kill leaves a part of it, which the next call replaces.
    """
    store.clear_graph(Graph.INFERRED)
    places = alone(store, rules)
    rounds(rules.data_joins, partial(_joined, store, rules, places))


def alone(store: Store, rules: Rules) -> Places:
    """Conclude what follows from the ontology by itself, and from each triple alone, where nothing is concluded yet."""
    triples = Triples(store)
    write(store, {one for one in closure(rules.axioms) if not triples.is_stated(one)})
    places = Places(store, DEFAULT_GRAPHS)
    for update in updates.single(rules, places):
        store.update(update)
    return places


def _joined(store: Store, rules: Rules, places: Places, rule: Rule) -> set[Key]:
    """Run one rule's update; give what its conclusions, and what follows from those, are about."""
    update = updates.joined(rule, places)
    if update is None or rule.head is None:
        return set()
    head = key(rule.head)
    before = _count(store, head)
    store.update(update)
    if before == _count(store, head):
        return set()
    following = {key(atom) for atom in rules.closure.get(head, ())}
    for further in updates.following(rules, head, places):
        store.update(further)
    # What is transitively closed stays so, unless something comes back to it by another way.
    return following if rule.is_transitive else {head, *following}


def _count(store: Store, about: Key) -> int:
    """How many inferred triples there are about something."""
    return sum(1 for _ in store.quads_for_pattern(None, *about, Graph.INFERRED))


def write(store: Store, triples: set[Triple]) -> None:
    """Put conclusions into a store, not as a transaction; so many at a time that the engine needs little memory."""
    found = map(line, triples)
    while part := list(islice(found, PART)):
        store.bulk_load(in_nquads(Graph.INFERRED, part).encode(), format=RdfFormat.N_QUADS, lenient=True)


def revised(
    store: Store, rules: Rules, gone: Collection[Triple], new: Collection[Triple]
) -> tuple[list[Quad], list[Quad]]:
    """The quads of the inferred graph that must go and come, after `gone` went from what is stated and `new` came."""
    triples = Triples(store)
    changes.revise(rules, triples, gone, new)
    return [Quad(*one, Graph.INFERRED) for one in triples.dropped], [
        Quad(*one, Graph.INFERRED) for one in triples.added
    ]


class Places:
    """In which of some graphs a store has triples about something.

    It looks once, but again where the inferred graph, the only one that changes meanwhile, had none.
    """

    def __init__(self, store: Store, graphs: Sequence[NamedNode]) -> None:
        self._store = store
        filled = (graph for graph in graphs if graph == Graph.INFERRED or self._first(None, None, graph))
        self._graphs = list(filled)
        self._known: dict[tuple[Key, NamedNode], bool] = {}

    def __call__(self, about: Key) -> list[NamedNode]:
        """The graphs in which there is at least one such triple."""
        return [graph for graph in self._graphs if self._has(about, graph)]

    def _has(self, about: Key, graph: NamedNode) -> bool:
        known = self._known.get((about, graph))
        if known is None or (not known and graph == Graph.INFERRED):
            known = self._known[about, graph] = self._first(*about, graph)
        return known

    def _first(self, predicate: NamedNode | None, value: Term | None, graph: NamedNode) -> bool:
        return next(self._store.quads_for_pattern(None, predicate, value, graph), None) is not None
