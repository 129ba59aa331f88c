"""What HermiT, a reasoner for the whole of OWL 2 DL, concludes: no contradiction, and no more than OWL 2 RL's rules."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

import ontology
from ontology.terms import ONTOLOGY_IRI, RG, RGID
from tests.ontology.java import java_home, need
from tests.ontology.test_closure import DATA, PREFIXES, close

LANGUAGES = tuple(map(str, (OWL, RDF, RDFS)))
#: Something and a class that it is below or in.
Pair = tuple[str, str]


@contextmanager
def world(statements: str = "") -> Iterator[Any]:
    """A world of owlready2 with the ontology, the concept schemes and some statements, which nobody else sees."""
    need(java_home(), "a Java runtime")
    need(importlib.util.find_spec("owlready2"), "owlready2")
    import owlready2

    graph = ontology.load_graph(ontology.ROLEGRAPH, ontology.SCHEMES)
    graph.parse(data=PREFIXES + statements, format="turtle")
    made = owlready2.World()
    made.get_ontology(ONTOLOGY_IRI).load(fileobj=io.BytesIO(graph.serialize(format="nt", encoding="utf-8")))
    try:
        yield made
    finally:
        made.close()


def reason(one: Any) -> None:
    """Let HermiT write what it concludes into a world."""
    import owlready2

    owlready2.sync_reasoner_hermit(one, debug=0)


def impossible(one: Any) -> list[str]:
    """The classes that nothing can be in."""
    return sorted(found.iri for found in one.inconsistent_classes() if not found.iri.startswith(LANGUAGES))


def pairs(graph: Graph) -> tuple[set[Pair], set[Pair]]:
    """The class hierarchy, all the way up, and the classes of each thing that is ours; the languages' own left out."""
    classes = {cls for cls in graph.subjects(RDF.type, OWL.Class) if is_foreign(cls)}
    things = {one for one in graph.subjects() if str(one).startswith((RG, RGID))} - classes
    above = {cls: set(graph.transitive_objects(cls, RDFS.subClassOf)) & classes for cls in classes}
    return (
        {(str(low), str(high)) for low in classes for high in above[low] - {low}},
        {
            (str(one), str(high))
            for one in things
            for low in graph.objects(one, RDF.type)
            for high in above.get(low, set())
        },
    )


def is_foreign(node: Any) -> bool:
    """Whether a node is named and no term of OWL or RDF."""
    return isinstance(node, URIRef) and not str(node).startswith(LANGUAGES)


def shown(found: Iterable[Pair]) -> list[str]:
    return sorted(f"{low} in {high}" for low, high in found)


def test_hermit_finds_no_contradiction_and_concludes_what_the_rules_do() -> None:
    with world(DATA) as one:
        reason(one)
        none = impossible(one)
        hierarchy, types = pairs(one.as_rdflib_graph())
    expected_hierarchy, expected_types = pairs(close(DATA) + ontology.load_graph(ontology.SCHEMES))

    assert [] == none
    assert shown(expected_hierarchy) == shown(hierarchy)
    assert shown(expected_types) == shown(types)


def test_a_class_that_nothing_can_be_in_is_found() -> None:
    with world(
        f"@prefix owl: <{OWL}> . @prefix rdfs: <{RDFS}> . rg:Gadget a owl:Class ; rdfs:subClassOf rg:Skill, rg:Tool ."
    ) as one:
        reason(one)

        assert [f"{RG}Gadget"] == impossible(one)


@pytest.mark.parametrize(
    "statements",
    [
        f"{DATA} :thing a rg:Skill, rg:Tool .",
        "role:baker rg:usesTool skill:patience . skill:patience a rg:Skill .",
        'sentence:0 rg:line "nine" .',
    ],
)
def test_hermit_finds_a_contradiction(statements: str) -> None:
    with world(statements) as one:
        import owlready2

        with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
            reason(one)
