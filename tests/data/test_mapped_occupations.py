"""What the shipped links of roles lead to is there, under the label and in the version that the rows give."""

from __future__ import annotations

import csv
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

import data
from loaders import sssom
from loaders.sssom import Row
from ontology.terms import RGID, ConceptKind, Skos

ESCO, ONET = "http://data.europa.eu/esco/", "https://www.onetonline.org/"
OCCUPATION, GROUP, SOC = f"{ESCO}occupation/", f"{ESCO}isco/C", f"{ONET}link/summary/"
ROLE = f"{RGID}{ConceptKind.ROLE}/"
EXACT = Skos.exactMatch.value
#: The version of ESCO that some rows are of, since earlier ones lack what they lead to.
NEWER = "1.2"
WORKBOOK = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@cache
def of_roles(table: str) -> list[Row]:
    """The rows of a shipped table about roles."""
    found = sssom.read(data.MAPPINGS / f"{table}.sssom.tsv")
    return [row for row in found if row["subject_id"].startswith(ROLE)]


def accepted(table: str) -> list[Row]:
    return [row for row in of_roles(table) if "predicate_modifier" not in row]


def shown(found: Iterable[Row]) -> list[str]:
    """Rows as a failed test should show them."""
    return [f"{row['subject_id']} {row['predicate_id']} {row['object_id']} {row.get('object_label')}" for row in found]


def clean(label: str) -> str:
    return " ".join(label.split())


@cache
def occupations(taxonomies: Path) -> Mapping[str, tuple[str, str]]:
    """ESCO's occupations: code and preferred label by IRI."""
    with (taxonomies / "esco-1.1.2-tabiya/en/occupations.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["ORIGINURI"]: (row["CODE"], clean(row["PREFERREDLABEL"])) for row in csv.DictReader(file)}


@cache
def groups(taxonomies: Path) -> Mapping[str, str]:
    """ISCO-08's groups of all four levels: label by IRI."""
    with (taxonomies / "esco-1.1.2-tabiya/en/occupation_groups.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["ORIGINURI"]: clean(row["PREFERREDLABEL"]) for row in csv.DictReader(file)}


@cache
def titles(taxonomies: Path) -> Mapping[str, str]:
    """O*NET's occupations: title by the address of their page."""
    with zipfile.ZipFile(taxonomies / "onet-29.3" / "Occupation Data.xlsx") as book:
        strings = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    texts = ["".join(part.text or "" for part in one.iter(f"{WORKBOOK}t")) for one in strings]
    table = [
        [texts[int(cell.findtext(f"{WORKBOOK}v", "0"))] for cell in line if cell.get("t") == "s"]
        for line in sheet.iter(f"{WORKBOOK}row")
    ]
    assert table[0][:2] == ["O*NET-SOC Code", "Title"]
    return {SOC + code: clean(title) for code, title, *_ in table[1:]}


def strange(found: Iterable[Row], labels: Mapping[str, str], version: str) -> list[str]:
    """The rows whose object is not there, bears another label, or is of another version."""
    return shown(
        row
        for row in found
        if labels.get(row["object_id"]) != row["object_label"] or row["object_source_version"] != version
    )


@pytest.fixture(scope="module")
def taxonomies(shared: Path) -> Path:
    """The taxonomies beside the checkout."""
    return shared / "taxonomies"


def test_every_esco_occupation_is_there_under_its_label(taxonomies: Path) -> None:
    labels = {iri: label for iri, (_, label) in occupations(taxonomies).items()}
    found = [row for row in of_roles("esco") if row["object_source_version"] != NEWER]

    assert [] == strange(found, labels, "1.1.2")


def test_what_esco_has_only_since_later_is_there_under_its_label(taxonomies: Path) -> None:
    """Of the later version a text of each occupation is at hand, which begins with its preferred label."""
    with (taxonomies / "esco-1.2-pypi-text" / "occupations.csv").open(encoding="utf-8", newline="") as file:
        texts = {row["id"]: clean(row["description"]) for row in csv.DictReader(file)}
    newer = [row for row in of_roles("esco") if row["object_source_version"] == NEWER]

    assert newer
    assert [] == shown(row for row in newer if row["object_id"] in occupations(taxonomies))
    assert [] == shown(row for row in newer if not texts[row["object_id"]].startswith(f"{row['object_label']} "))
    assert [] == shown(row for row in of_roles("esco") if row["object_id"] not in texts)


def test_every_group_of_isco_is_there_under_its_label(taxonomies: Path) -> None:
    assert [] == strange(of_roles("isco"), groups(taxonomies), "ISCO-08")


def test_every_occupation_of_onet_is_there_under_its_title(taxonomies: Path) -> None:
    assert [] == strange(of_roles("onet"), titles(taxonomies), "29.3")


def test_an_exact_occupation_lies_in_a_group_that_the_role_is_linked_to(taxonomies: Path) -> None:
    ours = defaultdict(set)
    for row in accepted("isco"):
        ours[row["subject_id"]].add(row["object_id"].removeprefix(GROUP))
    apart = [
        row
        for row in accepted("esco")
        if row["predicate_id"] == EXACT and row["object_id"].startswith(OCCUPATION)
        if row["object_source_version"] != NEWER
        if not re.match("|".join(ours[row["subject_id"]]) or "$", occupations(taxonomies)[row["object_id"]][0])
    ]

    assert [] == shown(apart)
