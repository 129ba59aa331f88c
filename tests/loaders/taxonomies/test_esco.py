"""ESCO's tables to SKOS, in several languages and of several versions."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.taxonomies.findings import Sort
from loaders.taxonomies.terms import ESCO_SCHEMES, Esco
from ontology.terms import Rdf, Skos
from tests.loaders.taxonomies.samples import (
    CAPTAIN,
    COOK,
    ESCO,
    ESCO_FILES,
    OCCUPATIONS,
    SKILLS,
    STEER,
    STEW,
    Result,
    read,
    tagged,
)


@pytest.fixture
def result(tmp_path: Path) -> Result:
    return read(tmp_path, ESCO_FILES)


def test_concepts_have_their_own_iris_and_types(result: Result) -> None:
    assert {Skos.Concept.value, Esco.Occupation.value} == result.values(CAPTAIN, Rdf.type)
    assert {Skos.Concept.value, Esco.Skill.value} == result.values(STEER, Rdf.type)
    assert {Skos.Concept.value} == result.values(f"{ESCO}isco/C3152", Rdf.type)
    assert 6 == result.concepts


def test_labels_of_one_cell_stand_apart_with_the_language_of_the_file(result: Result) -> None:
    assert {
        "pref": {tagged("ferry captain", "en")},
        "alt": {tagged("ferry skipper", "en"), tagged("master of a ferry", "en")},
    } == result.labels(CAPTAIN)


def test_a_comma_does_not_part_labels(tmp_path: Path) -> None:
    changed = OCCUPATIONS.replace(",5120,galley cook,,", ',5120,galley cook,"cook, ship | ship\'s cook",')
    found = read(tmp_path, {"occupations_en.csv": changed})

    assert {tagged("cook, ship", "en"), tagged("ship's cook", "en")} == found.labels(COOK)["alt"]


def test_what_is_said_of_occupations_and_skills(result: Result) -> None:
    assert {f"{ESCO}isco/C3152"} == result.values(CAPTAIN, Skos.broader)
    assert {tagged("Cooks, on board.", "en")} == result.values(COOK, Skos.definition)
    assert {STEER} == result.values(CAPTAIN, Esco.relatedEssentialSkill)
    assert {STEW} == result.values(COOK, Esco.relatedOptionalSkill)
    assert {f"{ESCO}skill-type/knowledge"} == result.values(STEW, Esco.skillType)
    assert {f"{ESCO}skill-reuse-level/sector-specific"} == result.values(STEER, Esco.skillReuseLevel)
    assert {'"3152"'} == result.values(f"{ESCO}isco/C3152", Skos.notation)
    assert {ESCO_SCHEMES + "skills"} == result.values(STEER, Skos.inScheme)


def test_another_version_has_other_columns_in_another_order(tmp_path: Path) -> None:
    later = (
        "description,code,inScheme,preferredLabel,hiddenLabels,conceptUri,altLabels,iscoGroup,naceCode\n"
        f'Leads.,3152.1,"{ESCO}a, {ESCO}b",ferry captain,fery captain,{CAPTAIN},,C3152,50.1\n'
    )
    found = read(tmp_path, {"occupations_en.csv": later})

    assert {'"3152.1"'} == found.values(CAPTAIN, Skos.notation)
    assert {ESCO + "a", ESCO + "b"} == found.values(CAPTAIN, Skos.inScheme)
    assert {tagged("fery captain", "en")} == found.labels(CAPTAIN)["hidden"]
    assert {f"{ESCO}isco/C3152"} == found.values(CAPTAIN, Skos.broader)
    assert {Skos.Concept.value, Esco.Occupation.value} == found.values(CAPTAIN, Rdf.type)


def test_languages_go_together_and_norwegian_is_nb(tmp_path: Path) -> None:
    norwegian = OCCUPATIONS.replace("ferry captain", "fergekaptein").replace("ferry skipper", "fergeskipper")
    found = read(tmp_path, {"occupations_en.csv": OCCUPATIONS, "occupations_no.csv": norwegian})

    assert {tagged("ferry captain", "en"), tagged("fergekaptein", "nb")} == found.labels(CAPTAIN)["pref"]
    assert 1 == found.counts[Sort.TAG]
    assert 4 == found.concepts + 2


def test_a_language_that_no_name_tells_is_told_by_texts_or_given(tmp_path: Path) -> None:
    texts = OCCUPATIONS.replace(
        "Steers a ferry and leads its crew.", "Leads the crew of a ferry and steers it safely through the harbour."
    )
    told = read(tmp_path / "told", {"occupations.csv": texts})
    given = read(tmp_path / "given", {"occupations.csv": OCCUPATIONS}, language="sv")

    assert {tagged("ferry captain", "en")} == told.labels(CAPTAIN)["pref"]
    assert 1 == told.counts[Sort.LANGUAGE]
    assert {tagged("ferry captain", "sv")} == given.labels(CAPTAIN)["pref"]


def test_relations_between_groups_and_skills(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "skills_en.csv": SKILLS,
            "broaderRelationsSkillPillar.csv": (
                f"conceptType,conceptUri,broaderType,broaderUri\nSkill,{STEER},SkillGroup,{ESCO}skill/S1\n"
            ),
            "skillSkillRelations.csv": (
                "originalSkillUri,originalSkillType,relationType,relatedSkillType,relatedSkillUri\n"
                f"{STEW},knowledge,optional,skill,{STEER}\n"
            ),
            "skillsHierarchy_en.csv": (
                "Level 0 URI,Level 0 preferred term,Level 1 URI,Level 1 preferred term,Description,Scope note\n"
                f"{ESCO}skill/S,skills,,,,\n{ESCO}skill/S,skills,{ESCO}skill/S1,moving,Being under way.,\n"
            ),
            "transversalSkillsCollection_en.csv": (
                "conceptType,conceptUri,preferredLabel,skillType,reuseLevel,altLabels,broaderConceptUri\n"
                f"KnowledgeSkillCompetence,{STEW},stews,knowledge,cross-sector,,{ESCO}skill/S1 | {ESCO}skill/S\n"
            ),
        },
    )

    assert {f"{ESCO}skill/S1"} == found.values(STEER, Skos.broader)
    assert {STEER} == found.values(STEW, Esco.relatedOptionalSkill)
    assert {f"{ESCO}skill/S"} == found.values(f"{ESCO}skill/S1", Skos.broader)
    assert {tagged("moving", "en")} == found.labels(f"{ESCO}skill/S1")["pref"]
    assert {f"{ESCO}skill/S1", f"{ESCO}skill/S"} == found.values(STEW, Skos.broader)


def test_what_relations_name_and_nobody_describes_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, {name: ESCO_FILES[name] for name in ("occupations_en.csv", "occupationSkillRelations.csv")})

    assert {f"{ESCO}isco/C3152", f"{ESCO}isco/C5120", STEER, STEW} == {
        one.text for one in found.findings if one.sort is Sort.UNDESCRIBED
    }


def test_the_publisher_is_named_and_the_version_is_that_of_the_folder(tmp_path: Path) -> None:
    found = read(tmp_path / "ESCO dataset - v1.2.0 - classification - en - csv", ESCO_FILES)

    assert "1.2.0" == found.about.version
    assert found.about.licences == ("http://data.europa.eu/eli/dec/2011/833/oj",)
    assert any("ESCO classification of the European Commission" in one for one in found.about.credits)
    assert any("International Labour Organization" in one for one in found.about.credits)
