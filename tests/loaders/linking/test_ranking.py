"""Runs of TREC from two files."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.linking import ranking, speech
from ontology.errors import InputError

#: Texts that stand in one cell.
cells = st.text(st.characters(exclude_characters="\t\n\r", exclude_categories=["Cs"]), max_size=20)


def lines_of(path: Path, content: str | bytes) -> list[ranking.Line]:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return ranking.read(path)


def test_lines_are_an_identifier_and_a_text(tmp_path: Path) -> None:
    found = lines_of(tmp_path / "q.tsv", b"\xef\xbb\xbfQ1\tfalconer\r\nQ2\tb\xc3\xa4cker\n\n")

    assert [("Q1", "falconer"), ("Q2", "bäcker")] == found


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Q1\tfalconer\nQ2 baker\n", r"q\.tsv:2: 1 cells where 2 belong; write an identifier, a tab"),
        (b"Q1\ta\tb\n", r"q\.tsv:1: 3 cells"),
        (b"Q1\ta\n\nQ2\tb\n", r"q\.tsv:2: 1 cells"),
        (b"Q1\ta\nQ1\tb\n", r"q\.tsv:2: the identifier Q1 stands here a second time"),
        (b"Q 1\ta\n", r"q\.tsv:1: 'Q 1' is no identifier"),
        (b"\ta\n", r"q\.tsv:1: '' is no identifier"),
        (b"Q1\ta\nQ2\t\xff\n", r"q\.tsv:2: this is not UTF-8"),
        (b"\n\n", r"q\.tsv: the file is empty"),
    ],
)
def test_a_bad_line_is_told_with_its_place(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        lines_of(tmp_path / "q.tsv", content)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.tsv: the file can't be read"):
        ranking.read(tmp_path / "none.tsv")


@settings(max_examples=25)
@given(st.lists(cells, min_size=1, max_size=5), st.lists(cells, min_size=1, max_size=5), st.integers(0, 6))
def test_a_run_ranks_each_label_once_by_scores_that_fall(queries: list[str], labels: list[str], depth: int) -> None:
    with TemporaryDirectory() as name:
        files = []
        for letter, texts in (("Q", queries), ("L", labels)):
            path = Path(name) / f"{letter}.tsv"
            path.write_text("".join(f"{letter}{n}\t{text}\n" for n, text in enumerate(texts)), encoding="utf-8")
            files.append(ranking.read(path))
    asked, known = files
    index = ranking.opened([one.text for one in known])
    run = [*ranking.run(asked, known, index, "en", depth)]

    assert len(asked) == len(run)
    for query, text in zip(asked, run, strict=True):
        rows = [line.split(" ") for line in text.splitlines()]
        scores = [float(row[4]) for row in rows]
        assert {query.name} == {row[0] for row in rows}
        assert [str(rank) for rank in range(1, len(rows) + 1)] == [row[3] for row in rows]
        assert len(rows) == min(depth or len(known), len(known))
        assert {row[2] for row in rows} <= {one.name for one in known}
        assert len({row[2] for row in rows}) == len(rows)
        assert all(high > low for high, low in pairwise(scores))


def test_labels_of_one_language_are_taken_to_be_of_it_all() -> None:
    danish = ["kok", "sygeplejerske", "maskinfører", "lagermedarbejder", "bager", "frisør", "skolelærer", "IT"]

    assert ["da"] * len(danish) == [*speech.spoken(danish)]


def test_labels_of_several_languages_are_told_one_by_one() -> None:
    mixed = ["управител на ресторант", "krankenschwester im krankenhaus", "professionnel des soins infirmiers"]

    assert ["bg", "de", "fr"] == [*speech.spoken(mixed)]
