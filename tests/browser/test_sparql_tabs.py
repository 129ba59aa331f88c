"""The tabs of the query page in a browser: what they keep, their menu, the keyboard."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Browse
from tests.browser.visit import NARROW, WIDE, Visit
from tests.browser.workbench import FRONT, ROLES, ROWS, ask, run, value


def tab(at: Visit, name: str) -> Locator:
    return at.page.get_by_role("tab", name=name, exact=True)


def menu(at: Visit, item: str) -> None:
    at.page.get_by_role("button", name="What to do with this tab").click()
    at.page.get_by_role("menuitem", name=item, exact=True).click()


def test_tabs_hold_a_query_each_and_outlive_the_page(at: Visit) -> None:
    at.go("/sparql")
    ask(at, "ASK {}")
    at.page.get_by_role("button", name="Open a new tab").click()
    assert at.page.evaluate("document.activeElement.closest('.tabPanel.active .yasqe') !== null")
    ask(at, "ASK { FILTER(false) }")
    run(at)
    expect(at.page.locator(f"{FRONT} .booleanResult")).to_have_text("No")
    at.go("/sparql")
    assert "ASK { FILTER(false) }" == value(at)
    at.page.get_by_role("tab").first.click()

    assert "ASK {}" == value(at)
    expect(at.page.get_by_role("tab")).to_have_count(2)
    # Answers are not kept.
    expect(at.page.locator(".booleanResult")).to_have_count(0)


def test_a_link_opens_its_query_in_a_tab_of_its_own(at: Visit) -> None:
    at.go("/sparql")
    ask(at, "ASK { FILTER(1 = 1) }")
    for _ in range(2):
        at.go("/sparql?query=" + quote("ASK { FILTER(1 = 2) }"))
        expect(at.page.locator(f"{FRONT} .booleanResult")).to_have_text("No")
        expect(at.page.get_by_role("tab")).to_have_count(2)
    at.page.get_by_role("tab").first.click()

    assert "ASK { FILTER(1 = 1) }" == value(at)


def test_each_tab_keeps_its_choices(at: Visit) -> None:
    graph = "https://w3id.org/rolegraph/graph/statements"
    at.go("/sparql")
    ask(at, "ASK { ?a ?b 1 }")
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    at.go(f"/sparql?inferred=false&timeout=5&default-graph-uri={quote(graph)}&query={quote(query)}")
    expect(at.page.get_by_label("Inferred statements")).to_have_value("false")
    at.page.get_by_role("tab").first.click()
    expect(at.page.get_by_label("Inferred statements")).to_have_value("true")
    expect(at.page.locator("#ask [name=default-graph-uri]")).to_have_count(0)
    at.page.get_by_role("tab").last.click()

    expect(at.page.get_by_label("Inferred statements")).to_have_value("false")
    expect(at.page.get_by_label("At most")).to_have_value("5")
    with at.page.expect_request("**/sparql?**") as sent:
        run(at)
    for part in ("inferred=false", "timeout=5", f"default-graph-uri={quote(graph, safe='')}", "rows=500"):
        assert part in sent.value.url
    assert "rows=" not in at.page.url


def test_tabs_are_renamed_copied_closed_and_opened_again(at: Visit) -> None:
    at.go("/sparql")
    ask(at, "ASK {}")
    menu(at, "Rename the tab")
    at.page.get_by_label("Name of the tab").fill("Mine")
    at.page.keyboard.press("Enter")
    expect(tab(at, "Mine")).to_be_focused()
    menu(at, "Copy the tab")
    expect(at.page.get_by_role("tab")).to_have_count(2)
    assert "ASK {}" == value(at)
    menu(at, "Close the other tabs")
    expect(at.page.get_by_role("tab")).to_have_count(1)
    at.page.get_by_role("tab").locator(".closeTab").click()
    # There is always one.
    expect(tab(at, "Query")).to_have_attribute("aria-selected", "true")
    menu(at, "Open the closed tab again")

    assert "ASK {}" == value(at)


def test_the_keyboard_does_all_that_tabs_do(at: Visit) -> None:
    at.go("/sparql")
    keys = at.page.keyboard
    tab(at, "Query").focus()
    keys.press("Tab")
    expect(at.page.get_by_role("button", name="Open a new tab")).to_be_focused()
    keys.press("Enter")
    expect(tab(at, "Query 1")).to_have_attribute("aria-selected", "true")
    tab(at, "Query 1").focus()
    keys.press("ArrowRight")
    expect(tab(at, "Query")).to_be_focused()
    expect(tab(at, "Query")).to_have_attribute("aria-selected", "true")
    keys.press("F2")
    expect(at.page.get_by_label("Name of the tab")).to_be_focused()
    keys.insert_text("First")
    keys.press("Enter")
    expect(tab(at, "First")).to_be_focused()
    keys.press("F2")
    keys.insert_text("Not this")
    keys.press("Escape")
    expect(tab(at, "First")).to_be_focused()
    keys.press("Shift+F10")
    expect(at.page.get_by_role("menuitem", name="Open a new tab")).to_be_focused()
    keys.press("ArrowDown")
    expect(at.page.get_by_role("menuitem", name="Rename the tab")).to_be_focused()
    keys.press("Escape")
    expect(tab(at, "First")).to_be_focused()
    expect(at.page.get_by_role("menu")).to_have_count(0)
    keys.press("End")
    expect(tab(at, "Query 1")).to_be_focused()
    keys.press("Delete")

    expect(at.page.get_by_role("tab")).to_have_count(1)
    expect(tab(at, "First")).to_be_focused()


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_tabs_their_menu_and_their_names_are_accessible(browse: Browse, size: tuple[int, int]) -> None:
    at = browse(viewport={"width": size[0], "height": size[1]})
    at.go("/sparql")
    at.page.get_by_role("button", name="Open a new tab").click()
    ask(at, ROLES)
    run(at)
    expect(at.page.locator(ROWS)).to_have_count(3)
    at.accessible(sizes=[size])
    at.page.get_by_role("button", name="As sent").click()
    at.accessible(sizes=[size])
    at.page.get_by_role("button", name="Table", exact=True).click()
    at.page.get_by_label("One line a row").check()
    at.accessible(sizes=[size])
    at.page.get_by_role("button", name="What to do with this tab").click()
    at.accessible(sizes=[size])
    at.page.get_by_role("menuitem", name="Rename the tab").click()
    expect(at.page.get_by_label("Name of the tab")).to_be_focused()
    at.accessible(sizes=[size])
