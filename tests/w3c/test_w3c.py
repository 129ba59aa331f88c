"""The W3C's tests over HTTP, against what `docs/conformance.md` says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.w3c.exchange import Server, serving
from bench.w3c.manifest import GROUPS
from bench.w3c.runner import run

#: What is quick enough for every run.
QUICK = ("protocol", "service description")


@pytest.fixture(scope="module")
def suite(shared: Path) -> Path:
    folder = shared / "w3c" / "sparql" / "sparql11"
    if not folder.is_dir():
        pytest.skip("needs the W3C's tests in ../shared/w3c, which are not part of the project")
    return folder


@pytest.fixture(scope="module")
def server(suite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("w3c")) as found:
        yield found


@pytest.mark.parametrize(
    "group", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in GROUPS]
)
def test_what_passes_and_what_fails_is_as_documented(group: str, suite: Path, server: Server, checkout: Path) -> None:
    page = (checkout / "docs" / "conformance.md").read_text()
    listed = set(re.findall(r"^\| `([\w/-]+)` \| .+ \|$", page, re.MULTILINE))
    counts = re.search(rf"^\| {group} \| (\d+) \| (\d+) \|$", page, re.MULTILINE)
    assert counts

    results = dict(run(suite, group, server))
    failed = {name: cause for name, cause in results.items() if cause is not None}

    assert listed.intersection(results) == set(failed), failed
    assert (int(counts[1]), int(counts[2])) == (len(results) - len(failed), len(results))


def test_no_test_is_listed_that_is_not_run(suite: Path, checkout: Path) -> None:
    page = (checkout / "docs" / "conformance.md").read_text()
    folders = {folder for group in GROUPS.values() for folder in group}

    assert {name.partition("/")[0] for name in re.findall(r"^\| `([\w-]+/[\w-]+)` \|", page, re.MULTILINE)} <= folders
    assert folders <= {path.name for path in suite.iterdir()}
