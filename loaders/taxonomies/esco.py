"""ESCO's CSV distribution (https://esco.ec.europa.eu/en/use-esco/download), one language a file.

Occupations, skills, groups and collections have the same columns in part, so one function reads them. What a version
lacks or adds makes no difference.
"""

from __future__ import annotations

import re

from loaders.taxonomies import cells
from loaders.taxonomies.findings import Sort
from loaders.taxonomies.session import Session
from loaders.taxonomies.tables import Row
from loaders.taxonomies.terms import ESCO_SCHEMES, ISCO_GROUP, Esco
from ontology.terms import Rdf, Skos

#: By the sort of a concept: its class, and its scheme where a file does not name one.
SORTS = {
    "occupation": (Esco.Occupation.value, ESCO_SCHEMES + "occupations"),
    "knowledgeskillcompetence": (Esco.Skill.value, ESCO_SCHEMES + "skills"),
    "skill": (Esco.Skill.value, ESCO_SCHEMES + "skills"),
    "skillgroup": ("", ESCO_SCHEMES + "skills-hierarchy"),
    "iscogroup": ("", ESCO_SCHEMES + "isco"),
}
#: The sort by how an IRI goes on after ESCO's namespace.
PLACES = {"occupation": "occupation", "skill": "skill", "isco": "iscogroup", "isced-f": "skillgroup"}
ESCO = "http://data.europa.eu/esco/"
RELATIONS = {"essential": Esco.relatedEssentialSkill.value, "optional": Esco.relatedOptionalSkill.value}
BROADER = Skos.broader.value
LEVELS = ("level0", "level1", "level2", "level3", "level4")
_CODE = re.compile(r"C?(\d{1,4})")
_WORDS = re.compile(r"[\s,;]+")


def concepts(session: Session) -> None:
    """Occupations, skills, groups and collections: whatever has a concept's IRI and a preferred label."""
    for row in session.unique("concepturi"):
        iri = session.iri(row, "concepturi")
        type_, scheme = SORTS.get(sort_of(row["concepttype"], iri), ("", ""))
        schemes = session.iris(row, "inscheme") or ([scheme] if scheme else [])
        session.sink.concept(iri, [type_] if type_ else [], schemes)
        session.name(row, iri, "preferredlabel", "altlabels", "hiddenlabels")
        session.describe(row, iri, "description", "definition")
        session.sink.prose(iri, Skos.scopeNote.value, row["scopenote"], session.language)
        session.notation(row, iri, "code")
        if row["iscogroup"]:
            session.sink.relation(row, iri, BROADER, group(row, row["iscogroup"]))
        for broader in session.iris(row, "broaderconcepturi"):
            session.sink.relation(row, iri, BROADER, broader)
        sorts(session, row, iri)


def sort_of(written: str, iri: str) -> str:
    """The sort of a concept, by a cell or, where that tells nothing, by its IRI."""
    if (found := written.casefold()) in SORTS:
        return found
    return PLACES.get(iri.removeprefix(ESCO).partition("/")[0], "") if iri.startswith(ESCO) else ""


def group(row: Row, written: str) -> str:
    """The IRI of an ISCO-08 group; raises InputError for what is no code."""
    found = _CODE.fullmatch(written)
    if found is None:
        raise row.error(f"“{written}” is no code of an ISCO-08 group; up to four digits belong there")
    return ISCO_GROUP + found[1]


def sorts(session: Session, row: Row, iri: str) -> None:
    """The type of a skill and how far it can be used elsewhere, as ESCO's own IRIs."""
    for column, name, predicate in (
        ("skilltype", "skillType", Esco.skillType),
        ("reuselevel", "reuseLevel", Esco.skillReuseLevel),
    ):
        for word in filter(None, _WORDS.split(row[column])):
            if value := cells.values(name).get(word.casefold()):
                session.sink.link(iri, predicate.value, value)
            else:
                session.findings.add(Sort.VALUE, row.source, row.line, f"{session.header(column)}: {word}")


def broader(session: Session) -> None:
    """Which concept stands below which."""
    for row in session.rows():
        narrow, broad = session.iri(row, "concepturi"), session.iri(row, "broaderuri")
        session.sink.relation(row, narrow, BROADER, broad)


def occupation_skills(session: Session) -> None:
    """The essential and optional skills of occupations."""
    relations(session, "occupationuri", "relationtype", "skilluri")


def subset_skills(session: Session) -> None:
    """The same by other headers."""
    relations(session, "occupationuri", "relation", "skilluri")


def skill_skills(session: Session) -> None:
    """The skills that other skills need."""
    relations(session, "originalskilluri", "relationtype", "relatedskilluri")


def relations(session: Session, subject: str, sort: str, value: str) -> None:
    """Relations of a sort from a concept to a skill."""
    for row in session.rows():
        one, other = session.iri(row, subject), session.iri(row, value)
        if predicate := relation(session, row, row[sort]):
            session.sink.relation(row, one, predicate, other)


def relation(session: Session, row: Row, written: str) -> str:
    """The property of a sort of relation, empty where the cell is; raises InputError for an unknown sort."""
    if not written:
        session.findings.add(Sort.RELATION, row.source, row.line, "the sort of the relation is empty")
        return ""
    if written.casefold() not in RELATIONS:
        raise row.error(f"the relation “{written}” is not known; essential or optional belongs there")
    return RELATIONS[written.casefold()]


def hierarchy(session: Session) -> None:
    """The hierarchy of skills: a row is the concept of its last level, below that of the level before."""
    for row in session.rows():
        filled = [level for level in LEVELS if row[f"{level}uri"]]
        if not filled:
            raise row.error("no level has an IRI; is the row cut short?")
        iri = session.iri(row, f"{filled[-1]}uri")
        session.sink.concept(iri, schemes=[SORTS["skillgroup"][1]])
        session.name(row, iri, f"{filled[-1]}preferredterm")
        session.describe(row, iri, "description")
        session.sink.prose(iri, Skos.scopeNote.value, row["scopenote"], session.language)
        session.notation(row, iri, f"{filled[-1]}code")
        if len(filled) > 1:
            session.sink.relation(row, iri, BROADER, session.iri(row, f"{filled[-2]}uri"))


def schemes(session: Session) -> None:
    """Schemes of concepts."""
    for row in session.rows():
        iri = session.iri(row, "conceptschemeuri")
        session.sink.link(iri, Rdf.type.value, Skos.ConceptScheme.value)
        if name := cells.label(row["preferredlabel"] or row["title"]):
            session.sink.text(iri, Skos.prefLabel.value, name, session.language)
