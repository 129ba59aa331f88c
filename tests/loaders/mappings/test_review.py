"""Proposing, deciding and undoing: which row counts, who is named, and that nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders import sssom
from loaders.mappings import files, review
from loaders.mappings.links import SHIPPED, WORKSPACE, links
from loaders.mappings.model import Mapping, State
from loaders.mappings.review import Change
from ontology.errors import InputError
from ontology.terms import Semapv
from tests.conftest import ROOT
from tests.loaders.mappings.rows import (
    ANNA,
    BEN,
    BROAD,
    CLOSE,
    EMPATHY,
    EXACT,
    LISTENING,
    MACHINE,
    NARROW,
    ONE,
    RELATED,
    SCHEME,
    THREE,
    TWO,
    curated,
    machine,
    table,
)

PAIR = (EMPATHY, ONE)


def states(workspace: Path) -> dict[tuple[str, str], tuple[str, str]]:
    return {link.mapping.pair: (link.state.value, link.origin) for link in links(workspace, "esco")}


def content(workspace: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in workspace.iterdir()} if workspace.exists() else {}


def test_a_link_goes_from_proposed_to_accepted_to_rejected_and_back(workspace: Path) -> None:
    assert 2 == review.propose(
        workspace, "esco", [machine(EMPATHY, CLOSE, ONE, 0.8), machine(EMPATHY, CLOSE, TWO, 0.3)]
    )
    proposed = content(workspace)
    assert {PAIR: ("candidate", WORKSPACE), (EMPATHY, TWO): ("candidate", WORKSPACE)} == states(workspace)

    accepted = review.accept(workspace, "esco", PAIR, ANNA)
    assert State.ACCEPTED is review.state_of(accepted)
    assert ("accepted", WORKSPACE) == states(workspace)[PAIR]
    rejected = review.reject(workspace, "esco", PAIR, BEN)
    assert ("rejected", WORKSPACE) == states(workspace)[PAIR]
    assert (accepted.after, State.REJECTED) == (rejected.before, review.state_of(rejected))

    review.undo(workspace, rejected)
    assert ("accepted", WORKSPACE) == states(workspace)[PAIR]
    review.undo(workspace, accepted)
    assert proposed == content(workspace)


def test_a_proposal_taken_as_it_is_keeps_where_it_is_from_and_names_its_reviewer(workspace: Path) -> None:
    review.propose(workspace, "esco", [machine(EMPATHY, CLOSE, ONE, 0.8, object_label="empathise", date="2026-11-01")])
    for predicate in (None, CLOSE):
        row = review.accept(workspace, "esco", PAIR, ANNA, predicate).after

        assert row is not None
        assert (MACHINE, "rolegraph", 0.8, "2026-11-01") == (row.justification, row.tool, row.confidence, row.date)
        assert ((), ("Anna Ö.",), "2026-11-23") == (row.authors, row.reviewers, row.review_date)
    (raw,) = sssom.read(workspace / "esco.sssom.tsv")
    assert ("Anna Ö.", "2026-11-23") == (raw["reviewer_label"], raw["review_date"])


@pytest.mark.parametrize("predicate", [EXACT, BROAD, NARROW, RELATED])
def test_whatever_else_is_decided_is_the_reviewers_own_statement(workspace: Path, predicate: str) -> None:
    review.propose(workspace, "esco", [machine(EMPATHY, CLOSE, ONE, 0.8, object_label="empathise")])
    row = review.accept(workspace, "esco", PAIR, ANNA, predicate).after

    assert row is not None
    assert (predicate, Semapv.ManualMappingCuration.value, "", 1.0) == (
        row.predicate,
        row.justification,
        row.tool,
        row.confidence,
    )
    assert (("Anna Ö.",), "2026-11-23", "empathise", SCHEME) == (
        row.authors,
        row.date,
        row.object_label,
        row.subject_source,
    )


def test_what_nobody_proposed_can_be_decided_where_one_says_how(workspace: Path) -> None:
    with pytest.raises(InputError, match="nobody proposed this; say how they match"):
        review.accept(workspace, "esco", PAIR, ANNA)
    assert {} == content(workspace)
    row = review.accept(workspace, "esco", PAIR, ANNA, BROAD, object_label="empathise", object_source_version="1").after

    assert row is not None
    assert ("empathise", "1", SCHEME) == (row.object_label, row.object_source_version, row.subject_source)
    assert review.reject(workspace, "esco", (EMPATHY, TWO), ANNA).after == review.decision(
        workspace, "esco", (EMPATHY, TWO)
    )


def test_a_predicate_is_changed_only_where_there_is_a_link(workspace: Path) -> None:
    review.propose(workspace, "esco", [machine(EMPATHY, CLOSE, ONE)])
    with pytest.raises(InputError, match="are not linked; accept the link first"):
        review.change_predicate(workspace, "esco", PAIR, ANNA, EXACT)
    review.accept(workspace, "esco", PAIR, ANNA)
    changed = review.change_predicate(workspace, "esco", PAIR, BEN, EXACT).after

    assert changed is not None
    assert (EXACT, ("Ben",)) == (changed.predicate, changed.authors)
    with pytest.raises(InputError, match="owl:sameAs is no way to match"):
        review.change_predicate(workspace, "esco", PAIR, BEN, "http://www.w3.org/2002/07/owl#sameAs")


def test_a_workspace_counts_over_what_is_shipped_which_stays(workspace: Path, shipped: Path) -> None:
    path = table(shipped / "esco.sssom.tsv", curated(EMPATHY, CLOSE, ONE), curated(LISTENING, EXACT, TWO))
    before = path.read_bytes()
    assert {PAIR: ("accepted", SHIPPED), (LISTENING, TWO): ("accepted", SHIPPED)} == states(workspace)

    rejected = review.reject(workspace, "esco", PAIR, ANNA)
    assert {PAIR: ("rejected", WORKSPACE), (LISTENING, TWO): ("accepted", SHIPPED)} == states(workspace)
    review.withdraw(workspace, "esco", PAIR)
    assert ("accepted", SHIPPED) == states(workspace)[PAIR]
    assert (before, {}) == (path.read_bytes(), content(workspace))
    with pytest.raises(InputError, match="decided anew meanwhile"):
        review.undo(workspace, rejected)


def test_the_last_row_of_a_pair_counts(workspace: Path, shipped: Path) -> None:
    rows = [curated(EMPATHY, CLOSE, ONE), curated(EMPATHY, EXACT, ONE), curated(EMPATHY, CLOSE, TWO, negated=True)]
    table(shipped / "esco.sssom.tsv", *rows)

    assert [EXACT, CLOSE] == [link.mapping.predicate for link in links(None, "esco")]
    assert {PAIR: ("accepted", SHIPPED), (EMPATHY, TWO): ("rejected", SHIPPED)} == states(workspace)


def test_proposals_replace_earlier_ones_of_their_subjects_and_no_decision(workspace: Path) -> None:
    review.propose(workspace, "esco", [machine(EMPATHY, CLOSE, ONE), machine(LISTENING, CLOSE, ONE)])
    review.reject(workspace, "esco", PAIR, ANNA)
    review.propose(workspace, "esco", [machine(EMPATHY, CLOSE, ONE), machine(EMPATHY, BROAD, THREE)])
    assert {
        PAIR: ("rejected", WORKSPACE),
        (EMPATHY, THREE): ("candidate", WORKSPACE),
        (LISTENING, ONE): ("candidate", WORKSPACE),
    } == states(workspace)
    review.propose(workspace, "esco", [machine(EMPATHY, BROAD, TWO)], anew=True)

    assert {PAIR, (EMPATHY, TWO)} == set(states(workspace))


@pytest.mark.parametrize(
    ("proposal", "message"),
    [
        (machine(EMPATHY, EXACT, ONE), "a machine may not propose exactMatch"),
        (machine(EMPATHY, CLOSE, ONE, negated=True), "a machine may not propose that two do not match"),
        (machine(ONE, CLOSE, TWO), "is no concept of Rolegraph"),
    ],
)
def test_what_no_machine_may_say_is_refused_and_nothing_is_written(
    workspace: Path, proposal: Mapping, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        review.propose(workspace, "esco", [machine(EMPATHY, CLOSE, THREE), proposal])
    assert {} == content(workspace)


@pytest.mark.parametrize("name", ["", "a b", "../esco", "alignment", ".x"])
def test_a_name_that_no_vocabulary_can_have_is_refused(workspace: Path, name: str) -> None:
    with pytest.raises(InputError, match="can't be the name of a vocabulary"):
        review.accept(workspace, name, PAIR, ANNA, CLOSE)
    assert {} == content(workspace)


@pytest.mark.parametrize(("name", "date"), [("", "2026-11-23"), (" \n", "2026-11-23"), ("Anna", "today")])
def test_a_decision_needs_a_name_and_a_day(name: str, date: str) -> None:
    with pytest.raises(InputError, match="needs a name and a date"):
        review.Reviewer(name, date)


def test_a_damaged_table_is_told_and_left_as_it_is(workspace: Path) -> None:
    review.accept(workspace, "esco", PAIR, ANNA, CLOSE)
    path = workspace / "esco.sssom.tsv"
    path.write_bytes(path.read_bytes() + b"rgid:skill/caf\xe9\n")
    before = content(workspace)
    with pytest.raises(InputError, match=r"^esco.sssom.tsv:\d+: this is not UTF-8"):
        review.reject(workspace, "esco", PAIR, ANNA)
    assert before == content(workspace)


ACTIONS: dict[str, Callable[[Path, tuple[str, str]], Change]] = {
    "accept": lambda place, pair: review.accept(place, "esco", pair, ANNA, CLOSE),
    "exact": lambda place, pair: review.accept(place, "esco", pair, BEN, EXACT),
    "reject": lambda place, pair: review.reject(place, "esco", pair, ANNA),
    "withdraw": lambda place, pair: review.withdraw(place, "esco", pair),
}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTIONS)), st.sampled_from([ONE, TWO])), max_size=6))
def test_whatever_was_decided_undoing_all_of_it_leaves_what_was_there(
    workspace: Path, shipped: Path, actions: list[tuple[str, str]]
) -> None:
    table(shipped / "esco.sssom.tsv", curated(EMPATHY, CLOSE, ONE))
    review.propose(workspace, "esco", [machine(EMPATHY, CLOSE, ONE), machine(EMPATHY, CLOSE, TWO)], anew=True)
    seen, done = [content(workspace)], []
    for action, target in actions:
        done.append(ACTIONS[action](workspace, (EMPATHY, target)))
        seen.append(content(workspace))
    for change in reversed(done):
        assert seen.pop() == content(workspace)
        review.undo(workspace, change)

    assert seen == [content(workspace)]


#: Accepts links until it has made so many: workspace, the name in their IRIs, their number.
DECIDE = f"""
import sys
from pathlib import Path
from loaders.mappings import review
for number in range(int(sys.argv[3])):
    pair = ("{EMPATHY}", f"{ONE}-{{sys.argv[2]}}-{{number}}")
    review.accept(Path(sys.argv[1]), "esco", pair, review.Reviewer("Anna", "2026-11-23"), "{CLOSE}")
"""


def deciding(workspace: Path, name: str, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", DECIDE, str(workspace), name, str(count)], cwd=ROOT)


def test_two_reviewers_at_once_lose_nothing(workspace: Path) -> None:
    both = [deciding(workspace, name, 15) for name in "ab"]

    assert [0, 0] == [one.wait(120) for one in both]
    assert 30 == len(files.read(workspace / "esco.sssom.tsv"))
    assert ["esco.sssom.tsv"] == os.listdir(workspace)


def test_a_reviewer_that_is_killed_loses_at_most_what_was_under_way(workspace: Path) -> None:
    path = workspace / "esco.sssom.tsv"
    process = deciding(workspace, "k", 10_000)
    try:
        end = time.monotonic() + 120
        while not (path.exists() and len(files.read(path)) > 5):
            assert time.monotonic() < end
            assert process.poll() is None
            time.sleep(0.01)
    finally:
        process.kill()
        process.wait()
    found = files.read(path)

    assert {f"{ONE}-k-{number}" for number in range(len(found))} == {one.object for one in found}
    review.accept(workspace, "esco", PAIR, ANNA, CLOSE)
    assert len(found) + 1 == len(files.read(path))
