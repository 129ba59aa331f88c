"""Anybody's tables: what becomes decisions, what proposals, and what is refused or left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from loaders import sssom
from loaders.mappings import files, review
from loaders.mappings.arriving import Arrived, bring
from loaders.mappings.export import exported
from loaders.mappings.links import links
from loaders.mappings.model import NOTHING
from ontology.errors import InputError
from ontology.terms import PREFIXES
from tests.loaders.mappings.rows import (
    ANNA,
    BROAD,
    CLOSE,
    EMPATHY,
    EXACT,
    LISTENING,
    NARROW,
    ONE,
    TWO,
    curated,
    machine,
    table,
)

HEAD = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tcomment\n"


def states(workspace: Path) -> dict[tuple[str, str, str], tuple[str, str]]:
    return {(one.scheme, *one.mapping.pair): (one.state.value, one.mapping.name) for one in links(workspace)}


def test_people_decide_and_machines_propose(workspace: Path, tmp_path: Path) -> None:
    path = table(
        tmp_path / "anybody.tsv",
        curated(EMPATHY, EXACT, ONE),
        curated(EMPATHY, CLOSE, TWO, negated=True),
        machine(LISTENING, EXACT, ONE, 0.9, reviewers=("Carl",)),
        machine(LISTENING, EXACT, TWO, 0.9),
        curated(LISTENING, CLOSE, "http://data.europa.eu/esco/isco/C4222"),
        curated(LISTENING, CLOSE, "http://example.org/a/1"),
    )
    done = bring(workspace, [path])

    assert ({"esco": 3, "isco": 1, "anybody": 1}, {"esco": 1}, []) == (done.decided, done.proposed, done.left_out)
    assert {
        ("esco", EMPATHY, ONE): ("accepted", "exactMatch"),
        ("esco", EMPATHY, TWO): ("rejected", "closeMatch"),
        ("esco", LISTENING, ONE): ("accepted", "exactMatch"),
        ("esco", LISTENING, TWO): ("candidate", "closeMatch"),
        ("isco", LISTENING, "http://data.europa.eu/esco/isco/C4222"): ("accepted", "closeMatch"),
        ("anybody", LISTENING, "http://example.org/a/1"): ("accepted", "closeMatch"),
    } == states(workspace)
    again = bring(workspace, [path])
    assert (6, {}, {}, True) == (again.known, again.decided, again.proposed, again.is_whole)


def test_rows_from_the_other_side_are_turned(workspace: Path, tmp_path: Path) -> None:
    path = table(tmp_path / "x.tsv", replace(curated(ONE, BROAD, EMPATHY, subject_label="theirs"), subject_source=""))
    bring(workspace, [path])
    (link,) = links(workspace)

    assert (EMPATHY, NARROW, ONE, "theirs") == (
        link.mapping.subject,
        link.mapping.predicate,
        link.mapping.object,
        link.mapping.object_label,
    )


def test_rows_about_none_of_ours_are_left_out_and_told(workspace: Path, tmp_path: Path) -> None:
    path = table(
        tmp_path / "x.tsv",
        replace(curated(ONE, EXACT, TWO), subject_source=""),
        curated(EMPATHY, EXACT, LISTENING),
        machine(EMPATHY, CLOSE, ONE, negated=True),
        curated(EMPATHY, CLOSE, NOTHING, object_source="http://data.europa.eu/esco/"),
    )
    done = bring(workspace, [path], "esco")

    assert [
        "neither escoc:skill/one nor escoc:skill/two is a concept of Rolegraph",
        "both are concepts of Rolegraph; what is one among them `rolegraph concepts` decides",
        "a machine says that two do not match; only a person decides that",
    ] == [line.partition(": ")[2] for line in done.left_out]
    assert ({"esco": 1}, False) == (done.decided, done.is_whole)


def test_what_the_workspace_decided_stays_unless_it_is_to_go(workspace: Path, tmp_path: Path) -> None:
    review.reject(workspace, "esco", (EMPATHY, ONE), ANNA)
    path = table(tmp_path / "x.tsv", curated(EMPATHY, EXACT, ONE))
    done = bring(workspace, [path])
    assert ("rejected", {}) == (states(workspace)[("esco", EMPATHY, ONE)][0], done.decided)
    assert "the workspace has decided about this pair" in done.left_out[0]
    bring(workspace, [path], over=True)

    assert {("esco", EMPATHY, ONE): ("accepted", "exactMatch")} == states(workspace)


def test_what_is_shipped_is_not_written_down_again(workspace: Path, shipped: Path) -> None:
    table(shipped / "esco.sssom.tsv", curated(EMPATHY, CLOSE, ONE), curated(EMPATHY, CLOSE, TWO, negated=True))
    path = shipped.parent / "esco.tsv"
    path.write_text(exported(links(None), "sssom"), encoding="utf-8")
    done = bring(workspace, [path])

    assert (2, {}, []) == (done.known, done.decided, [*workspace.iterdir()])


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("rgid:skill/empathy\towl:sameAs\tescoc:skill/1\tsemapv:ManualMappingCuration", "the predicate owl:sameAs"),
        ("escoc:skill/2\tskos:exact\tescoc:skill/1\tsemapv:ManualMappingCuration", "the predicate skos:exact"),
        ("rgid:skill/empathy\tskos:closeMatch\tfoo:1\tsemapv:ManualMappingCuration", "the prefix of foo:1"),
        ("rgid:skill/empathy\tskos:closeMatch\tescoc:skill/1\tsemapv:Guess", "the justification semapv:Guess"),
        ("rgid:skill/empathy\tskos:closeMatch\tescoc:skill/1", "the cell mapping_justification is empty"),
        ("rgid:skill/empathy\tskos:closeMatch\tescoc:skill/1\tsemapv:X\tc\td", "6 cells where 5 belong"),
        ("rgid:document/1\tskos:closeMatch\tescoc:skill/1\tsemapv:ManualMappingCuration", "is no concept"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_nothing_of_any_file_is_brought(
    workspace: Path, tmp_path: Path, line: str, message: str
) -> None:
    good = table(tmp_path / "good.tsv", curated(EMPATHY, EXACT, ONE))
    bad = tmp_path / "bad.tsv"
    bad.write_text(f"#a: b\n{HEAD}\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        bring(workspace, [good, bad])

    assert ("bad.tsv", 4) == (caught.value.source, caught.value.line)
    assert message in str(caught.value)
    assert not workspace.exists()


def test_a_file_that_is_not_there_is_told(workspace: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        bring(workspace, [tmp_path / "none.tsv"])


def test_prefixes_and_odd_slots_of_a_file_come_along(workspace: Path, tmp_path: Path) -> None:
    text = "#curie_map:\n#  x: http://example.org/\n#  orcid: https://orcid.org/\n#mapping_date: 2020-01-01\n"
    text += f"{HEAD.strip()}\tauthor_id\tours\n"
    text += 'rgid:skill/empathy\tskos:closeMatch\tx:1\tsemapv:ManualMappingCuration\t"a ""b"""\torcid:1|orcid:2\tz\n'
    path = tmp_path / "theirs.sssom.tsv"
    path.write_text(text, encoding="utf-8")
    done = bring(workspace, [path])
    review.reject(workspace, "theirs", (EMPATHY, "http://example.org/2"), ANNA)
    content = (workspace / "theirs.sssom.tsv").read_text(encoding="utf-8")

    assert ["theirs.sssom.tsv: the column ours is none of SSSOM's"] == done.notes
    assert done.is_whole
    assert ("#  x: http://example.org/" in content, "\tx:1\t" in content, "orcid:1|orcid:2" in content) == (True,) * 3
    first, _ = files.read(workspace / "theirs.sssom.tsv")
    assert (("author_id", "https://orcid.org/1|https://orcid.org/2"),) == first.further
    assert ("2020-01-01", 'a "b"') == (first.date, first.comment)


def test_nothing_at_all_is_brought_from_an_empty_table(workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text(f"#license: {PREFIXES['skos']}\n{HEAD}", encoding="utf-8")

    assert Arrived() == bring(workspace, [tmp_path / "x.tsv"])
    assert [] == sssom.read(tmp_path / "x.tsv")
