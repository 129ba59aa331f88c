"""The list of services of reconciliation, and a preview in another page's frame."""

from __future__ import annotations

import pytest

from tests.browser.visit import Visit

PREVIEW = "/reconcile/rolegraph/preview?id=rgid:skill/empathy"


@pytest.mark.parametrize("path", ["/reconcile", "/reconcile?lang=ru", PREVIEW, f"{PREVIEW}&lang=fi"])
def test_pages_are_accessible(at: Visit, path: str) -> None:
    answer = at.go(path)

    assert 200 == answer.status
    at.accessible(sizes=((430, 300), (1280, 900)))


def test_a_service_is_told_by_its_address(at: Visit) -> None:
    at.go("/reconcile?lang=fi")
    address = at.page.locator(".services a").first
    shown, leads = address.inner_text(), address.get_attribute("href")

    assert shown == leads == f"{at.base}/reconcile/rolegraph?lang=fi"
    assert "fi" == at.page.locator("html").get_attribute("lang")


def test_a_preview_is_shown_in_a_frame_and_no_other_page_is(at: Visit) -> None:
    at.go(PREVIEW)
    at.page.set_content(
        f'<iframe id="a" src="{at.base}{PREVIEW}"></iframe><iframe id="b" src="{at.base}/roles"></iframe>'
    )
    heading = at.page.frame_locator("#a").locator("h1")
    heading.wait_for()

    assert "empathy" == heading.inner_text()
    assert 0 == at.page.frame_locator("#b").locator("h1").count()
    at.forgive("frame-ancestors")
