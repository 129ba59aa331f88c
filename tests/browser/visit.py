"""A visit to a page in a real browser, under watch: what the page complains of, and whom it asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
#: A telephone and a desk, in CSS pixels.
NARROW, WIDE = (360, 740), (1280, 900)

_RUN = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
_OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Visit:
    """One page in a fresh profile, at a server's address. `check` is called when the test is over."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.context.on("request", self._asked)

    def go(self, path: str) -> Response:
        """Open a page of the server and wait until it rests."""
        found = self.page.goto(self.base + path, wait_until="networkidle")
        assert found is not None
        return found

    def forgive(self, pattern: str) -> None:
        """Take back complaints that the test asked for, a status of 400 for instance; there must be one."""
        before = len(self.complaints)
        self.complaints = [one for one in self.complaints if not re.search(pattern, one)]
        assert len(self.complaints) < before, f"nothing was said of {pattern}"

    def check(self) -> None:
        """Fail on errors, on what the browser warned of or the content policy kept off, and on requests elsewhere."""
        assert not self.complaints, "\n".join(self.complaints)

    def accessible(self, *rules_left_out: str, sizes: Sequence[tuple[int, int]] = (NARROW, WIDE)) -> None:
        """Fail on what axe-core finds or what is wider than the window: light and dark, in windows of these sizes."""
        for scheme in ("light", "dark"):
            for width, height in sizes:
                self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                self.page.set_viewport_size({"width": width, "height": height})
                where = f"{scheme}, {width} px"
                found = [_told(one) for one in self._violations() if one["id"] not in rules_left_out]
                assert not found, f"{where}: " + "\n".join(found)
                assert 0 >= self.page.evaluate(_OVERFLOW), f"wider than the window: {where}"

    def _violations(self) -> list[dict[str, Any]]:
        # The browser's own hand puts it in, which the content policy leaves alone.
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: list[dict[str, Any]] = self.page.evaluate(_RUN)
        return found

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and f"{parts.scheme}://{parts.netloc}" != self.base:
            self.complaints.append(f"request: {request.url}")


def _told(violation: dict[str, Any]) -> str:
    nodes = "; ".join(f"{node['html'][:200]} {node['failureSummary']}" for node in violation["nodes"][:5])
    return f"{violation['id']}: {violation['help']}: {nodes}"


def visit(browser: Browser, base: str, options: dict[str, Any]) -> Visit:
    """Begin a visit; `options` are those of Playwright's `new_context`."""
    width, height = WIDE
    context = browser.new_context(**{"viewport": {"width": width, "height": height}, "locale": "en-GB", **options})
    context.set_default_timeout(15_000)
    return Visit(context.new_page(), base)
