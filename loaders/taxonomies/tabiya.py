"""Tabiya's CSV of ESCO (https://github.com/tabiya-tech/taxonomy-model-application): upper-case headers, ids of its own.

Relations name concepts by these ids, which are unique among the tables of one folder; a concept's IRI is the ORIGINURI
of its row. Tables may be missing: what does not resolve is told.
"""

from __future__ import annotations

import re

from loaders.taxonomies.esco import BROADER, SORTS, relation, sort_of, sorts
from loaders.taxonomies.findings import Sort
from loaders.taxonomies.session import Session
from loaders.taxonomies.tables import Row
from loaders.taxonomies.terms import ISCO_GROUP
from ontology.terms import Skos

_ISCO_CODE = re.compile(r"\d{1,4}")


def concepts(session: Session) -> None:
    """Occupations, skills and groups of both; a row without an IRI is of Tabiya's own making, and left out."""
    for row in session.unique("id"):
        if not row["originuri"]:
            session.findings.add(Sort.NO_IRI, row.source, row.line, row["preferredlabel"])
            continue
        iri = session.iri(row, "originuri")
        if session.ids.setdefault(row["id"], iri) != iri:
            raise row.error(f"the ID {row['id']} is that of {session.ids[row['id']]} too; each concept needs its own")
        described(session, row, iri)


def described(session: Session, row: Row, iri: str) -> None:
    """What a row says of a concept."""
    sort = "skillgroup" if "skilltype" not in row.cells and "/skill/" in iri else sort_of("", iri)
    type_, scheme = SORTS.get(sort, ("", ""))
    session.sink.concept(iri, [type_] if type_ else [], [scheme] if scheme else [])
    session.name(row, iri, "preferredlabel", "altlabels")
    session.describe(row, iri, "description", "definition")
    session.sink.prose(iri, Skos.scopeNote.value, row["scopenote"], session.language)
    session.notation(row, iri, "code")
    sorts(session, row, iri)
    if _ISCO_CODE.fullmatch(row["occupationgroupcode"]):
        session.sink.relation(row, iri, BROADER, ISCO_GROUP + row["occupationgroupcode"])


def hierarchy(session: Session) -> None:
    """Which concept stands below which."""
    for row in session.rows():
        if ends := resolved(session, row, "childid", "parentid"):
            session.sink.relation(row, ends[0], BROADER, ends[1])


def occupation_skills(session: Session) -> None:
    """The essential and optional skills of occupations."""
    relations(session, "occupationid", "skillid")


def skill_skills(session: Session) -> None:
    """The skills that other skills need."""
    relations(session, "requiringid", "requiredid")


def relations(session: Session, subject: str, value: str) -> None:
    """Relations of a sort between two ids."""
    for row in session.rows():
        ends = resolved(session, row, subject, value)
        if ends and (predicate := relation(session, row, row["relationtype"])):
            session.sink.relation(row, ends[0], predicate, ends[1])


def resolved(session: Session, row: Row, one: str, other: str) -> tuple[str, str] | None:
    """The concepts that two ids stand for; None, and it is told, where a table that has one is missing."""
    found = [session.ids.get(row[column]) for column in (one, other)]
    if found[0] is None or found[1] is None:
        lacking = ", ".join(row[column] for column, iri in zip((one, other), found, strict=True) if iri is None)
        session.findings.add(Sort.UNKNOWN, row.source, row.line, lacking)
        return None
    return found[0], found[1]
