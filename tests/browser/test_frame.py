"""What all pages share, in a browser."""

from __future__ import annotations

import pytest

from tests.browser.visit import Visit


@pytest.mark.parametrize("path", ["/", "/roles", "/sparql", "/ns", "/ns/shapes.html", "/nowhere"])
def test_pages_are_accessible(at: Visit, path: str) -> None:
    at.go(path)

    if path == "/nowhere":
        at.forgive("status of 404")
    at.accessible()


def test_a_keyboard_reaches_the_content_first(at: Visit) -> None:
    at.go("/")
    at.page.keyboard.press("Tab")
    at.page.keyboard.press("Enter")

    assert "content" == at.page.evaluate("document.activeElement.id")


def test_a_page_speaks_the_language_that_is_picked(at: Visit) -> None:
    at.go("/")
    at.page.get_by_role("link", name="suomi").click()

    assert "fi" == at.page.locator("html").get_attribute("lang")


def test_a_request_to_another_host_is_a_complaint(at: Visit) -> None:
    at.go("/")
    at.page.evaluate("location.href = 'http://127.0.0.2:9/'")
    at.page.wait_for_timeout(500)

    at.forgive("request: http://127.0.0.2:9/")


def test_what_the_content_policy_keeps_off_is_a_complaint(at: Visit) -> None:
    at.go("/")
    at.page.evaluate("document.body.setAttribute('style', 'color: red')")

    at.forgive("Content Security Policy")
