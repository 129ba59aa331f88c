"""The reviewers' rows: which of them count, and which are refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import data
from loaders import decisions, sssom
from loaders.decisions import COLUMNS, FILE, NOT, Decisions
from loaders.sssom import Row
from loaders.wishes import reviewed
from ontology.errors import InputError
from ontology.terms import RGID, Skos

A, B, C = (f"{RGID}skill/zyx-{letter}-en-0123456789" for letter in "abc")
EMPATHY, PATIENCE = f"{RGID}skill/empathy", f"{RGID}skill/patience"
DOCUMENT = f"{RGID}document/0123456789abcdef"


def same(one: str, other: str) -> Row:
    return decisions.made(one, other, same=True)


def apart(one: str, other: str) -> Row:
    return decisions.made(one, other, same=False)


def part(one: str, other: str) -> Row:
    return decisions.made(one, other, same=True, part=True)


def of_a_document(one: str, other: str) -> Row:
    return {**apart(one, other), "subject_source": DOCUMENT}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], Decisions()),
        ([same(A, B)], Decisions(same=frozenset({(A, B)}))),
        ([same(A, A)], Decisions()),
        ([same(A, B), apart(A, B)], Decisions(apart=frozenset({frozenset((A, B))}))),
        ([apart(A, B), same(B, A)], Decisions(same=frozenset({(B, A)}))),
        ([same(A, B), part(A, B)], Decisions(parts=frozenset({(A, B)}))),
        ([same(A, B), same(B, C)], Decisions(same=frozenset({(A, B), (B, C)}))),
        (
            [of_a_document(A, B)],
            Decisions(apart=frozenset({frozenset((A, B))}), split={(B, DOCUMENT): A}),
        ),
        (
            [of_a_document(A, B), of_a_document(C, B), of_a_document(A, B)],
            Decisions(apart=frozenset({frozenset((A, B)), frozenset((C, B))}), split={(B, DOCUMENT): A}),
        ),
    ],
)
def test_the_last_row_of_a_pair_counts_in_either_direction(rows: list[Row], expected: Decisions) -> None:
    found = decisions.told(rows)

    assert expected == found
    assert bool(expected.same or expected.apart or expected.parts) == bool(found)
    assert bool(expected.same or expected.apart or expected.parts) == any(
        found.decided(one, other) for one, other in ((A, B), (B, A), (B, C))
    )


@given(st.lists(st.tuples(st.sampled_from([same, apart, part]), st.permutations([A, B, C]))))
def test_every_pair_is_decided_in_one_way_alone(made: list[tuple[object, list[str]]]) -> None:
    rows = [row(one, other) for row, (one, other, _) in made]  # type: ignore[operator]
    found = decisions.told(rows)
    by_pair = {frozenset((row["subject_id"], row["object_id"])): row for row in rows}

    assert len(by_pair) == len(found.same) + len(found.apart) + len(found.parts)
    assert {pair for pair, row in by_pair.items() if row.get("predicate_modifier")} == found.apart


def test_a_workspace_counts_over_what_is_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data, "MAPPINGS", tmp_path / "shipped")
    decisions.add(tmp_path / "shipped", [same(A, B), apart(B, C)])
    decisions.add(tmp_path / "workspace", [apart(B, A)])

    assert decisions.told([same(A, B), apart(B, C)]) == decisions.read(None)
    assert decisions.told([apart(A, B), apart(B, C)]) == decisions.read(tmp_path / "workspace")
    assert decisions.read(None) == decisions.read(tmp_path / "empty")
    assert [same(A, B), apart(B, C)] == sssom.read(decisions.shipped_file())


def test_new_rows_take_the_place_of_those_of_the_same_pair_alone(tmp_path: Path) -> None:
    decisions.add(tmp_path, [same(A, B), same(B, C), of_a_document(A, B)])
    decisions.add(tmp_path, [apart(B, A)])
    decisions.add(tmp_path, [apart(B, A)])

    assert [same(B, C), of_a_document(A, B), apart(B, A)] == sssom.read(tmp_path / FILE)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"predicate_id": Skos.closeMatch.value}, "the predicate"),
        ({"predicate_modifier": "Maybe"}, "the modifier Maybe is unknown"),
        ({"subject_id": "http://data.europa.eu/esco/skill/1"}, "is no concept of Rolegraph"),
        ({"object_id": f"{RGID}document/0123456789abcdef"}, "is no concept of Rolegraph"),
        ({"object_id": f"{RGID}skill/"}, "is no concept of Rolegraph"),
        ({"object_id": f"{RGID}skill"}, "is no concept of Rolegraph"),
        ({"object_id": f"{RGID}skill/two words"}, "is no concept of Rolegraph"),
        ({"object_id": f"{RGID}skill/a<b"}, "is no concept of Rolegraph"),
        ({"object_id": f"{RGID}skill/a/match/1"}, "is no concept of Rolegraph"),
        ({"object_id": f"{RGID}tool/a"}, "are of two kinds"),
    ],
)
def test_a_row_that_decides_nothing_is_refused_with_its_line(
    tmp_path: Path, changed: dict[str, str], message: str
) -> None:
    sssom.write(tmp_path / FILE, COLUMNS, [same(A, B), {**same(B, C), **changed}], {"comment": "two\nlines"})
    before = (tmp_path / FILE).read_bytes()
    line = 1 + before.decode().splitlines().index("\t".join(COLUMNS)) + 2

    for call in (lambda: decisions.read(tmp_path), lambda: decisions.add(tmp_path, [same(A, C)])):
        with pytest.raises(InputError, match=rf"^{FILE}:{line}: .*{message}") as caught:
            call()
        assert (FILE, line) == (caught.value.source, caught.value.line)
    assert before == (tmp_path / FILE).read_bytes()


def test_a_cell_is_written_on_one_line(tmp_path: Path) -> None:
    decisions.add(tmp_path, [{**apart(A, B), "author_label": "Ä  B\tC", "comment": "a\nb"}])

    (row,) = sssom.read(tmp_path / FILE)
    assert (NOT, "Ä B C", "a b") == (row["predicate_modifier"], row["author_label"], row["comment"])


def test_of_curated_concepts_the_one_that_no_row_merges_away_stands_for_all() -> None:
    assert {EMPATHY: PATIENCE, PATIENCE: PATIENCE} == reviewed(decisions.told([same(EMPATHY, PATIENCE)])).into
    assert {EMPATHY: EMPATHY, PATIENCE: EMPATHY} == reviewed(decisions.told([same(PATIENCE, EMPATHY)])).into


@given(st.permutations([same(A, B), same(C, B), same(C, EMPATHY), same(EMPATHY, PATIENCE)]))
def test_a_chain_of_rows_leads_to_the_curated_concept_at_its_end(rows: list[Row]) -> None:
    found = reviewed(decisions.told(rows))

    assert dict.fromkeys((A, B, C, EMPATHY, PATIENCE), PATIENCE) == found.into
    assert [] == found.groups


@given(st.permutations([same(A, B), same(C, B)]))
def test_candidates_without_a_curated_concept_are_a_group(rows: list[Row]) -> None:
    found = reviewed(decisions.told(rows))

    assert ({}, [{A, B, C}]) == (found.into, found.groups)
