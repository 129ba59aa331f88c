"""What tests of the query page share: where things are, and what a reader does there."""

from __future__ import annotations

from tests.browser.visit import Visit

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
