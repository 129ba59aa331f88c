"""skosify, which mends SKOS vocabularies, finds nothing to mend in ours."""

from __future__ import annotations

import logging
from functools import cache

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SKOS
from skosify import skosify

import ontology
from loaders.shipped import vocabulary_lines
from ontology.terms import PREFIXES, ConceptKind

#: All that skosify may add: what follows from SKOS, where we state one direction alone.
ADDED = {SKOS.narrower, SKOS.hasTopConcept, SKOS.topConceptOf}
FAULTS = {
    "a circle": (":a skos:broader :b . :b skos:broader :a .", "Hierarchy cycle"),
    "a way around": (":a skos:broader :b, :c . :b skos:broader :c .", "redundant hierarchical relationship"),
    "related to what is above": (":a skos:broader :b ; skos:related :b .", "removing skos:related"),
    "two preferred labels": (':a skos:prefLabel "baker"@en .', "more than one prefLabel@en"),
    "a label of two kinds": (':a skos:altLabel "a"@en .', "as both prefLabel and altLabel"),
    "a hidden label that is shown": (':a skos:altLabel "x"@en ; skos:hiddenLabel "x"@en .', "as both altLabel"),
    "white space around a label": (':a skos:altLabel " x"@en .', "Stripping whitespace"),
    "two schemes": (":a skos:inScheme :other .", "Multiple concept schemes"),
}


@cache
def lines() -> list[str]:
    return [f"{line} ." for line in vocabulary_lines()]


def scheme_of(kind: ConceptKind) -> Graph:
    """A scheme as the vocabulary graph holds it, its concepts known for such, as in the inferred graph."""
    graph = Graph()
    for triple in ontology.load_graph(ontology.SCHEMES).triples((URIRef(kind.scheme.value), None, None)):
        graph.add(triple)
    start = kind.iri("").value
    graph.parse(data="\n".join(line for line in lines() if line.startswith(f"<{start}")), format="nt")
    return typed(graph)


def typed(graph: Graph) -> Graph:
    """The graph, in which everything of a scheme is a concept."""
    for concept in set(graph.subjects(SKOS.inScheme)):
        graph.add((concept, RDF.type, SKOS.Concept))
    return graph


def mended(graph: Graph) -> Graph:
    """What skosify makes of a graph with all of its checks on; it warns of whatever it mends."""
    found = skosify(graph, break_cycles=True, eliminate_redundancy=True)
    assert isinstance(found, Graph)
    return found


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize("kind", list(ConceptKind))
def test_skosify_has_nothing_to_mend(kind: ConceptKind, caplog: pytest.LogCaptureFixture) -> None:
    before = scheme_of(kind)
    after = mended(before)

    assert [] == warnings(caplog)
    assert set() == set(before) - set(after)
    assert {p for _, p, _ in set(after) - set(before)} <= ADDED


@pytest.mark.parametrize("kind", list(ConceptKind))
def test_every_subject_is_a_concept_of_its_scheme_with_an_english_name(kind: ConceptKind) -> None:
    start = f"<{kind.iri('').value}"
    ours = [line.split(" ", 2) for line in lines() if line.startswith(start)]
    subjects = {subject for subject, _, _ in ours}
    placed = {subject for subject, predicate, _ in ours if predicate == f"<{SKOS.inScheme}>"}
    above = {value.removesuffix(" .") for _, predicate, value in ours if predicate == f"<{SKOS.broader}>"}
    named = {s for s, predicate, value in ours if predicate == f"<{SKOS.prefLabel}>" and value.endswith("@en .")}

    assert subjects
    assert subjects == placed == named
    assert set() == above - subjects


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told(fault: str, caplog: pytest.LogCaptureFixture) -> None:
    statements, words = FAULTS[fault]
    concepts = " . ".join(f':{one} skos:inScheme :scheme ; skos:prefLabel "{one}"@en' for one in "abc")
    graph = Graph().parse(
        data=f"@prefix : <http://example.org/> . @prefix skos: <{PREFIXES['skos']}> . {concepts} ."
        f' :scheme skos:prefLabel "Letters"@en . {statements}',
        format="turtle",
    )
    mended(typed(graph))

    assert any(words.casefold() in told.casefold() for told in warnings(caplog)), warnings(caplog)


def test_a_sound_scheme_is_left_alone(caplog: pytest.LogCaptureFixture) -> None:
    scheme, concept = URIRef("http://example.org/scheme"), URIRef("http://example.org/a")
    graph = Graph()
    for subject, predicate, value in (
        (scheme, SKOS.prefLabel, Literal("Letters", lang="en")),
        (concept, SKOS.prefLabel, Literal("a", lang="en")),
        (concept, SKOS.inScheme, scheme),
    ):
        graph.add((subject, predicate, value))
    mended(typed(graph))

    assert [] == warnings(caplog)
