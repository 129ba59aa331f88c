"""What is told to have changed between two stores makes one of the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib import RDF, URIRef
from rdflib import Graph as RdflibGraph

from loaders.quality.changeset import CS, as_json, as_turtle, lines
from loaders.quality.diff import LABELS, STATEMENTS, difference
from ontology.terms import RG, Dcterms, Graph, Rg, Scheme, Skos

SKILLS = [NamedNode(f"https://w3id.org/rolegraph/id/skill/{name}") for name in "abcd"]
ROLES = [NamedNode(f"https://w3id.org/rolegraph/id/role/{name}") for name in "xy"]
GRAPHS = st.sampled_from([Graph.VOCABULARY, Graph.CANDIDATES])

labels = st.tuples(
    st.sampled_from(LABELS), st.sampled_from(["Patience", "Ålder", "“Quoted”\n"]), st.sampled_from(["en", "fi"])
)


@st.composite
def stores(draw: st.DrawFn) -> Store:
    """Some concepts with labels, statements and links."""
    store = Store()
    for node in draw(st.sets(st.sampled_from(SKILLS))):
        graph = draw(GRAPHS)
        store.add(Quad(node, Skos.inScheme, Scheme.SKILLS, graph))
        for predicate, text, language in draw(st.lists(labels, max_size=3)):
            store.add(Quad(node, predicate, Literal(text, language=language), graph))
    for role, skill in draw(st.sets(st.tuples(st.sampled_from(ROLES), st.sampled_from(SKILLS)))):
        store.add(Quad(role, draw(st.sampled_from([Rg.requiresSkill, Rg.lateralTo])), skill, Graph.STATEMENTS))
    for skill in draw(st.sets(st.sampled_from(SKILLS), max_size=2)):
        store.add(Quad(skill, Skos.exactMatch, NamedNode("https://example.org/same"), Graph.MAPPINGS))
    return store


def told(store: Store) -> set[str]:
    """The triples of which a difference tells."""
    predicates = {*LABELS, *STATEMENTS, Skos.inScheme, Skos.exactMatch}
    return {str(quad.triple) for quad in store if quad.predicate in predicates}


def changes(turtle: bytes, kind: str) -> set[str]:
    """The triples that went, or came, as N-Triples write them."""
    graph = RdflibGraph().parse(data=turtle, format="turtle")
    found = set()
    for part in graph.objects(None, URIRef(CS + kind)):
        terms = [graph.value(part, predicate) for predicate in (RDF.subject, RDF.predicate, RDF.object)]
        store = Store()
        store.update(f"INSERT DATA {{ {' '.join(term.n3() for term in terms if term is not None)} }}")
        found |= {str(quad.triple) for quad in store}
    return found


@given(stores(), stores())
def test_a_change_makes_one_store_of_the_other(before: Store, after: Store) -> None:
    change = difference(before, after)
    turtle = as_turtle(change)

    assert told(after) == told(before) - changes(turtle, "removal") | changes(turtle, "addition")
    assert change.is_empty == (told(before) == told(after))
    assert change.is_empty == (not list(lines(change)))
    assert all(line.isprintable() for line in lines(change))


@given(stores())
def test_a_store_does_not_differ_from_itself(store: Store) -> None:
    assert difference(store, store).is_empty


def test_what_took_a_concept_s_place_is_told() -> None:
    before, after = Store(), Store()
    for store, node in ((before, SKILLS[0]), (after, SKILLS[1])):
        store.add(Quad(node, Skos.inScheme, Scheme.SKILLS, Graph.CANDIDATES))
        store.add(Quad(node, Skos.prefLabel, Literal("Patience", language="en"), Graph.CANDIDATES))
    after.add(Quad(SKILLS[0], Dcterms.isReplacedBy, SKILLS[1], Graph.CANDIDATES))
    change = difference(before, after)

    assert "- concept rgid:skill/a “Patience”@en, now rgid:skill/b" in list(lines(change))
    assert SKILLS[1].value == as_json(change)["concepts"]["removed"][0]["replacedBy"]
    assert f"<{SKILLS[0].value}> <{Dcterms.isReplacedBy.value}> <{SKILLS[1].value}>" in changes(
        as_turtle(change), "addition"
    )


def test_every_property_of_roles_is_compared() -> None:
    stated = {"hasResponsibility", "requiresSkill", "usesTool", "usesToolCategory", "recommendsPractice"}

    assert stated | {"leadsTo", "lateralTo"} == {one.value.removeprefix(RG) for one in STATEMENTS if one is not None}
