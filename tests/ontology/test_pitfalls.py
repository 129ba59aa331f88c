"""Pitfalls of the OOPS! catalogue that a program can look for; docs/ontology.md answers all of them."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.collection import Collection

import ontology
from ontology.terms import ONTOLOGY_IRI, RG
from tests.ontology.test_closure import close

#: Properties that several classes bear, which have no domain, as a union is not in OWL 2 RL.
SHARED = {
    *("confidence", "doubtCount", "hasFinding", "inDocument", "itemCount", "line", "position", "sectionCount"),
    *("sectionKind", "skippedLineCount", "sourceName"),
}
#: Properties that are walked backwards by a path (`^rg:inDocument`): an inverse of each would be one more triple for
#: each mention, step and finding, or for each pair of roles that a chain of steps joins, and nobody has missed it.
ONE_WAY = {
    *("aboutRole", "canBecome", "describesRole", "function", "hasEvidence", "hasFinding", "hasSentence", "inCategory"),
    *("inDemandFor", "usesTechnology"),
    *("inDocument", "inPathOf", "involves", "level", "mayUseToolCategory", "mentions", "ofScheme", "partOfItem"),
    *("status", "stepKind", "stepRole"),
}
#: A label of a class that names two things, or whatever is left over.
MERGED = re.compile(r"\b(and|or|other|misc\w*|general|unknown|various)\b|/", re.IGNORECASE)
ANSWER = re.compile(r"^\| (P\d\d) \|", re.MULTILINE)


@pytest.fixture(scope="module")
def core() -> Graph:
    return ontology.load_ontology()


def terms(graph: Graph, *sorts: URIRef) -> set[str]:
    """The names of our terms of some sorts."""
    found = {str(term) for sort in sorts for term in graph.subjects(RDF.type, sort)}
    return {term.removeprefix(RG) for term in found if term.startswith(RG)}


def having(graph: Graph, *predicates: URIRef) -> set[str]:
    """The names of our terms of which one of some properties says something."""
    return {str(term).removeprefix(RG) for predicate in predicates for term in graph.subjects(predicate)}


def node(name: str) -> URIRef:
    return URIRef(RG + name)


def test_every_class_is_joined_to_another_term(core: Graph) -> None:
    """P04"""
    joined = {
        *core.subjects(RDFS.subClassOf),
        *(one for predicate in (RDFS.subClassOf, RDFS.domain, RDFS.range) for one in core.objects(None, predicate)),
    }

    assert [] == sorted(name for name in terms(core, OWL.Class) if node(name) not in joined)


def test_every_property_is_joined_to_a_class(core: Graph) -> None:
    """P04, P11, P35: annotation properties may have no domain and no range."""
    properties = terms(core, OWL.ObjectProperty, OWL.DatatypeProperty)

    assert [] == sorted(properties - having(core, RDFS.range, OWL.inverseOf))
    assert sorted(SHARED) == sorted(properties - having(core, RDFS.domain, OWL.inverseOf))


def test_every_object_property_has_an_inverse_or_is_known_to_need_none(core: Graph) -> None:
    """P13"""
    inverted = {str(one).removeprefix(RG) for one in core.objects(None, OWL.inverseOf)}
    symmetric = terms(core, OWL.SymmetricProperty)
    without = terms(core, OWL.ObjectProperty) - inverted - symmetric - having(core, OWL.inverseOf)

    assert sorted(ONE_WAY) == sorted(without)


def test_no_property_is_its_own_inverse_or_the_inverse_of_a_symmetric_one(core: Graph) -> None:
    """P05, P25, P26: an inverse takes over domain and range, so two properties never disagree about them."""
    pairs = set(core.subject_objects(OWL.inverseOf))
    symmetric = set(core.subjects(RDF.type, OWL.SymmetricProperty))

    assert pairs
    assert [] == [pair for pair in pairs if pair[0] == pair[1] or symmetric & set(pair)]
    assert [] == [one for one, _ in pairs if set(core.objects(one, RDFS.domain | RDFS.range))]
    assert len(pairs) == len({one for one, _ in pairs}) == len({other for _, other in pairs})


def test_no_property_has_two_domains_or_ranges(core: Graph) -> None:
    """P19"""
    for predicate in (RDFS.domain, RDFS.range):
        subjects = list(core.subjects(predicate))

        assert len(set(subjects)) == len(subjects)


def test_symmetric_and_transitive_properties_have_one_class_at_both_ends(core: Graph) -> None:
    """P28, P29"""
    for sort in (OWL.SymmetricProperty, OWL.TransitiveProperty):
        for name in terms(core, sort):
            assert core.value(node(name), RDFS.domain) == core.value(node(name), RDFS.range), name


def test_nothing_is_above_itself(core: Graph) -> None:
    """P06"""
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        for low, high in core.subject_objects(predicate):
            assert low not in set(core.transitive_objects(high, predicate)), low


def test_a_chain_has_two_links_or_more(core: Graph) -> None:
    """P33"""
    chains = list(core.objects(None, OWL.propertyChainAxiom))

    assert chains
    assert [] == [chain for chain in chains if len(Collection(core, chain)) < 2]


def test_classes_that_are_not_one_below_the_other_are_disjoint(core: Graph) -> None:
    """P10"""
    closed = close("")
    groups = [
        *(list(Collection(core, members)) for members in core.objects(None, OWL.members)),
        *(list(pair) for pair in core.subject_objects(OWL.disjointWith)),
    ]
    apart = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
    above = {name: {*closed.objects(node(name), RDFS.subClassOf), node(name)} for name in terms(core, OWL.Class)}
    joined = [
        (one, other)
        for one, other in combinations(sorted(above), 2)
        if node(one) not in above[other] and node(other) not in above[one]
        if not any(frozenset((low, high)) in apart for low in above[one] for high in above[other])
    ]

    assert [] == joined


def test_names_follow_one_convention(core: Graph) -> None:
    """P22: classes and things begin with a capital letter, properties with a small one; none has signs in it."""
    for name in terms(core, OWL.Class, OWL.NamedIndividual):
        assert re.fullmatch(r"([A-Z][a-z]+)+", name), name
    for name in terms(core, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty):
        assert re.fullmatch(r"[a-z]+([A-Z][a-z]+|\d+)*", name), name


def test_no_class_names_two_things_or_what_is_left_over(core: Graph) -> None:
    """P07, P21"""
    labels = [str(label) for name in terms(core, OWL.Class) for label in core.objects(node(name), RDFS.label)]

    assert [] == [label for label in labels if MERGED.search(label)]


def test_no_property_says_only_that_something_is(core: Graph) -> None:
    """P03"""
    properties = terms(core, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)

    assert set() == properties & {"is", "isA", "kindOf", "instanceOf", "subClassOf", "sameAs", "type"}


def test_labels_are_names_and_comments_are_sentences(core: Graph) -> None:
    """P20"""
    for name in terms(core, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual):
        for label in core.objects(node(name), RDFS.label):
            assert isinstance(label, Literal)
            comments = [one for one in core.objects(node(name), RDFS.comment) if isinstance(one, Literal)]
            (comment,) = [one for one in comments if one.language == label.language]

            assert not label.endswith("."), label
            assert len(label) < len(comment), label


def test_the_address_has_no_file_extension_and_is_the_namespace() -> None:
    """P36, P39"""
    assert "." not in ONTOLOGY_IRI.rpartition("/")[2]
    assert f"{ONTOLOGY_IRI}#" == RG


def answers() -> str:
    return (Path(__file__).parents[2] / "docs" / "ontology.md").read_text(encoding="utf-8")


def test_each_pitfall_is_answered_once() -> None:
    expected = {f"P{number:02}" for number in range(1, 42)}
    rows = ANSWER.findall(answers())
    elsewhere = set(re.findall(r"\bP\d\d\b", answers().partition("Not applicable:")[2].partition("\n\n")[0]))

    assert len(set(rows)) == len(rows)
    assert set() == set(rows) & elsewhere
    assert expected == set(rows) | elsewhere


def test_each_test_that_the_page_names_is_there() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", answers()))

    assert named
    assert [] == sorted(name for name in named if f"def {name}(" not in written)
