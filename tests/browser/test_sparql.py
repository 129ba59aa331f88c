"""The query page in a browser: typing, completing, running, mistakes, examples, with and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Browse
from tests.browser.visit import NARROW, WIDE, Visit
from tests.browser.workbench import CODE, EDITOR, FRONT, ROLES, ROWS, ask, run, type_after, value


def test_an_answer_appears_below_and_is_the_address(at: Visit) -> None:
    at.go("/sparql")
    ask(at, ROLES)
    run(at)

    expect(at.page.locator(ROWS)).to_have_count(3)
    expect(at.page.get_by_role("status").first).to_have_text("The answer is below.")
    address = at.page.url
    at.go("/")
    at.page.goto(address)
    expect(at.page.locator(ROWS)).to_have_count(3)
    assert ROLES == value(at)


def test_the_way_back_leads_to_the_query_before(at: Visit) -> None:
    at.go("/sparql")
    ask(at, "ASK {}")
    run(at)
    expect(at.page.locator(f"{FRONT} .booleanResult")).to_have_text("Yes")
    ask(at, "ASK { FILTER(false) }")
    run(at)
    expect(at.page.locator(f"{FRONT} .booleanResult")).to_have_text("No")
    at.page.go_back()

    expect(at.page.locator(f"{FRONT} .booleanResult")).to_have_text("Yes")
    assert "ASK {}" == value(at)


@pytest.mark.parametrize(
    ("before", "typed", "chosen", "after"),
    [
        ("SELECT * {\n?role ", "rg:requ", "rg:requiresSkill", "?role rg:requiresSkill"),
        ("SELECT * {\n?role ", "requ", "rg:requiresSkill", "?role rg:requiresSkill"),
        ("SELECT * {\n?role a ", "skos:Conc", "skos:ConceptScheme", "?role a skos:ConceptScheme"),
        ("SELECT * {\n?role a ", "<https://w3id.org/rolegraph/ns#Rol", "rg:Role", "?role a rg:Role"),
    ],
)
def test_names_of_the_data_are_completed_and_their_prefixes_declared(
    at: Visit, before: str, typed: str, chosen: str, after: str
) -> None:
    at.go("/sparql")
    type_after(at, before, typed)
    at.page.locator(".CodeMirror-hint", has_text=re.compile(f"^{chosen}$")).click()
    query = value(at)

    assert query.endswith(after)
    assert 1 == query.count(f"PREFIX {chosen.partition(':')[0]}: <")


def test_prefixes_are_completed(at: Visit) -> None:
    at.go("/sparql")
    type_after(at, "", "PREFIX sk")
    at.page.locator(".CodeMirror-hint", has_text="skos: <").click()

    assert "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>" == value(at)


def test_variables_are_completed_by_the_keyboard(at: Visit) -> None:
    at.go("/sparql")
    type_after(at, "SELECT ?colleague WHERE { ?colleague a ?kind . ", "?col")
    at.page.keyboard.press("Control+Space")
    at.page.locator(".CodeMirror-hint").first.wait_for()
    at.page.keyboard.press("Enter")

    assert value(at).endswith(". ?colleague")


def test_concepts_are_completed_by_their_labels(at: Visit) -> None:
    at.go("/sparql")
    assert at.page.locator("#workbench").get_attribute("data-suggest")
    type_after(at, "SELECT * {\n?role ?p ", "empat")
    at.page.locator(".CodeMirror-hint", has_text="/empathy").first.click()

    assert value(at).endswith("?p <https://w3id.org/rolegraph/id/skill/empathy>")


def test_a_mistake_is_marked_in_the_editor(at: Visit) -> None:
    at.go("/sparql")
    ask(at, "SELECT * {\n  ?s <𝄞> [ }")
    run(at)

    expect(at.page.get_by_role("alert")).to_contain_text("Line 2, column 12")
    at.forgive("status of 400")
    expect(at.page.locator(".CodeMirror .wrong")).to_have_text("}")
    at.page.get_by_role("button", name="Line 2, column 12").click()
    assert [1, 12] == at.page.evaluate(f"(c => [c.line, c.ch])({CODE}.getCursor())")
    at.page.keyboard.type(" ")
    expect(at.page.locator(".CodeMirror .wrong")).to_have_count(0)


def test_declarations_that_lack_are_told(at: Visit) -> None:
    at.go("/sparql")
    ask(at, "# foaf:name\nSELECT * { ?s skos:prefLabel 'dct:title', <void:x> }")
    run(at)

    expect(at.page.get_by_role("alert").locator("pre").last).to_have_text(
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
    )
    at.forgive("status of 400")


def test_a_line_that_cannot_be_read_has_a_sign_before_it_runs(at: Visit) -> None:
    at.go("/sparql?lang=fi")
    ask(at, "SELECT * {\n  ?s ?p\n}")
    sign = at.page.locator(".broken")
    expect(sign).to_have_attribute("title", re.compile(r" 3$"))
    ask(at, "SELECT * {\n  ?s ?p ?o\n}")

    expect(sign).to_have_count(0)


def test_an_example_is_one_click_away(at: Visit) -> None:
    at.go("/sparql")
    at.page.locator(".examples summary").click()
    at.page.get_by_role("link", name="Skills that a role requires").click()
    expect(at.page.get_by_role("tab", name="Skills that a role requires")).to_have_attribute("aria-selected", "true")
    assert "rg:requiresSkill" in value(at)
    run(at)

    expect(at.page.locator(ROWS).first).to_be_visible()


def test_an_example_leaves_a_query_that_was_changed(at: Visit) -> None:
    at.go("/sparql")
    ask(at, "ASK { FILTER(true) }")
    at.page.locator(".examples summary").click()
    for _ in range(2):
        at.page.get_by_role("link", name="Skills that a role requires").click()
        expect(at.page.get_by_role("tab")).to_have_count(2)
    expect(at.page.get_by_role("tab").last).to_have_attribute("aria-selected", "true")
    at.page.get_by_role("tab").first.click()

    assert "ASK { FILTER(true) }" == value(at)


def test_a_query_that_runs_can_be_stopped(at: Visit) -> None:
    at.go("/sparql")
    ask(at, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    run(at)
    at.page.get_by_role("button", name="Stop").click()

    expect(at.page.get_by_role("status").first).to_have_text("The query was stopped.")
    expect(at.page.get_by_role("button", name="Stop")).to_be_hidden()


def test_inferred_statements_can_be_left_out(at: Visit) -> None:
    counting = "PREFIX rg: <https://w3id.org/rolegraph/ns#> SELECT (COUNT(*) AS ?n) { ?s rg:skillOf ?r }"
    at.go("/sparql")
    ask(at, counting)
    run(at)
    at.page.locator(f"{ROWS} td").nth(1).wait_for()
    every = at.page.locator(f"{ROWS} td").nth(1).inner_text()
    at.page.get_by_label("Inferred statements").select_option("without")
    run(at)

    assert int(every) > 0
    expect(at.page.locator(f"{ROWS} td").nth(1)).to_have_text("0")


def test_the_keyboard_does_all_of_it(at: Visit) -> None:
    at.go("/sparql")
    at.page.locator(".examples summary").focus()
    for name in ("Query", "Open a new tab", "What to do with this tab"):
        at.page.keyboard.press("Tab")
        assert name in at.page.evaluate("(one => one.ariaLabel ?? one.textContent)(document.activeElement)")
    at.page.keyboard.press("Tab")
    assert at.page.evaluate("document.activeElement.closest('.yasqe .CodeMirror') !== null")
    at.page.keyboard.press("Control+a")
    at.page.keyboard.insert_text("ASK {}")
    at.page.keyboard.press("Control+Enter")
    expect(at.page.locator(f"{FRONT} .booleanResult")).to_have_text("Yes")
    at.page.keyboard.press("Tab")

    assert "format" == at.page.evaluate("document.activeElement.id")
    at.page.keyboard.press("Shift+Tab")
    assert at.page.evaluate("document.activeElement.closest('.yasqe .CodeMirror') !== null")


def test_without_scripts_the_form_does_all_of_it(browse: Browse) -> None:
    at = browse(java_script_enabled=False)
    at.go("/sparql")
    at.page.get_by_label("Query").fill(ROLES)
    run(at)
    expect(at.page.locator("#result tbody tr")).to_have_count(3)
    at.page.get_by_label("Query").fill("SELECT * {\n  ?s <b> [ }")
    run(at)

    expect(at.page.get_by_role("alert")).to_contain_text("Line 2, column 12")
    at.forgive("status of 400")
    assert "SELECT * {\n  ?s <b> [ }" == at.page.get_by_label("Query").input_value()
    expect(at.page.locator("#workbench")).to_be_empty()


def test_where_the_bundle_does_not_come_the_form_does_all_of_it(at: Visit) -> None:
    at.page.route("**/vendor/yasgui.min.js*", lambda route: route.fulfill(content_type="text/javascript", body=""))
    at.go("/sparql")
    at.page.get_by_label("Query", exact=True).fill(ROLES)
    run(at)

    expect(at.page.locator("#result tbody tr")).to_have_count(3)


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_open_completions_are_accessible(browse: Browse, size: tuple[int, int]) -> None:
    at = browse(viewport={"width": size[0], "height": size[1]})
    at.go("/sparql")
    type_after(at, "SELECT * {\n?role ", "rg:requ")
    at.page.locator(".CodeMirror-hint").first.wait_for()

    at.accessible(sizes=[size])


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_a_query_taller_than_the_editor_is_accessible_and_holds_no_key(browse: Browse, size: tuple[int, int]) -> None:
    at = browse(viewport={"width": size[0], "height": size[1]})
    at.go("/sparql")
    ask(at, "SELECT * {\n" + "  # a line\n" * 60 + "}")
    at.accessible(sizes=[size])
    at.page.locator(EDITOR).click()
    at.page.keyboard.press("Control+End")
    at.page.keyboard.insert_text(" LIMIT 1")
    for held in (True, False):
        at.page.keyboard.press("Tab")
        assert held == at.page.evaluate("document.activeElement.closest('.yasqe .CodeMirror') !== null")
    for _ in range(2):
        at.page.keyboard.press("Shift+Tab")
    at.page.keyboard.insert_text("23")

    assert value(at).endswith("} LIMIT 123")


def test_the_page_is_light_before_its_editor(browse: Browse) -> None:
    at = browse()
    sizes: dict[str, int] = {}
    at.page.on("response", lambda one: sizes.update({one.url: len(one.body())}))
    at.go("/sparql")
    own = {url: size for url, size in sizes.items() if "/vendor/" not in url and "void" not in url}

    assert 5 <= len(own)
    assert sum(own.values()) <= 150_000
