"""`rolegraph rollback`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Literal, NamedNode, Quad

from loaders import holding
from loaders.store import open_writer
from server.cli import group

NODE = NamedNode("http://example.org/s")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    with open_writer(tmp_path / "store") as writer:
        for value in "abc":
            writer.apply([], [Quad(NODE, NODE, Literal(value), NODE)])
            writer.publish()
    return tmp_path / "store"


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(group, ["rollback", *words, "--store", str(root)])


def test_rollback_goes_to_the_one_before(root: Path) -> None:
    result = run(root)

    assert (result.exit_code, result.stdout) == (0, "Snapshot 2 is current.\n")
    assert len(holding.open_current(root)) == 2


def test_rollback_goes_to_the_one_named(root: Path) -> None:
    result = run(root, "1")

    assert (result.exit_code, result.stdout) == (0, "Snapshot 1 is current.\n")


@pytest.mark.parametrize("number", ["9", "0", "x"])
def test_rollback_to_what_is_not_there_is_refused(root: Path, number: str) -> None:
    result = run(root, number)

    assert result.exit_code == 2
    assert len(holding.open_current(root)) == 3
