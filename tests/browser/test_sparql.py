"""The query page in a browser: typing, completing, running, mistakes, examples, links, with and without scripts."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Browse
from tests.browser.visit import NARROW, WIDE, Visit

#: The query that the editor holds.
VALUE = "document.querySelector('.CodeMirror').CodeMirror.getValue()"
ROLES = "PREFIX rg: <https://w3id.org/rolegraph/ns#>\nSELECT ?role { ?role a rg:Role } ORDER BY ?role LIMIT 3"


def value(at: Visit) -> str:
    """Give what the editor holds."""
    at.page.locator(".CodeMirror").wait_for()
    return str(at.page.evaluate(VALUE))


def ask(at: Visit, query: str) -> None:
    """Put a query in the editor in the place of what stands there."""
    at.page.locator(".CodeMirror").click()
    at.page.keyboard.press("Control+a")
    at.page.keyboard.insert_text(query)


def run(at: Visit) -> None:
    at.page.get_by_role("button", name="Run").click()


def type_after(at: Visit, before: str, typed: str) -> None:
    ask(at, before)
    at.page.keyboard.type(typed, delay=20)


def test_an_answer_appears_below_and_is_the_address(at: Visit) -> None:
    at.go("/sparql")
    ask(at, ROLES)
    run(at)

    expect(at.page.locator("#result tbody tr")).to_have_count(3)
    expect(at.page.get_by_role("status")).to_have_text("The answer is below.")
    address = at.page.url
    at.go("/")
    at.page.goto(address)
    expect(at.page.locator("#result tbody tr")).to_have_count(3)
    assert ROLES == value(at)


def test_the_way_back_leads_to_the_query_before(at: Visit) -> None:
    at.go("/sparql")
    ask(at, "ASK {}")
    run(at)
    expect(at.page.locator(".verdict")).to_have_text("Yes")
    ask(at, "ASK { FILTER(false) }")
    run(at)
    expect(at.page.locator(".verdict")).to_have_text("No")
    at.page.go_back()

    expect(at.page.locator(".verdict")).to_have_text("Yes")
    assert "ASK {}" == value(at)


def test_an_iri_in_the_table_leads_to_its_page(at: Visit) -> None:
    at.go("/sparql?lang=fi&query=" + quote(ROLES))
    link = at.page.locator("#result td a").first
    address = link.get_attribute("href")
    assert address is not None
    link.click()

    assert re.fullmatch(r"/id/role/[^?]+\?lang=fi", address)
    expect(at.page.locator("html")).to_have_attribute("lang", "fi")
    assert address in at.page.url


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
    assert at.page.locator("#ask").get_attribute("data-suggest")
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
    at.page.get_by_role("link", name="Line 2, column 12").click()
    assert [1, 12] == at.page.evaluate(
        "(c => [c.line, c.ch])(document.querySelector('.CodeMirror').CodeMirror.getCursor())"
    )
    at.page.keyboard.type(" ")
    expect(at.page.locator(".CodeMirror .wrong")).to_have_count(0)


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
    assert "rg:requiresSkill" in value(at)
    run(at)

    expect(at.page.locator("#result tbody tr").first).to_be_visible()


def test_a_table_is_sorted_and_narrowed(at: Visit) -> None:
    at.go("/sparql?query=" + quote("SELECT ?n ?w { VALUES (?n ?w) { (2 'b') (10 'a') (1 'c') } }"))
    column = at.page.locator("#result tbody tr:visible td:first-child")
    head = at.page.get_by_role("button", name="n", exact=True)
    for expected in (["1", "2", "10"], ["10", "2", "1"], ["2", "10", "1"]):
        head.click()
        assert expected == column.all_inner_texts()
    at.page.get_by_label("Show rows with").fill("A")

    assert ["10"] == column.all_inner_texts()


def test_a_download_is_the_answer_in_its_format(at: Visit) -> None:
    at.go("/sparql?query=" + quote("SELECT ?x { VALUES ?x { 1 2 } }"))
    with at.page.expect_download() as found:
        at.page.get_by_role("link", name="csv", exact=True).click()

    assert "x\n1\n2\n" == Path(found.value.path()).read_text()


def test_a_format_leads_away_from_the_page(at: Visit) -> None:
    at.go("/sparql")
    ask(at, "ASK {}")
    at.page.get_by_label("Answer").select_option("json")
    run(at)
    at.page.wait_for_url("**format=json**")

    assert '"boolean":true' in at.page.content()


def test_a_query_that_runs_can_be_stopped(at: Visit) -> None:
    at.go("/sparql")
    ask(at, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    run(at)
    at.page.get_by_role("button", name="Stop").click()

    expect(at.page.get_by_role("status")).to_have_text("The query was stopped.")
    expect(at.page.get_by_role("button", name="Stop")).to_be_hidden()


def test_inferred_statements_can_be_left_out(at: Visit) -> None:
    counting = "PREFIX rg: <https://w3id.org/rolegraph/ns#> SELECT (COUNT(*) AS ?n) { ?s rg:skillOf ?r }"
    at.go("/sparql")
    ask(at, counting)
    run(at)
    at.page.locator("#result tbody td").wait_for()
    every = at.page.locator("#result tbody td").inner_text()
    at.page.get_by_label("Inferred statements").select_option("without")
    run(at)

    assert int(every) > 0
    expect(at.page.locator("#result tbody td")).to_have_text("0")


def test_the_keyboard_does_all_of_it(at: Visit) -> None:
    at.go("/sparql")
    at.page.locator(".examples summary").focus()
    at.page.keyboard.press("Tab")
    assert at.page.evaluate("document.activeElement.closest('.CodeMirror') !== null")
    at.page.keyboard.press("Control+a")
    at.page.keyboard.insert_text("ASK {}")
    at.page.keyboard.press("Control+Enter")
    expect(at.page.locator(".verdict")).to_have_text("Yes")
    at.page.keyboard.press("Tab")

    assert "format" == at.page.evaluate("document.activeElement.id")
    at.page.keyboard.press("Shift+Tab")
    assert at.page.evaluate("document.activeElement.closest('.CodeMirror') !== null")


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
    expect(at.page.locator(".filter")).to_be_hidden()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o } LIMIT 20",
        "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 20",
        "ASK {}",
        "SELECT * {} LIMIT 0",
        "SELECT",
    ],
)
def test_every_kind_of_answer_is_accessible(at: Visit, query: str) -> None:
    at.go("/sparql?query=" + quote(query))

    if query == "SELECT":
        at.forgive("status of 400")
    for details in at.page.locator("details").all():
        details.evaluate("one => one.open = true")
    at.accessible()


@pytest.mark.parametrize("size", [NARROW, WIDE])
def test_open_completions_are_accessible(browse: Browse, size: tuple[int, int]) -> None:
    at = browse(viewport={"width": size[0], "height": size[1]})
    at.go("/sparql")
    type_after(at, "SELECT * {\n?role ", "rg:requ")
    at.page.locator(".CodeMirror-hint").first.wait_for()

    at.accessible(sizes=[size])


def test_the_page_is_light_before_its_editor(browse: Browse) -> None:
    at = browse()
    sizes: dict[str, int] = {}
    at.page.on("response", lambda one: sizes.update({one.url: len(one.body())}))
    at.go("/sparql")
    own = {url: size for url, size in sizes.items() if "/vendor/" not in url and "void" not in url}

    assert 5 <= len(own)
    assert sum(own.values()) <= 150_000
