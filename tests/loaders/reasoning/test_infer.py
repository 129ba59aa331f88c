"""The inferred graph equals what owlrl concludes: on our own documents, on random graphs and on random ontologies."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, Quad, RdfFormat, Store, parse

import data as package_data
from loaders.load import Loader
from loaders.publishing import publish
from loaders.reasoning import changes
from loaders.reasoning.axioms import compiled
from loaders.reasoning.chains import chain
from loaders.reasoning.closed import closed
from loaders.reasoning.closure import closure, kept
from loaders.reasoning.conflicts import among, conflicts
from loaders.reasoning.infer import alone, infer, revised, rules_of, write
from loaders.reasoning.matching import STATED, Triples
from loaders.reasoning.reference import compared
from loaders.reasoning.rules import Triple
from loaders.reasoning.ship_closure import shipped_closure
from loaders.shipped import shipped_nquads
from loaders.sources import sources
from loaders.store import open_writer
from ontology import CLOSURE, ROLEGRAPH
from ontology.terms import Graph, Rdf, Rg
from tests.conftest import NewStore
from tests.loaders.reasoning import oracle

OURS: list[Triple] = [
    (quad.subject, quad.predicate, quad.object)
    for quad in parse(ROLEGRAPH.read_bytes(), format=RdfFormat.TURTLE)
    if not isinstance(quad.object, Literal)
]


def triples_in(store: Store, *graphs: object) -> set[Triple]:
    return {
        (quad.subject, quad.predicate, quad.object)  # type: ignore[misc]
        for graph in graphs
        for quad in store.quads_for_pattern(None, None, None, graph)  # type: ignore[arg-type]
    }


@settings(max_examples=60, phases=[Phase.generate])
@given(oracle.ontologies(oracle.CONCLUDING), oracle.data)
def test_random_ontologies_give_what_owlrl_concludes(ontology: list[Triple], data: list[Triple]) -> None:
    store = oracle.store_of(ontology, data)
    infer(store, rules_of(store))
    expected, errors = closed([*ontology, *data])

    assert [] == errors
    assert expected == oracle.inferred(store)


@settings(max_examples=60, phases=[Phase.generate])
@given(oracle.ontologies(oracle.CONCLUDING), oracle.data)
def test_in_memory_the_same_follows_from_several_triples_as_by_updates(
    ontology: list[Triple], data: list[Triple]
) -> None:
    by_updates, in_memory = oracle.store_of(ontology, data), oracle.store_of(ontology, data)
    rules = rules_of(by_updates)
    infer(by_updates, rules)
    alone(in_memory, rules)
    chain(rules, in_memory, partial(write, in_memory))

    assert oracle.inferred(by_updates) == oracle.inferred(in_memory)


def test_what_is_kept_of_the_ontology_is_what_owlrl_concludes() -> None:
    assert shipped_closure() == CLOSURE.read_text(encoding="utf-8"), "the ontology has changed: run `make closure`"
    _, found = kept()
    store = Store()
    store.load(shipped_nquads(), format=RdfFormat.N_QUADS)
    assert found is closure(rules_of(store).axioms)


PROPERTIES = [
    Rg.usesTool,
    Rg.inCategory,
    Rg.leadsTo,
    Rg.lateralTo,
    Rg.canBecome,
    Rg.usesToolCategory,
    Rg.toolOf,
    Rg.followsFrom,
]
TYPES = [Rg.Role, Rg.Tool, Rg.ItemMention]
our_data = st.lists(
    st.one_of(
        st.tuples(oracle.things, st.sampled_from(PROPERTIES), oracle.things),
        st.tuples(oracle.things, st.just(Rdf.type), st.sampled_from(TYPES)),
    ),
    max_size=12,
)


@settings(max_examples=15, phases=[Phase.generate])
@given(our_data)
def test_random_graphs_give_what_owlrl_concludes_from_our_ontology(data: list[Triple]) -> None:
    store = Store()
    store.extend(Quad(*one, Graph.ONTOLOGY) for one in skolemised(OURS))
    store.extend(map(oracle.placed, data))
    infer(store, rules_of(store))
    expected, _ = closed(triples_in(store, *STATED))

    assert expected == oracle.inferred(store)


def skolemised(triples: list[Triple]) -> list[Triple]:
    def named(term: object) -> object:
        return oracle.node(term.value) if isinstance(term, BlankNode) else term

    return [tuple(map(named, triple)) for triple in triples]  # type: ignore[misc]


@pytest.fixture(scope="module")
def sample_store(new_store: NewStore, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store in memory with what our own sample documents say, as a load made and published it."""
    root = new_store(tmp_path_factory.mktemp("sample") / "store")
    with open_writer(root) as writer:
        Loader(root, writer).load(sources((str(package_data.DOCUMENTS),), None))
        assert () == publish(root, writer, None).contradictions
        text = writer.store.dump(format=RdfFormat.N_QUADS)
    store = Store()
    store.load(text, format=RdfFormat.N_QUADS)
    return store


@given(oracle.ontologies(oracle.CONCLUDING, 6), oracle.data, oracle.data, st.data())
def test_a_revision_equals_inference_from_scratch(
    ontology: list[Triple], before: list[Triple], coming: list[Triple], draw: st.DataObject
) -> None:
    store = oracle.store_of(ontology, before)
    rules = rules_of(store)
    infer(store, rules)
    gone = [one for one in dict.fromkeys(before) if draw.draw(st.booleans())]
    new = [one for one in dict.fromkeys(coming) if one not in before]
    for one in gone:
        store.remove(oracle.placed(one))
    store.extend(map(oracle.placed, new))
    for quad_list, change in zip(revised(store, rules, gone, new), (store.remove, store.add), strict=True):
        for quad in quad_list:
            change(quad)
    after = oracle.inferred(store)
    infer(store, rules)

    assert oracle.inferred(store) == after


@settings(max_examples=60, phases=[Phase.generate])
@given(oracle.ontologies([*oracle.CONCLUDING[:6], *oracle.FORBIDDING], 6), oracle.data)
def test_contradictions_are_found_where_owlrl_finds_them(ontology: list[Triple], data: list[Triple]) -> None:
    store = oracle.store_of(ontology, data)
    rules = rules_of(store)
    infer(store, rules)
    found = conflicts(store, rules)
    _, errors = closed([*ontology, *data])

    assert bool(errors) == bool(found)
    every = triples_in(store, *STATED, Graph.INFERRED)
    assert set(found) == set(among(store, rules, every))
    assert all(set(one.triples) <= every for one in found)


def test_nothing_stated_is_inferred_too(sample_store: Store) -> None:
    assert triples_in(sample_store, Graph.INFERRED).isdisjoint(triples_in(sample_store, *STATED))


def test_the_sample_documents_give_what_owlrl_concludes(sample_store: Store) -> None:
    # Labels and texts say nothing to rules, and cost owlrl minutes.
    said = {one for one in triples_in(sample_store, *STATED) if not isinstance(one[2], Literal)}
    expected, errors = closed(said)

    assert [] == errors
    assert expected == {one for one in triples_in(sample_store, Graph.INFERRED) if not isinstance(one[2], Literal)}


def test_a_part_of_a_store_is_compared_with_owlrl(sample_store: Store) -> None:
    found = compared(sample_store, 2)

    assert found.stated > 2000
    assert found.inferred > 300
    assert (frozenset(), frozenset()) == (found.ours_alone, found.owlrl_alone)


def test_a_revision_of_nothing_changes_nothing(sample_store: Store) -> None:
    triples = Triples(sample_store)
    changes.revise(rules_of(sample_store), triples, [], [])

    assert not triples.added
    assert not triples.dropped


def test_our_rules_come_from_every_axiom() -> None:
    names = {rule.name for rule in compiled(OURS).every}

    assert {"cax-sco", "prp-spo1", "prp-dom", "prp-rng", "prp-inv1", "prp-symp", "prp-trp", "prp-spo2"} <= names
    assert {"cax-adc", "cax-dw", "dt-not-type"} <= names
