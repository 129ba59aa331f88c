"""`rolegraph concepts …` as reviewers call it, on a small store with its decisions in a folder beside it."""

from __future__ import annotations

import getpass
import json
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import NamedNode, Quad

from loaders import decisions, snapshots, sssom, vectors
from loaders.identity import candidate
from loaders.load import Loader
from loaders.publishing import publish
from loaders.sources import sources
from loaders.store import open_writer
from ontology.terms import DEFAULT_GRAPHS, RGID, ConceptKind, Dcterms, Rg, Skos
from server.cli import group

needs_model = pytest.mark.skipif(not vectors.available(), reason="needs the extra `embeddings`")

TEXTS = {
    "one.md": "# Falconer\n\n## Skills\n\n- Falconry: with all birds\n- Empathy: for birds\n- Glassblowing: of bells\n",
    "two.md": "# Bird keeper\n\n## Skills\n\n- FALCONRY: a little\n- Bell founding\n- Skills of customer care\n"
    "- Active bird listening\n",
    "sv.md": "# Falkenerare\n\n## Färdigheter\n\n- Falkenering: med alla fåglar\n- Glasblåsning: av små klockor\n",
}
CARE = candidate(ConceptKind.SKILL, "en", "skills of customer care").value
HEARING = candidate(ConceptKind.SKILL, "en", "active bird listening").value
FALCONRY = candidate(ConceptKind.SKILL, "en", "falconry").value
BELLS = candidate(ConceptKind.SKILL, "en", "bell founding").value
SERVICE = ConceptKind.SKILL.iri("customer-service").value
LISTENING = ConceptKind.SKILL.iri("active-listening").value
EMPATHY = ConceptKind.SKILL.iri("empathy").value
KEEPER = candidate(ConceptKind.ROLE, "en", "bird keeper").value


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with open_writer(folder / "store") as writer:
        Loader(folder / "store", writer, shipped=False).load(sources([str(folder / name) for name in TEXTS]))
        publish(folder / "store", writer, None)
    return folder / "store"


@pytest.fixture
def root(tmp_path: Path, made: Path) -> Path:
    shutil.copytree(made, tmp_path / ".birds", symlinks=True)
    return tmp_path / ".birds"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Where decisions go by default."""
    return tmp_path / "birds-workspace"


def run(root: Path, *words: str, **environment: str) -> Result:
    verb, *others = words
    return CliRunner(env=environment).invoke(group, ["concepts", verb, "--store", str(root), *others])


def done(root: Path, *words: str, **environment: str) -> str:
    result = run(root, *words, **environment)
    assert (0, "") == (result.exit_code, result.stderr)
    return result.stdout


def refused(root: Path, *words: str) -> str:
    """The one line by which a call is refused; it leaves all as it was."""
    before = graphs(root) if root.exists() else None
    result = run(root, *words)
    assert (2, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("rolegraph: ")
    assert 1 == result.stderr.count("\n")
    assert before == (graphs(root) if root.exists() else None)
    return result.stderr


def listed(root: Path, *words: str) -> dict[tuple[str, str], dict[str, Any]]:
    found = json.loads(done(root, "list", "--json", *words))
    return {(one["concept"], one["target"]): one for one in found}


def graphs(root: Path) -> tuple[int, set[Quad]]:
    """The number of the current snapshot, and the seven graphs that it serves."""
    snapshot = snapshots.current(root)
    assert snapshot is not None
    store = snapshot.open()
    return snapshot.number, {
        quad for graph in DEFAULT_GRAPHS for quad in store.quads_for_pattern(None, None, None, graph)
    }


def stands_for(root: Path, concept: str) -> set[str]:
    return {
        quad.object.value
        for quad in graphs(root)[1]
        if quad.subject == NamedNode(concept)
        and quad.predicate == Dcterms.isReplacedBy
        and isinstance(quad.object, NamedNode)
    }


def skills(root: Path, role: str = KEEPER) -> set[str]:
    return {
        quad.object.value
        for quad in graphs(root)[1]
        if quad.subject == NamedNode(role) and quad.predicate == Rg.requiresSkill and isinstance(quad.object, NamedNode)
    }


def short(*iris: str) -> list[str]:
    return [iri.removeprefix(RGID) for iri in iris]


def test_the_list_tells_what_labels_name_the_least_sure_first(root: Path) -> None:
    found = listed(root)
    hearing = found[(HEARING, LISTENING)]

    assert ("Active bird listening", "en", "words", "active listening skills", "pending") == tuple(
        hearing[name] for name in ("label", "language", "method", "evidence", "state")
    )
    assert 0.6 < hearing["score"] < 0.7
    assert ("stems", "certain") == tuple(found[(CARE, SERVICE)][name] for name in ("method", "state"))
    scores = [one["score"] for one in found.values()]
    assert sorted(scores) == scores
    assert found == {**listed(root, "--kind", "role"), **listed(root, "--kind", "skill")}
    assert {} == listed(root, "--kind", "tool")


def test_what_is_certain_or_decided_is_not_pending(root: Path) -> None:
    pending = listed(root, "--pending")
    assert {key: one for key, one in listed(root).items() if one["state"] == "pending"} == pending
    assert (HEARING, LISTENING) in pending
    done(root, "accept", HEARING)

    assert pending.keys() - {(HEARING, LISTENING)} == listed(root, "--pending").keys()
    assert "accepted" == listed(root)[(HEARING, LISTENING)]["state"]


def test_the_table_has_a_line_for_each_match_with_its_concepts_in_whole(root: Path) -> None:
    head, *lines = done(root, "list").splitlines()

    assert ["score", "label", "language"] == head.split()[:3]
    found = listed(root)
    assert len(found) == len(lines)
    for line, (concept, target) in zip(lines, found, strict=True):
        for name in short(concept, target):
            assert name in line.split()


def test_explain_tells_the_ways_and_what_the_store_has(root: Path) -> None:
    (found,) = json.loads(done(root, "explain", "Active bird listening", "--kind", "skill", "--json"))

    assert ("skill", "active bird listening", HEARING) == (found["kind"], found["normalised"], found["own_concept"])
    assert [LISTENING] == [one["concept"] for one in found["names"]]
    assert ["label", "words"] == [way["way"] for way in found["ways"]][:2]
    assert [(LISTENING, "words")] == [(one["concept"], one["method"]) for one in found["in_the_store"]]
    text = done(root, "explain", "Active bird listening", "--kind", "skill")
    assert "names skill/active-listening (words 0.6" in text
    assert "in the store it is skill/active-listening (words 0.6" in text


def test_explain_needs_no_store(tmp_path: Path) -> None:
    found = json.loads(done(tmp_path / "none", "explain", "Empatia", "--lang", "fi", "--json"))

    assert {"best-practice", "responsibility", "role", "skill", "tool-category"} == {one["kind"] for one in found}
    (skill,) = [one for one in found if one["kind"] == "skill"]
    assert [EMPATHY] == [one["concept"] for one in skill["names"]]
    assert [] == skill["in_the_store"]
    assert "skill: 'Empatia'@fi names skill/empathy" in done(tmp_path / "none", "explain", "Empatia", "--lang", "fi")
    assert [] == os.listdir(tmp_path)


@pytest.mark.parametrize("label", ["", " ", "?!", "x" * 3000, "a\tb\nc", "[bold]empathy[/bold]"])
def test_explain_takes_any_text(tmp_path: Path, label: str) -> None:
    for one in json.loads(done(tmp_path / "none", "explain", "--json", "--", label)):
        assert one["own_concept"].startswith(f"{RGID}{one['kind']}/")
    done(tmp_path / "none", "explain", "--", label)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("explain", "Empathy", "--lang", "xx"), "the lexicon has no language 'xx'; it has "),
        (("explain", os.fsdecode(b"caf\xe9")), "is not UTF-8"),
        (("merge", "skill/empathy", short(KEEPER)[0]), "are of two kinds"),
        (("accept", CARE, KEEPER), "are of two kinds"),
        (("reject", CARE, KEEPER), "are of two kinds"),
        (("merge", "skill/empathy", "rgid:skill/empathy"), "is one concept already"),
        (("accept", "skill/empathy", EMPATHY), "is one concept already"),
        (("merge", "skill/nothing-such", "skill/empathy"), "`rolegraph concepts list` lists them"),
        (("accept", "skill/nothing-such"), "`rolegraph concepts list` lists them"),
        (("merge", "empathy", "skill/patience"), "write it as skill/empathy"),
        (("reject", "skill/a b", "skill/patience"), "write it as skill/empathy"),
        (("reject", os.fsdecode(b"skill/caf\xe9"), "skill/patience"), "write it as skill/empathy"),
        (("accept", FALCONRY + "/match/0123456789", "skill/patience"), "write it as skill/empathy"),
        (("accept", "skill/empathy"), "stands for itself; name the concept that it is: accept"),
        (("reject", "skill/empathy"), "stands for itself; name the concept that it is not: reject"),
        (("split", "skill/empathy"), "use --document SOURCE"),
        (("split", "skill/empathy", "--document", "none.md"), "none.md: the store holds no source of this name"),
        (("split", "skill/empathy", "--document", "two.md"), "two.md does not name"),
        (("accept", CARE, "--author", os.fsdecode(b"Ren\xe9")), "is not UTF-8"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_one_line(
    root: Path, workspace: Path, words: tuple[str, ...], message: str
) -> None:
    assert message in refused(root, *words)
    assert not workspace.exists()


@pytest.mark.parametrize("words", [("list",), ("merge", "skill/empathy", "skill/patience"), ("split", "skill/empathy")])
def test_without_a_store_nothing_is_made(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert "run `rolegraph load`" in refused(tmp_path / "none", *words)
    assert [] == os.listdir(tmp_path)


def test_a_decision_is_a_row_with_labels_author_and_date(root: Path, workspace: Path) -> None:
    number, _ = graphs(root)
    printed = done(root, "merge", short(FALCONRY)[0], f"rgid:{short(BELLS)[0]}", "--author", "Ærlend")

    assert [
        f"{short(FALCONRY)[0]} is {short(BELLS)[0]}",
        f"Snapshot {number + 1} is published.",
    ] == printed.splitlines()
    (row,) = sssom.read(workspace / decisions.FILE)
    assert {
        **decisions.made(FALCONRY, BELLS, same=True), "subject_label": "FALCONRY", "object_label": "Bell founding",
        "author_label": "Ærlend", "mapping_date": date.today().isoformat(), "confidence": "1.0",
    } == row  # fmt: skip
    assert {(FALCONRY, BELLS)} == decisions.read(workspace).same


def test_the_author_is_the_one_that_is_named_or_the_user(root: Path, tmp_path: Path) -> None:
    for place, environment in {
        "one": {"ROLEGRAPH_AUTHOR": "Zyx"},
        "two": {"ROLEGRAPH_AUTHOR": "", "LOGNAME": "qu"},
    }.items():
        done(root, "accept", CARE, "--workspace", str(tmp_path / place), "--no-publish", **environment)

    authors = [sssom.read(tmp_path / place / decisions.FILE)[0]["author_label"] for place in ("one", "two")]
    assert ["Zyx", "qu"] == authors
    assert getpass.getuser() != "qu"


@pytest.mark.skipif(os.getuid() != 0, reason="only root may become a user without a name")
def test_a_user_without_a_name_is_told_to_give_one(root: Path) -> None:
    names = dict.fromkeys(("LOGNAME", "USER", "LNAME", "USERNAME", "ROLEGRAPH_AUTHOR"))
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setresuid(54321, 54321, 0)
            result = CliRunner(env=names).invoke(group, ["concepts", "accept", CARE, "--store", str(root)])
            os.write(writing, f"{result.exit_code} {result.stderr}".encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert b"2 rolegraph: the system knows no name of yours; give one with --author\n" == pipe.read()


def test_what_is_rejected_is_a_concept_of_its_own_and_accepted_again_it_is_not(root: Path, workspace: Path) -> None:
    before = graphs(root)[1]
    done(root, "reject", HEARING)
    assert {HEARING, SERVICE} < skills(root)
    assert LISTENING not in skills(root)
    assert "rejected" == listed(root)[(HEARING, LISTENING)]["state"]
    done(root, "accept", HEARING, LISTENING)

    assert before == graphs(root)[1]
    assert "accepted" == listed(root)[(HEARING, LISTENING)]["state"]
    assert [(HEARING, LISTENING)] == [
        (row["subject_id"], row["object_id"]) for row in sssom.read(workspace / decisions.FILE)
    ]
    assert decisions.read(None).apart == decisions.read(workspace).apart


def test_a_decision_made_twice_is_written_and_published_once(root: Path, workspace: Path) -> None:
    first = done(root, "merge", FALCONRY, BELLS).splitlines()[-1]
    after = graphs(root)

    assert first == done(root, "merge", FALCONRY, BELLS).splitlines()[-1]
    assert 1 == len(sssom.read(workspace / decisions.FILE))
    assert after == graphs(root)
    assert first == done(root, "merge", BELLS, FALCONRY).splitlines()[-1]
    assert 1 == len(sssom.read(workspace / decisions.FILE))


def test_without_publishing_a_decision_waits_for_publish(root: Path, tmp_path: Path) -> None:
    before = graphs(root)
    printed = done(root, "merge", FALCONRY, EMPATHY, "--no-publish", "--workspace", str(tmp_path / "elsewhere"))
    assert [f"{short(FALCONRY)[0]} is skill/empathy"] == printed.splitlines()
    assert before == graphs(root)
    publishing = ["publish", "--store", str(root), "--workspace"]
    assert 0 == CliRunner().invoke(group, [*publishing, str(tmp_path / "nowhere")]).exit_code
    assert before == graphs(root)
    assert 0 == CliRunner().invoke(group, [*publishing, str(tmp_path / "elsewhere")]).exit_code

    assert {EMPATHY} == stands_for(root, FALCONRY)
    assert EMPATHY in skills(root)


def test_what_was_joined_is_split_again(root: Path) -> None:
    bells = {BELLS, *stands_for(root, BELLS)}
    done(root, "merge", FALCONRY, BELLS)
    first = {FALCONRY, *stands_for(root, FALCONRY)} & {BELLS, *stands_for(root, BELLS)}
    assert 1 == len(first)
    assert " is not " in done(root, "split", *first)

    assert first.isdisjoint(stands_for(root, FALCONRY) | stands_for(root, BELLS))
    assert bells == {BELLS, *stands_for(root, BELLS)}
    assert {FALCONRY, BELLS} < skills(root)


def test_curated_concepts_that_were_merged_are_split_again(root: Path) -> None:
    before = graphs(root)[1]
    done(root, "merge", "skill/customer-service", "skill/empathy")
    assert {EMPATHY} == stands_for(root, CARE) == stands_for(root, SERVICE)
    assert f"{short(SERVICE)[0]} is not skill/empathy" in done(root, "split", "skill/empathy").splitlines()

    assert before == graphs(root)[1]


def test_what_likeness_matched_is_split_where_nothing_was_joined(root: Path) -> None:
    done(root, "split", "skill/active-listening")

    assert HEARING in skills(root)
    assert "rejected" == listed(root)[(HEARING, LISTENING)]["state"]


def test_a_document_may_be_split_off(root: Path, workspace: Path) -> None:
    done(root, "split", FALCONRY, "--document", "two.md")

    (row,) = sssom.read(workspace / decisions.FILE)
    own = row["subject_id"]
    assert f"{RGID}document/" == row["subject_source"][: len(RGID) + len("document/")]
    assert own in skills(root)
    assert FALCONRY not in skills(root)
    labels = {
        quad.object for quad in graphs(root)[1] if (quad.subject, quad.predicate) == (NamedNode(own), Skos.prefLabel)
    }
    assert {"FALCONRY"} == {getattr(label, "value", "") for label in labels}
    after, content = graphs(root), (workspace / decisions.FILE).read_bytes()
    done(root, "split", FALCONRY, "--document", "two.md")
    assert (after, content) == (graphs(root), (workspace / decisions.FILE).read_bytes())
    # The new one can be decided about in turn.
    done(root, "merge", own, "skill/empathy")
    assert own not in skills(root)
    assert EMPATHY in skills(root)


@needs_model
def test_what_likeness_joined_is_accepted_or_rejected(root: Path) -> None:
    ((one, other), match), *_ = [item for item in listed(root).items() if item[1]["method"] == "joined"]
    assert "pending" == match["state"]
    before = graphs(root)[1]
    done(root, "accept", one)
    assert before == graphs(root)[1]
    assert ("reviewed", "accepted") == tuple(listed(root)[(one, other)][name] for name in ("method", "state"))
    done(root, "reject", one)
    assert other not in stands_for(root, one)
    done(root, "merge", one, other)

    assert before == graphs(root)[1]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("rgid:skill/a\t\t\tskos:closeMatch\t\trgid:skill/b\t\tsemapv:X", "the predicate"),
        ("rgid:skill/a b\t\t\tskos:exactMatch\t\trgid:skill/b\t\tsemapv:X", "is no concept of Rolegraph"),
        ("rgid:skill/a\t\t\tskos:exactMatch\t\tesko:b\t\tsemapv:X", "is not declared"),
        ("rgid:skill/a\tskos:exactMatch", "is empty; fill it"),
    ],
)
def test_a_damaged_table_of_decisions_is_told_and_the_store_stays_as_it_is(
    root: Path, workspace: Path, line: str, message: str
) -> None:
    done(root, "merge", FALCONRY, EMPATHY)
    path = workspace / decisions.FILE
    path.write_text(f"{path.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    content = path.read_bytes()
    place = f"rolegraph: {decisions.FILE}:{len(content.splitlines())}: "

    for words in (
        ("list",),
        ("reject", HEARING),
        ("merge", FALCONRY, BELLS),
        ("split", FALCONRY, "--document", "two.md"),
    ):
        error = refused(root, *words)
        assert error.startswith(place)
        assert message in error
    before = graphs(root)
    result = CliRunner().invoke(group, ["publish", "--store", str(root)])
    assert (2, 1) == (result.exit_code, result.stderr.count("\n"))
    assert result.stderr.startswith(place)
    assert (before, content) == (graphs(root), path.read_bytes())
    assert 0 == run(root, "explain", "Falconry").exit_code
