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
from ontology.errors import InputError, StoreError
from ontology.terms import PREFIXES, RGID

HEAD = "\t".join(REQUIRED)
LINE = "rgid:skill/a\tskos:exactMatch\trgid:skill/b\tsemapv:ManualMappingCuration"
COLUMNS = (*REQUIRED, "subject_label", "comment")
#: IRIs with one of our prefixes, and without; text as people write it.
NAMESPACES = st.sampled_from([*PREFIXES.values(), "http://example.org/", "https://example.org/a:b#"])
IRIS = st.builds("{}{}".format, NAMESPACES, st.from_regex(r"[\w:/#-]{1,12}", fullmatch=True))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ROWS = st.lists(
    st.fixed_dictionaries(dict.fromkeys(REQUIRED, IRIS), optional={"subject_label": TEXTS, "comment": TEXTS})
)


def table(folder: Path, content: str | bytes) -> Path:
    path = folder / "table.sssom.tsv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@settings(max_examples=20)
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

    assert {name: PREFIXES[name] for name in ("rgid", "skos", "semapv")} == head["curie_map"]
    assert "CC0" == head["license"]
    assert ["rgid:skill/a", "skos:exactMatch", "http://example.org/b"] == lines[-1].split("\t")[:3]


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
        (f"#mapping_date: 2024-99-99\n{HEAD}\n", 1, "the head is not YAML"),
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
