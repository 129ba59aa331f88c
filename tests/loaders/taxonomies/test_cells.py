"""Cells mended, titles of two genders, and tables with whatever stands in them."""

from __future__ import annotations

import csv
import io
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.taxonomies import cells
from loaders.taxonomies.findings import Sort
from loaders.taxonomies.gendered import forms
from loaders.taxonomies.tables import delimited
from ontology.errors import InputError
from tests.loaders.taxonomies.samples import CAPTAIN, OCCUPATIONS, read, tagged

TWO = [
    ("actor/actress", "en", ("actor", "actress")),
    ("head steward / head stewardess", "en", ("head steward", "head stewardess")),
    ("director técnico/directora técnica", "es", ("director técnico", "directora técnica")),
    ("el cocinero/la cocinera", "es", ("el cocinero", "la cocinera")),
    ("cuisinier de bord/cuisinière de bord", "fr", ("cuisinier de bord", "cuisinière de bord")),
    ("infirmier/infirmière de bloc", "fr", ("infirmier de bloc", "infirmière de bloc")),
    ("Verkäufer/in", "de", ("Verkäufer", "Verkäuferin")),
    ("Kollege/-in", "de", ("Kollege", "Kollegin")),
    ("Fachmann/Fachfrau", "de", ("Fachmann", "Fachfrau")),
    ("técnico/a de laboratorio", "es", ("técnico de laboratorio", "técnica de laboratorio")),
]
ONE = [
    "monk/nun",
    "employers/contractors",
    "CA Datacom/DB",
    "24/7 support",
    "a/b/c",
    "/in",
    "in/",
    "client/server",
    "IT/IS",
]


@pytest.mark.parametrize(("label", "language", "expected"), TWO)
def test_titles_of_two_genders(label: str, language: str, expected: tuple[str, ...]) -> None:
    assert expected == forms(label, language)


@pytest.mark.parametrize("label", ONE)
def test_what_is_no_pair_of_genders(label: str) -> None:
    assert (label,) == forms(label, "en")


@given(st.text(), st.sampled_from(["en", "de", "fr", "es", "und"]))
def test_forms_are_one_or_two_and_not_empty(label: str, language: str) -> None:
    tidy = cells.label(label)
    found = forms(tidy, language)

    assert len(found) in (1, 2)
    assert (tidy,) == found or all(found)


@given(st.text())
def test_a_mended_label_stays_as_it_is(text: str) -> None:
    tidy = cells.label(text)

    assert tidy == cells.label(tidy)
    assert cells.is_tidy(tidy) or not tidy
    assert tidy.encode() == tidy.encode(errors="ignore")


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("no", "nb"),
        ("NO", "nb"),
        ("en-us", "en-US"),
        ("zh_hans", "zh-Hans"),
        ("sp", "es"),
        ("mul", "mul"),
        ("nn", "nn"),
    ],
)
def test_tags(written: str, tag: str) -> None:
    assert tag == cells.tag(written)


def test_two_genders_are_two_labels_and_the_whole_is_hidden(tmp_path: Path) -> None:
    found = read(
        tmp_path, {"occupations_en.csv": OCCUPATIONS.replace("ferry captain", "ferry steward/ferry stewardess")}
    )

    assert {tagged("ferry steward", "en")} == found.labels(CAPTAIN)["pref"]
    assert tagged("ferry stewardess", "en") in found.labels(CAPTAIN)["alt"]
    assert {tagged("ferry steward/ferry stewardess", "en")} == found.labels(CAPTAIN)["hidden"]
    assert 1 == found.counts[Sort.GENDERED]


def test_dirty_cells_are_mended_and_told(tmp_path: Path) -> None:
    dirty = OCCUPATIONS.replace(
        '"ferry skipper\nmaster', '"ferry captain\nferry  skipper\r\n\nferry skipper\u200b\nmaster'
    )
    dirty = (
        "\ufeff" + dirty + f"Occupation,{CAPTAIN},3152,ferry captain," + dirty.split("captain,", 2)[2].split("Occ")[0]
    )
    found = read(tmp_path, {"occupations_en.csv": dirty})

    assert {
        "pref": {tagged("ferry captain", "en")},
        "alt": {tagged("ferry skipper", "en"), tagged("master of a ferry", "en")},
    } == found.labels(CAPTAIN)
    assert {Sort.PREFERRED: 1, Sort.SPACE: 2, Sort.TWICE: 1, Sort.ROW: 1, Sort.CELL: 1} == {
        sort: found.counts[sort] for sort in (Sort.PREFERRED, Sort.SPACE, Sort.TWICE, Sort.ROW, Sort.CELL)
    }


def test_line_ends_of_other_systems(tmp_path: Path) -> None:
    found = read(tmp_path, {"occupations_en.csv": OCCUPATIONS.replace("\n", "\r\n")})

    assert {tagged("ferry skipper", "en"), tagged("master of a ferry", "en")} == found.labels(CAPTAIN)["alt"]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), max_size=8))
def test_a_table_comes_back_as_it_was_written(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["a", "b", "c"], *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(text.getvalue().encode())
        found = list(delimited(path, "t.csv", ",").rows())

    assert [row for row in rows if any(map(str.strip, row))] == [list(row.cells.values()) for row in found]


@given(st.binary(max_size=200), st.sampled_from([",", "\t", ";"]))
def test_any_bytes_are_rows_of_one_width_or_refused(content: bytes, delimiter: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.csv"
        path.write_bytes(content)
        with suppress(InputError):
            assert len({len(row.cells) for row in delimited(path, "t.csv", delimiter).rows()}) <= 1
