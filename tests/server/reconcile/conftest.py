"""A server over a few concepts of ours and a small taxonomy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Quad

from server.settings import Settings
from tests.server.reconcile.client import Refine
from tests.server.reconcile.taxonomy import ours, theirs


@pytest.fixture(scope="package")
def reconciling(
    tmp_path_factory: pytest.TempPathFactory, publish: Callable[[Path, Iterable[Quad]], None], serve: Any
) -> Iterator[Any]:
    root = tmp_path_factory.mktemp("reconcile")
    publish(root, [*ours(), *theirs()])
    with serve(Settings(store=root, workers=2, timeout=60, patience=60)) as client:
        client.limit = 120.0
        yield client


@pytest.fixture
def refine(reconciling: Any) -> Callable[..., Refine]:
    """A client of a service, with headers of its own if any are given."""
    return lambda service, **headers: Refine(reconciling, service, **headers)
