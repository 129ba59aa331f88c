"""`rolegraph load` of RDF as a user calls it, what other verbs tell of it, and queries that reach it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Store

from loaders.holding import open_current
from loaders.rdf.names import graph_of
from loaders.snapshots import current
from loaders.validation.telling import serious
from ontology.terms import Graph
from server.cli import group
from tests.conftest import NewStore

EX = "http://example.org/"
MINE = f"@prefix e: <{EX}> . e:a e:b e:c, [ e:d 1 ] .\n"
Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path, new_store: NewStore) -> Path:
    return new_store(tmp_path / "store")


@pytest.fixture
def run(root: Path) -> Run:
    def invoke(*arguments: str, code: int = 0, stdin: str | None = None) -> Result:
        done = CliRunner().invoke(group, [*arguments, "--store", str(root)], input=stdin)
        assert code == done.exit_code, done.output
        return done

    return invoke


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.ttl"
    path.write_text(MINE)
    return path


def snapshot(root: Path) -> int:
    found = current(root)
    assert found is not None
    return found.number


def test_from_load_to_query_to_removal(run: Run, root: Path, mine: Path) -> None:
    done = json.loads(run("load", str(mine), "--json").stdout)
    graph = graph_of("mine.ttl").value

    assert [{"source": "mine.ttl", "outcome": "added", "triples": 3, "graphs": [{"graph": graph, "triples": 3}]}] == (
        done["documents"]
    )
    inside = run("query", "--text", f"SELECT ?s ?o {{ GRAPH <{graph}> {{ ?s <{EX}b> ?o }} }}", "--format", "csv").stdout
    assert f"{EX}a,{EX}c" in inside
    assert "s" == run("query", "--text", f"SELECT ?s {{ ?s <{EX}b> ?o }}", "--format", "csv").stdout.strip()

    first = snapshot(root)
    assert "unchanged" in run("load", str(mine)).stdout
    assert first == snapshot(root)
    assert [{"source": "mine.ttl", "triples": 3, "graphs": [{"graph": graph, "triples": 3}]}] == json.loads(
        run("stats", "--json").stdout
    )["files"]
    assert graph in run("stats").stdout.replace("\n", "")
    store: Store = open_current(root)
    assert [] == list(serious(store))
    del store

    run("remove", "mine.ttl")
    assert [] == json.loads(run("stats", "--json").stdout)["files"]
    assert snapshot(root) == first + 1


def test_a_graph_of_ones_own_by_a_prefixed_name_and_from_standard_input(run: Run, root: Path) -> None:
    done = run("load", "-", "--name", "in.ttl", "--graph", "rgid:graph/mine", "--no-publish", stdin=MINE)

    assert "https://w3id.org/rolegraph/id/graph/mine" in done.stdout
    assert "in.ttl" in done.stdout
    assert current(root) is None


@pytest.mark.parametrize(
    ("graph", "message"),
    [
        (Graph.STATEMENTS.value, "--graph: the graph .* is made by Rolegraph itself"),
        ("rgid:graph/taxonomy/esco", "`rolegraph taxonomy add`"),
        ("no iri", "is no IRI"),
    ],
)
def test_a_graph_that_can_not_be_given_is_refused(graph: str, message: str, run: Run, root: Path, mine: Path) -> None:
    done = run("load", str(mine), "--graph", graph, code=2)

    (line,) = done.stderr.splitlines()
    assert re.search(message, line)
    assert current(root) is None


def test_bad_rdf_costs_one_line(run: Run, root: Path, mine: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text(f"{MINE}e:a e:b\n")
    alone = run("load", str(bad), "--no-publish", code=2)
    mixed = run("load", str(bad), str(mine), "--no-publish", code=1)

    for done in (alone, mixed):
        (line,) = done.stderr.splitlines()
        assert line.startswith("rolegraph: bad.ttl:3: ")
    assert "mine.ttl" in mixed.stdout
