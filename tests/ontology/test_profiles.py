"""The ontology stays in OWL 2 DL and OWL 2 RL, as the OWL API judges."""

from __future__ import annotations

import importlib.util
from importlib.resources.abc import Traversable

import pytest

import ontology
from tests.ontology.java import java_home, need
from tests.ontology.test_closure import DATA, PREFIXES

#: What has to be in both profiles; sample data too, since a reasoner that others use loads them with the ontology.
SOUND = {
    "ontology": (ontology.ROLEGRAPH,),
    "alignments": (ontology.ALIGNMENTS,),
    "schemes": (ontology.ROLEGRAPH, ontology.SCHEMES),
    "data": (ontology.ROLEGRAPH, ontology.SCHEMES),
}
OWL_PREFIX = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
#: Axioms that are not, with the profiles that the ontology leaves by them, and words of what the checker says.
BROKEN = {
    "a transitive property is asymmetric": (
        "rg:canBecome a owl:AsymmetricProperty .",
        ("OWL2_DL", "OWL2_RL"),
        "non-simple property",
    ),
    "a property above a transitive one is functional": (
        "rg:reaches a owl:ObjectProperty, owl:FunctionalProperty . rg:canBecome rdfs:subPropertyOf rg:reaches .",
        ("OWL2_DL", "OWL2_RL"),
        "non-simple property",
    ),
    "a property is not declared": (
        "role:baker rg:knows role:cook .",
        ("OWL2_DL", "OWL2_RL"),
        "undeclared",
    ),
    "a superclass is a union": (
        "rg:Skill rdfs:subClassOf [ a owl:Class ; owl:unionOf ( rg:Tool rg:Role ) ] .",
        ("OWL2_RL",),
        "ObjectUnionOf",
    ),
    "a domain is a union": (
        "rg:line rdfs:domain [ a owl:Class ; owl:unionOf ( rg:Mention rg:Sentence ) ] .",
        ("OWL2_RL",),
        "ObjectUnionOf",
    ),
    "a range says that there is something": (
        "rg:usesTool rdfs:range [ a owl:Restriction ; owl:onProperty rg:inCategory ;"
        " owl:someValuesFrom rg:ToolCategory ] .",
        ("OWL2_RL",),
        "ObjectSomeValuesFrom",
    ),
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[str]]]:
    """What is wrong with each of the ontologies above, by profile, all asked for at once."""
    need(java_home(), "a Java runtime")
    need(importlib.util.find_spec("jpype"), "JPype1")
    from tests.ontology import owl_api

    need(owl_api.installed(), "the OWL API (Debian: libowlapi-java)")
    folder = tmp_path_factory.mktemp("profiles")
    texts = {
        **{name: written(*files, data=DATA if name == "data" else "") for name, files in SOUND.items()},
        **{name: written(ontology.ROLEGRAPH, data=axiom) for name, (axiom, _, _) in BROKEN.items()},
    }
    paths = [folder / f"{number}.ttl" for number in range(len(texts))]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return dict(zip(texts, owl_api.violations(paths), strict=True))


def written(*files: Traversable, data: str) -> str:
    """Turtle files and further statements as one."""
    return "\n".join([*(file.read_text(encoding="utf-8") for file in files), OWL_PREFIX, PREFIXES, data])


@pytest.mark.parametrize("profile", ["OWL2_DL", "OWL2_RL"])
@pytest.mark.parametrize("name", SOUND)
def test_ours_is_in_the_profile(name: str, profile: str, reports: dict[str, dict[str, list[str]]]) -> None:
    assert [] == reports[name][profile]


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_a_profile_is_told(name: str, reports: dict[str, dict[str, list[str]]]) -> None:
    _, profiles, words = BROKEN[name]
    broken = {profile: found for profile, found in reports[name].items() if found}

    assert set(profiles) == set(broken)
    assert all(any(words in one for one in found) for found in broken.values()), broken
