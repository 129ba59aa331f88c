"""Pages of roles, concepts, documents and evidence, in a browser."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Browse
from tests.browser.visit import Visit

ROLE = "/id/role/customer-service-representative"
EVIDENCE = (
    "/evidence?s=rgid:role/customer-service-representative&p=rg:requiresSkill&o=rgid:skill/empathy",
    "/evidence?s=rgid:skill/empathy&p=rg:skillOf&o=rgid:role/customer-service-representative",
)
PAGES = (
    "/documents",
    ROLE,
    f"{ROLE}?lang=ru",
    "/id/skill/empathy?lang=fi",
    "/id/tool/salesforce",
    "/id/tool-category/help-desk-software",
    "/id/scheme/skills",
    "/id/scheme/levels",
    "/id/graph/statements",
    *EVIDENCE,
)


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_accessible(at: Visit, path: str) -> None:
    answer = at.go(path)

    assert 200 == answer.status
    at.accessible()


def test_documents_are_accessible(at: Visit) -> None:
    at.go("/documents")
    for link in at.page.locator("tbody td:nth-child(2) a").all()[:3]:
        at.go(link.get_attribute("href") or "")
        at.accessible()
        at.go("/documents")


def test_evidence_opens_below_its_statement_by_keyboard_alone(at: Visit) -> None:
    at.go(ROLE)
    why = at.page.locator("section[aria-labelledby=skill] a.why").first
    why.focus()
    at.page.keyboard.press("Enter")
    shown = at.page.locator("section[aria-labelledby=skill] .shown")
    shown.wait_for()

    assert "true" == why.get_attribute("aria-expanded")
    assert shown.locator("mark").count() >= 1
    assert ROLE in at.page.url
    at.accessible()
    why.focus()
    at.page.keyboard.press("Enter")
    shown.wait_for(state="detached")
    assert "false" == why.get_attribute("aria-expanded")


def test_evidence_is_a_page_without_scripts(browse: Browse) -> None:
    visit = browse(java_script_enabled=False)
    visit.go(ROLE)
    visit.page.locator("section[aria-labelledby=skill] a.why").first.click()
    visit.page.wait_for_url("**/evidence?**")

    assert visit.page.locator("blockquote mark").count() >= 1


def test_a_place_leads_into_the_document(at: Visit) -> None:
    at.go(EVIDENCE[0])
    marked = at.page.locator("blockquote mark").first.inner_text()
    at.page.locator("article.place .where a").first.click()
    at.page.wait_for_url("**/id/document/**#mention-*")

    target = at.page.url.rpartition("#")[2]
    assert at.page.locator(f"#{target}").count() == 1
    assert marked.split()[0] in at.page.locator(".text").inner_text()


def test_a_career_leads_to_the_roles_that_it_draws(at: Visit) -> None:
    at.go(ROLE)
    at.page.locator("svg a[aria-current=page] + a, svg a:has(rect:not(.own))").first.click()
    at.page.wait_for_url("**/id/role/**")

    assert at.page.locator("h1").inner_text()


def test_nothing_moves_while_a_page_is_read(at: Visit) -> None:
    at.go(ROLE)
    moved = at.page.evaluate(
        """new Promise(done => new PerformanceObserver(list => done(
            list.getEntries().reduce((sum, one) => sum + one.value, 0)
        )).observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 500))"""
    )

    assert 0 == moved


def test_a_role_s_page_is_light(at: Visit) -> None:
    sizes: list[int] = []
    at.page.on("response", lambda one: sizes.append(len(one.body())))
    at.go(ROLE)

    assert sum(sizes) <= 150_000
