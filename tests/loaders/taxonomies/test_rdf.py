"""RDF in any serialisation, SKOS-XL, and Wikidata."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import Dataset

from loaders.taxonomies.findings import Sort
from loaders.taxonomies.terms import Esco
from ontology.terms import Dcterms, Rdf, Skos
from tests.loaders.taxonomies.samples import CAPTAIN, ESCO, STEER, Result, read, tagged

PLAIN = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix ex: <https://example.org/> .
ex:scheme a skos:ConceptScheme ; dcterms:title "Vessels"@en ; owl:versionInfo "3.1" ;
    dcterms:license <https://example.org/licence> .
ex:ship a skos:Concept ; skos:prefLabel "ship"@en, "vessel"@en, "skip"@no ; skos:altLabel "ship"@en, " big  boat "@en ;
    skos:notation "1.10" ; skos:narrower ex:ferry ; skos:inScheme ex:scheme ; dcterms:creator [ a ex:Person ] .
ex:ferry skos:prefLabel "ferry" ; skos:definition "Carries people across." .
ex:other ex:p ex:ship .
"""
XL = f"""
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix esco: <http://data.europa.eu/esco/model#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<{ESCO}label/1> a skosxl:Label ; skosxl:literalForm "ferry captain"@en .
<{CAPTAIN}> a skos:Concept, esco:Occupation ; skosxl:prefLabel <{ESCO}label/1>, <{ESCO}label/2> ;
    skosxl:altLabel [ skosxl:literalForm "skipper"@en ] ; skos:altLabel "skipper"@en ;
    dct:description <{ESCO}node-literal/1> ; skos:broader <{ESCO}isco/C3152> ;
    esco:hasAssociation <{ESCO}relation/1> .
<{ESCO}relation/1> a esco:AssociationObject ; esco:isAssociationFor <{CAPTAIN}> ; esco:target <{STEER}> ;
    dct:type <{ESCO}relationship-type/optional-skill> .
<{STEER}> a skos:Concept, esco:Skill ; skosxl:prefLabel <{ESCO}label/3> ; esco:isEssentialSkillFor <{CAPTAIN}> .
<{ESCO}node-literal/1> a esco:NodeLiteral ; esco:language "en"^^xsd:language ; esco:nodeLiteral "Leads a crew." .
<{ESCO}label/2> skosxl:literalForm "fergekaptein/fergekapteinin"@no .
<{ESCO}label/3> skosxl:literalForm "steer"@en .
"""
EX = "https://example.org/"
WD = "http://www.wikidata.org/entity/"
FORMATS = {"nt": "nt", "rdf": "xml", "jsonld": "json-ld", "json": "json-ld", "trig": "trig", "nq": "nquads"}


def test_plain_skos(tmp_path: Path) -> None:
    found = read(tmp_path, {"vessels.ttl": PLAIN})

    assert {
        "pref": {tagged("ship", "en"), tagged("skip", "nb")},
        "alt": {tagged("vessel", "en"), tagged("big boat", "en")},
    } == found.labels(EX + "ship")
    assert {EX + "ship"} == found.values(EX + "ferry", Skos.broader)
    assert {'"1.10"'} == found.values(EX + "ship", Skos.notation)
    assert {'"Carries people across."'} == found.values(EX + "ferry", Skos.definition)
    assert {Skos.Concept.value} == found.values(EX + "ferry", Rdf.type)
    assert ("Vessels", "3.1", ("https://example.org/licence",)) == (
        found.about.title,
        found.about.version,
        found.about.licences,
    )
    assert not [one for one in found.statements if one[0] == EX + "other"]
    assert 1 == found.counts[Sort.BLANK] == found.counts[Sort.SECOND] == found.counts[Sort.TAG]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("ending", FORMATS)
def test_other_serialisations_say_the_same(ending: str, tmp_path: Path) -> None:
    expected = read(tmp_path / "ttl", {"vessels.ttl": PLAIN})
    other = Dataset().parse(data=PLAIN, format="turtle").serialize(format=FORMATS[ending])
    found = read(tmp_path / ending, {f"vessels.{ending}": other})

    def kept(result: Result) -> set[tuple[str, str, str]]:
        return {one for one in result.statements if one[1] != Dcterms.source.value}

    assert kept(expected) == kept(found)


def test_labels_without_a_language_may_get_one(tmp_path: Path) -> None:
    found = read(tmp_path, {"vessels.ttl": PLAIN}, language="en")

    assert {tagged("ferry", "en")} == found.labels(EX + "ferry")["pref"]


def test_skos_xl_and_escos_nodes(tmp_path: Path) -> None:
    found = read(tmp_path, {"esco_v1.2.0.ttl": XL})

    assert {tagged("ferry captain", "en"), tagged("fergekaptein", "nb")} == found.labels(CAPTAIN)["pref"]
    assert {tagged("skipper", "en"), tagged("fergekapteinin", "nb")} == found.labels(CAPTAIN)["alt"]
    assert {tagged("Leads a crew.", "en")} == found.values(CAPTAIN, Skos.definition)
    assert (
        {STEER} == found.values(CAPTAIN, Esco.relatedEssentialSkill) == found.values(CAPTAIN, Esco.relatedOptionalSkill)
    )
    assert {Skos.Concept.value, Esco.Occupation.value} == found.values(CAPTAIN, Rdf.type)
    assert 2 == found.concepts
    assert "1.2.0" == found.about.version
    assert not [one for one in found.statements if "/label/" in one[2] or "/relation/" in one[2]]


def entity(number: int, **more: object) -> str:
    labels = {"en": {"language": "en", "value": f"thing {number}"}, "no": {"language": "no", "value": f"ting {number}"}}
    return json.dumps({"type": "item", "id": f"Q{number}", "labels": labels, **more})


def test_a_dump_of_wikidata(tmp_path: Path) -> None:
    claim = {"mainsnak": {"snaktype": "value", "datavalue": {"value": {"id": "Q1"}, "type": "wikibase-entityid"}}}
    aliases = {"en": [{"language": "en", "value": "object"}]}
    descriptions = {"en": {"language": "en", "value": "what is meant"}}
    second = entity(
        2, claims={"P279": [claim, {"mainsnak": {"snaktype": "novalue"}}]}, aliases=aliases, descriptions=descriptions
    )
    found = read(tmp_path, {"dump.json": f"[\n{entity(1, claims=[])},\n{second}\n]\n".replace('"claims": [],', "")})

    assert {"pref": {tagged("thing 2", "en"), tagged("ting 2", "nb")}, "alt": {tagged("object", "en")}} == found.labels(
        WD + "Q2"
    )
    assert {WD + "Q1"} == found.values(WD + "Q2", Skos.broader)
    assert {tagged("what is meant", "en")} == found.values(WD + "Q2", Skos.definition)
    assert ("https://creativecommons.org/publicdomain/zero/1.0/",) == found.about.licences


def test_results_of_wikidata_as_json_and_csv(tmp_path: Path) -> None:
    def literal(value: str, language: str) -> dict[str, str]:
        return {"type": "literal", "xml:lang": language, "value": value}

    item = {"type": "uri", "value": WD + "Q5"}
    rows = [
        {"item": item, "label": literal("cook", "en"), "alt": literal("galley cook", "en"), "code": {"value": "5120"}},
        {"item": item, "label": literal("cook", "en"), "alt": literal("chef", "en")},
        {"item": item, "label": literal("kokki", "fi")},
    ]
    text = json.dumps({"head": {"vars": ["item", "label", "alt", "code"]}, "results": {"bindings": rows}})
    csv = f"item,label,lang,alt,code\n{WD}Q5,cook,en,galley cook,5120\nQ5,cook,en,chef,\nQ5,kokki,fi,,\n"
    for result in (read(tmp_path / "a", {"r.json": text}), read(tmp_path / "b", {"r.csv": csv})):
        assert {
            "pref": {tagged("cook", "en"), tagged("kokki", "fi")},
            "alt": {tagged("galley cook", "en"), tagged("chef", "en")},
        } == result.labels(WD + "Q5")
        assert {'"5120"'} == result.values(WD + "Q5", Skos.notation)
