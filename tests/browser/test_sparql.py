"""The query page in a browser: typing, completing, running, mistakes, examples, links, with and without scripts."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Browse
from tests.browser.visit import NARROW, WIDE, Visit

#: The tab in front, its editor, and the rows of its answer.
FRONT = ".tabPanel.active"
EDITOR = f"{FRONT} .yasqe .CodeMirror"
ROWS = f"{FRONT} .yasr tbody tr"
#: What the editor is, and the query that it holds.
CODE = f"document.querySelector('{EDITOR}').CodeMirror"
VALUE = f"{CODE}.getValue()"
ROLES = "PREFIX rg: <https://w3id.org/rolegraph/ns#>\nSELECT ?role { ?role a rg:Role } ORDER BY ?role LIMIT 3"


def value(at: Visit) -> str:
    """Give what the editor holds."""
    at.page.locator(EDITOR).wait_for()
    return str(at.page.evaluate(VALUE))


def ask(at: Visit, query: str) -> None:
    """Put a query in the editor in the place of what stands there."""
    at.page.locator(EDITOR).click()
    at.page.keyboard.press("Control+a")
    at.page.keyboard.insert_text(query)


def run(at: Visit) -> None:
    at.page.get_by_role("button", name="Run", exact=True).click()


def type_after(at: Visit, before: str, typed: str) -> None:
    ask(at, before)
    at.page.keyboard.type(typed, delay=20)


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


def test_an_iri_in_the_table_leads_to_its_page(at: Visit) -> None:
    at.go("/sparql?lang=fi&query=" + quote(ROLES))
    link = at.page.locator(f"{ROWS} td a").first
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


def test_a_table_is_sorted_and_narrowed(at: Visit) -> None:
    at.go("/sparql?query=" + quote("SELECT ?n ?w { VALUES (?n ?w) { (2 'b') (10 'a') (1 'c') } }"))
    column = at.page.locator(f"{ROWS} td:nth-child(2)")
    head = at.page.get_by_role("button", name=re.compile("^n: "))
    for expected in (["1", "2", "10"], ["10", "2", "1"], ["2", "10", "1"]):
        head.click()
        expect(column).to_have_text(expected)
    expect(at.page.locator(f"{FRONT} [aria-sort]")).to_have_count(0)
    at.page.get_by_label("Show rows with").fill("A")

    expect(column).to_have_text(["10"])


def test_a_download_is_the_answer_in_its_format(at: Visit) -> None:
    at.go("/sparql?query=" + quote("SELECT ?x { VALUES ?x { 1 2 } }"))
    with at.page.expect_download() as found:
        at.page.get_by_role("link", name="csv", exact=True).click()

    assert "x\n1\n2\n" == Path(found.value.path()).read_text()


def test_a_format_leads_away_from_the_page(at: Visit) -> None:
    at.go("/sparql")
    ask(at, "ASK {}")
    at.page.get_by_label("Answer", exact=True).select_option("json")
    run(at)
    at.page.wait_for_url("**format=json**")

    assert '"boolean":true' in at.page.content()


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


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o } LIMIT 20",
        "CONSTRUCT WHERE { ?s ?p ?o } LIMIT 20",
        "ASK {}",
        "SELECT * {} LIMIT 0",
        "SELECT",
        "SELECT * { ?s skos:prefLabel [ }",
        "SELECT * {}",
    ],
)
def test_every_kind_of_answer_is_accessible(at: Visit, query: str) -> None:
    at.go("/sparql?query=" + quote(query))

    if query == "SELECT" or "[ }" in query:
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


def test_the_answer_as_it_was_sent(at: Visit) -> None:
    at.go("/sparql?query=" + quote("SELECT ('a{{b}}' AS ?x) (<<( <x:a> <x:b> 1 )>> AS ?y) {}"))
    expect(at.page.locator(f"{ROWS} td").nth(1)).to_have_text("a{{b}}")
    expect(at.page.locator(f"{ROWS} td").nth(2)).to_have_text("<<( x:a x:b 1 )>>")
    at.page.get_by_role("button", name="As sent").click()

    expect(at.page.locator(f"{FRONT} .yasr .CodeMirror-code")).to_contain_text('"a{{b}}"')
    expect(at.page.get_by_role("button", name="As sent")).to_have_attribute("aria-pressed", "true")


def test_the_limit_of_rows_is_told_and_downloads_have_none(at: Visit) -> None:
    values = " ".join(map(str, range(700)))
    at.go("/sparql")
    ask(at, f"SELECT ?x {{ VALUES ?x {{ {values} }} }}")
    run(at)
    expect(at.page.locator(".yasr_response_chip")).to_contain_text("The first 500 rows.")
    expect(at.page.locator(".dt-info")).to_have_text("Rows 1 to 50 of 500")
    at.page.get_by_role("link", name="Last page").click()
    expect(at.page.locator(f"{ROWS} td:nth-child(2)").last).to_have_text("499")
    with at.page.expect_download() as found:
        at.page.get_by_role("link", name="csv", exact=True).click()

    assert 701 == len(Path(found.value.path()).read_text().splitlines())


def test_a_query_too_long_for_a_link_is_posted_and_has_no_address(at: Visit) -> None:
    at.go("/sparql")
    ask(at, f"SELECT ?x {{ VALUES ?x {{ {'1 ' * 5000}}} }} LIMIT 2")
    run(at)
    expect(at.page.locator(ROWS)).to_have_count(2)
    expect(at.page.get_by_role("status").first).to_have_text("The query is too long for a link.")
    with at.page.expect_download() as found:
        at.page.get_by_role("button", name="csv", exact=True).click()

    assert ["x", "1", "1"] == Path(found.value.path()).read_text().splitlines()
    assert at.page.url.endswith("/sparql")


def test_triples_are_a_table_too(at: Visit) -> None:
    at.go("/sparql?query=" + quote("CONSTRUCT WHERE { ?s a <https://w3id.org/rolegraph/ns#Role> } LIMIT 4"))

    expect(at.page.locator(ROWS)).to_have_count(4)
    expect(at.page.get_by_role("button", name=re.compile("^object: "))).to_be_visible()
    expect(at.page.get_by_role("link", name="turtle", exact=True)).to_be_visible()


def test_data_is_never_markup(at: Visit) -> None:
    hostile = """SELECT ('<img src=x onerror=alert(1)>' AS ?x) (IRI('javascript:alert(1)') AS ?y)
    (IRI("http://h.example/'onclick=alert(1)") AS ?z) (STRLANG('<b>', 'en') AS ?w) {}"""
    at.go("/sparql?query=" + quote(hostile))
    cells = at.page.locator(f"{ROWS} td")

    expect(cells.nth(1)).to_have_text("<img src=x onerror=alert(1)>")
    expect(cells.nth(2)).to_have_text("javascript:alert(1)")
    expect(cells.nth(4)).to_have_text("<b> @en")
    expect(at.page.locator(f"{ROWS} td a")).to_have_count(1)
    expect(at.page.locator(f"{ROWS} :is(img, b)")).to_have_count(0)


#: What YASGUI and the libraries in it say by themselves, in texts, titles or labels.
ENGLISH = re.compile(
    r"\b(tab|tabs|query|results?|response|rows?|show|shows|showing|page|pagination|filter|simple|ellipse|activate|all"
    r"|close|undo|rename|copy|new|download|true|false|view|seconds?|entries|first|last|next|previous|search|table)\b",
    re.IGNORECASE,
)
#: All that a reader sees or hears of the workbench: texts outside of queries and data, titles, labels.
SAID = """() => {
  const said = [];
  const root = document.getElementById("workbench");
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (!parent.closest(".CodeMirror-code, .CodeMirror-measure, tbody, pre, #format, .dt-column-title")) {
      said.push(walk.currentNode.data);
    }
  }
  for (const name of ["title", "aria-label", "placeholder"]) {
    for (const one of root.querySelectorAll(`[${name}]`)) if (!one.closest("tbody")) said.push(one.getAttribute(name));
  }
  return said.filter((one) => one.trim());
}"""


def test_no_english_is_left_in_finnish(at: Visit) -> None:
    said: set[str] = set()

    def listen() -> None:
        at.page.wait_for_timeout(100)
        said.update(at.page.evaluate(SAID))

    at.go("/sparql?lang=fi")
    listen()
    numbers = " ".join(map(str, range(700)))
    answers = (f"SELECT ?x {{ VALUES ?x {{ {numbers} }} }}", "ASK {}", "SELECT ?x {} LIMIT 0", "SELECT * {}", "SELECT")
    for query in answers:
        ask(at, query)
        at.page.get_by_role("button", name="Suorita", exact=True).click()
        at.page.locator(f"{FRONT} .yasr_results > *").first.wait_for()
        at.page.wait_for_load_state("networkidle")
        listen()
        for view in ("Sellaisenaan", "Taulukko"):
            button = at.page.get_by_role("button", name=view, exact=True)
            if button.is_visible():
                button.click()
                listen()
    at.forgive("status of 400")
    ask(at, answers[0])
    at.page.get_by_role("button", name="Suorita", exact=True).click()
    at.page.get_by_role("button", name="Taulukko", exact=True).click()
    at.page.get_by_role("button", name=re.compile("^x: ")).click()
    at.page.get_by_role("searchbox").fill("nothing of this")
    listen()
    at.page.get_by_role("button", name="Välilehden toiminnot").click()
    listen()
    at.page.get_by_role("menuitem", name="Nimeä välilehti uudelleen").click()
    listen()

    assert len(said) > 30
    # The engine says what it can't read in English, in any language of the page.
    assert [] == sorted(one for one in said if ENGLISH.search(one))


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
