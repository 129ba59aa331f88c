"""Pairs of labels that mean nearly the same: a function of the set of labels, whatever was kept on the way."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import data
from loaders import neighbours, vectors
from loaders.identity import candidate
from loaders.neighbours import LEAST, SCALE, Candidate, Neighbours, Pair, blocks_of, comparable
from loaders.normal import normalised
from ontology.terms import ConceptKind

pytestmark = pytest.mark.skipif(not vectors.available(), reason="needs the extra `align`")

LABELS = [
    ("en", "Falconry"), ("sv", "Falkenering"), ("de", "Falknerei"), ("en", "Hawking"), ("en", "Glassblowing"),
    ("sv", "Glasblåsning"), ("de", "Glasblasen"), ("en", "Bell founding"), ("cs", "Sokolnictví"), ("is", "Fálkaveiði"),
    ("en", "Skills of customer care"),
]  # fmt: skip


def made(language: str, label: str, kind: ConceptKind = ConceptKind.SKILL) -> Candidate:
    text = normalised(label)
    return Candidate(candidate(kind, language, text).value, kind, language, text)


CANDIDATES = [made(*one) for one in LABELS] + [
    made("en", "Falconry", ConceptKind.RESPONSIBILITY), made("de", "Falknerei", ConceptKind.RESPONSIBILITY)
]  # fmt: skip


def pool(candidates: Iterable[Candidate]) -> dict[str, Candidate]:
    return {one.iri: one for one in candidates}


def pairs(*pools: Iterable[Candidate], folder: Path | None = None) -> list[Pair]:
    """The pairs after the set was made each of some in turn."""
    with Neighbours(folder) as near:
        for one in pools:
            near.update(pool(one))
        return list(near.pairs())


@pytest.fixture(scope="module")
def whole() -> list[Pair]:
    return pairs(CANDIDATES)


def test_labels_that_mean_the_same_are_pairs_the_likest_first(whole: list[Pair]) -> None:
    by_iri = {one.iri: one for one in CANDIDATES}
    names = {frozenset((by_iri[pair.one].text, by_iri[pair.other].text)) for pair in whole}

    assert {frozenset(("falconry", "falkenering")), frozenset(("glassblowing", "glasblåsning"))} <= names
    assert frozenset(("falconry", "glassblowing")) not in names
    assert sorted(whole, key=lambda pair: (-pair.score, pair.one, pair.other)) == whole
    for pair in whole:
        assert pair.one < pair.other
        assert LEAST <= pair.score <= 1
        assert by_iri[pair.one].kind == by_iri[pair.other].kind


def test_a_score_is_the_product_of_the_vectors_to_the_bit(whole: list[Pair]) -> None:
    with Neighbours(None) as near:
        near.update(pool(CANDIDATES))
        rows = near.vectors([*pool(CANDIDATES), "unknown"])

    assert pool(CANDIDATES).keys() == rows.keys()
    for pair in whole:
        product = int(rows[pair.one].astype(numpy.int64) @ rows[pair.other].astype(numpy.int64))
        assert product / SCALE / SCALE == pair.score


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(CANDIDATES), st.lists(st.integers(0, len(CANDIDATES)), max_size=4), st.integers(1, 4))
def test_no_order_and_no_grouping_of_additions_matters(
    whole: list[Pair], monkeypatch: pytest.MonkeyPatch, order: list[Candidate], cuts: list[int], batch: int
) -> None:
    monkeypatch.setattr(neighbours, "BATCH", batch)

    assert whole == pairs(*(order[:cut] for cut in sorted(cuts)), order)


@settings(max_examples=25)
@given(st.sets(st.sampled_from(CANDIDATES)), st.sets(st.sampled_from(CANDIDATES)))
def test_what_is_removed_leaves_nothing(before: set[Candidate], after: set[Candidate]) -> None:
    assert pairs(after) == pairs(before, after)


def test_whoever_is_removed_takes_all_pairs_along(whole: list[Pair]) -> None:
    for gone in CANDIDATES:
        rest = [one for one in CANDIDATES if one != gone]
        assert [pair for pair in whole if gone.iri not in pair] == pairs(CANDIDATES, rest)


def test_no_candidate_has_no_pair(tmp_path: Path) -> None:
    assert [] == pairs([])
    assert [] == pairs(CANDIDATES[:1])
    assert [] == pairs(CANDIDATES, [], folder=tmp_path)


def test_pairs_are_kept_from_call_to_call(tmp_path: Path, whole: list[Pair]) -> None:
    assert whole == pairs(CANDIDATES, folder=tmp_path)
    with Neighbours(tmp_path) as near:
        assert whole == list(near.pairs())
    # Further ones meet those that were kept.
    shutil.rmtree(tmp_path)
    tmp_path.mkdir()
    pairs(CANDIDATES[::2], folder=tmp_path)
    assert whole == pairs(CANDIDATES, folder=tmp_path)


def test_a_label_that_no_model_may_judge_is_compared_with_none() -> None:
    assert comparable(made("en", "Falconry"))
    assert not comparable(Candidate("x", ConceptKind.SKILL, "en", ""))
    assert not comparable(made("en", "falconry " * 20))


def kept_file(folder: Path) -> Path:
    (path,) = folder.glob("*.joins.sqlite")
    return path


def test_no_label_stands_in_the_file(tmp_path: Path) -> None:
    pairs(CANDIDATES, folder=tmp_path)
    with sqlite3.connect(kept_file(tmp_path)) as connection:
        columns = [
            row[1]
            for table in ("labels", "blocks", "pairs")
            for row in connection.execute(f"PRAGMA table_info({table})")
        ]
    connection.close()

    assert ["id", "concept", "block", "id", "vector", "one", "other", "score"] == columns


@pytest.mark.parametrize("damage", ["no database", "empty", "half", "pages", "other tables"])
def test_a_damaged_file_is_made_anew(tmp_path: Path, whole: list[Pair], damage: str) -> None:
    pairs(CANDIDATES, folder=tmp_path)
    path = kept_file(tmp_path)
    content = path.read_bytes()
    if damage == "other tables":
        with sqlite3.connect(path) as connection:
            connection.execute("DROP TABLE labels")
            connection.execute("CREATE TABLE labels (other TEXT)")
        connection.close()
    else:
        harmed = {
            "no database": b"These are no vectors.\n" * 1000,
            "empty": b"",
            "half": content[: len(content) // 2],
            "pages": content[:8192] + b"\xa5" * (len(content) - 8192),
        }
        path.write_bytes(harmed[damage])

    for _ in range(2):
        try:
            assert whole == pairs(CANDIDATES, folder=tmp_path)
        except sqlite3.Error:
            # The caller goes on without; the next call finds no damaged file.
            assert not path.exists()
    assert whole == pairs(CANDIDATES, folder=tmp_path)


def test_a_missing_folder_costs_nothing_but_time(tmp_path: Path, whole: list[Pair]) -> None:
    assert whole == pairs(CANDIDATES, folder=tmp_path / "none")
    assert [] == os.listdir(tmp_path)


OTHER_VOCABULARY = """
import sys
from pathlib import Path
import data
data.VOCABULARY = Path(sys.argv[2])
from loaders.neighbours import Candidate, Neighbours
from ontology.terms import ConceptKind
with Neighbours(Path(sys.argv[1])) as near:
    pool = [Candidate(iri, ConceptKind.SKILL, language, text) for iri, language, text in eval(sys.argv[3])]
    near.update({one.iri: one for one in pool})
    print(*near.pairs(), sep="\\n")
"""


def blocks(folder: Path) -> set[tuple[str, str]]:
    connection = sqlite3.connect(kept_file(folder))
    found = set(connection.execute("SELECT block, concept FROM blocks JOIN labels USING (id)"))
    connection.close()
    return found


def test_what_another_vocabulary_made_is_not_kept(tmp_path: Path) -> None:
    """In which blocks a label stands is told by the vocabulary."""
    falconry = CANDIDATES[0]
    gone = blocks_of(falconry)[0]
    shutil.copytree(data.VOCABULARY, tmp_path / "vocabulary")
    table = tmp_path / "vocabulary" / "skills.tsv"
    rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    left = [row for row in rows if gone.removeprefix("skill/") not in row.rstrip("\n").split("\t")]
    table.write_text("".join(left), encoding="utf-8")
    for folder in ("kept", "new"):
        (tmp_path / folder).mkdir()
    pairs(CANDIDATES, folder=tmp_path / "kept")
    assert (gone, falconry.iri) in blocks(tmp_path / "kept")

    skills = [(one.iri, one.language, one.text) for one in CANDIDATES if one.kind is ConceptKind.SKILL]
    printed = set()
    for folder in ("kept", "new"):
        places = (str(tmp_path / folder), str(tmp_path / "vocabulary"))
        command = [sys.executable, "-c", OTHER_VOCABULARY, *places, repr(skills)]
        printed.add(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert 1 == len(printed)
    assert blocks(tmp_path / "new") == blocks(tmp_path / "kept")
    assert gone not in {block for block, _ in blocks(tmp_path / "kept")}
