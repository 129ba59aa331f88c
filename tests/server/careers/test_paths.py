"""`/paths` over HTTP: as JSON, CSV and page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from ontology.terms import RGID
from tests.server.careers.conftest import HOSTILE

EX = "https://example.org/"
Page = Callable[..., LexborHTMLParser]


def get(client: Any, path: str, accept: str = "application/json", **given: str) -> Any:
    return client.send("GET", f"{path}?{urlencode(given)}", Accept=accept)


def told(client: Any, one: str, other: str, **more: str) -> Any:
    reply = get(client, "/paths", **{"from": one, "to": other, **more})
    assert 200 == reply.status, reply.text
    return json.loads(reply.body)


def names(found: Any) -> list[list[str]]:
    return [[role.rpartition("/")[2] for role in path["roles"]] for path in found["paths"]]


def members(page: LexborHTMLParser, selector: str, name: str) -> list[str]:
    """The attribute of this name of the elements that a selector finds."""
    return [one.attributes[name] or "" for one in page.css(selector)]


def seen(page: LexborHTMLParser, selector: str) -> str:
    return " ".join(one.text(strip=True, separator=" ") for one in page.css(selector))


def test_the_shortest_paths_and_all(bakers: Any) -> None:
    shortest = told(bakers, "apprentice", EX + "head")
    every = told(bakers, "apprentice", EX + "head", all="true")
    one = told(bakers, "apprentice", EX + "head", all="true", limit="1")

    assert ([["apprentice", "head"]], 1, False) == (names(shortest), shortest["shortest"], shortest["more"])
    assert [["apprentice", "head"], ["apprentice", "baker", "head"]] == names(every)
    assert ([["apprentice", "head"]], True) == (names(one), one["more"])
    assert [1, 2] == [path["steps"] for path in every["paths"]]


def test_a_step_tells_what_it_asks_for_and_where_that_it_leads_on_is_said(bakers: Any) -> None:
    found = told(bakers, "apprentice", EX + "baker")
    (move,) = found["moves"]

    assert ("leads", 1) == (move["kind"], move["documents"])
    assert [EX + "tact"] == [one["iri"] for one in move["gained"]["skill"]["first"]]
    assert [EX + "patience"] == [one["iri"] for one in move["kept"]["skill"]["first"]]
    assert 0 == move["dropped"]["skill"]["count"]
    (place,) = move["evidence"]
    assert [f"{RGID}document/{'a' * 16}/mention/{number}" for number in (0, 1)] == [
        place["from"]["mention"],
        place["to"]["mention"],
    ]


@pytest.mark.parametrize(
    "text",
    ["oppipoika", " OPPIPOIKA ", "Apprentice", EX + "apprentice", f"<{EX}apprentice>"],
)
def test_a_role_is_named_by_any_label_or_its_iri(bakers: Any, text: str) -> None:
    assert EX + "apprentice" == told(bakers, text, "miller")["from"]["iri"]


def test_letters_that_fold_to_others_are_found_too(bakers: Any) -> None:
    assert EX + "rye-baker" == told(bakers, "straße", "miller")["from"]["iri"]


def test_replaced_iris_lead_on(bakers: Any) -> None:
    assert [["baker", "head"]] == names(told(bakers, EX + "old", EX + "head"))


def test_from_a_role_to_itself_is_no_step(bakers: Any) -> None:
    found = told(bakers, "miller", "miller")

    assert ([["miller"]], [], 0, True) == (names(found), found["moves"], found["shortest"], found["found"])


def test_where_no_path_is_known_it_tells_what_can_be_reached(bakers: Any) -> None:
    found = told(bakers, "apprentice", "owner")
    short = told(bakers, EX + "baker", "owner", max_steps="1")

    assert (False, None, []) == (found["found"], found["shortest"], found["paths"])
    assert {EX + "baker": 1, EX + "head": 1} == {one["iri"]: one["steps"] for one in found["reachable"]}
    assert (False, 2) == (short["found"], short["shortest"])


def test_moves_aside_and_levels_are_told_as_such(bakers: Any) -> None:
    aside = told(bakers, "apprentice", "miller", lateral="true")
    level = told(bakers, EX + "baker", "owner")

    assert ["leads", "lateral"] == [move["kind"] for move in aside["moves"]]
    assert aside["moves"][1]["evidence"][0]["from"] is None
    assert ["level", "leads"] == [move["kind"] for move in level["moves"]]
    assert [] == level["moves"][0]["evidence"]
    assert {EX + "senior-baker": EX + "baker"} == {
        one["iri"]: one["stated_of"]["iri"] for one in level["roles"] if one["stated_of"]
    }


def test_a_name_of_several_roles_is_refused_with_the_choices(bakers: Any) -> None:
    reply = get(bakers, "/paths", **{"from": "baker", "to": "miller"})
    problem = json.loads(reply.body)

    assert (400, "application/problem+json") == (reply.status, reply.headers["content-type"])
    assert problem["type"].endswith("/ambiguous-role")
    assert {EX + "baker", EX + "rye-baker"} == {one["iri"] for one in problem["choices"]}


@pytest.mark.parametrize("name", ["nobody", EX + "nobody", EX + "tact", "<script>", "a:b", "\u0000", "“"])
def test_an_unknown_name_is_not_found(bakers: Any, name: str) -> None:
    reply = get(bakers, "/paths", **{"from": "miller", "to": name})

    assert 404 == reply.status
    assert "`to`" in json.loads(reply.body)["detail"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("from=miller", "`to` is wanted"),
        ("to=miller", "`from` is wanted"),
        ("from=miller&to=owner&to=owner", "`to` comes 2 times"),
        ("from=miller&to=owner&max_steps=13", "from 1 to 12"),
        ("from=miller&to=owner&max_steps=0", "from 1 to 12"),
        ("from=miller&to=owner&max_steps=²", "from 1 to 12"),
        ("from=miller&to=owner&limit=101", "from 1 to 100"),
        ("from=miller&to=owner&all=yes", "`all` is true or false"),
        ("from=miller&to=owner&lateral=1", "`lateral` is true or false"),
        ("from=miller&to=owner&format=xml", "no format"),
        ("from=miller&to=owner&lang=%21", "`lang`"),
        (f"from=miller&to={'x' * 1001}", "1001 characters"),
    ],
)
def test_a_bad_request_says_what_is_wrong(bakers: Any, given: str, said: str) -> None:
    path = urlsplit(f"/paths?{given}")
    reply = bakers.send("GET", f"{path.path}?{urlencode(parse_qs(path.query), doseq=True)}", Accept="application/json")

    assert 400 == reply.status
    assert said in json.loads(reply.body)["detail"]


def test_csv_has_a_row_for_each_step_of_each_path(bakers: Any) -> None:
    reply = get(bakers, "/paths", "text/csv", **{"from": "apprentice", "to": EX + "head", "all": "true"})
    rows = list(csv.DictReader(io.StringIO(reply.text)))

    assert reply.headers["content-type"].startswith("text/csv")
    assert [("1", "1"), ("2", "1"), ("2", "2")] == [(row["path"], row["step"]) for row in rows]
    # No spreadsheet takes it for a formula.
    assert '\'=tact, "and"\nmore' == rows[1]["gained_skills"]
    assert HOSTILE == rows[2]["to_label"]


def test_an_answer_is_kept_by_its_etag(bakers: Any) -> None:
    for accept in ("application/json", "text/csv", "text/html"):
        first = get(bakers, "/paths", accept, **{"from": "apprentice", "to": "miller"})
        path = "/paths?" + urlencode({"from": "apprentice", "to": "miller"})
        again = bakers.send("GET", path, Accept=accept, If_None_Match=first.headers["etag"])

        assert (304, b"") == (again.status, again.body)
        assert "Accept-Language" in again.headers["vary"]


def test_no_format_that_fits_is_told(bakers: Any) -> None:
    assert 406 == get(bakers, "/paths", "image/png", **{"from": "apprentice", "to": "miller"}).status


def test_the_page_without_roles_is_a_form(page: Page) -> None:
    found = page("/paths?lang=fi")

    assert ["from", "to"] == [one.attributes["name"] for one in found.css("form input[list]")]
    assert ["fi"] == members(found, "form input[name=lang]", "value")
    assert "asiakaspalvelija" in members(found, "#roles option", "value")
    assert not found.css("[role=alert]")


def test_the_page_draws_the_paths_and_tells_each_step(page: Page) -> None:
    found = page("/paths?" + urlencode({"from": "asiakaspalvelija", "to": "customer experience manager", "lang": "en"}))

    boxes = [one.text(strip=True) for one in found.css("svg a text")]
    assert "customer experience" in " ".join(boxes)
    assert len(found.css("svg polygon")) == len(found.css("section.move"))
    targets = {one.attributes["href"] for one in found.css("svg a") if one.css("polygon")}
    assert targets == {f"#{one.attributes['id']}" for one in found.css("section.move h2")}
    assert found.css(".ways a[href^='/id/role/']")
    assert {"sv", "fi"} == {one.attributes.get("lang") for one in found.css(".place blockquote")}
    assert "takes on the tricky cases" in seen(found, ".sentences [lang=en]")
    assert all(one.text(strip=True) for one in found.css(".place blockquote mark"))


def test_a_page_without_a_path_tells_what_is_in_reach(page: Page) -> None:
    found = page("/paths?" + urlencode({"from": "data analyst", "to": "registered nurse", "lang": "en"}))

    assert "No path is known" in seen(found, ".notice")
    assert "senior data analyst" in seen(found, "#content li a")
    assert not found.css("svg")


def test_an_unknown_role_has_a_page_that_asks_again(page: Page) -> None:
    found = page("/paths?" + urlencode({"from": "nobody at all", "to": "registered nurse", "lang": "en"}), 404)

    assert "nobody at all" in seen(found, "[role=alert]")
    assert ["true"] == members(found, "#from", "aria-invalid")
    assert ["registered nurse"] == members(found, "#to", "value")


def test_an_ambiguous_name_has_a_page_with_links_that_ask_on(bakers: Any) -> None:
    reply = get(bakers, "/paths", "text/html", **{"from": "baker", "to": "miller", "lateral": "true"})
    links = [one.attributes["href"] for one in LexborHTMLParser(reply.text).css("[role=alert] a")]

    assert (400, 2) == (reply.status, len(links))
    asked = [parse_qs(urlsplit(link or "").query) for link in links]
    assert [[EX + "baker"], [EX + "rye-baker"]] == sorted(one["from"] for one in asked)
    assert [["true"]] * 2 == [one["lateral"] for one in asked]


def test_hostile_labels_stay_text_in_page_and_drawing(bakers: Any) -> None:
    reply = get(bakers, "/paths", "text/html", **{"from": "apprentice", "to": HOSTILE, "all": "true"})
    found = LexborHTMLParser(reply.text)

    assert 200 == reply.status
    assert not found.css("script:not([src])")
    assert HOSTILE in [one.text() for one in found.css("bdi")]
    assert "<script>alert" not in reply.text
    assert "style=" not in reply.text
    assert "javascript:" not in reply.text
