"""A server over the sample documents, as `make serve` would run it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

import data
from server.cli import group
from server.settings import Settings

SAMPLES = Path(data.__file__).parent / "documents"


@pytest.fixture(scope="session")
def samples_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published store of the sample documents."""
    root = tmp_path_factory.mktemp("samples")
    done = CliRunner().invoke(group, ["load", "--store", str(root), str(SAMPLES)])
    assert done.exit_code == 0, done.output
    return root


@pytest.fixture(scope="session")
def site(samples_root: Path, serve: Callable[..., Any]) -> Iterator[Any]:
    """A server over the sample documents."""
    with serve(Settings(store=samples_root, workers=2)) as found:
        yield found


@pytest.fixture(scope="session")
def page(site: Any) -> Callable[..., LexborHTMLParser]:
    """Get a page as a browser does, and parse it."""

    def get(path: str, status: int = 200, **headers: str) -> LexborHTMLParser:
        reply = site.send("GET", path, Accept="text/html,*/*;q=0.8", **headers)
        assert reply.status == status, reply.text
        assert reply.headers["content-type"] == "text/html; charset=utf-8"
        return LexborHTMLParser(reply.text)

    return get
