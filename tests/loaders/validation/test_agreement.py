"""The compiled shapes say the same as pySHACL: of graphs broken in every way, and of random shapes on random graphs."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store
from rdflib import Graph
from rdflib.util import from_n3

import ontology
from loaders.validation import compiled, reference
from loaders.validation.checks import Checks
from loaders.validation.compiled import Classes, Term, Violation
from loaders.validation.shapes import shapes_of
from tests.conftest import NewStore
from tests.loaders.validation.broken import ROUNDS, broken, sample

SHAPES = ontology.load_graph(ontology.SHAPES)
OURS = shapes_of(SHAPES)

Result = tuple[str | None, str | None, str, str, str | None, str]


@pytest.fixture(scope="module")
def whole(new_store: NewStore, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A small graph of a real load."""
    folder = tmp_path_factory.mktemp("sample")
    return sample(new_store(folder / "store"), folder)


def results(found: Iterable[Violation]) -> set[Result]:
    """What tells results apart; literals as rdflib writes them, blank nodes without their names."""
    return {(same(one.focus), one.path, one.shape, one.component, same(one.value), one.severity) for one in found}


def same(term: Term | None) -> str | None:
    if term is None or str(term).startswith("_:"):
        return term and "_:"
    found = from_n3(str(term))
    assert found is not None
    return str(found.n3()) if hasattr(found, "n3") else str(found)


def test_a_real_load_conforms_by_both(whole: Store) -> None:
    assert set() == results(compiled.violations(whole, OURS))
    assert set() == results(reference.violations(whole, SHAPES))


@pytest.mark.parametrize("number", range(len(ROUNDS)))
def test_both_say_the_same_of_a_broken_graph(number: int, whole: Store) -> None:
    store = broken(whole, OURS, ROUNDS[number])
    found = results(compiled.violations(store, OURS))

    assert found
    assert results(reference.violations(store, SHAPES)) == found


def test_every_constraint_is_broken_at_least_once(whole: Store) -> None:
    checks = Checks(Classes(whole).below)
    inner = [one for shape in OURS for one in (shape, *shape.properties)]
    expected = {(str(shape.node), str(check.component)) for shape in inner for check in checks.of(shape)}
    found = {
        (one.shape, one.component)
        for breakings in ROUNDS
        for one in compiled.violations(broken(whole, OURS, breakings), OURS)
    }

    assert expected == found


PREFIXES = """
@prefix : <https://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
#: SPARQL knows a path of no steps only for what occurs in the graph; SHACL for any node that a shape targets.
KNOWN = ":D rdfs:subClassOf :C . :a :r 1 . :b :r :c ."

nodes = st.sampled_from([":a", ":b", ":c"])
properties = st.sampled_from([":p", ":q"])
literals = st.sampled_from(
    ['"x"', '"xy"', '"x"@en', '"y"@en', '"y"@fi', '"x"@en-GB', "1", "2", "3", "1.5", "true", '""']
)
terms = st.one_of(nodes, literals)
statements = st.lists(
    st.one_of(
        st.tuples(nodes, properties, terms),
        st.tuples(nodes, st.just("a"), st.sampled_from([":C", ":D"])),
    ),
    max_size=14,
)
paths = st.recursive(
    properties,
    lambda path: st.one_of(
        path.map(lambda one: f"[ sh:inversePath {one} ]"),
        st.tuples(path, path).map(lambda two: f"( {two[0]} {two[1]} )"),
        st.tuples(path, path).map(lambda two: f"[ sh:alternativePath ( {two[0]} {two[1]} ) ]"),
        path.map(lambda one: f"[ sh:zeroOrMorePath {one} ]"),
        path.map(lambda one: f"[ sh:oneOrMorePath {one} ]"),
        path.map(lambda one: f"[ sh:zeroOrOnePath {one} ]"),
    ),
    max_leaves=3,
)
numbers = st.integers(0, 3)
simple = st.one_of(
    st.sampled_from([":C", ":D"]).map("sh:class {}".format),
    st.sampled_from(["xsd:string", "xsd:integer", "xsd:decimal", "rdf:langString"]).map("sh:datatype {}".format),
    st.sampled_from(["IRI", "Literal", "BlankNodeOrIRI", "BlankNode", "IRIOrLiteral"]).map("sh:nodeKind sh:{}".format),
    numbers.map("sh:minInclusive {}".format),
    numbers.map("sh:maxExclusive {}".format),
    numbers.map("sh:minLength {}".format),
    numbers.map("sh:maxLength {}".format),
    st.sampled_from(['"^x"', '"y$"', '"X" ; sh:flags "i"']).map("sh:pattern {}".format),
    st.lists(terms, max_size=3).map(lambda members: f"sh:in ( {' '.join(members)} )"),
    st.lists(st.sampled_from(['"en"', '"fi"']), min_size=1, max_size=2).map(
        lambda m: f"sh:languageIn ( {' '.join(m)} )"
    ),
    terms.map("sh:hasValue {}".format),
    properties.map("sh:disjoint {}".format),
    properties.map("sh:equals {}".format),
)
counted = st.one_of(
    numbers.map("sh:minCount {}".format),
    numbers.map("sh:maxCount {}".format),
    st.just("sh:uniqueLang true"),
)


def parts(constraint: st.SearchStrategy[str], most: int) -> st.SearchStrategy[list[str]]:
    """Constraints of different kinds: of most kinds a shape may have one alone."""
    return st.lists(constraint, max_size=most, unique_by=lambda text: text.split()[0])


def logic(shape: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Shapes inside shapes."""
    members = st.lists(shape, min_size=1, max_size=2).map(" ".join)
    return st.one_of(
        *(members.map(f"sh:{name} ( {{}} )".format) for name in ("and", "or", "xone")),
        shape.map("sh:not {}".format),
        shape.map(lambda one: f"sh:or ( {one} [ sh:nodeKind sh:IRI ; sh:deactivated true ] )"),
        shape.map("sh:node {}".format),
    )


def property_shape(constraint: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A property shape with some constraints."""
    joined = parts(st.one_of(constraint, counted), 2).map(" ; ".join)
    return st.tuples(paths, joined).map(lambda two: f"[ sh:path {two[0]} ; {two[1] or 'sh:minCount 1'} ]")


inside = st.recursive(
    st.one_of(simple, property_shape(simple).map("sh:property {}".format)).map(lambda one: f"[ {one} ]"),
    lambda shape: logic(shape).map(lambda one: f"[ {one} ]"),
    max_leaves=3,
)
constraints = st.one_of(simple, logic(inside))
targets = st.sampled_from(
    ["sh:targetClass :C", "sh:targetSubjectsOf :p", "sh:targetObjectsOf :q", "sh:targetNode :a, 1"]
)


@settings(max_examples=150, phases=[Phase.generate], suppress_health_check=[HealthCheck.too_slow])
@given(targets, parts(constraints, 2), paths, parts(st.one_of(constraints, counted), 3), statements)
def test_both_say_the_same_of_random_shapes_and_graphs(
    target: str, own: list[str], path: str, inner: list[str], data: list[tuple[str, str, str]]
) -> None:
    text = f"{PREFIXES} :S a sh:NodeShape ; {' ; '.join([target, 'sh:property :P', *own])} ."
    text += f" :P a sh:PropertyShape ; {' ; '.join([f'sh:path {path}', *inner])} ."
    shapes = Graph().parse(data=text, format="turtle")
    store = Store()
    triples = [f"{subject} {predicate} {value} ." for subject, predicate, value in data]
    store.load("\n".join([PREFIXES, KNOWN, *triples]).encode(), format=RdfFormat.TURTLE)

    assert results(reference.violations(store, shapes)) == results(compiled.violations(store, shapes_of(shapes)))
