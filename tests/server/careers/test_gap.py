"""`/gap` over HTTP: as JSON, CSV and page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from selectolax.lexbor import LexborHTMLParser

from ontology.terms import RGID
from tests.server.careers.test_paths import EX, get, members

CSR, CSAM = f"{RGID}role/customer-service-representative", f"{RGID}role/customer-support-account-manager"


def gap(client: Any, one: str, other: str, **more: str) -> Any:
    reply = get(client, "/gap", **{"from": one, "to": other, **more})
    assert 200 == reply.status, reply.text
    return json.loads(reply.body)


def stated(site: Any, role: str, of: str) -> set[str]:
    query = f"PREFIX rg: <https://w3id.org/rolegraph/ns#> SELECT DISTINCT ?o {{ <{role}> rg:{of} ?o }}"
    return set(site.csv(query))


def iris(part: Any, change: str) -> set[str]:
    return {one["iri"] for one in part[change]}


def test_the_parts_are_what_sparql_finds(site: Any) -> None:
    found = gap(site, "asiakaspalvelija", CSAM)

    for kind, of in (("skill", "requiresSkill"), ("tool", "usesTool"), ("responsibility", "hasResponsibility")):
        one, other = stated(site, CSR, of), stated(site, CSAM, of)
        part = found["kinds"][kind]
        assert (one & other, other - one, one - other) == tuple(
            iris(part, change) for change in ("shared", "missing", "extra")
        )
        assert round(len(one & other) / len(one | other), 4) == part["similarity"]
    assert found["kinds"]["skill"]["shared"]


def test_labels_are_in_the_language_asked_for_and_the_concepts_the_same(site: Any) -> None:
    finnish, russian = gap(site, CSR, CSAM, lang="fi"), gap(site, CSR, CSAM, lang="ru")

    assert ("fi", "ru") == (finnish["from"]["language"], russian["from"]["language"])
    for kind, part in finnish["kinds"].items():
        for change in ("shared", "missing", "extra"):
            assert iris(part, change) == iris(russian["kinds"][kind], change)


def test_a_missing_tool_of_a_known_category_is_near_unless_nothing_inferred_is_wanted(site: Any) -> None:
    with_inferred, without = gap(site, CSAM, CSR), gap(site, CSAM, CSR, inferred="false")
    near = [one for kind in ("tool", "tool-category") for one in with_inferred["kinds"][kind]["missing"] if one["near"]]
    usable = stated(site, CSAM, "mayUseToolCategory")

    assert near
    assert {one["category"]["iri"] for each in near for one in each["near"]} <= usable
    assert not [one for part in without["kinds"].values() for one in part["missing"] if one["near"]]


def test_a_role_is_all_like_itself(site: Any) -> None:
    found = gap(site, CSR, CSR)

    assert 1 == found["similarity"]
    assert not [one for part in found["kinds"].values() for one in (*part["missing"], *part["extra"])]


def test_roles_of_which_nothing_is_known_have_no_similarity(bakers: Any) -> None:
    found = gap(bakers, "miller", "owner")

    assert (None, False, False) == (found["similarity"], found["from"]["known"], found["to"]["known"])


def test_a_level_is_compared_as_its_plain_role_and_says_so(bakers: Any) -> None:
    found, without = (
        gap(bakers, "senior baker", "apprentice"),
        gap(bakers, "senior baker", "apprentice", inferred="false"),
    )

    assert (EX + "baker", 0.5) == (found["from"]["stated_of"]["iri"], found["similarity"])
    assert (None, None) == (without["from"]["stated_of"], without["similarity"])


def test_csv_has_a_row_for_each_concept(bakers: Any) -> None:
    reply = get(bakers, "/gap", **{"from": "apprentice", "to": EX + "baker", "format": "csv"})
    rows = list(csv.reader(io.StringIO(reply.text)))

    assert ["kind", "change", "concept", "label", "language", "near"] == rows[0]
    assert [["skill", "missing", EX + "tact"], ["skill", "shared", EX + "patience"]] == [row[:3] for row in rows[1:]]


def test_an_unknown_name_is_not_found(bakers: Any) -> None:
    assert 404 == get(bakers, "/gap", **{"from": "nobody", "to": "miller"}).status


def test_the_page_has_three_columns_a_kind_and_links(page: Callable[..., LexborHTMLParser]) -> None:
    found = page("/gap?" + urlencode({"from": CSAM, "to": CSR, "lang": "fi,en"}))

    assert 15 == len(found.css(".columns > div"))
    assert found.css("#skill")
    assert found.css(".near a[href^='/id/tool-category/']")
    (paths,) = members(found, "#pair ~ p a[href^='/paths?']", "href")
    assert "lang=fi" in paths
    assert not found.css("script:not([src])")
