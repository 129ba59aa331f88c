"""SSSOM tables: what is written is read again, and what people damage is told with its file and line."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders import sssom
from loaders.sssom import REQUIRED, Row
from loaders.sssom_cells import joined, values
from loaders.sssom_slots import ENTITIES, MULTIVALUED, SLOTS
from ontology.errors import InputError, StoreError
from ontology.terms import PREFIXES, RGID

HEAD = "\t".join(REQUIRED)
LINE = "rgid:skill/a\tskos:exactMatch\trgid:skill/b\tsemapv:ManualMappingCuration"
COLUMNS = (*REQUIRED, "subject_label", "comment")
#: IRIs with one of our prefixes, and without; text as people write it.
NAMESPACES = st.sampled_from([*PREFIXES.values(), "http://example.org/", "https://example.org/a:b#"])
IRIS = st.builds("{}{}".format, NAMESPACES, st.from_regex(r"[\w:/#-]{1,12}", fullmatch=True))
#: What people and machines write into cells, quotation marks, marks of comments and of direction among it.
HOSTILE = st.sampled_from(
    ['"', '""', "#", "\t", "\n", "\r\n", "|", "\\", "\\|", "\u202e", "\u2028", "\x85", "\x1c", "\ufeff", "'", "=1+1"]
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.lists(HOSTILE | st.text(max_size=3)).map(
    "".join
)
ROWS = st.lists(
    st.fixed_dictionaries(dict.fromkeys(REQUIRED, IRIS), optional={"subject_label": TEXTS, "comment": TEXTS})
)


def table(folder: Path, content: str | bytes) -> Path:
    path = folder / "table.sssom.tsv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@settings(max_examples=60)
@given(ROWS)
def test_what_is_written_is_read_again(rows: list[Row]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made" / "table.sssom.tsv"
        sssom.write(path, COLUMNS, rows, {"mapping_set_id": "x", "comment": "ä: #\n- b"})

        # White space within a cell is folded, and an empty cell is none.
        folded = [{name: " ".join(value.split()) for name, value in row.items()} for row in rows]
        assert [{name: value for name, value in row.items() if value} for row in folded] == sssom.read(path)
        first = path.read_bytes()
        sssom.write(path, COLUMNS, sssom.read(path), {"mapping_set_id": "x", "comment": "ä: #\n- b"})
        assert first == path.read_bytes()


def test_the_head_declares_every_prefix_that_the_cells_use(tmp_path: Path) -> None:
    entities = (f"{RGID}skill/a", f"{PREFIXES['skos']}exactMatch", "http://example.org/b", f"{PREFIXES['semapv']}X")
    row = dict(zip(REQUIRED, entities, strict=True))
    sssom.write(tmp_path / "t.tsv", COLUMNS, [row], {"license": "CC0"})
    lines = (tmp_path / "t.tsv").read_text(encoding="utf-8").splitlines()
    head = yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#")))

    declared = {name: PREFIXES[name] for name in ("rgid", "skos", "semapv")}
    assert {**declared, "ns1": "http://example.org/"} == head["curie_map"]
    assert "CC0" == head["license"]
    assert ["rgid:skill/a", "skos:exactMatch", "ns1:b"] == lines[-1].split("\t")[:3]


@pytest.mark.parametrize(
    "content", ["", "#a: b\n", f"{HEAD}\n", f"\n{HEAD}\n\n", f"#curie_map:\n{HEAD}\n", "# just words\n"]
)
def test_a_table_without_rows_has_none(tmp_path: Path, content: str) -> None:
    assert [] == sssom.read(table(tmp_path, content))


def test_a_missing_file_has_no_rows(tmp_path: Path) -> None:
    assert [] == sssom.read(tmp_path / "none.tsv")


@pytest.mark.parametrize(
    "content",
    [
        f"\ufeff#comment: made by a spreadsheet\r\n{HEAD}\r\n{LINE}\r\n",
        f"{HEAD}\n# rgid:skill/x\tskos:exactMatch\tset aside for now\n{LINE}\n#: {{ not a head\n",
        f"#curie_map:\n#  rgid: {RGID}\n{HEAD}\n{LINE}",
        f"{HEAD}\t\n{LINE}\t\n",
        f"{HEAD}\tcomment\n{LINE}\n   \n",
    ],
)
def test_what_editors_do_to_a_table_does_no_harm(tmp_path: Path, content: str) -> None:
    (row,) = sssom.read(table(tmp_path, content))

    assert (f"{RGID}skill/a", f"{RGID}skill/b") == (row["subject_id"], row["object_id"])


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("#a: b\nsubject_id\tpredicate_id\tmapping_justification\n", 2, "the column object_id is missing"),
        (f"{LINE}\n", 1, "the column subject_id is missing"),
        (f"{HEAD}\n{LINE}\nrgid:skill/a\t\trgid:skill/b\tsemapv:X\n", 3, "the cell predicate_id is empty"),
        (f"{HEAD}\nrgid:skill/a\tskos:exactMatch\n", 2, "the cell object_id is empty"),
        (f"{HEAD}\n{LINE}\tmore\n", 2, "5 cells where 4 belong"),
        (f"{HEAD}\n\n{LINE.replace('rgid:skill/b', 'esko:b')}\n", 3, "the prefix of esko:b is not declared"),
        (f"{HEAD}\n{LINE.replace('rgid:skill/b', 'empathy')}\n", 2, "the prefix of empathy is not declared"),
        (f"{HEAD}\n{LINE}\n".encode() + b"rgid:skill/caf\xe9\n", 3, "not UTF-8"),
        (b"\xef\xbb\xbf" + f"{HEAD}\n".encode() + b"\xe9", 2, "not UTF-8"),
        (f"#a: [b\n{HEAD}\n{LINE}\n", 1, "the head is not YAML"),
        (f"#\ta: b\n{HEAD}\n", 1, "the head is not YAML"),
        (f"#a: b\n#mapping_date: 2024-99-99\n{HEAD}\n", 2, "mapping_date is 2024-99-99, which is no date"),
        (f"#a: {'[' * 2000}\n{HEAD}\n", 1, "the head is not YAML"),
        (f"#curie_map: [rgid, skos]\n{HEAD}\n", 1, "curie_map is no table of prefixes"),
        (f"#curie_map: rgid\n{HEAD}\n", 1, "curie_map is no table of prefixes"),
    ],
)
def test_a_damaged_table_is_told_with_its_file_and_line(
    tmp_path: Path, content: str | bytes, line: int, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        sssom.read(table(tmp_path, content))

    assert ("table.sssom.tsv", line) == (caught.value.source, caught.value.line)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()

    with pytest.raises(InputError, match=r"^there: the file can't be read"):
        sssom.read(tmp_path / "there")


def test_a_table_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    path = table(tmp_path, f"{HEAD}\n{LINE}\n")
    before = path.read_bytes()
    row: Row = dict.fromkeys(REQUIRED, f"{RGID}skill/a")
    # The system lets nobody make a file of so long a name, nor one below a file.
    for refused in (tmp_path / ("x" * 250), path / "below.tsv"):
        with pytest.raises(StoreError):
            sssom.write(refused, COLUMNS, [row], {})
    assert before == path.read_bytes()
    assert ["table.sssom.tsv"] == os.listdir(tmp_path)


def test_a_reader_sees_the_old_table_or_the_new_one_never_a_part(tmp_path: Path) -> None:
    path = table(tmp_path, f"{HEAD}\n{LINE}\n")
    with path.open("rb") as held:
        sssom.write(path, COLUMNS, [dict.fromkeys(REQUIRED, f"{RGID}skill/c")], {})

        # It was not written over: who has it open has all of it.
        assert f"{HEAD}\n{LINE}\n".encode() == held.read()
    assert [dict.fromkeys(REQUIRED, f"{RGID}skill/c")] == sssom.read(path)
    assert ["table.sssom.tsv"] == os.listdir(tmp_path)


@given(st.lists(TEXTS.filter(lambda one: one.strip() == one and one)))
def test_a_list_is_read_as_it_was_joined(texts: list[str]) -> None:
    assert tuple(texts) == values(joined(texts))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("a|b", ("a", "b")),
        (r"a\|b", ("a|b",)),
        (r"a\\|b", ("a\\", "b")),
        (r"a\n|b\\", (r"a\n", "b\\")),
        (" a | |b|", ("a", "b")),
        ("", ()),
    ],
)
def test_a_list_is_cut_as_the_specification_says(cell: str, expected: tuple[str, ...]) -> None:
    assert expected == values(cell)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(sorted(MULTIVALUED & ENTITIES)), st.lists(IRIS, min_size=1, max_size=3)))
def test_entities_of_every_slot_are_declared_and_come_back(lists: dict[str, list[str]]) -> None:
    row = {**dict.fromkeys(REQUIRED, f"{RGID}skill/a"), **{slot: joined(iris) for slot, iris in lists.items()}}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.tsv"
        sssom.write(path, [slot for slot in SLOTS if slot in row], [row], {"object_source": f"{PREFIXES['esco']}x"})
        content = path.read_text(encoding="utf-8")

        assert [{**row, "object_source": f"{PREFIXES['esco']}x"}] == sssom.read(path)
        assert "http" not in content.splitlines()[-1]
        assert "#object_source: esco:x" in content


def test_cells_may_hold_what_separates_them(tmp_path: Path) -> None:
    cells = '"a ""b"" c"\t"two\tcells\r\n#not a comment\n\nthree"\tfive" pipes'
    content = f"{HEAD}\tsubject_label\tcomment\tother\n{LINE}\t{cells}\n# a comment\n{LINE}\n"
    (one, first), (other, second) = sssom.numbered(table(tmp_path, content))

    assert ('a "b" c', "two\tcells\r\n#not a comment\n\nthree", 'five" pipes') == tuple(
        first[slot] for slot in ("subject_label", "comment", "other")
    )
    assert (2, 7, None) == (one, other, second.get("comment"))


@pytest.mark.parametrize("cell", ['"a', '"a" b', '"a"b"'])
def test_quotation_marks_that_do_not_fit_are_refused_with_the_line_where_they_begin(tmp_path: Path, cell: str) -> None:
    content = f"#a: b\n{HEAD}\tcomment\n\n{LINE}\t{cell}\n{LINE}\n{LINE}\n"
    with pytest.raises(InputError, match=r"^table.sssom.tsv:4: a cell can't be read") as caught:
        sssom.read(table(tmp_path, content))

    assert "\n" not in str(caught.value)


def test_rows_that_begin_with_a_text_may_begin_as_a_comment_does(tmp_path: Path) -> None:
    path = table(tmp_path, f"comment\t{HEAD}\n#1 of all\t{LINE}\n")

    assert ["#1 of all"] == [row["comment"] for row in sssom.read(path)]


def test_the_head_speaks_for_all_rows_but_where_a_row_speaks_itself(tmp_path: Path) -> None:
    head = "#curie_map:\n#  x: http://example.org/\n#mapping_tool: finder\n#mapping_date: 2026-11-23\n"
    head += "#object_source_version: 1.10\n#object_source: x:esco\n#subject_preprocessing: [x:a, x:b]\n"
    head += "#object_preprocessing: x:a\n#comment: of the set\n"
    rows = f"{HEAD}\tmapping_date\n{LINE}\n{LINE}\t2026-11-01\n"
    first, second = sssom.read(table(tmp_path, head + rows))

    expected = {
        "mapping_tool": "finder",
        "object_source_version": "1.10",
        "object_source": "http://example.org/esco",
        "subject_preprocessing": "http://example.org/a|http://example.org/b",
        "object_preprocessing": "http://example.org/a",
    }
    assert expected == {slot: cell for slot, cell in first.items() if slot not in REQUIRED}
    assert {**expected, "mapping_date": "2026-11-01"} == {s: c for s, c in second.items() if s not in REQUIRED}


def test_the_head_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "table.sssom.yml").write_text("curie_map:\n  x: http://example.org/\nmapping_tool: finder\n")
    (row,) = sssom.read(table(tmp_path, f"{HEAD}\n{LINE.replace('rgid:skill/b', 'x:b')}\n"))

    assert ("http://example.org/b", "finder") == (row["object_id"], row["mapping_tool"])


def test_what_sssom_does_not_have_is_left_out_and_told(tmp_path: Path) -> None:
    literal = LINE.replace("rgid:skill/a", "")
    path = table(tmp_path, f"{HEAD}\tours\tsubject_type\n{LINE}\tx\n{literal}\t\trdfs literal\n")
    found = sssom.table(path)

    assert (("ours",), (3,)) == (found.unknown, found.literals)
    assert [(2, set(REQUIRED))] == [(line, set(row)) for line, row in found.rows]


def test_what_all_rows_share_is_said_once(tmp_path: Path) -> None:
    rows: list[Row] = [
        {
            **dict.fromkeys(REQUIRED, f"{RGID}skill/{name}"),
            "mapping_tool": "t",
            "object_source": f"{RGID}x",
            "comment": "c",
        }
        for name in "ab"
    ]
    rows[0]["mapping_date"] = "2026-11-23"
    left, about = sssom.condensed(rows, {"license": "CC0"})

    assert {"license": "CC0", "object_source": f"{RGID}x", "mapping_tool": "t"} == about
    assert {*REQUIRED, "comment"} == set(left[1])
    sssom.write(tmp_path / "t.tsv", [*REQUIRED, "mapping_date", "comment"], left, about)
    assert rows == sssom.read(tmp_path / "t.tsv")
    assert ([], {}) == sssom.condensed([], {})


@pytest.mark.parametrize(
    ("slot", "cell", "message"),
    [
        ("confidence", "high", "confidence is high, which is no number from 0 to 1"),
        ("confidence", "1.2", "no number from 0 to 1"),
        ("confidence", "nan", "no number from 0 to 1"),
        ("confidence", "1_0", "no number"),
        ("confidence", "0,9", "no number"),
        ("reviewer_agreement", "-1.5", "no number from -1 to 1"),
        ("mapping_date", "2026-02-30", "no date such as"),
        ("mapping_date", "20261123", "no date such as"),
        ("predicate_modifier", "not", "the modifier not is unknown; use Not"),
        ("mapping_cardinality", "2:1", "is none of 0:0, 0:1"),
        ("object_type", "class", "is none of composed entity"),
        ("license", "CC0", "no whole URI"),
        ("see_also", "http://example.org|page 2", "no whole URI"),
        ("author_id", "orcid:0000-0001", "the prefix of orcid:0000-0001 is not declared"),
        ("object_source", "ESCO", "the prefix of ESCO is not declared"),
    ],
)
def test_a_cell_that_sssom_does_not_allow_is_refused(tmp_path: Path, slot: str, cell: str, message: str) -> None:
    for content, line in ((f"{HEAD}\t{slot}\n{LINE}\t{cell}\n", 2),):
        with pytest.raises(InputError) as caught:
            sssom.read(table(tmp_path, content))

        assert ("table.sssom.tsv", line) == (caught.value.source, caught.value.line)
        assert message in str(caught.value)


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^table.sssom.tsv:1: the column comment stands twice"):
        sssom.read(table(tmp_path, f"{HEAD}\tcomment\tcomment\n{LINE}\n"))


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_whatever_the_bytes_a_table_is_read_or_refused_in_one_line(content: str | bytes) -> None:
    content = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
    with tempfile.TemporaryDirectory() as folder:
        for one in (content, f"{HEAD}\n{LINE}\t".encode() + content, b"#" + content):
            told = ""
            try:
                sssom.read(table(Path(folder), one))
            except InputError as error:
                told = str(error)

            assert "\n" not in told
