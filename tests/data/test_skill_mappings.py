"""The shipped links of skills, products and categories lead to what there is, under the name that it bears there."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from pyoxigraph import NamedNode, Store

import data
from loaders import sssom
from loaders.snapshots import current
from loaders.sssom import Row
from ontology.terms import RGID, ConceptKind, Graph, Rdf, Rg, Skos

ESCO, ONET, WIKIDATA = "http://data.europa.eu/esco/", "https://www.onetonline.org/", "http://www.wikidata.org/entity/"
EXAMPLE, COMMODITY = f"{ONET}search/tech/example?e=", f"{ONET}search/tech/?c="
ELEMENT = f"{ONET}find/descriptor/result/"
TABLES = ["esco", "onet", "wikidata"]
KINDS = (ConceptKind.SKILL, ConceptKind.TOOL, ConceptKind.TOOL_CATEGORY)
#: How many concepts of a kind are linked at least, and exactly linked at least, by a table.
LEAST = {
    ("esco", ConceptKind.SKILL): (300, 140),
    ("esco", ConceptKind.TOOL): (70, 60),
    ("esco", ConceptKind.TOOL_CATEGORY): (50, 20),
    ("onet", ConceptKind.SKILL): (60, 10),
    ("onet", ConceptKind.TOOL): (500, 440),
    ("onet", ConceptKind.TOOL_CATEGORY): (100, 30),
    ("wikidata", ConceptKind.TOOL): (20, 20),
}
#: Skills of which ESCO has nothing that is near.
ALONE = {"intuition", "positive-language"}
WORKBOOK = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@cache
def rows(table: str) -> list[Row]:
    """The rows of a table that are of our kinds."""
    found = sssom.read(data.MAPPINGS / f"{table}.sssom.tsv")
    return [row for row in found if any(row["subject_id"].startswith(start(kind)) for kind in KINDS)]


def start(kind: ConceptKind) -> str:
    """How the IRIs of a kind begin."""
    return f"{RGID}{kind}/"


def linked(table: str, kind: ConceptKind, predicate: str = "") -> set[str]:
    """The concepts of a kind that a table links, all or by one predicate."""
    return {
        row["subject_id"]
        for row in rows(table)
        if row["subject_id"].startswith(start(kind)) and "predicate_modifier" not in row
        if predicate in ("", row["predicate_id"])
    }


def shown(found: Iterable[Row]) -> list[str]:
    """Rows as a failed test should show them."""
    return [f"{row['subject_id']} {row['predicate_id']} {row['object_id']} {row['object_label']}" for row in found]


@pytest.mark.parametrize(("table", "kind"), LEAST)
def test_many_concepts_are_linked(table: str, kind: ConceptKind) -> None:
    some, exact = LEAST[table, kind]

    assert some <= len(linked(table, kind))
    assert exact <= len(linked(table, kind, Skos.exactMatch.value))


@pytest.mark.parametrize("table", TABLES)
def test_what_is_no_match_says_why(table: str) -> None:
    refused = [row for row in rows(table) if "predicate_modifier" in row]

    assert [] == shown(row for row in refused if not row.get("comment"))
    assert [] == shown(row for row in refused if row["predicate_id"] != Skos.exactMatch.value)


def test_every_curated_skill_of_the_sample_documents_is_linked(samples_root: Path) -> None:
    snapshot = current(samples_root)
    assert snapshot
    store = Store.read_only(str(snapshot.path))
    skills = {quad.subject for quad in store.quads_for_pattern(None, Rdf.type, Rg.Skill, Graph.VOCABULARY)}
    named = {quad.object for quad in store.quads_for_pattern(None, None, None, Graph.STATEMENTS)}
    alone = {f"{start(ConceptKind.SKILL)}{skill}" for skill in ALONE}

    assert {NamedNode(f"{start(ConceptKind.SKILL)}{skill}") for skill in ("empathy", "patience")} <= skills & named
    assert set() == (skills & named) - {NamedNode(skill) for skill in linked("esco", ConceptKind.SKILL) | alone}


def test_what_has_no_counterpart_is_not_linked() -> None:
    assert set() == {f"{start(ConceptKind.SKILL)}{skill}" for skill in ALONE} & linked("esco", ConceptKind.SKILL)


def test_a_technology_of_onet_is_addressed_by_its_name() -> None:
    technologies = [row for row in rows("onet") if row["object_id"].startswith(EXAMPLE)]

    assert technologies
    assert [] == shown(
        row for row in technologies if unquote(row["object_id"].removeprefix(EXAMPLE)) != row["object_label"]
    )
    assert [] == shown(row for row in technologies if not re.fullmatch(r"[\w.~%-]+", row["object_id"][len(EXAMPLE) :]))


def test_every_item_of_wikidata_names_the_file_in_which_it_was_seen() -> None:
    seen = re.compile(r"seen in [\w.-]+/[\w.-]+, [\w./-]+, commit [0-9a-f]{8}")

    assert [] == shown(
        row
        for row in rows("wikidata")
        if not re.fullmatch(rf"{WIKIDATA}Q[1-9]\d*", row["object_id"]) or not seen.fullmatch(row.get("comment", ""))
    )


def clean(label: str) -> str:
    return " ".join(label.split())


@pytest.fixture(scope="module")
def taxonomies(shared: Path) -> Path:
    """The taxonomies beside the checkout."""
    return shared / "taxonomies"


@cache
def table(path: Path, key: str, value: str) -> Mapping[str, str]:
    """Two columns of a CSV file, one by the other."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row[key]: clean(row[value]) for row in csv.DictReader(file)}


def groups(taxonomies: Path) -> Mapping[str, str]:
    """ESCO's groups of skills and fields of knowledge: label by IRI."""
    return table(taxonomies / "esco-1.1.2-tabiya/en/skill_groups.csv", "ORIGINURI", "PREFERREDLABEL")


def texts(taxonomies: Path) -> Mapping[str, str]:
    """ESCO's skills of version 1.2: a text by IRI, which begins with the preferred label."""
    return table(taxonomies / "esco-1.2-pypi-text/skills.csv", "id", "description")


def sample(taxonomies: Path) -> Mapping[str, str]:
    """Some of ESCO's skills: preferred label by IRI."""
    return table(taxonomies / "esco-1.1.1-tabiya-sample/skills.csv", "ORIGINURI", "PREFERREDLABEL")


@cache
def sheet(path: Path) -> list[list[str]]:
    """The lines of the first sheet of a workbook that has no empty cells."""
    with zipfile.ZipFile(path) as book:
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        lines = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    words = ["".join(part.text or "" for part in one.iter(f"{WORKBOOK}t")) for one in strings]
    found = []
    for line in lines.iter(f"{WORKBOOK}row"):
        cells = [(cell.get("t"), cell.findtext(f"{WORKBOOK}v", "")) for cell in line]
        found.append([words[int(text)] if kind == "s" else text for kind, text in cells])
    return found


def column(path: Path, key: str, value: str) -> Mapping[str, str]:
    """Two columns of a workbook, one by the other."""
    head, *lines = sheet(path)
    left, right = head.index(key), head.index(value)
    return {line[left]: clean(line[right]) for line in lines}


def strange(found: Iterable[Row], bears: Callable[[Row], bool]) -> list[str]:
    """The rows whose object is not there or does not bear its label."""
    return shown(row for row in found if not bears(row))


def test_every_skill_of_esco_is_there_under_its_label(taxonomies: Path) -> None:
    known = texts(taxonomies)
    of_version = [row for row in rows("esco") if row["object_source_version"] == "1.2"]

    assert len(known) > 13_000
    assert of_version
    assert [] == strange(
        of_version, lambda row: f"{known.get(row['object_id'], '')} ".startswith(f"{row['object_label']} ")
    )


def test_every_group_of_esco_is_there_under_its_label(taxonomies: Path) -> None:
    known = groups(taxonomies)
    of_version = [row for row in rows("esco") if row["object_source_version"] == "1.1.2"]

    assert of_version
    assert {"1.1.2", "1.2"} == {row["object_source_version"] for row in rows("esco")}
    assert [] == strange(of_version, lambda row: known.get(row["object_id"]) == row["object_label"])


def test_labels_agree_with_those_of_the_sample(taxonomies: Path) -> None:
    """Version 1.2 gives a label and what follows it in one text; version 1.1.1 has some labels by themselves."""
    known = sample(taxonomies)
    both = [row for row in rows("esco") if row["object_id"] in known]
    spelt = [row for row in both if clean(known[row["object_id"]]) == row["object_label"]]

    assert len(both) > 20
    assert len(spelt) > 0.9 * len(both)


@pytest.mark.parametrize(
    ("book", "begins", "key", "value"),
    [
        ("Technology Skills.xlsx", EXAMPLE, "Example", "Example"),
        ("Technology Skills.xlsx", COMMODITY, "Commodity Code", "Commodity Title"),
        ("Content Model Reference.xlsx", ELEMENT, "Element ID", "Element Name"),
    ],
)
def test_what_onet_is_linked_to_is_there(taxonomies: Path, book: str, begins: str, key: str, value: str) -> None:
    known = column(taxonomies / "onet-29.3" / book, key, value)
    found = [row for row in rows("onet") if row["object_id"].startswith(begins)]

    assert found
    assert {"29.3"} == {row["object_source_version"] for row in found}
    assert [] == strange(
        found, lambda row: known.get(unquote(row["object_id"].removeprefix(begins))) == clean(row["object_label"])
    )


def test_no_object_is_of_another_kind() -> None:
    begins = (f"{ESCO}skill/", f"{ESCO}isced-f/", EXAMPLE, COMMODITY, ELEMENT, WIKIDATA)

    assert [] == strange(chain.from_iterable(map(rows, TABLES)), lambda row: row["object_id"].startswith(begins))
