"""`rolegraph taxonomy` on a real store, and what else works with a taxonomy in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from loaders import snapshots
from loaders.linking.model import Fact, Label
from loaders.store import open_writer
from loaders.taxonomies import reading
from loaders.taxonomies.terms import Esco
from ontology.errors import StoreError
from ontology.terms import DEFAULT_GRAPHS, Graph, taxonomy
from server.cli import group
from tests.conftest import NewStore
from tests.loaders.taxonomies.samples import CAPTAIN, ESCO, ESCO_FILES, OCCUPATIONS, STEER, written

Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path, new_store: NewStore) -> Path:
    return new_store(tmp_path / "store")


@pytest.fixture
def run(root: Path) -> Run:
    def invoke(*arguments: str, code: int = 0) -> Result:
        done = CliRunner().invoke(group, [*arguments, "--store", str(root)])
        assert code == done.exit_code, done.output
        return done

    return invoke


@pytest.fixture
def esco(tmp_path: Path) -> Path:
    return written(tmp_path / "esco", ESCO_FILES)


def listed(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("taxonomy", "list", "--json").stdout)
    return found


def ask(root: Path, query: str) -> str:
    done = CliRunner().invoke(group, ["query", "--store", str(root), "--text", query, "--format", "csv"])
    assert 0 == done.exit_code, done.output
    return done.stdout


def test_add_list_remove(run: Run, esco: Path) -> None:
    done = run("taxonomy", "add", "esco", str(esco), "--version", "1.2.3")

    assert "6 concepts" in done.output
    assert "classification of the European Commission" in done.output
    (found,) = listed(run)
    assert ("esco", "1.2.3", ["en"], 6, 9) == tuple(
        found[name] for name in ("name", "version", "languages", "concepts", "labels")
    )
    assert found["licences"] == ["http://data.europa.eu/eli/dec/2011/833/oj"]
    assert sorted(ESCO_FILES) == found["sources"]
    assert "1.2.3" in run("taxonomy", "list").stdout

    run("taxonomy", "remove", "esco")
    assert [] == listed(run)


def test_adding_again_replaces_all_of_it(run: Run, root: Path, esco: Path, tmp_path: Path) -> None:
    run("taxonomy", "add", "esco", str(esco))
    other = written(tmp_path / "other", {"occupations_en.csv": OCCUPATIONS.replace("ferry captain", "river captain")})
    done = run("taxonomy", "add", "esco", str(other), "--json")

    assert json.loads(done.stdout)["replaced"] is True
    with open_writer(root) as writer:
        found = {one.text for one in reading.labels(writer.store, "esco")}
    assert {"river captain", "ferry skipper", "master of a ferry", "galley cook"} == found


def test_several_taxonomies_stand_apart(run: Run, esco: Path) -> None:
    for name in ("one", "two", "three"):
        run("taxonomy", "add", name, str(esco))
    run("taxonomy", "remove", "two")

    assert ["one", "three"] == [one["name"] for one in listed(run)]
    assert [6, 6] == [one["concepts"] for one in listed(run)]


def test_findings_as_json_each_with_its_line(run: Run, tmp_path: Path) -> None:
    folder = written(
        tmp_path / "dirty", {"occupations_no.csv": OCCUPATIONS.replace("ferry skipper", " ferry  skipper")}
    )
    found = json.loads(run("taxonomy", "add", "esco", str(folder), "--json").stdout)

    assert {"finding": "space", "file": "occupations_no.csv", "line": 2, "text": "ferry skipper"}.items() <= next(
        one for one in found["findings"] if one["finding"] == "space"
    ).items()
    assert 1 == found["counts"]["tag"]
    assert {"nb": 4} == found["labels"]


def test_bad_input_leaves_the_store_as_it_was(run: Run, root: Path, esco: Path, tmp_path: Path) -> None:
    run("taxonomy", "add", "esco", str(esco))
    before = snapshots.current(root)
    bad = written(tmp_path / "bad", {**ESCO_FILES, "skills_en.csv": ESCO_FILES["skills_en.csv"] + "cut,short\n"})
    done = run("taxonomy", "add", "esco", str(bad), code=2)

    assert "rolegraph: skills_en.csv:4: row 3: 2 cells where the header has 7" in done.stderr
    assert 1 == len(done.stderr.strip().splitlines())
    assert before == snapshots.current(root)
    assert 6 == listed(run)[0]["concepts"]


def test_bad_input_makes_no_store(tmp_path: Path) -> None:
    store = tmp_path / "none"
    done = CliRunner().invoke(group, ["taxonomy", "add", "esco", str(tmp_path / "no.csv"), "--store", str(store)])

    assert 2 == done.exit_code
    assert not store.exists()


def test_what_is_not_there_is_not_removed(run: Run) -> None:
    assert "no taxonomy “esco”" in run("taxonomy", "remove", "esco", code=2).stderr


def test_it_is_outside_the_default_graph_and_the_conclusions(run: Run, root: Path, esco: Path) -> None:
    run("publish")
    before = ask(root, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    run("taxonomy", "add", "esco", str(esco))

    assert before == ask(root, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    query = f"SELECT ?s WHERE {{ GRAPH <{taxonomy('esco').value}> {{ ?s skos:prefLabel 'ferry captain'@en }} }}"
    assert CAPTAIN in ask(root, query)
    with open_writer(root) as writer:
        assert not any(writer.store.quads_for_pattern(None, None, None, Graph.INFERRED)) or not any(
            CAPTAIN in str(quad) for quad in writer.store.quads_for_pattern(None, None, None, Graph.INFERRED)
        )


def test_other_verbs_go_on_with_it(run: Run, root: Path, esco: Path, checkout: Path) -> None:
    run("load", str(checkout / "data" / "documents" / "data-analyst.en.txt"))
    run("taxonomy", "add", "esco", str(esco))
    run("rollback")
    assert [] == listed(run)
    run("publish")
    assert 6 == listed(run)[0]["concepts"]
    for verb in (["validate"], ["stats"], ["infer"], ["publish"]):
        run(*verb)
    run("remove", "data-analyst.en.txt")
    assert 6 == listed(run)[0]["concepts"]


def test_no_publish_leaves_the_readers(run: Run, root: Path, esco: Path) -> None:
    run("taxonomy", "add", "esco", str(esco), "--no-publish")
    assert [] == listed(run)
    run("publish")
    assert ["esco"] == [one["name"] for one in listed(run)]


def test_a_graph_of_the_dataset_is_never_replaced(root: Path) -> None:
    with open_writer(root) as writer:
        for graph in DEFAULT_GRAPHS:
            with pytest.raises(StoreError, match="of the dataset"):
                writer.replace(graph, None)


def test_labels_and_facts_for_whoever_matches(run: Run, root: Path, esco: Path) -> None:
    run("taxonomy", "add", "esco", str(esco))
    with open_writer(root) as writer:
        labels, facts = list(reading.labels(writer.store, "esco")), list(reading.facts(writer.store, "esco"))

    assert Label(CAPTAIN, "ferry captain", "en", "prefLabel") in labels
    assert Label(CAPTAIN, "ferry skipper", "en", "altLabel") in labels
    assert 9 == len(labels)
    assert Fact(CAPTAIN, (Esco.Occupation.value,), "", (f"{ESCO}isco/C3152",), (STEER,)) in facts
    assert Fact(STEER, (Esco.Skill.value,), reuse_level="sector-specific") in facts
    assert 6 == len(facts)
