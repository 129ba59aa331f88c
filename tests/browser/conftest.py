"""A server over our own sample documents, and a browser at it. Where there is no browser the tests are skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from server.settings import Settings
from server.vendored import PARTS, vendored
from tests.browser.visit import AXE, Visit, visit
from tests.server.conftest import Client, serving

#: Nothing that a browser does of its own, and nothing that needs a screen.
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: Gives a visit; its options are those of Playwright's `new_context`.
Browse = Callable[..., Visit]


def missing(what: str) -> NoReturn:
    """Skip a test, or fail it where the CI script says that it must run."""
    if os.environ.get("ROLEGRAPH_REQUIRE_BROWSER"):
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def site(samples_root: Path) -> Iterator[Client]:
    """A server over the sample documents."""
    with serving(Settings(store=samples_root, workers=2)) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or Chrome."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if program is None:
        missing("needs Chromium (Debian: apt-get install chromium)")
    if not AXE.is_file() or not vendored(*PARTS):
        missing("needs the browser parts, which pip brings where npm is installed")
    with sync_playwright() as playwright:
        try:
            found = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS), chromium_sandbox=False)
        except Error as error:
            missing(f"Chromium does not start: {error}")
        yield found
        found.close()


@pytest.fixture
def browse(browser: Browser, site: Client) -> Iterator[Browse]:
    """Give visits to the server; when the test is over, none may have complained."""
    visits: list[Visit] = []

    def begin(**options: Any) -> Visit:
        visits.append(visit(browser, f"http://127.0.0.1:{site.port}", options))
        return visits[-1]

    yield begin
    for one in visits:
        one.page.context.close()
    for one in visits:
        one.check()


@pytest.fixture
def at(browse: Browse) -> Visit:
    """A visit with nothing special about it."""
    return browse()
