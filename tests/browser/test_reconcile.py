"""The list of services of reconciliation, and a preview in another page's frame."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

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


@contextmanager
def another_site(page: str) -> Iterator[str]:
    """The address of a server of another origin, which gives one page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def test_a_preview_is_shown_in_a_frame_and_no_other_page_is(at: Visit) -> None:
    paths = (("a", PREVIEW), ("b", "/roles"))
    page = "<!doctype html><link rel=icon href=data:,>" + "".join(
        f'<iframe id="{one}" src="{at.base}{path}"></iframe>' for one, path in paths
    )
    with another_site(page) as site:
        at.page.goto(site, wait_until="networkidle")

        assert "empathy" == at.page.frame_locator("#a").locator("h1").inner_text()
        assert "Roles" not in at.page.frame_locator("#b").locator("body").inner_text()
        at.forgive("frame-ancestors")
        at.forgive(f"request: {site}")
