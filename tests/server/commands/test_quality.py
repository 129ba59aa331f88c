"""`rolegraph stats` and `rolegraph diff` as a user calls them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import Graph, Namespace, URIRef

from ontology.terms import PREFIXES
from server.cli import group
from tests.conftest import NewStore
from tests.loaders.reasoning.test_upkeep import PAGE

DQV, VOID = Namespace(PREFIXES["dqv"]), Namespace(PREFIXES["void"])


@pytest.fixture(scope="module")
def root(new_store: NewStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two snapshots: a baker's page, then another version of it and a miller's."""
    folder = tmp_path_factory.mktemp("quality")
    root = new_store(folder / "store")
    for skill, roles in (("Patience", ["baker"]), ("Punctual rising", ["baker", "miller"])):
        for role in roles:
            (folder / f"{role}.md").write_text(PAGE.format(role=role, skill=skill, tool="Zendesk"))
        files = [str(folder / f"{role}.md") for role in roles]
        done = CliRunner().invoke(group, ["load", *files, "--store", str(root)])
        assert 0 == done.exit_code, done.output
    return root


def run(root: Path, *asked: str) -> str:
    done = CliRunner().invoke(group, [asked[0], "--store", str(root), *asked[1:]])
    assert 0 == done.exit_code, done.output
    return done.stdout


def test_stats_are_tables_json_and_turtle(root: Path) -> None:
    tables, told = run(root, "stats"), json.loads(run(root, "stats", "--json"))
    graph = Graph().parse(data=run(root, "stats", "--turtle"), format="turtle")

    assert "Snapshot 2: 2 documents" in tables
    assert "tool-categories" in tables
    assert "Documents without a section: responsibilities" in tables
    assert (2, 2) == (told["snapshot"], told["documents"])
    assert len(told["measurements"]) == len(set(graph.subjects(DQV.value)))
    assert {told["triples"]} == {int(str(one)) for one in graph.objects(None, VOID.triples)}


def test_stats_of_an_earlier_snapshot(root: Path) -> None:
    assert 1 == json.loads(run(root, "stats", "--snapshot", "1", "--json"))["documents"]


def test_a_difference_is_text_json_and_turtle(root: Path) -> None:
    text, told = run(root, "diff"), json.loads(run(root, "diff", "1", "2", "--json"))
    graph = Graph().parse(data=run(root, "diff", "--turtle"), format="turtle")
    added = {one["labels"][0]["label"] for one in told["concepts"]["added"]}

    assert "+ source miller.md" in text
    assert "~ source baker.md" in text
    assert "“Punctual rising”@en" in text
    assert "rg:requiresSkill" in text
    assert "Punctual rising" in added
    assert ["miller.md"] == told["sources"]["added"]
    assert ["baker.md"] == told["sources"]["replaced"]
    assert set(graph.objects(None, URIRef("http://purl.org/vocab/changeset/schema#subjectOfChange")))


def test_a_difference_goes_both_ways(root: Path) -> None:
    there, back = (json.loads(run(root, "diff", *pair, "--json")) for pair in (("1", "2"), ("2", "1")))

    assert there["concepts"]["added"] == back["concepts"]["removed"]
    assert there["statements"]["removed"] == back["statements"]["added"]
    assert "Snapshots 2 and 2 say the same of what is compared." in run(root, "diff", "2", "2")


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (["diff", "1", "9"], "there is no snapshot 9"),
        (["diff", "7", "2"], "there is no snapshot 7"),
        (["stats", "--snapshot", "9"], "kept are: 1, 2"),
    ],
)
def test_a_snapshot_that_is_not_kept_is_told(root: Path, asked: list[str], sentence: str) -> None:
    done = CliRunner().invoke(group, [asked[0], "--store", str(root), *asked[1:]])

    assert 2 == done.exit_code
    assert sentence in done.stderr


def test_the_first_snapshot_differs_from_nothing(new_store: NewStore, tmp_path: Path) -> None:
    root = new_store(tmp_path / "store")
    CliRunner().invoke(group, ["publish", "--store", str(root)])
    done = CliRunner().invoke(group, ["diff", "--store", str(root)])

    assert 2 == done.exit_code
    assert "no snapshot before 1 is kept" in done.stderr
