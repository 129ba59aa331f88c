"""`rolegraph export` writes what the server gives, and refuses with a sentence."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx
import pytest
from click.testing import CliRunner, Result

from server.cli import group
from server.settings import Settings
from tests.server.exports.roles import AGENT, EMPATHY, JIRA, LEAD, TRACKERS, quads


@pytest.fixture(scope="module")
def root(publish: Callable[..., None], tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("export") / "store"
    publish(made, quads())
    return made


@pytest.fixture
def run(root: Path) -> Callable[..., Result]:
    return lambda *arguments: CliRunner().invoke(group, ["export", "--store", str(root), *map(str, arguments)])


@pytest.mark.parametrize("suffix", ["graphml", "gexf", "cyjs", "jgf", "gv", "dot", "nodes.csv", "edges.csv", "zip"])
def test_the_file_tells_the_format(run: Callable[..., Result], tmp_path: Path, suffix: str) -> None:
    done = run("-o", tmp_path / f"graph.{suffix}")

    assert (0, "") == (done.exit_code, done.output)
    assert [f"graph.{suffix}"] == [path.name for path in tmp_path.iterdir()]
    assert (tmp_path / f"graph.{suffix}").read_bytes()


def test_the_whole_is_what_the_server_gives(run: Callable[..., Result], serve: Callable[..., Any], root: Path) -> None:
    with serve(Settings(store=root, workers=1)) as client:
        reply = client.send("GET", "/export?format=graphml&lang=fi,en&documents=true")

    assert reply.body == run("--format", "graphml", "--lang", "fi,en", "--documents").stdout_bytes


def test_around_a_label(run: Callable[..., Result]) -> None:
    done = run("--of", "Jira", "--depth", 2, "--no-inferred", "--format", "graphml", "--lang", "fi")
    found = networkx.read_graphml(io.BytesIO(done.stdout_bytes))

    assert {one.value for one in (JIRA, AGENT, TRACKERS, EMPATHY, LEAD)} == set(found.nodes)
    assert "edustaja" == found.nodes[AGENT.value]["label"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--query", "skills-of-role", "--param", "role=agent"),
        ("--query", "skills-of-role", "--param", "role=agent", "--param", "lang=fi"),
        ("--text", "SELECT ?skill { ?role rg:requiresSkill ?skill }"),
    ],
)
def test_answers_to_queries(run: Callable[..., Result], arguments: tuple[str, ...]) -> None:
    found = json.loads(run(*arguments, "--format", "jgf").stdout)["graph"]

    assert {EMPATHY.value: "=empathy"} == {name: node["label"] for name, node in found["nodes"].items()}


def test_a_query_from_a_file(run: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "pairs.rq"
    file.write_text("CONSTRUCT WHERE { ?role rg:usesTool ?tool }")

    found = json.loads(run("--file", file, "--format", "cytoscape").stdout)

    (edge,) = found["elements"]["edges"]
    assert (AGENT.value, JIRA.value) == (edge["data"]["source"], edge["data"]["target"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Give --format"),
        (("-o", "graph.json"), "names no format"),
        (("--format", "dot", "--depth", "2"), "--depth goes with --of"),
        (("--format", "dot", "--param", "a=b"), "--param goes with"),
        (("--format", "dot", "--of", "Jira", "--text", "ASK {}"), "not for the answer to a query"),
        (("--format", "dot", "--query", "a", "--text", "ASK {}"), "Give one of"),
        (("--format", "dot", "--of", "nobody"), "no concept is called"),
        (("--format", "dot", "--of", "rgid:role/none"), "There is no role"),
        (("--format", "dot", "--text", "ASK {}"), "does not fit this kind of query"),
        (("--format", "dot", "--text", "SELECT (1 AS ?one) {}"), "nothing to draw"),
        (("--format", "dot", "--text", "SELECT ?x {"), "can't be parsed: line 1"),
        (("--format", "dot", "--text", "SELECT * { SERVICE <a:b> {} }"), "SERVICE"),
        (("--format", "dot", "--lang", "?!"), "lang"),
        (("--format", "dot", "-o", "/dev/null/graph"), "can't be written"),
    ],
)
def test_refusals(run: Callable[..., Result], arguments: tuple[str, ...], sentence: str) -> None:
    done = run(*arguments)

    assert 2 == done.exit_code
    assert sentence in done.output
    assert "Traceback" not in done.output


def test_a_file_stays_where_the_export_fails(run: Callable[..., Result], tmp_path: Path) -> None:
    file = tmp_path / "graph.gv"
    file.write_text("kept")

    assert 2 == run("--text", "SELECT (1 AS ?one) {}", "-o", file).exit_code
    assert ("kept", [file]) == (file.read_text(), list(tmp_path.iterdir()))
