"""`rolegraph publish`."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result
from pyoxigraph import Literal, NamedNode, Quad

from loaders import holding, snapshots
from loaders.publishing import publish
from loaders.store import open_writer
from server.cli import group

NODE = NamedNode("http://example.org/s")


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(group, [*words, "--store", str(root)])


def test_publish_shows_what_was_loaded_without_publishing(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store") as writer:
        writer.apply([], [Quad(NODE, NODE, Literal("x"), NODE)])

    results = [run(tmp_path / "store", "publish") for _ in range(2)]

    assert [result.exit_code for result in results] == [0, 0]
    assert results[0].stdout == "Snapshot 1 is current.\n"
    assert results[1].stdout == "Nothing changed: snapshot 1 stays current.\n"
    stated = holding.open_current(tmp_path / "store").quads_for_pattern(None, None, None, NODE)
    assert 1 == len(list(stated))


def test_publish_without_a_store_is_refused_and_makes_none(tmp_path: Path) -> None:
    result = run(tmp_path / "store", "publish")

    assert result.exit_code == 2
    assert result.stderr.startswith("rolegraph: there is no store at ")
    assert not (tmp_path / "store").exists()


def test_publish_ends_a_rollback(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store") as writer:
        publish(tmp_path / "store", writer, None)
        writer.apply([], [Quad(NODE, NODE, Literal("x"), NODE)])
        publish(tmp_path / "store", writer, None)
    snapshots.rollback(tmp_path / "store")

    result = run(tmp_path / "store", "publish")

    assert result.stdout == "Snapshot 2 is current.\n"
