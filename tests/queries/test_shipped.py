"""The named queries on the graph of the shipped documents: what must hold whatever they say."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import data
from loaders.holding import open_current
from queries import load_queries
from queries.answer import Value
from queries.binding import bind
from queries.client import LocalStore
from server.cli import group

QUESTIONS = load_queries()
ROLE = "https://w3id.org/rolegraph/id/role/customer-service-representative"
MANY = "100000"
LINKED = {
    "esco-skills-of-role",
    "hot-technologies",
    "link-coverage",
    "roles-across-taxonomies",
    "roles-by-isco-group",
    "roles-in-esco",
}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    """The current snapshot after the shipped documents were loaded."""
    root = tmp_path_factory.mktemp("shipped")
    result = CliRunner().invoke(group, ["load", str(data.DOCUMENTS), "--store", str(root)])
    assert 0 == result.exit_code, result.output
    return LocalStore(open_current(root))


def ask(source: LocalStore, name: str, **values: str) -> list[dict[str, Value]]:
    answer = source.run(bind(QUESTIONS[name], values))
    return [dict(zip(answer.variables, row, strict=True)) for row in answer.rows]


def column(rows: list[dict[str, Value]], name: str) -> set[str]:
    return {str(row[name]) for row in rows}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_is_answered_the_same_each_time(shipped: LocalStore, name: str) -> None:
    first = ask(shipped, name)

    assert first == ask(shipped, name)
    # What the vocabulary covers, what no document needs to say, and what is empty without a taxonomy.
    unsaid = {"concepts-without-evidence", "lateral-moves", "missing-labels", "candidates"}
    assert first or name in unsaid | LINKED


def test_every_document_describes_a_role(shipped: LocalStore) -> None:
    rows = ask(shipped, "documents")
    files = {path.name for path in Path(data.DOCUMENTS).iterdir() if path.suffix in {".txt", ".md"}}

    assert files == {Path(str(row["source"])).name for row in rows}
    assert [] == [row for row in rows if row["role"] is None or row["label"] is None or row["language"] is None]


def test_every_statement_has_evidence_to_the_character(shipped: LocalStore) -> None:
    involved = ask(shipped, "role-profile")

    assert {"responsibility", "skill", "tool-category", "tool", "best-practice"} == column(involved, "kind")
    for row in involved:
        evidence = ask(shipped, "evidence", concept=str(row["concept"]))
        assert row["mentions"] == len({place["mention"] for place in evidence})
        assert [] == [
            place for place in evidence if len(str(place["exact"])) != int(str(place["end"])) - int(str(place["start"]))
        ]


def test_counts_agree_between_questions(shipped: LocalStore) -> None:
    for row in ask(shipped, "most-required-skills", limit="5"):
        assert row["roles"] == len(ask(shipped, "roles-of-skill", skill=str(row["skill"])))


def test_a_gap_is_made_of_both_roles_skills(shipped: LocalStore) -> None:
    similar = ask(shipped, "similar-roles")
    other = str(similar[0]["role"])
    gap = ask(shipped, "skill-gap", to=other)
    parts = {
        kind: {str(row["skill"]) for row in gap if row["change"] == kind} for kind in ("missing", "shared", "extra")
    }

    assert column(ask(shipped, "skills-of-role"), "skill") == parts["shared"] | parts["extra"]
    assert column(ask(shipped, "skills-of-role", role=other), "skill") == parts["shared"] | parts["missing"]
    assert similar[0]["shared"] == len(parts["shared"])


def test_what_can_be_reached_goes_beyond_the_next_step(shipped: LocalStore) -> None:
    reached = ask(shipped, "reachable-roles", limit=MANY)
    direct = {str(row["role"]) for row in reached if row["direct"]}

    assert direct
    assert ROLE not in column(reached, "role")
    for role in sorted(direct):
        further = column(ask(shipped, "reachable-roles", role=role, limit=MANY), "role")
        assert further - {ROLE} <= column(reached, "role")


def test_labels_come_in_the_first_language_that_has_one(shipped: LocalStore) -> None:
    for row in ask(shipped, "skills-of-role", lang="fi,sv"):
        labels = ask(shipped, "labels-of-concept", concept=str(row["skill"]))
        preferred = {str(label["language"]) for label in labels if label["use"] == "preferred"}
        expected = next((tag for tag in ("fi", "sv") if tag in preferred), min(preferred))
        assert expected == row["language"]
