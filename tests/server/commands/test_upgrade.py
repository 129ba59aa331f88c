"""`rolegraph taxonomy upgrade` on a real store: links go along, and what broke is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, Quad

import data
from loaders import snapshots
from loaders.mappings import review
from loaders.store import open_writer
from ontology.terms import Graph, Rdf, Skos
from server.cli import group
from tests.loaders.mappings.rows import ANNA, BROAD, CLOSE, EMPATHY, LISTENING
from tests.loaders.taxonomies.samples import ESCO_FILES, STEER, STEW, written


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with two concepts of ours, as if they were all."""
    monkeypatch.setattr(data, "MAPPINGS", tmp_path / "none")
    with open_writer(tmp_path / "store") as writer:
        known = (NamedNode(EMPATHY), NamedNode(LISTENING))
        writer.apply([], [Quad(node, Rdf.type, Skos.Concept, Graph.VOCABULARY) for node in known])
    return tmp_path / "store"


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(group, ["taxonomy", *words, "--store", str(root)])


def linked(root: Path) -> set[str]:
    snapshot = snapshots.current(root)
    assert snapshot is not None
    found = snapshot.open().quads_for_pattern(None, None, None, Graph.MAPPINGS)
    return {quad.object.value for quad in found if isinstance(quad.object, NamedNode)}


def test_links_are_carried_and_what_broke_is_told(root: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "store-workspace"
    old = written(tmp_path / "old", ESCO_FILES)
    review.accept(workspace, "esco", (EMPATHY, STEER), ANNA, CLOSE, object_label="steer a ferry")
    review.accept(workspace, "esco", (LISTENING, STEW), ANNA, BROAD, object_label="stews")
    assert 2 == run(root, "upgrade", "esco", str(old)).exit_code
    assert 0 == run(root, "add", "esco", str(old), "--version", "1.0").exit_code
    assert {STEER, STEW} == linked(root)

    less = "".join(line for line in ESCO_FILES["skills_en.csv"].splitlines(keepends=True) if STEW not in line)
    relations = "".join(
        line for line in ESCO_FILES["occupationSkillRelations.csv"].splitlines(keepends=True) if STEW not in line
    )
    files = {"skills_en.csv": less.replace("steer a ferry", "helm a ferry"), "occupationSkillRelations.csv": relations}
    new = written(tmp_path / "new", {**ESCO_FILES, **files})
    done = run(root, "upgrade", "esco", str(new), "--version", "2.0")

    assert (1, "") == (done.exit_code, done.stderr)
    assert "esco 1.0 → 2.0\n0 links stay as they are\n1 stay; their concept is called otherwise now\n" in done.stdout
    assert "(steer a ferry) → helm a ferry" in done.stdout
    assert "(stews): gone" in done.stdout
    assert {STEER} == linked(root)
    again = run(root, "upgrade", "esco", str(old), "--version", "1.0", "--json")
    told = json.loads(again.stdout)
    assert ([STEW], ["steer a ferry"]) == (
        [one["object"] for one in told["back"]],
        [one["new_label"] for one in told["relabelled"]],
    )
    assert {STEER, STEW} == linked(root)
