"""What somebody does in OpenRefine: add a service, match a column, choose, fetch columns, look at previews."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from ontology.terms import RGID, Rg
from server.reconcile.asked import QUERIES
from tests.server.reconcile.client import Refine
from tests.server.reconcile.taxonomy import CLERK, CONTENT, EVIL, MODEL, PATIENCE

Begin = Callable[..., Refine]
O1, O2, O3 = (f"{CONTENT}occupation/o{number}" for number in (1, 2, 3))


def best(found: list[dict[str, Any]]) -> tuple[str, bool]:
    return found[0]["id"], found[0]["match"]


def features(candidate: dict[str, Any]) -> dict[str, Any]:
    return {one["id"]: one["value"] for one in candidate["features"]}


def test_the_services_are_listed(reconciling: Any) -> None:
    listed = json.loads(reconciling.send("GET", "/reconcile").body)["services"]
    page = LexborHTMLParser(reconciling.send("GET", "/reconcile?lang=fi", Accept="text/html").text)

    names = [one["name"] for one in listed]
    assert ["rolegraph", "roles"] == names[:2]
    assert {"skills", "tools", "tool-categories", "responsibilities", "best-practices", "esco"} < set(names)
    small = listed[names.index("esco")]
    assert ("Small taxonomy 7", CONTENT, ["By nobody."]) == (small["title"], small["identifierSpace"], small["credits"])
    urls = [node.attributes["href"] for node in page.css(".services a")]
    assert small["url"] + "?lang=fi" in urls
    assert len(urls) == len(listed)


@pytest.mark.parametrize("service", ["rolegraph", "roles", "skills", "esco"])
def test_a_manifest_tells_what_there_is(refine: Begin, service: str) -> None:
    found = refine(service).manifest()

    assert found["batchSize"] == QUERIES
    assert {"esco": CONTENT}.get(service, RGID) == found["identifierSpace"]
    types = {one["id"]: one["name"] for one in found["defaultTypes"]}
    if service == "esco":
        assert {f"{MODEL}Occupation": "Occupation", f"{MODEL}Skill": "Skill"} == types
    else:
        assert {"rolegraph": 8}.get(service, 1) == len(types)


def test_a_manifest_is_the_answer_to_a_post_of_nothing(refine: Begin) -> None:
    service = refine("esco")

    assert service.manifest() == json.loads(service.send().body)
    assert service.manifest() == json.loads(service.send(by_get=True, callback="f").body)


@pytest.mark.parametrize("by_get", [False, True])
def test_a_batch_in_several_languages(refine: Begin, by_get: bool) -> None:
    found = refine("esco").match(
        {
            "en": {"query": "helpdesk clerk"},
            "other name": {"query": "Support desk agent"},
            "fi": {"query": "lampunsytyttäjä", "limit": 1},
            "sv": {"query": "Lamptändarchef", "properties": [{"pid": "language", "v": "sv"}]},
            "mistyped": {"query": "helpdesk clrek"},
            "nothing": {"query": ""},
            "": {"query": "light lamps", "type": f"{MODEL}Skill", "type_strict": "should"},
        },
        by_get,
    )

    assert (O1, True) == best(found["en"]) == best(found["other name"])
    assert [O2] == [one["id"] for one in found["fi"]]
    assert "lampunsytyttäjä" == found["fi"][0]["name"]
    assert O3 == found["sv"][0]["id"]
    assert "lamptändarchef" == found["sv"][0]["name"]
    assert (O1, False) == best(found["mistyped"])
    assert [] == found["nothing"]
    assert f"{CONTENT}skill/s2" == found[""][0]["id"]
    assert [{"id": f"{MODEL}Skill", "name": "Skill"}] == found[""][0]["type"]


def test_two_of_one_name_are_not_sure_until_a_property_tells(refine: Begin) -> None:
    service = refine("esco")
    code = {"pid": "iscoCode", "v": "5164"}
    group = {"pid": "skos:broader", "v": [{"id": f"{CONTENT}isco/C9629", "name": "x"}]}

    alone = service.one("keeper")
    assert alone[0]["score"] == alone[1]["score"]
    assert not alone[0]["match"]
    assert (f"{CONTENT}occupation/o5", True) == best(service.one("keeper", properties=[code]))
    found = service.one("keeper", properties=[group])
    assert (f"{CONTENT}occupation/o4", True) == best(found)
    assert 1.0 == features(found[0])["property skos:broader"]
    assert 0.0 == features(next(one for one in found if one["id"].endswith("o5")))["property skos:broader"]


def test_a_group_above_and_a_skill_are_evidence(refine: Begin) -> None:
    service = refine("esco")

    for value in ("4", 42, {"id": f"{CONTENT}isco/C4"}, "group of 42"):
        (first, *_) = service.one("clerk", properties=[{"pid": "broader", "v": value}])
        assert (O1, 1.0) == (first["id"], features(first)["property broader"])
    (first, *_) = service.one("lamp", properties=[{"pid": "essentialSkill", "v": "light lamps"}])
    assert O2 == first["id"]
    found = service.one("clerk", properties=[{"pid": "iscoCode", "v": 42}, {"pid": "unheard of", "v": True}])
    assert 0.5 == features(next(one for one in found if one["id"] == O1))["property iscoCode"]


@pytest.mark.parametrize("text", [O2, "escoc:occupation/o2", "occupation/o2"])
def test_an_id_is_found_as_it_is(refine: Begin, text: str) -> None:
    (first, *_) = refine("esco").one(text)

    assert (O2, True, 100) == (first["id"], first["match"], first["score"])


def test_a_code_is_found(refine: Begin) -> None:
    (first, *_) = refine("esco").one("4222")

    assert (f"{CONTENT}isco/C4222", True) == (first["id"], first["match"])
    assert first["description"].startswith("4222 · ")


def test_properties_alone_find(refine: Begin) -> None:
    service = refine("esco")
    found = service.match(
        {
            "group": {"properties": [{"pid": "broader", "v": "9629"}]},
            "skill": {"properties": [{"pid": "essentialSkill", "v": {"id": "escoc:skill/s1"}}]},
            "code": {"properties": [{"pid": "notation", "v": "422"}]},
            "name": {"properties": [{"pid": "altLabel", "v": "light keeper"}], "type": [f"{MODEL}Occupation"]},
            "unknown": {"properties": [{"pid": "shoe size", "v": 43}]},
        }
    )

    assert {O2, f"{CONTENT}occupation/o4"} == {one["id"] for one in found["group"]}
    assert [O1] == [one["id"] for one in found["skill"]]
    assert [f"{CONTENT}isco/C422"] == [one["id"] for one in found["code"]]
    assert O2 == found["name"][0]["id"]
    assert [] == found["unknown"]


def test_types_narrow_or_are_a_wish(refine: Begin) -> None:
    service, skill = refine("esco"), f"{MODEL}Skill"

    def types(**more: Any) -> set[str]:
        return {held["id"] for one in service.one("lamp", **more) for held in one["type"]}

    assert {skill} == types(type=skill) == types(type=["esco:Skill"], type_strict="all")
    assert skill in types(type=skill, type_strict="should")
    assert len(types(type=skill, type_strict="should")) > 1
    assert set() == types(type="https://example.org/none")
    assert set() == types(type=[skill, f"{MODEL}Occupation"], type_strict="all")
    assert {skill, f"{MODEL}Occupation"} <= types(type=[skill, {"id": f"{MODEL}Occupation", "name": "x"}])


def test_our_concepts_by_kind_and_all_together(refine: Begin) -> None:
    found = refine("rolegraph").match(
        {"a": {"query": "сотрудник поддержки"}, "b": {"query": "Tålamod", "type": "skill"}}
    )

    assert (CLERK, True) == best(found["a"])
    assert (PATIENCE, True) == best(found["b"])
    assert [{"id": Rg.Skill.value, "name": "Skill"}] == found["b"][0]["type"]
    assert "Staying calm." == found["b"][0]["description"]
    assert {CLERK} == {one["id"] for one in refine("roles").one("patience")}
    assert (CLERK, True) == best(refine("roles").one("rgid:role/helpdesk-clerk"))
    assert [] == [one for one in refine("skills").one(CLERK) if one["id"] == CLERK]


def test_names_come_in_the_readers_language(refine: Begin, reconciling: Any) -> None:
    assert "tukipalvelija" == refine("esco?lang=fi").one("helpdesk clerk")[0]["name"]
    assert "helpdesk clerk" == refine("esco", Accept_Language="fi").one("helpdesk clerk")[0]["name"]
    assert "Osaaminen" != refine("skills", Accept_Language="fi").manifest()["name"]


def test_columns_are_fetched(refine: Begin) -> None:
    found = refine("esco").extend(
        [O1, "occupation/o2", "escoc:skill/s1", "http://example.org/none", "no iri at all <>"],
        "prefLabel", "prefLabel@fi", "altLabel", "definition", "iscoGroup", "iscoCode", "broaderTransitive",
        "essentialSkill", "essentialFor", "skillReuseLevel", "match/rolegraph",
    )  # fmt: skip
    one, two, skill, none, bad = found["rows"].values()

    assert [{"str": "helpdesk clerk"}] == one["prefLabel"]
    assert [{"str": "tukipalvelija"}] == one["prefLabel@fi"]
    assert [{"str": "support desk agent"}] == one["altLabel"]
    assert [{"str": "Answers at the desk."}] == one["definition"]
    assert [{"id": f"{CONTENT}isco/C4222", "name": "group of 4222"}] == one["iscoGroup"]
    assert [{"str": "4222"}] == one["iscoCode"]
    assert ["4222", "422", "42", "4"] == [above["id"].rpartition("C")[2] for above in one["broaderTransitive"]]
    assert [{"id": f"{CONTENT}skill/s1", "name": "stay patient"}] == one["essentialSkill"]
    assert [{"id": CLERK, "name": "helpdesk clerk"}] == one["match/rolegraph"]
    assert [{"str": "lampunsytyttäjä"}] == two["prefLabel@fi"]
    assert [{"id": O1, "name": "helpdesk clerk"}] == skill["essentialFor"]
    assert [{"str": "cross-sector"}] == skill["skillReuseLevel"]
    assert {()} == {tuple(values) for row in (none, bad) for values in row.values()}
    services = {meta["id"]: meta.get("service", "") for meta in found["meta"]}
    assert services["match/rolegraph"].endswith("/reconcile/rolegraph")
    assert not services["essentialSkill"]


def test_columns_of_ours_lead_to_the_taxonomy(refine: Begin) -> None:
    labels = {"id": "prefLabel", "settings": {"lang": "nb", "limit": "1"}}
    found = refine("rolegraph").extend(
        [CLERK, PATIENCE], labels, "status", "requiresSkill", "requiredBy", "match/esco", "closeMatch"
    )
    clerk, patience = found["rows"].values()

    assert [{"id": O1, "name": "helpdesk clerk"}] == clerk["match/esco"]
    assert [{"str": O1}] == clerk["closeMatch"]
    assert [{"id": PATIENCE, "name": "patience"}] == clerk["requiresSkill"]
    assert [{"id": CLERK, "name": "helpdesk clerk"}] == patience["requiredBy"]
    assert [{"str": "tålmodighet"}] == patience["prefLabel"]
    assert ([{"str": "Curated"}], []) == (patience["status"], clerk["prefLabel"])
    (other,) = [meta["service"] for meta in found["meta"] if "service" in meta]
    assert other.endswith("/reconcile/esco")


def test_a_limit_cuts_values(refine: Begin) -> None:
    cut = {"id": "broaderTransitive", "settings": {"limit": 2}}
    rows = refine("esco").extend([O1], cut)["rows"]

    assert 2 == len(rows[O1]["broaderTransitive"])


def test_properties_are_proposed_for_a_type(refine: Begin) -> None:
    service = refine("esco")
    occupation = {one["id"]: one["name"] for one in service.proposals(f"{MODEL}Occupation")["properties"]}
    skill = {one["id"] for one in service.proposals(f"{MODEL}Skill")["properties"]}

    assert "Essential skills" == occupation["essentialSkill"]
    assert "prefLabel@fi" in occupation
    assert "essentialSkill" not in skill
    assert {"essentialFor", "skillReuseLevel", "notation"} <= skill
    assert 3 == len(service.proposals("", limit=3)["properties"])
    assert "maker" not in {one["id"] for one in refine("roles").proposals("role")["properties"]}


def test_every_proposed_property_can_be_fetched(refine: Begin) -> None:
    for name, identifier in (("esco", O1), ("rolegraph", CLERK), ("skills", PATIENCE)):
        service = refine(name)
        ids = [one["id"] for one in service.proposals("")["properties"]]
        service.extend([identifier], *ids)


def test_concepts_are_suggested(refine: Begin) -> None:
    esco, roles = refine("esco"), refine("roles")

    assert [O1] == [one["id"] for one in esco.suggest("entity", "helpd")]
    assert {O2, O3, f"{CONTENT}skill/s2"} == {one["id"] for one in esco.suggest("entity", "lam")}
    assert O2 == esco.suggest("entity", "occupation/o2")[0]["id"]
    assert f"{CONTENT}isco/C422" == esco.suggest("entity", "422")[0]["id"]
    assert [] == esco.suggest("entity", "")
    first = esco.suggest("entity", "lam")
    assert [one["id"] for one in first[1:]] == [one["id"] for one in esco.suggest("entity", "lam", cursor=1)]
    assert [CLERK] == [one["id"] for one in roles.suggest("entity", "tukih")]
    assert [] == roles.suggest("entity", "patien")


def test_types_and_properties_are_suggested(refine: Begin) -> None:
    esco = refine("esco")

    assert [f"{MODEL}Occupation"] == [one["id"] for one in esco.suggest("type", "occ")]
    assert [f"{MODEL}Skill"] == [one["id"] for one in esco.suggest("type", f"{MODEL}Skill")]
    assert "iscoCode" in [one["id"] for one in esco.suggest("property", "isco")]
    assert "prefLabel" == esco.suggest("property", "pref")[0]["id"]
    assert [] == esco.suggest("type", "shoe")


def test_a_preview_is_shown_in_a_frame(refine: Begin) -> None:
    reply = refine("esco").preview(O1)
    page = LexborHTMLParser(reply.text)

    assert 200 == reply.status
    assert "frame-ancestors *" in reply.headers["content-security-policy"]
    assert "script-src" not in reply.headers["content-security-policy"]
    assert "helpdesk clerk" == page.css("h1")[0].text()
    assert "Answers at the desk." in page.css(".definition")[0].text()
    assert "support desk agent" in page.css("dl")[0].text()
    assert "By nobody." in reply.text
    assert "<script" not in refine("esco").preview(f"{CONTENT}skill/s3").text


def test_what_stands_in_the_data_is_text(refine: Begin) -> None:
    (first, *_) = refine("esco").one(EVIL)
    page = refine("esco").preview(f"{CONTENT}skill/s3")

    assert EVIL == first["name"]
    assert EVIL in LexborHTMLParser(page.text).css("h1")[0].text()


def test_a_view_leads_to_the_concept(refine: Begin) -> None:
    ours, theirs = refine("rolegraph").view(CLERK), refine("esco").view(O2)

    assert (303, "/id/role/helpdesk-clerk") == (ours.status, ours.headers["location"])
    assert (303, O2) == (theirs.status, theirs.headers["location"])
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        assert 404 == refine("esco").view(elsewhere).status
        assert 404 == refine("esco").preview(elsewhere).status
