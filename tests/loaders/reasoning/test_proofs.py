"""Why a triple holds: short proofs, none that goes in a circle, down to the sentences of documents."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from pyoxigraph import Literal, Quad, Store

from loaders.holding import open_current
from loaders.load import Loader
from loaders.publishing import publish
from loaders.reasoning.evidence import Place, places
from loaders.reasoning.explain import explained, term, triple_of
from loaders.reasoning.infer import infer, rules_of
from loaders.reasoning.matching import Triples
from loaders.reasoning.proofs import Proof, proof
from loaders.reasoning.rules import Term, Triple, bound, unified
from loaders.reasoning.telling import proof_lines
from loaders.sources import sources
from loaders.store import open_writer
from ontology.terms import ConceptKind, Graph, Owl, Rdf, Rdfs, Rg, Skos
from tests.conftest import NewStore
from tests.loaders.reasoning import oracle
from tests.loaders.reasoning.oracle import node

PAGE = """\
# What is a baker?

## Responsibilities

- **Handling complaints**: Bakers answer customers who complain.

## Tools

- **Help desk software**: Bakers write to customers in Zendesk.

## Career path

- **Assistant baker**: Most begin by washing trays.
- **Baker**: They then bake bread of their own.
- **Head baker**: Good ones lead the bakery.
"""


@pytest.fixture(scope="module")
def root(new_store: NewStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("proofs")
    (folder / "baker.md").write_text(PAGE)
    root = new_store(folder / "store")
    with open_writer(root) as writer:
        Loader(root, writer).load(sources((str(folder / "baker.md"),), None))
        publish(root, writer, None)
    return root


def check(found: Proof, store: Store) -> None:
    """Each step is an instance of its rule, and each leaf is stated."""
    if found.rule is None:
        assert Triples(store).is_stated(found.triple)
        return
    binding: dict[str, Term] = {}
    for atom, premise in zip(found.rule.body, found.premises, strict=True):
        binding = unified(atom, premise.triple, binding) or {}
    assert found.rule.head is not None
    assert found.triple == bound(found.rule.head, binding)
    for premise in found.premises:
        check(premise, store)


@settings(max_examples=60)
@given(oracle.ontologies(oracle.CONCLUDING), oracle.data)
def test_every_conclusion_has_a_proof(ontology: list[Triple], data: list[Triple]) -> None:
    store = oracle.store_of(ontology, data)
    rules = rules_of(store)
    infer(store, rules)
    for triple in oracle.inferred(store):
        found = proof(rules, Triples(store), triple)
        assert found is not None
        check(found, store)


def test_a_circle_proves_nothing() -> None:
    p, q, one, other = map(node, ("p", "q", "one", "other"))
    store = oracle.store_of([(p, Owl.inverseOf, q)], [])
    store.extend(Quad(*triple, Graph.INFERRED) for triple in ((one, p, other), (other, q, one)))

    assert proof(rules_of(store), Triples(store), (one, p, other)) is None
    assert explained(store, (one, p, other))["holds"]


def test_the_shortest_way_is_shown() -> None:
    p = node("p")
    ring = [node(f"n{number}") for number in range(30)]
    data = [(a, p, b) for a, b in pairwise(ring)] + [(ring[0], p, ring[20])]
    store = oracle.store_of([(p, Rdf.type, Owl.TransitiveProperty)], data)
    infer(store, rules_of(store))
    found = proof(rules_of(store), Triples(store), (ring[0], p, ring[22]))

    assert found is not None
    assert 3 == len(list(found.leaves()))


def test_a_proof_leads_to_sentences(root: Path) -> None:
    store = open_current(root)
    (step,) = [q for q in store.quads_for_pattern(None, Rg.followsFrom, None, Graph.INFERRED) if "head-baker" in str(q)]
    told = explained(store, (step.subject, step.predicate, step.object))  # type: ignore[arg-type]
    (because,) = told["because"]
    lines = list(proof_lines(told))

    assert told["holds"]
    place = {"source": "baker.md", "line": 15, "language": "en", "sentence": "Good ones lead the bakery."}
    assert "prp-inv2" == told["rule"]
    assert place in because["stated"]
    assert any("baker.md:15: “Good ones lead the bakery.”" in line for line in lines)
    assert "[prp-inv2: rg:followsFrom owl:inverseOf rg:leadsTo]" in lines[0]


def test_a_chain_leads_to_a_document_and_to_the_vocabulary(root: Path) -> None:
    store = open_current(root)
    role = ConceptKind.ROLE.iri("baker")
    found = [one.object for one in store.quads_for_pattern(role, Rg.mayUseToolCategory, None, Graph.INFERRED)]
    proofs = [explained(store, (role, Rg.mayUseToolCategory, one)) for one in found]  # type: ignore[arg-type]
    chains = [told for told in proofs if told["rule"] == "prp-spo2"]

    assert chains
    for told in chains:
        leaves = {place["source"] for premise in told["because"] for place in premise["stated"]}
        assert {"baker.md", "vocabulary"} == leaves


def test_where_stated_triples_come_from(root: Path) -> None:
    store = open_current(root)
    for graph in (Graph.STATEMENTS, Graph.DOCUMENTS, Graph.CANDIDATES):
        for quad in store.quads_for_pattern(None, None, None, graph):
            found = places(store, (quad.subject, quad.predicate, quad.object))  # type: ignore[arg-type]
            assert "baker.md" in {place.source for place in found}, quad
    assert (Place("ontology"),) == places(store, (Rg.Role, Rdfs.subClassOf, Skos.Concept))


def test_what_does_not_hold_is_told(root: Path) -> None:
    triple = (ConceptKind.ROLE.iri("baker"), Rg.canBecome, ConceptKind.ROLE.iri("pilot"))

    assert not explained(open_current(root), triple)["holds"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"a"@en', Literal("a", language="en")),
        ("<http://example.org/a>", node("a")),
        ('"a" . <x:a> <x:b> "c"', None),
        ('"a', None),
    ],
)
def test_a_term_is_read_as_turtle_writes_it(text: str, expected: object) -> None:
    assert expected == term(text)


@pytest.mark.parametrize("text", ["", "<x:a> <x:b> _:c .", "<x:a> <x:b> <x:c> .\n<x:a> <x:b> <x:d> .", "nonsense"])
def test_a_triple_is_one_without_blank_nodes(text: str) -> None:
    with pytest.raises((ValueError, SyntaxError)):
        triple_of(text)
