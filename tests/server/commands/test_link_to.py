"""`rolegraph link to` on a real store: proposals in the workspace, none for what is decided, and runs broken off."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from loaders.linking import proposals
from loaders.mappings import files as tables
from loaders.mappings.model import Mapping
from loaders.mappings.review import Reviewer, accept, reject
from loaders.mappings.schemes import CANDIDATES
from ontology.terms import RGID, Skos
from server.cli import group
from tests.conftest import NewStore
from tests.loaders.linking.taxonomy import ESCO, files

Run = Callable[..., Result]
TIME = f"{RGID}skill/time-management"
COOK = f"{RGID}role/cook"
#: A counterpart of one of our skills and one of our roles, beside the concepts of the small taxonomy.
MANAGE = f"{ESCO}skill/manage-time"
COOKS = f"{ESCO}occupation/cook"
REVIEWER = Reviewer("Ann", "2026-11-20")


@pytest.fixture
def root(tmp_path: Path, new_store: NewStore) -> Path:
    return new_store(tmp_path / "store")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "decisions"


@pytest.fixture
def taxonomy(tmp_path: Path) -> Path:
    folder = files(tmp_path / "lamps")
    with (folder / "skills_en.csv").open("a", encoding="utf-8") as file:
        file.write(f"KnowledgeSkillCompetence,{MANAGE},skill/competence,transversal,manage time,,\n")
    with (folder / "occupations_en.csv").open("a", encoding="utf-8") as file:
        file.write(f"Occupation,{COOKS},skill/competence,5120,cook,,\n")
    return folder


@pytest.fixture
def run(root: Path, workspace: Path) -> Run:
    def invoke(*arguments: str, code: int = 0) -> Result:
        places = ["--store", str(root), "--workspace", str(workspace)]
        done = CliRunner().invoke(group, [*arguments, *places])
        assert code == done.exit_code, done.output
        return done

    return invoke


@pytest.fixture
def added(run: Run, taxonomy: Path) -> Run:
    run("taxonomy", "add", "lamps", str(taxonomy))
    return run


def linked(run: Run, *arguments: str) -> list[dict[str, Any]]:
    done = run("link", "to", "lamps", "--no-vectors", "--json", *arguments)
    return [json.loads(line) for line in done.stdout.splitlines()]


def candidates(workspace: Path) -> dict[tuple[str, str], Mapping]:
    return {one.pair: one for one in tables.read(workspace / f"lamps{CANDIDATES}")}


def test_candidates_are_proposed_in_the_workspace(added: Run, workspace: Path) -> None:
    (found,) = linked(added, "--concept", "rgid:skill/time-management")
    row = candidates(workspace)[TIME, MANAGE]

    assert (TIME, "time management", "skill") == (found["concept"], found["label"], found["kind"])
    assert (MANAGE, "manage time") == (found["candidates"][0]["concept"], found["candidates"][0]["label"])
    assert Skos.closeMatch.value == row.predicate
    assert 0 < (row.confidence or 0) < 1
    assert ("rolegraph link", "manage time") == (row.tool, row.object_label)
    assert row.tool_version
    assert "words" in row.comment
    assert not row.is_by_people


def test_kinds_are_kept_apart_and_chosen(added: Run) -> None:
    found = linked(added, "--kind", "role", "--concept", COOK, "--concept", TIME)

    assert [COOK] == [one["concept"] for one in found]
    assert COOKS == found[0]["candidates"][0]["concept"]
    assert all("/occupation/" in one["concept"] for one in found[0]["candidates"])


def test_people_read_a_table_and_how_many_there_are(added: Run, workspace: Path) -> None:
    told = added("link", "to", "lamps", "--no-vectors", "--concept", TIME, "--limit", "2").stdout

    assert "manage time" in told
    assert "2 candidates for 1 of 1 concepts" in " ".join(told.split())


def test_what_is_decided_is_not_proposed_again(added: Run, workspace: Path) -> None:
    reject(workspace, "lamps", (TIME, MANAGE), REVIEWER)
    accept(workspace, "lamps", (COOK, COOKS), REVIEWER, Skos.exactMatch.value)
    asked = ("--kind", "skill", "--kind", "role")
    found = {one["concept"]: one["candidates"] for one in linked(added, *asked)}

    assert COOK not in found
    assert MANAGE not in [one["concept"] for one in found[TIME]]
    assert COOK in {one["concept"] for one in linked(added, *asked, "--all")}
    assert (TIME, MANAGE) not in candidates(workspace)


def test_only_confident_candidates(added: Run) -> None:
    everything = {one["concept"]: one["candidates"] for one in linked(added, "--kind", "skill")}
    confident = {one["concept"]: one["candidates"] for one in linked(added, "--kind", "skill", "--only-confident")}

    assert everything.keys() == confident.keys()
    assert sum(map(len, confident.values())) < sum(map(len, everything.values()))
    assert all(one in everything[concept] for concept, of in confident.items() for one in of)


def test_a_file_is_linked_to_without_being_added(run: Run, taxonomy: Path, workspace: Path) -> None:
    run("publish")
    file = str(taxonomy / "skills_en.csv")
    told = run("link", "to", file, "--no-vectors", "--json", "--concept", TIME)

    assert MANAGE == json.loads(told.stdout)["candidates"][0]["concept"]
    assert (workspace / f"skills_en{CANDIDATES}").exists()


def test_a_run_that_is_broken_off_goes_on(
    added: Run, workspace: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {one["concept"] for one in linked(added, "--kind", "skill", "--jobs", "1")}
    (workspace / f"lamps{CANDIDATES}").unlink()
    count = 0

    def stop(*arguments: object) -> Any:
        nonlocal count
        count += 1
        if count > 5:
            raise KeyboardInterrupt
        return chosen(*arguments)  # type: ignore[arg-type]

    chosen = proposals.chosen
    with monkeypatch.context() as patch:
        patch.setattr(proposals, "chosen", stop)
        added("link", "to", "lamps", "--no-vectors", "--kind", "skill", "--jobs", "1", code=1)
    before = {subject for subject, _ in candidates(workspace)}
    rest = {one["concept"] for one in linked(added, "--kind", "skill", "--jobs", "1")}

    assert 5 == len(before)
    assert whole == before | rest
    assert not before & rest
    assert not [*root.glob("*.run")]


def test_two_processes_find_the_same(added: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert linked(added, "--kind", "skill", "--jobs", "1") == linked(added, "--kind", "skill", "--jobs", "2")


def test_links_lead_on_by_a_crosswalk(added: Run, workspace: Path, tmp_path: Path) -> None:
    there = "http://example.org/kitchens/9"
    accept(workspace, "kitchens", (COOK, there), REVIEWER, Skos.closeMatch.value)
    table = tmp_path / "kitchens.sssom.tsv"
    head = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
    prefixes = "#curie_map:\n#  k: http://example.org/kitchens/\n#  skos: http://www.w3.org/2004/02/skos/core#\n"
    prefixes += f"#  escoc: {ESCO}\n#  semapv: https://w3id.org/semapv/vocab/\n"
    row = "k:9\tskos:exactMatch\tescoc:occupation/lamp-manager\tsemapv:ManualMappingCuration\n"
    table.write_text(prefixes + head + row, encoding="utf-8")
    linked(added, "--concept", COOK, "--crosswalk", str(table))
    found = candidates(workspace)[COOK, f"{ESCO}occupation/lamp-manager"]

    assert "chain: closeMatch" in found.comment
    assert "kitchens.sssom.tsv" in found.comment
    assert Skos.exactMatch.value != found.predicate


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["stars"], "lamps"), (["no-such.csv"], "no-such.csv"), (["lamps", "--crosswalk", "none.tsv"], "none.tsv")],
)
def test_what_is_not_there_is_refused(added: Run, arguments: list[str], told: str) -> None:
    done = added("link", "to", *arguments, "--no-vectors", code=2)

    assert told in done.stderr
    assert "Traceback" not in done.output


def test_a_store_without_a_snapshot_is_refused(tmp_path: Path) -> None:
    done = CliRunner().invoke(group, ["link", "to", "esco", "--store", str(tmp_path / "none")])

    assert 2 == done.exit_code
    assert "rolegraph publish" in done.stderr


def test_words_of_other_runs_are_left(added: Run, workspace: Path) -> None:
    linked(added, "--concept", TIME)
    linked(added, "--concept", COOK)

    assert {TIME, COOK} == {subject for subject, _ in candidates(workspace)}
