"""What owlrl concludes, without its noise, and graphs for Hypothesis to make.

The rule by which noise is told (docs/reasoning.md): a triple of owlrl's does not count if
- its subject is a literal, or its subject or object a term of RDF, RDFS, OWL or XML Schema;
- it says owl:sameAs, which without functional properties and keys only joins a thing to itself;
- it says that a class or property is below, or equivalent to, itself;
- it is owlrl's note of an error.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import owlrl
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize
from pyoxigraph import Triple as OxTriple
from rdflib import OWL, RDF, RDFS, Graph
from rdflib import Literal as RdfLiteral
from rdflib.collection import Collection

from loaders.reasoning.matching import STATED
from loaders.reasoning.rules import Term, Triple
from ontology.terms import PREFIXES, Owl, Rdf, Rdfs
from ontology.terms import Graph as Named

EX = "http://example.org/"
LANGUAGE = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "xsd"))
AGENT = "http://www.daml.org/2002/03/agents/agent-ont#"
ERROR = f"{AGENT}error"
HIERARCHY = {RDFS.subClassOf, RDFS.subPropertyOf, OWL.equivalentClass, OWL.equivalentProperty}


def closed(triples: Iterable[Triple]) -> tuple[set[Triple], list[str]]:
    """All that follows from triples but what they say themselves, without noise; and the contradictions."""
    stated = set(triples)
    text = serialize([OxTriple(*one) for one in stated], format=RdfFormat.N_TRIPLES)
    graph = Graph().parse(data=text, format="nt")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    errors = [str(value) for _, predicate, value in graph if str(predicate) == ERROR] + both_of_disjoint(graph)
    kept = Graph()
    for triple in graph:
        if not is_noise(triple):
            kept.add(triple)
    found = {
        (quad.subject, quad.predicate, quad.object)
        for quad in parse(kept.serialize(format="nt", encoding="utf-8"), format=RdfFormat.N_TRIPLES)
    }
    return {one for one in found if one not in stated}, errors


def both_of_disjoint(graph: Graph) -> list[str]:
    """What rule prp-adp tells of a closed graph: owlrl never looks at the last property of a list."""
    return [
        f"{subject} has both {one} and {other}"
        for axiom in graph.subjects(RDF.type, OWL.AllDisjointProperties)
        for head in graph.objects(axiom, OWL.members)
        for one, other in combinations(Collection(graph, head), 2)
        for subject, value in graph.subject_objects(one)
        if (subject, other, value) in graph
    ]


def is_noise(triple: tuple[object, object, object]) -> bool:
    """Whether a triple says nothing about the data."""
    subject, predicate, value = triple
    if isinstance(subject, RdfLiteral) or predicate == OWL.sameAs or any(str(one).startswith(AGENT) for one in triple):
        return True
    of_language = not isinstance(value, RdfLiteral) and str(value).startswith(LANGUAGE)
    return str(subject).startswith(LANGUAGE) or of_language or (predicate in HIERARCHY and subject == value)


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
    name = draw(st.integers(0, 10**9))
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
