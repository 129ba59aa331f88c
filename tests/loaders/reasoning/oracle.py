"""Stores of triples, and graphs for Hypothesis to make; owlrl's conclusions come from `loaders.reasoning.closed`."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders.reasoning.matching import STATED
from loaders.reasoning.rules import Term, Triple
from ontology.terms import Graph as Named
from ontology.terms import Owl, Rdf, Rdfs

EX = "http://example.org/"


def store_of(ontology: Iterable[Triple], data: Iterable[Triple]) -> Store:
    """A store with the ontology and, spread over the graphs, the data."""
    store = Store()
    store.extend(Quad(*one, Named.ONTOLOGY) for one in ontology)
    store.extend(placed(one) for one in data)
    return store


def placed(triple: Triple) -> Quad:
    """A triple in one of the graphs of what is stated, always the same one."""
    graphs = STATED[1:]
    return Quad(*triple, graphs[sum(map(ord, "".join(map(str, triple)))) % len(graphs)])


def inferred(store: Store) -> set[Triple]:
    """The inferred graph."""
    found = store.quads_for_pattern(None, None, None, Named.INFERRED)
    return {(quad.subject, quad.predicate, quad.object) for quad in found}  # type: ignore[misc]


def node(name: str) -> NamedNode:
    return NamedNode(EX + name)


CLASSES = [node(f"C{number}") for number in range(5)]
PROPERTIES = [node(f"p{number}") for number in range(5)]
#: Properties with literals. A literal behind an object property lets owlrl turn triples around, to literal subjects and
#: back: conclusions through what is no RDF.
DATA_PROPERTIES = [node(f"d{number}") for number in range(3)]
THINGS = [node(f"i{number}") for number in range(5)]

classes, properties, things = map(st.sampled_from, (CLASSES, PROPERTIES, THINGS))
data_properties = st.sampled_from(DATA_PROPERTIES)
literals: st.SearchStrategy[Term] = st.sampled_from([Literal("one"), Literal("two", language="en")])


def axiom(
    predicate: NamedNode, one: st.SearchStrategy[NamedNode], other: st.SearchStrategy[NamedNode]
) -> st.SearchStrategy[list[Triple]]:
    return st.tuples(one, st.just(predicate), other).map(lambda triple: [triple])


def kind(value: NamedNode) -> st.SearchStrategy[list[Triple]]:
    return properties.map(lambda one: [(one, Rdf.type, value)])


@st.composite
def listed(draw: st.DrawFn, members: st.SearchStrategy[NamedNode], least: int) -> tuple[NamedNode, list[Triple]]:
    """A list and its triples, with nodes that are IRIs as a store has them."""
    found = draw(st.lists(members, min_size=least, max_size=3))
    # Lists of the same members are the same list; others share no cell with it.
    name = "-".join(member.value.removeprefix(EX) for member in found)
    cells = [node(f"list-{name}-{place}") for place in range(len(found))]
    triples: list[Triple] = []
    for cell, member, rest in zip(cells, found, [*cells[1:], Rdf.nil], strict=True):
        triples += [(cell, Rdf.first, member), (cell, Rdf.rest, rest)]
    return cells[0], triples


@st.composite
def chains(draw: st.DrawFn) -> list[Triple]:
    head, triples = draw(listed(properties, 1))
    return [(draw(properties), Owl.propertyChainAxiom, head), *triples]


@st.composite
def disjoint(draw: st.DrawFn) -> list[Triple]:
    sort, members = draw(st.sampled_from([(Owl.AllDisjointClasses, classes), (Owl.AllDisjointProperties, properties)]))
    head, triples = draw(listed(members, 2))
    axiom_node = NamedNode(head.value + "-axiom")
    return [(axiom_node, Rdf.type, sort), (axiom_node, Owl.members, head), *triples]


#: The kinds of axioms that have rules and conclude something.
CONCLUDING = [
    axiom(Rdfs.subClassOf, classes, classes),
    axiom(Rdfs.subPropertyOf, properties, properties),
    axiom(Rdfs.domain, properties, classes),
    axiom(Rdfs.range, properties, classes),
    axiom(Owl.inverseOf, properties, properties),
    axiom(Owl.equivalentClass, classes, classes),
    axiom(Owl.equivalentProperty, properties, properties),
    axiom(Rdfs.subPropertyOf, data_properties, data_properties),
    axiom(Owl.equivalentProperty, data_properties, data_properties),
    axiom(Rdfs.domain, data_properties, classes),
    kind(Owl.SymmetricProperty),
    kind(Owl.TransitiveProperty),
    chains(),
]
#: And those that forbid something.
FORBIDDING = [
    axiom(Owl.disjointWith, classes, classes),
    axiom(Owl.propertyDisjointWith, properties, properties),
    kind(Owl.AsymmetricProperty),
    kind(Owl.IrreflexiveProperty),
    disjoint(),
]


def ontologies(kinds: list[st.SearchStrategy[list[Triple]]], most: int = 8) -> st.SearchStrategy[list[Triple]]:
    """Ontologies of these kinds of axioms."""
    return st.lists(st.one_of(kinds), max_size=most).map(lambda found: [triple for one in found for triple in one])


data = st.lists(
    st.one_of(
        st.tuples(things, properties, things),
        st.tuples(things, data_properties, literals),
        st.tuples(things, st.just(Rdf.type), classes),
    ),
    max_size=12,
)
