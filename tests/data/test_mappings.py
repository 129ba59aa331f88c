"""The shipped links to ESCO, ISCO-08 and O*NET are well-formed, and agree with each other and with the vocabulary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

import data
from loaders import decisions, sssom, vocabulary
from loaders.identity import curated_concepts, kind_of, scheme_name
from loaders.snapshots import current
from loaders.sssom import Row
from ontology.terms import RGID, ConceptKind, Graph, Rdf, Rg, Skos

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
