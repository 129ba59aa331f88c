"""The graph in a browser: drawn, walked by keyboard, filtered, shared, saved; and as tables without scripts."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from ontology.terms import RGID
from tests.browser.conftest import Browse
from tests.browser.visit import NARROW, Visit

ROLE = f"{RGID}role/customer-service-representative"
OTHER = f"{RGID}role/customer-support-account-manager"
SVG = "{http://www.w3.org/2000/svg}"
_CY = "document.querySelector('.canvas').cy"
_DRAWN = f"{_CY}.nodes().map(node => node.id()).sort()"
_PLACES = f"Object.fromEntries({_CY}.nodes().map(node => [node.id(), node.position()]))"


def draw(visit: Visit, **given: str) -> None:
    """Open the page of a drawing and wait until it is there."""
    visit.go(f"/explore?{urlencode(given)}")
    drawn(visit)


def drawn(visit: Visit) -> list[str]:
    """Wait for the drawing; give what it shows."""
    visit.page.wait_for_selector("[data-state=drawn]")
    found: list[str] = visit.page.evaluate(_DRAWN)
    return found


def shown_on(visit: Visit) -> set[str]:
    """What the tables beside the drawing list."""
    return set(visit.page.locator("#tables table").first.locator("tbody th bdi").all_inner_texts())


def labels(visit: Visit) -> set[str]:
    found: list[str] = visit.page.evaluate(f"{_CY}.nodes().map(node => node.data('label'))")
    return set(found)


def chosen(visit: Visit) -> str:
    found: str = visit.page.evaluate(f"{_CY}.elements('.chosen').map(one => one.id()).join()")
    return found


def test_a_role_is_drawn_and_told_in_tables_alike(at: Visit) -> None:
    draw(at, of=ROLE)

    assert ROLE in drawn(at)
    assert 20 < len(drawn(at))
    assert labels(at) == shown_on(at)
    at.accessible()


def test_the_start_page_and_the_unknown(at: Visit) -> None:
    at.go("/explore")
    at.accessible()
    at.page.get_by_label("Start from a role, skill or tool").fill("empathy")
    at.page.locator("#explore-names option[value=empathy]").wait_for(state="attached")
    at.page.get_by_role("button", name="Draw").first.click()
    drawn(at)
    assert "empathy" in labels(at)

    at.go("/explore?of=rgid:role/nothing")
    at.forgive("404")
    at.accessible()


def test_the_panel_is_accessible_too(at: Visit) -> None:
    draw(at, of=ROLE)
    at.page.locator(".canvas").focus()
    at.page.keyboard.press("Enter")
    at.page.locator(".panel .edge").first.click()
    at.page.wait_for_selector(".panel .place")
    at.accessible()


def test_by_keyboard_alone(at: Visit) -> None:
    draw(at, of=ROLE)
    before = drawn(at)
    canvas = at.page.locator(".canvas")
    for _ in range(60):
        at.page.keyboard.press("Tab")
        if canvas.evaluate("one => one === document.activeElement"):
            break
    assert ROLE == chosen(at)
    told = at.page.locator("[data-told]")
    assert "customer service representative, Role" in told.inner_text()

    at.page.keyboard.press("ArrowUp")
    assert ROLE != chosen(at)
    neighbour = chosen(at)
    at.page.keyboard.press("Enter")
    assert at.page.locator(".panel").evaluate("one => one === document.activeElement")
    at.page.keyboard.press("Escape")
    assert canvas.evaluate("one => one === document.activeElement")

    at.page.keyboard.press("Home")
    assert ROLE == chosen(at)
    at.page.keyboard.press("-")
    at.page.wait_for_url(re.compile("closed="))
    assert [ROLE] == drawn(at)
    at.page.keyboard.press("+")
    at.page.wait_for_url(lambda url: "closed=" not in url)
    assert before == drawn(at)
    assert neighbour in before
    at.page.keyboard.press("Escape")
    at.page.keyboard.press("Escape")
    assert not canvas.evaluate("one => one === document.activeElement")


def test_expanding_and_collapsing_by_the_panel(at: Visit) -> None:
    draw(at, of=ROLE)
    before = drawn(at)
    at.page.evaluate(f"{_CY}.getElementById({json.dumps(OTHER)}).emit('tap')")
    at.page.get_by_role("button", name="Draw the neighbours").click()
    at.page.wait_for_url(re.compile("customer-support-account-manager"))
    more = drawn(at)
    at.page.get_by_role("button", name="Take the neighbours away").click()
    at.page.wait_for_url(lambda url: "account-manager" not in url.partition("closed")[0])

    assert set(before) < set(more)
    assert before == drawn(at)


def test_filters_change_the_drawing_its_tables_and_its_link(at: Visit, browse: Browse) -> None:
    draw(at, of=ROLE)
    kinds = [box.get_attribute("value") for box in at.page.locator("input[name=kinds]:checked").all()]
    for kind in set(kinds) - {"skill"}:
        at.page.locator(f"input[name=kinds][value={kind}]").uncheck()
    at.page.wait_for_url(re.compile("kinds=skill(&|$)"))
    at.page.wait_for_selector("[data-state=drawn]")
    at.page.wait_for_load_state("networkidle")
    left = at.page.evaluate(f"[...new Set({_CY}.nodes().map(node => node.data('kind')))].sort()")
    assert ["role", "skill"] == left
    # The tables come by a request of their own, after the drawing.
    for _ in range(50):
        if labels(at) == shown_on(at):
            break
        at.page.wait_for_timeout(100)
    assert labels(at) == shown_on(at)

    # The link gives the same to somebody else: the same things at the same places.
    again = browse()
    again.go(at.page.url.removeprefix(at.base))
    assert drawn(at) == drawn(again)
    assert at.page.evaluate(_PLACES) == again.page.evaluate(_PLACES)


def test_stated_only(at: Visit) -> None:
    draw(at, of=ROLE)
    assert at.page.evaluate(f"{_CY}.edges('[?inferred]').length") > 0
    at.page.locator("select[name=inferred]").select_option("false")
    at.page.wait_for_url(re.compile("inferred=false"))
    drawn(at)
    assert 0 == at.page.evaluate(f"{_CY}.edges('[?inferred]').length")


def test_inferred_only(at: Visit, browse: Browse) -> None:
    draw(at, of=ROLE)
    at.page.locator("select[name=inferred]").select_option(label="inferred only")
    at.page.wait_for_url(re.compile("inferred=only"))
    there = drawn(at)
    assert 1 < len(there)
    assert 0 == at.page.evaluate(f"{_CY}.edges('[!inferred]').length")

    plain = browse(java_script_enabled=False)
    plain.go(at.page.url.removeprefix(at.base))
    assert "only" == plain.page.locator("select[name=inferred]").input_value()
    rows = plain.page.locator("#tables table").last.locator("tbody td:nth-child(2)").all_inner_texts()
    assert rows
    assert all("inferred" in row for row in rows)
    assert len(there) == plain.page.locator("#tables table").first.locator("tbody tr").count()


def test_a_career_ladder_rises(at: Visit) -> None:
    draw(at, of=ROLE, layout="ladder")
    places = at.page.evaluate(_PLACES)

    assert places[OTHER]["y"] < places[ROLE]["y"]
    assert ["role"] == at.page.evaluate(f"[...new Set({_CY}.nodes().map(node => node.data('kind')))]")
    at.page.locator(".bar select[name=layout]").select_option("force")
    at.page.wait_for_url(re.compile("layout=force"))
    assert 20 < len(drawn(at))


def test_evidence_of_a_statement(at: Visit) -> None:
    draw(at, of=ROLE, kinds="skill")
    edge = f"{ROLE} https://w3id.org/rolegraph/ns#requiresSkill {RGID}skill/empathy"
    at.page.evaluate(f"{_CY}.getElementById({json.dumps(edge)}).emit('tap')")
    place = at.page.locator(".panel .place").first
    place.wait_for()

    assert "documents/" in place.inner_text()
    assert 0 < place.locator("mark").count()


def test_a_query_is_drawn(at: Visit) -> None:
    query = "PREFIX rg: <https://w3id.org/rolegraph/ns#> CONSTRUCT { ?a rg:leadsTo ?b } WHERE { ?a rg:leadsTo ?b }"
    draw(at, query=query)

    assert {ROLE, OTHER} <= set(drawn(at))
    at.page.locator(".canvas").focus()
    at.page.keyboard.press("+")
    at.page.wait_for_url(lambda url: "query=" not in url)
    assert 2 < len(drawn(at))


def test_pictures_can_be_saved(at: Visit, tmp_path: Path) -> None:
    draw(at, of=ROLE)
    files: dict[str, Path] = {}
    for name in ("PNG", "SVG"):
        with at.page.expect_download() as download:
            at.page.get_by_role("button", name=name).click()
        files[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[name])
    png = files["PNG"].read_bytes()
    svg = ElementTree.parse(files["SVG"]).getroot()

    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert min(struct.unpack(">II", png[16:24])) > 300
    assert f"{SVG}svg" == svg.tag
    titles = {one.text for one in svg.findall(f".//{SVG}g/{SVG}title")}
    assert labels(at) <= titles


@pytest.mark.parametrize("lang", ["fi", "ru"])
def test_names_are_in_the_readers_language(at: Visit, lang: str) -> None:
    draw(at, of=ROLE, lang=lang)
    found: list[Any] = at.page.evaluate(f"{_CY}.nodes('[depth = 0]').map(node => node.data('language'))")

    assert [lang] == found
    assert f"lang={lang}" in (at.page.locator("[data-json]").get_attribute("href") or "")


def test_without_scripts_there_are_tables(browse: Browse) -> None:
    plain = browse(java_script_enabled=False)
    plain.go(f"/explore?{urlencode({'of': ROLE})}")
    assert not plain.page.locator("[data-explore]").is_visible()
    first = shown_on(plain)

    plain.page.get_by_role("link", name="draw the neighbours of customer support account manager").first.click()
    assert first < shown_on(plain)
    plain.page.locator("form.filters select[name=layout]").select_option("ladder")
    plain.page.get_by_role("button", name="Show").click()
    kinds = plain.page.locator("#tables table").first.locator("tbody td:nth-child(2)").all_inner_texts()
    assert {"Role"} == {kind.strip() for kind in kinds}


def test_narrow_and_dark(browse: Browse) -> None:
    width, height = NARROW
    small = browse(viewport={"width": width, "height": height}, color_scheme="dark", reduced_motion="reduce")
    draw(small, of=ROLE)
    small.page.locator(".canvas").focus()
    small.page.keyboard.press("Enter")
    box = small.page.locator(".canvas").bounding_box()
    middle = small.page.evaluate(f"{_CY}.elements('.chosen').renderedPosition()")

    assert box is not None
    assert 0 < middle["x"] < box["width"]
    assert 0 < middle["y"] < box["height"]


def test_the_drawing_is_not_loaded_before_it_is_opened(at: Visit) -> None:
    asked: list[str] = []
    at.page.on("request", lambda request: asked.append(request.url))
    at.go("/id/role/customer-service-representative")
    assert 1 == at.page.locator("details[data-lazy]").count()
    assert [] == [url for url in asked if "cytoscape" in url or "/explore/data" in url]
    at.page.locator("details[data-lazy] > summary").click()

    assert ROLE in drawn(at)
    at.accessible()
