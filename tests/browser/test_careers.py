"""Paths and gaps between roles, in a browser."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Browse
from tests.browser.visit import Visit

PATHS = "/paths?from=asiakaspalvelija&to=customer+experience+manager&all=true&lang=en"
GAP = "/gap?from=rgid:role/customer-support-account-manager&to=asiakaspalvelija&lang=en"


@pytest.mark.parametrize(
    "path",
    [
        "/paths",
        "/gap",
        PATHS,
        PATHS.replace("lang=en", "lang=ru") + "&lateral=true",
        "/paths?from=data+analyst&to=registered+nurse&lang=fi",
        "/paths?from=data+analyst&to=data+analyst",
        GAP,
    ],
)
def test_pages_are_accessible(at: Visit, path: str) -> None:
    answer = at.go(path)

    assert 200 == answer.status
    at.accessible()


def test_an_unknown_role_is_told_on_an_accessible_page(at: Visit) -> None:
    answer = at.go("/gap?from=nobody&to=data+analyst")

    assert 404 == answer.status
    at.accessible()
    at.forgive("404")


def test_paths_are_asked_for_by_keyboard_and_without_scripts(browse: Browse) -> None:
    visit = browse(java_script_enabled=False)
    visit.go("/paths?lang=en")
    visit.page.locator("#from").focus()
    visit.page.keyboard.type("Asiakaspalvelija")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.type("customer experience manager")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url("**/paths?**to=customer**")

    assert "lang=en" in visit.page.url
    assert 2 <= visit.page.locator(".ways li").count()
    arrow = visit.page.locator("svg a[href='#step-2']")
    arrow.focus()
    visit.page.keyboard.press("Enter")
    assert visit.page.url.endswith("#step-2")


def test_all_evidence_opens_below_its_step(at: Visit) -> None:
    at.go(PATHS)
    at.page.locator("a.why").first.click()
    shown = at.page.locator(".move .shown")
    shown.wait_for()

    assert shown.locator("mark").count() >= 1
    at.accessible()


def test_a_gap_leads_to_the_paths_and_back(at: Visit) -> None:
    at.go(GAP)
    at.page.locator("#pair ~ p a[href^='/paths']").click()
    at.page.wait_for_url("**/paths?**")
    at.page.locator("a[href^='/gap']").first.click()
    at.page.wait_for_url("**/gap?**")

    assert at.page.locator(".columns").count() == 5
