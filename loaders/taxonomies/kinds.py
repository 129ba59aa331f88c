"""The tables that are known, each told by the columns that it needs; others may stand beside them in any order."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from loaders.taxonomies import esco, onet, plain, tabiya, wikidata
from loaders.taxonomies.session import Session
from loaders.taxonomies.tables import Table, key

#: A file whose name ends in a language tag, such as `skills_en.csv`.
_TAGGED = re.compile(r"(.+)_[a-z]{2}(?:-[a-z]{2})?", re.IGNORECASE)
#: A table with more than this share of a kind's columns is taken for one of it that lacks the others; with its name,
#: this share is enough.
NEAR, NEAR_BY_NAME = 0.5, 0.3


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table.

    `family` is a row of `data/taxonomies/publishers.tsv`; `needed` are the headers of the columns that it needs;
    `stems` are how its files are named; tables of a lower `order` are read before others; `language` is that of a kind
    that has one, and "" of tables that need none. Without `read` the table is known and nothing of it is used.
    """

    name: str
    family: str
    needed: str
    read: Callable[[Session], None] | None = None
    stems: tuple[str, ...] = ()
    order: int = 0
    language: str | None = None

    @property
    def columns(self) -> frozenset[str]:
        """The keys of the columns that it needs."""
        return frozenset(map(key, self.needed.split(", ")))

    def lacked(self, have: Collection[str]) -> list[str]:
        """The headers of the columns that it needs and that are not among some keys."""
        return [header for header in self.needed.split(", ") if key(header) not in have]


KINDS = (
    Kind(
        "ESCO's occupations",
        "esco",
        "conceptUri, preferredLabel, altLabels, iscoGroup",
        esco.concepts,
        stems=("occupations",),
    ),
    Kind(
        "ESCO's skills",
        "esco",
        "conceptUri, preferredLabel, altLabels, skillType, reuseLevel",
        esco.concepts,
        stems=("skills",),
    ),
    Kind("ESCO's ISCO groups", "esco", "conceptUri, preferredLabel, code", esco.concepts, stems=("iscogroups",)),
    Kind(
        "ESCO's groups of skills",
        "esco",
        "conceptUri, preferredLabel, conceptType",
        esco.concepts,
        stems=("skillgroups",),
    ),
    Kind(
        "ESCO's broader relations",
        "esco",
        "conceptUri, broaderUri",
        esco.broader,
        order=1,
        language="",
        stems=("broaderrelationsoccpillar", "broaderrelationsskillpillar"),
    ),
    Kind(
        "ESCO's skills of occupations",
        "esco",
        "occupationUri, relationType, skillUri",
        esco.occupation_skills,
        order=1,
        language="",
        stems=("occupationskillrelations",),
    ),
    Kind(
        "skills of occupations", "esco", "occupationUri, relation, skillUri", esco.subset_skills, order=1, language=""
    ),
    Kind(
        "ESCO's skills of skills",
        "esco",
        "originalSkillUri, relationType, relatedSkillUri",
        esco.skill_skills,
        order=1,
        language="",
        stems=("skillskillrelations",),
    ),
    Kind(
        "ESCO's hierarchy of skills",
        "esco",
        "Level 0 URI, Level 0 preferred term, Level 1 URI, Level 1 preferred term",
        esco.hierarchy,
        stems=("skillshierarchy",),
    ),
    Kind("ESCO's schemes", "esco", "conceptSchemeUri, preferredLabel", esco.schemes, stems=("conceptschemes",)),
    Kind("ESCO's dictionary of columns", "esco", "filename, data header, property", language=""),
    Kind(
        "Tabiya's occupations",
        "tabiya",
        "ORIGINURI, ID, PREFERREDLABEL, ALTLABELS, OCCUPATIONGROUPCODE, CODE",
        tabiya.concepts,
        stems=("occupations",),
    ),
    Kind(
        "Tabiya's groups",
        "tabiya",
        "ORIGINURI, ID, PREFERREDLABEL, ALTLABELS, CODE",
        tabiya.concepts,
        stems=("occupationgroups", "skillgroups"),
    ),
    Kind(
        "Tabiya's skills",
        "tabiya",
        "ORIGINURI, ID, PREFERREDLABEL, ALTLABELS, SKILLTYPE, REUSELEVEL",
        tabiya.concepts,
        stems=("skills",),
    ),
    Kind(
        "Tabiya's hierarchies",
        "tabiya",
        "PARENTID, CHILDID",
        tabiya.hierarchy,
        order=1,
        language="",
        stems=("occupationhierarchy", "skillhierarchy"),
    ),
    Kind(
        "Tabiya's skills of occupations",
        "tabiya",
        "OCCUPATIONID, RELATIONTYPE, SKILLID",
        tabiya.occupation_skills,
        order=1,
        language="",
        stems=("occupationtoskillrelations",),
    ),
    Kind(
        "Tabiya's skills of skills",
        "tabiya",
        "REQUIRINGID, RELATIONTYPE, REQUIREDID",
        tabiya.skill_skills,
        order=1,
        language="",
        stems=("skilltoskillrelations",),
    ),
    Kind("O*NET's occupations", "onet", "O*NET-SOC Code, Title, Description", onet.occupations, language="en"),
    Kind(
        "O*NET's alternate titles",
        "onet",
        "O*NET-SOC Code, Alternate Title",
        onet.alternate_titles,
        order=1,
        language="en",
    ),
    Kind(
        "O*NET's reported titles",
        "onet",
        "O*NET-SOC Code, Reported Job Title",
        onet.reported_titles,
        order=1,
        language="en",
    ),
    Kind(
        "O*NET's technology skills",
        "onet",
        "O*NET-SOC Code, Example, Commodity Code, Commodity Title, Hot Technology",
        onet.technologies,
        order=1,
        language="en",
    ),
    Kind("O*NET's tools", "onet", "O*NET-SOC Code, Example, Commodity Code, Commodity Title", language=""),
    Kind(
        "O*NET's related occupations",
        "onet",
        "O*NET-SOC Code, Related O*NET-SOC Code",
        onet.related,
        order=1,
        language="en",
    ),
    Kind("other tables of O*NET on occupations", "onet", "O*NET-SOC Code, Domain Source", language=""),
    Kind("O*NET's content model", "onet", "Element ID, Element Name, Description", onet.elements, language="en"),
    Kind("other tables of O*NET on elements", "onet", "Element ID, Element Name", language=""),
    Kind("O*NET's scales", "onet", "Scale ID, Scale Name", language=""),
    Kind("UNSPSC's codes", "onet", "Commodity Code, Commodity Title, Class Code", language=""),
    Kind("labels in several languages", "isco", "uri, code", plain.multilingual, language=""),
    Kind("ISCO-08's groups", "isco", "ISCO 08 Code", plain.codes),
    Kind("ISCO-08's groups", "isco", "isco_code, title", plain.codes),
    Kind("ISCO-08's groups", "isco", "code, title", plain.codes),
    Kind(
        "occupations of ISCO-08's groups", "isco", "isco_code, esco_occupation_uri", plain.members, order=1, language=""
    ),
    Kind("labels of concepts", "esco", "concept_uri, language, label", plain.labels, order=2, language=""),
    Kind("a result of Wikidata", "wikidata", "item, label", wikidata.table, language=""),
    Kind("a result of Wikidata", "wikidata", "item, itemLabel", wikidata.table, language=""),
)


def kind_of(table: Table) -> Kind | None:
    """The kind of a table: of those whose columns it has, the one that needs the most."""
    have = set(table.keys)
    return max((kind for kind in KINDS if kind.columns <= have), key=lambda kind: len(kind.columns), default=None)


def lacking(table: Table, found: Kind | None) -> tuple[Kind, list[str]] | None:
    """The kind that a table should be, and the columns that it lacks: by its name, or by the columns that it has."""
    have, stem = set(table.keys), stem_of(table)
    for kind in KINDS:
        if found is not None and stem in kind.stems and kind.family == found.family and not kind.columns <= have:
            return kind, kind.lacked(have)
    if found is not None:
        return None

    def near(kind: Kind) -> tuple[float, int]:
        share = len(kind.columns & have) / len(kind.columns)
        return share + (stem in kind.stems and share > NEAR_BY_NAME), len(kind.columns)

    nearest = max(KINDS, key=near)
    return (nearest, nearest.lacked(have)) if near(nearest)[0] > NEAR else None


def alike(table: Table) -> list[Kind]:
    """The kinds whose tables are named as this one is."""
    return [kind for kind in KINDS if stem_of(table) in kind.stems]


def stem_of(table: Table) -> str:
    """A file's name without ending and language, as kinds name it."""
    stem = table.path.stem
    found = _TAGGED.fullmatch(stem)
    return re.sub(r"[^a-z0-9]", "", (found[1] if found else stem).casefold())
