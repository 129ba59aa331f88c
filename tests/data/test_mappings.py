"""The shipped links to ESCO, ISCO-08 and O*NET are well-formed, agree with each other, and lead to what there is."""

from __future__ import annotations

import csv
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyoxigraph import NamedNode, Store

import data
from loaders import decisions, sssom, vocabulary
from loaders.identity import curated_concepts, kind_of, scheme_name
from loaders.snapshots import current
from loaders.sssom import Row
from ontology.terms import RGID, ConceptKind, Graph, Rdf, Rg, Skos

ESCO, ONET = "http://data.europa.eu/esco/", "https://www.onetonline.org/"
OCCUPATION, GROUP, SOC = f"{ESCO}occupation/", f"{ESCO}isco/C", f"{ONET}link/summary/"
ROLE = f"{RGID}{ConceptKind.ROLE}/"
TABLES = sorted(
    path.name.removesuffix(".sssom.tsv") for path in data.MAPPINGS.glob("*.sssom.tsv") if path.name != decisions.FILE
)
every_table = pytest.mark.parametrize("table", TABLES)
#: Predicates from the nearest to the farthest.
PREDICATES = [Skos.exactMatch, Skos.closeMatch, Skos.broadMatch, Skos.narrowMatch, Skos.relatedMatch]
EXACT, CLOSE = Skos.exactMatch.value, Skos.closeMatch.value
#: Levels at which a role is done by the people of a plainer role, with more experience or less.
EXPERIENCE = {"trainee", "entry-level", "junior", "senior", "lead"}
#: How many roles are linked at least, of four hundred.
LEAST = {"esco": 360, "isco": 390, "onet": 350}
#: The version of ESCO that some rows are of, since earlier ones lack what they lead to.
NEWER = "1.2"
WORKBOOK = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@cache
def rows(table: str) -> list[Row]:
    """The rows of a shipped table, in its order."""
    return sssom.read(data.MAPPINGS / f"{table}.sssom.tsv")


def accepted(table: str) -> list[Row]:
    return [row for row in rows(table) if "predicate_modifier" not in row]


def of_roles(table: str) -> list[Row]:
    return [row for row in rows(table) if row["subject_id"].startswith(ROLE)]


def linked(*tables: str) -> set[str]:
    """The roles that some tables link."""
    return {row["subject_id"] for table in tables for row in accepted(table) if row["subject_id"].startswith(ROLE)}


@cache
def said(kind: ConceptKind, what: str, language: str = "") -> Mapping[str, str]:
    """What the vocabulary says of each concept of a kind, by its IRI."""
    found = vocabulary.entries(scheme_name(kind))
    return {
        kind.iri(entry.concept).value: entry.value
        for entry in found
        if (entry.kind, entry.language) == (what, language)
    }


def shown(found: Iterable[Row]) -> list[str]:
    """Rows as a failed test should show them."""
    return [f"{row['subject_id']} {row['predicate_id']} {row['object_id']} {row.get('object_label')}" for row in found]


def clean(label: str) -> str:
    return " ".join(label.split())


@every_table
def test_rows_are_sorted_and_a_pair_stands_once(table: str) -> None:
    pairs = [(row["subject_id"], row["object_id"]) for row in rows(table)]

    assert pairs
    assert [] == [later for sooner, later in pairwise(pairs) if sooner >= later]


@every_table
def test_every_subject_is_curated_and_bears_its_label(table: str) -> None:
    wrong = []
    for row in rows(table):
        subject = NamedNode(row["subject_id"])
        kind = kind_of(subject)
        preferred = said(kind, vocabulary.PREFERRED, "en")
        if (
            subject.value.rpartition("/")[2] not in curated_concepts(kind)
            or row["subject_label"] != preferred.get(subject.value, row["subject_label"])
            or row["subject_source"] not in (kind.scheme.value, kind.scheme.value.replace(RGID, "rgid:"))
        ):
            wrong.append(row)

    assert [] == shown(wrong)


@every_table
def test_rows_say_who_judged_when_and_how_surely(table: str) -> None:
    wrong = [
        row
        for row in rows(table)
        if not row.get("object_label")
        or not row.get("author_label")
        or not 0 < float(row.get("confidence", "0")) <= 1
        or date.fromisoformat(row["mapping_date"]) < date(2026, 1, 1)
        or not row.get("object_source")
        or not row.get("object_source_version")
    ]

    assert [] == shown(wrong)


@every_table
def test_predicates_are_known(table: str) -> None:
    known = {predicate.value for predicate in PREDICATES}

    assert set() == {row["predicate_id"] for row in rows(table)} - known
    assert set() == {row.get("predicate_modifier", decisions.NOT) for row in rows(table)} - {decisions.NOT}


@every_table
def test_a_row_that_warns_says_of_what(table: str) -> None:
    """What reads like a match and is none is worth a row only with the reason."""
    assert [] == shown(row for row in rows(table) if "predicate_modifier" in row and "comment" not in row)


@every_table
def test_no_two_concepts_are_exactly_one_foreign_concept(table: str) -> None:
    """An exact match passes on (SKOS reference, S45): what is one with a third is one with each other."""
    exact = [row for row in accepted(table) if row["predicate_id"] == EXACT]
    ours = {one: count for one, count in Counter(row["object_id"] for row in exact).items() if count > 1}
    theirs = Counter((row["subject_id"], row.get("object_source")) for row in exact)

    assert {} == ours
    assert {} == {one: count for one, count in theirs.items() if count > 1}


@pytest.mark.parametrize("table", ["esco", "onet"])
def test_a_level_of_a_role_is_never_more_than_part_of_the_plain_occupation(table: str) -> None:
    levels = said(ConceptKind.ROLE, "level")
    near = [
        row
        for row in of_roles(table)
        if levels.get(row["subject_id"]) in EXPERIENCE and row["predicate_id"] in (EXACT, CLOSE)
        if "predicate_modifier" not in row
    ]

    assert EXPERIENCE & set(levels.values())
    assert [] == shown(near)


@pytest.mark.parametrize("table", LEAST)
def test_most_roles_are_linked(table: str) -> None:
    assert LEAST[table] <= len(linked(table))


def test_every_curated_role_of_the_sample_documents_is_linked(samples_root: Path) -> None:
    snapshot = current(samples_root)
    assert snapshot
    store = Store.read_only(str(snapshot.path))
    roles = {quad.subject for quad in store.quads_for_pattern(None, Rdf.type, Rg.Role, Graph.VOCABULARY)}
    named = {quad.object for quad in store.quads_for_pattern(None, None, None, Graph.STATEMENTS)}

    assert {NamedNode(f"{ROLE}customer-service-representative"), NamedNode(f"{ROLE}registered-nurse")} <= roles & named
    assert set() == (roles & named) - {NamedNode(role) for role in linked("esco", "isco")}


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
