"""Tables of links between two taxonomies as publishers give them."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.mappings.model import PREDICATES
from loaders.taxonomies import crosswalks
from ontology.errors import InputError

EXACT, CLOSE, _, NARROW, _ = PREDICATES
SOC, PAGE = "99-1000.00", "https://www.onetonline.org/link/summary/99-1000.00"
THERE, GROUP = "http://data.europa.eu/esco/occupation/lamp", "http://data.europa.eu/esco/isco/C5419"
#: Notes, a blank line, and then a table in which the sort of each match stands.
NOTED = f"""Lights and lamps,,,
"Made by the guild, with care",,,

Id,Title,ESCO or ISCO URI,Type of Match
{SOC},Lamps,{THERE},exactMatch
99-2000.00,Lanterns,{GROUP},narrowMatch
99-3000.00,Torches,,closeMatch
"""


def steps(folder: Path, text: str, name: str = "lamps.csv", **named: tuple[str, str]) -> list[crosswalks.Step]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return list(crosswalks.steps(path, **named))


def columns_of(folder: Path, text: str) -> crosswalks.Columns:
    path = folder / "lamps.csv"
    path.write_text(text, encoding="utf-8")
    found = crosswalks.columns(path)
    assert found is not None
    return found


def test_columns_are_told_by_their_cells_and_notes_above_are_left_out(tmp_path: Path) -> None:
    found = steps(tmp_path, NOTED)

    assert [(5, PAGE, EXACT, THERE), (6, PAGE.replace("1000", "2000"), NARROW, GROUP)] == [
        (one.line, one.subject, one.predicate, one.object) for one in found
    ]


def test_first_rows_may_lack_an_end_or_the_sort_of_the_match(tmp_path: Path) -> None:
    lacking = f"{SOC},Lamps,,\n{SOC},Lamps,{THERE},\n"
    found = columns_of(tmp_path, NOTED.replace(f"{SOC},Lamps,{THERE},exactMatch\n", lacking))

    assert ("Id", "Title", "ESCO or ISCO URI", "Type of Match") == found.headers
    assert (0, 2, 3) == (found.subject, found.object, found.predicate)


def test_codes_of_groups_stand_aside_where_two_others_are(tmp_path: Path) -> None:
    found = steps(tmp_path, f"isco_code,onet_code,confidence,concept_uri\n5419,{SOC},2.0,{THERE}\n")

    assert [(PAGE, CLOSE, THERE, None)] == [(one.subject, one.predicate, one.object, one.confidence) for one in found]


def test_codes_of_groups_count_where_they_are_one_side(tmp_path: Path) -> None:
    (found,) = steps(tmp_path, f"ISCO-08\tSOC\n5419\t{SOC}\n", "lamps.tsv")

    assert (GROUP, PAGE) == (found.subject, found.object)


def test_a_number_is_a_code_only_where_the_header_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"lamps\.csv: no two columns .*--crosswalk-columns"):
        steps(tmp_path, f"number,SOC\n5419,{SOC}\n")


def test_columns_that_are_named_count(tmp_path: Path) -> None:
    text = f"first,second,third\nhttp://a.example/1,{THERE},{SOC}\n"
    (found,) = steps(tmp_path, text, named=("third", "second"))

    assert (PAGE, THERE) == (found.subject, found.object)
    with pytest.raises(InputError, match="no row with the headers third and fourth"):
        steps(tmp_path, text, named=("third", "fourth"))


@pytest.mark.parametrize(
    ("written", "instead", "message"),
    [
        ("narrowMatch", "alike", r"lamps\.csv:6: column Type of Match: “alike” is none of exactMatch"),
        ("99-2000.00", "99-20", r"lamps\.csv:6: column Id: “99-20” is neither an IRI nor a code"),
        (",narrowMatch", "", r"lamps\.csv:6: 3 cells where the header has 4"),
    ],
)
def test_what_can_not_be_read_is_told_with_its_line(written: str, instead: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        steps(tmp_path, NOTED.replace(written, instead))


def test_workbooks_and_others_are_no_such_tables(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK")

    assert not crosswalks.is_one(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match=r"a\.xlsx: a crosswalk is a table; save it as \.csv"):
        list(crosswalks.steps(tmp_path / "a.xlsx"))


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (NOTED, True),
        ("#curie_map:\nsubject_id,predicate_id,object_id,mapping_justification\n", True),
        ("conceptUri,preferredLabel\nhttp://a.example/1,lamp\n", False),
    ],
)
def test_they_are_told_from_taxonomies(text: str, is_one: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")

    assert is_one is crosswalks.is_one(path)
