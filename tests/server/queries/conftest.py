"""Servers over the graph that tests of the questions ask, and over one that is out to break pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from server.settings import Settings
from tests.server.conftest import Client, publish_quads, serving

FIXTURE = Path(__file__).resolve().parents[2] / "queries" / "fixture.trig"


@pytest.fixture(scope="package")
def questions_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("questions")
    publish_quads(root, parse(path=FIXTURE, format=RdfFormat.TRIG))
    return root


@pytest.fixture(scope="package")
def asked(questions_root: Path) -> Iterator[Client]:
    """A server with the queries that are shipped."""
    with serving(Settings(store=questions_root, workers=2)) as found:
        yield found
