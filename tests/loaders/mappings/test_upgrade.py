"""Links carried to a new version of a vocabulary."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.durable import replace_file
from loaders.mappings import files, review
from loaders.mappings.links import SHIPPED, WORKSPACE, links
from loaders.mappings.model import NOTHING
from loaders.mappings.upgrade import Upgrade, upgrade
from tests.loaders.mappings.rows import (
    ANNA,
    BROAD,
    CHAINED,
    CLOSE,
    EMPATHY,
    EXACT,
    LISTENING,
    ONE,
    THREE,
    TWO,
    curated,
    machine,
    table,
)

OLD = {ONE: ["empathise", "myötäeläminen"], TWO: ["listen"], THREE: ["hear"]}


def states(workspace: Path) -> dict[tuple[str, str], tuple[str, str]]:
    return {link.mapping.pair: (link.state.value, link.origin) for link in links(workspace, "esco")}


def to(workspace: Path, new: dict[str, list[str]], replaced: dict[str, list[str]] | None = None) -> Upgrade:
    return upgrade(workspace, "esco", OLD, new, replaced or {}, "2.0", "2026-11-23")


def content(workspace: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(workspace.iterdir())}


def test_what_is_still_there_is_carried_and_only_the_workspace_is_written(workspace: Path, shipped: Path) -> None:
    path = table(shipped / "esco.sssom.tsv", curated(EMPATHY, EXACT, ONE, object_label="empathise"))
    review.accept(workspace, "esco", (LISTENING, TWO), ANNA, CLOSE, object_label="listen", object_source_version="1.0")
    before = path.read_bytes()
    done = to(workspace, OLD)

    assert ({(EMPATHY, ONE), (LISTENING, TWO)}, False) == ({one.pair for one in done.carried}, done.broke)
    (own,) = files.read(workspace / "esco.sssom.tsv")
    assert ("2.0", "listen") == (own.object_source_version, own.object_label)
    assert (before, ["esco.sssom.tsv"]) == (path.read_bytes(), list(content(workspace)))


@pytest.mark.parametrize(
    ("labels", "changed"),
    [
        (["empathise", "x"], False),
        (["EMPATHISE "], False),
        (["show empathy", "myötäeläminen"], False),
        (["show empathy", "x"], True),
        ([], False),
    ],
)
def test_another_name_is_told_and_the_link_stays(workspace: Path, labels: list[str], changed: bool) -> None:
    review.accept(workspace, "esco", (EMPATHY, ONE), ANNA, CLOSE, object_label="empathise")
    done = to(workspace, {**OLD, ONE: labels})

    assert (changed, changed) == (bool(done.relabelled), done.broke)
    assert {(EMPATHY, ONE): ("accepted", WORKSPACE)} == states(workspace)
    (own,) = files.read(workspace / "esco.sssom.tsv")
    assert ("show empathy" if changed else "empathise") == own.object_label


def test_a_link_whose_object_is_gone_is_superseded_and_what_replaces_it_is_proposed(
    workspace: Path, shipped: Path
) -> None:
    table(shipped / "esco.sssom.tsv", curated(EMPATHY, EXACT, ONE, object_label="empathise", comment="sure"))
    review.accept(workspace, "esco", (LISTENING, TWO), ANNA, BROAD)
    review.reject(workspace, "esco", (LISTENING, ONE), ANNA)
    review.propose(workspace, "esco", [machine(EMPATHY, CLOSE, TWO)])
    done = to(workspace, {THREE: ["hear"]}, {ONE: [THREE, TWO], TWO: [TWO]})

    assert {((EMPATHY, ONE), (THREE,)), ((LISTENING, TWO), ())} == {(one.pair, into) for one, into in done.gone}
    assert {
        (EMPATHY, ONE): ("superseded", WORKSPACE),
        (LISTENING, TWO): ("superseded", WORKSPACE),
        (LISTENING, ONE): ("rejected", WORKSPACE),
        (EMPATHY, THREE): ("candidate", WORKSPACE),
    } == states(workspace)
    (proposal,) = files.read(workspace / "esco.candidates.sssom.tsv")
    assert (CLOSE, CHAINED, "2.0") == (proposal.predicate, proposal.justification, proposal.object_source_version)
    lost = {one.pair: one.comment for one in files.read(workspace / "esco.superseded.sssom.tsv")}
    assert f"sure; replaced by {THREE} in version 2.0" == lost[(EMPATHY, ONE)]
    assert "gone in version 2.0" == lost[(LISTENING, TWO)]


def test_upgrading_again_changes_nothing_and_going_back_brings_links_back(workspace: Path, shipped: Path) -> None:
    table(shipped / "esco.sssom.tsv", curated(EMPATHY, EXACT, ONE), curated(EMPATHY, CLOSE, NOTHING))
    review.accept(workspace, "esco", (LISTENING, ONE), ANNA, BROAD)
    before = states(workspace)
    to(workspace, {TWO: ["listen"]}, {ONE: [TWO]})
    once = content(workspace)
    to(workspace, {TWO: ["listen"]}, {ONE: [TWO]})
    assert once == content(workspace)
    done = to(workspace, OLD)

    assert {(EMPATHY, ONE), (LISTENING, ONE)} == {one.pair for one in done.back}
    now = states(workspace)
    assert before == {pair: now[pair] for pair in before}
    assert ("accepted", SHIPPED) == now[(EMPATHY, ONE)]


def test_a_decision_about_a_superseded_link_counts(workspace: Path, shipped: Path) -> None:
    table(shipped / "esco.sssom.tsv", curated(EMPATHY, EXACT, ONE))
    to(workspace, {TWO: ["listen"]})
    review.accept(workspace, "esco", (EMPATHY, ONE), ANNA)

    assert ("accepted", WORKSPACE) == states(workspace)[(EMPATHY, ONE)]


def test_a_kill_between_two_tables_loses_no_link(
    workspace: Path, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review.accept(workspace, "esco", (EMPATHY, ONE), ANNA, CLOSE)
    review.accept(workspace, "esco", (LISTENING, TWO), ANNA, CLOSE)
    to(workspace, {TWO: ["listen"]}, {ONE: [TWO]})
    start = content(workspace)
    done = to(workspace, {ONE: ["empathise"]}, {TWO: [ONE]})
    assert [(EMPATHY, ONE)] == [one.pair for one in done.back]
    end = content(workspace)
    left: list[None] = []

    class Killed(BaseException):
        """The process dies here."""

    def dying(path: Path, text: bytes) -> None:
        if not left:
            raise Killed
        left.pop()
        replace_file(path, text)

    for most in range(4):
        for path in workspace.iterdir():
            path.unlink()
        for name, text in start.items():
            (workspace / name).write_bytes(text)
        left[:] = [None] * most
        with monkeypatch.context() as patched:
            patched.setattr(files, "replace_file", dying)
            with pytest.raises(Killed):
                to(workspace, {ONE: ["empathise"]}, {TWO: [ONE]})

        assert {(EMPATHY, ONE), (LISTENING, TWO)} <= set(states(workspace))
        to(workspace, {ONE: ["empathise"]}, {TWO: [ONE]})
        assert {name: end[name] for name in end if "candidates" not in name} == {
            name: text for name, text in content(workspace).items() if "candidates" not in name
        }


def test_what_neither_version_has_as_it_was_loaded_is_left_alone(workspace: Path, shipped: Path) -> None:
    table(shipped / "esco.sssom.tsv", curated(EMPATHY, EXACT, f"{ONE}-of-a-file-that-nobody-loaded"))
    done = to(workspace, OLD)

    assert (1, False, False) == (len(done.unknown), done.broke, workspace.exists() and any(workspace.iterdir()))


@pytest.mark.parametrize(("left", "superseded"), [(0, False), (49, False), (50, True), (99, True)])
def test_a_sort_of_concepts_most_of_which_are_missing_was_not_loaded(
    workspace: Path, left: int, superseded: bool
) -> None:
    old = {f"{ONE}-{number}": ["x"] for number in range(100)}
    review.accept(workspace, "esco", (EMPATHY, f"{ONE}-99"), ANNA, CLOSE)
    new = dict([*old.items()][:left])
    done = upgrade(workspace, "esco", old, new, {}, "2.0", "2026-11-23")

    assert (superseded, not superseded) == (bool(done.gone), bool(done.unknown))
