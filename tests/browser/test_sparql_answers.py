"""Answers on the query page in a browser: tables, as sent, downloads, what is said of them."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.visit import Visit
from tests.browser.workbench import FRONT, ROLES, ROWS, ask, run


def test_an_iri_in_the_table_leads_to_its_page(at: Visit) -> None:
    at.go("/sparql?lang=fi&query=" + quote(ROLES))
    link = at.page.locator(f"{ROWS} td a").first
    address = link.get_attribute("href")
    assert address is not None
    link.click()

    assert re.fullmatch(r"/id/role/[^?]+\?lang=fi", address)
    expect(at.page.locator("html")).to_have_attribute("lang", "fi")
    assert address in at.page.url


def test_a_label_in_the_table_leads_to_what_bears_it(at: Visit) -> None:
    row = "(<https://w3id.org/rolegraph/id/role/team-leader> 'A <b>'@en 1)"
    at.go("/sparql?query=" + quote(f"SELECT ?role ?label ?other {{ VALUES (?role ?label ?other) {{ {row} }} }}"))
    cells = at.page.locator(f"{ROWS} td")

    expect(cells.nth(2)).to_have_text("A <b> @en")
    expect(cells.nth(2).get_by_role("link")).to_have_attribute("href", re.compile("^/id/role/team-leader"))
    expect(cells.nth(3).get_by_role("link")).to_have_count(0)


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
