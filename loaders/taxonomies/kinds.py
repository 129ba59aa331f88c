"""The tables that are known, each told by the columns that it needs; others may stand beside them in any order."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from loaders.taxonomies import esco, onet, plain, tabiya, wikidata
from loaders.taxonomies.session import Session
from loaders.taxonomies.tables import Table

#: A file whose name ends in a language tag, such as `skills_en.csv`.
_TAGGED = re.compile(r"(.+)_[a-z]{2}(?:-[a-z]{2})?", re.IGNORECASE)
#: A table with more than this share of a kind's columns is taken for one of it that lacks the others.
NEAR = 0.5


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table.

    `family` is a row of `data/taxonomies/publishers.tsv`; `stems` are how its files are named; tables of a lower
    `order` are read before others; `language` is that of a kind that has one, and "" of tables that need none. Without
    `read` the table is known and nothing of it is used.
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
        return frozenset(self.needed.split())


KINDS = (
    Kind(
        "ESCO's occupations",
        "esco",
        "concepturi preferredlabel altlabels iscogroup",
        esco.concepts,
        stems=("occupations",),
    ),
    Kind(
        "ESCO's skills",
        "esco",
        "concepturi preferredlabel altlabels skilltype reuselevel",
        esco.concepts,
        stems=("skills",),
    ),
    Kind("ESCO's ISCO groups", "esco", "concepturi preferredlabel code", esco.concepts, stems=("iscogroups",)),
    Kind(
        "ESCO's groups of skills",
        "esco",
        "concepturi preferredlabel concepttype",
        esco.concepts,
        stems=("skillgroups",),
    ),
    Kind(
        "ESCO's broader relations",
        "esco",
        "concepturi broaderuri",
        esco.broader,
        order=1,
        language="",
        stems=("broaderrelationsoccpillar", "broaderrelationsskillpillar"),
    ),
    Kind(
        "ESCO's skills of occupations",
        "esco",
        "occupationuri relationtype skilluri",
        esco.occupation_skills,
        order=1,
        language="",
        stems=("occupationskillrelations",),
    ),
    Kind("skills of occupations", "esco", "occupationuri relation skilluri", esco.subset_skills, order=1, language=""),
    Kind(
        "ESCO's skills of skills",
        "esco",
        "originalskilluri relationtype relatedskilluri",
        esco.skill_skills,
        order=1,
        language="",
        stems=("skillskillrelations",),
    ),
    Kind(
        "ESCO's hierarchy of skills",
        "esco",
        "level0uri level0preferredterm level1uri level1preferredterm",
        esco.hierarchy,
        stems=("skillshierarchy",),
    ),
    Kind("ESCO's schemes", "esco", "conceptschemeuri preferredlabel", esco.schemes, stems=("conceptschemes",)),
    Kind("ESCO's dictionary of columns", "esco", "filename dataheader property", language=""),
    Kind(
        "Tabiya's occupations",
        "tabiya",
        "originuri id preferredlabel altlabels occupationgroupcode code",
        tabiya.concepts,
        stems=("occupations",),
    ),
    Kind(
        "Tabiya's groups",
        "tabiya",
        "originuri id preferredlabel altlabels code",
        tabiya.concepts,
        stems=("occupationgroups", "skillgroups"),
    ),
    Kind(
        "Tabiya's skills",
        "tabiya",
        "originuri id preferredlabel altlabels skilltype reuselevel",
        tabiya.concepts,
        stems=("skills",),
    ),
    Kind(
        "Tabiya's hierarchies",
        "tabiya",
        "parentid childid",
        tabiya.hierarchy,
        order=1,
        language="",
        stems=("occupationhierarchy", "skillhierarchy"),
    ),
    Kind(
        "Tabiya's skills of occupations",
        "tabiya",
        "occupationid relationtype skillid",
        tabiya.occupation_skills,
        order=1,
        language="",
        stems=("occupationtoskillrelations",),
    ),
    Kind(
        "Tabiya's skills of skills",
        "tabiya",
        "requiringid relationtype requiredid",
        tabiya.skill_skills,
        order=1,
        language="",
        stems=("skilltoskillrelations",),
    ),
    Kind("O*NET's occupations", "onet", "onetsoccode title description", onet.occupations, language="en"),
    Kind(
        "O*NET's alternate titles", "onet", "onetsoccode alternatetitle", onet.alternate_titles, order=1, language="en"
    ),
    Kind(
        "O*NET's reported titles", "onet", "onetsoccode reportedjobtitle", onet.reported_titles, order=1, language="en"
    ),
    Kind(
        "O*NET's technology skills",
        "onet",
        "onetsoccode example commoditycode commoditytitle hottechnology",
        onet.technologies,
        order=1,
        language="en",
    ),
    Kind("O*NET's tools", "onet", "onetsoccode example commoditycode commoditytitle", language=""),
    Kind("O*NET's related occupations", "onet", "onetsoccode relatedonetsoccode", onet.related, order=1, language="en"),
    Kind("other tables of O*NET on occupations", "onet", "onetsoccode domainsource", language=""),
    Kind("O*NET's content model", "onet", "elementid elementname description", onet.elements, language="en"),
    Kind("other tables of O*NET on elements", "onet", "elementid elementname", language=""),
    Kind("O*NET's scales", "onet", "scaleid scalename", language=""),
    Kind("UNSPSC's codes", "onet", "commoditycode commoditytitle classcode", language=""),
    Kind("labels in several languages", "isco", "uri code", plain.multilingual, language=""),
    Kind("ISCO-08's groups", "isco", "isco08code", plain.codes),
    Kind("ISCO-08's groups", "isco", "iscocode title", plain.codes),
    Kind("ISCO-08's groups", "isco", "code title", plain.codes),
    Kind("occupations of ISCO-08's groups", "isco", "iscocode escooccupationuri", plain.members, order=1, language=""),
    Kind("labels of concepts", "esco", "concepturi language label", plain.labels, order=2, language=""),
    Kind("a result of Wikidata", "wikidata", "item label", wikidata.table, language=""),
    Kind("a result of Wikidata", "wikidata", "item itemlabel", wikidata.table, language=""),
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
            return kind, sorted(kind.columns - have)
    if found is not None:
        return None

    def near(kind: Kind) -> tuple[float, int]:
        return len(kind.columns & have) / len(kind.columns) + (stem in kind.stems), len(kind.columns)

    nearest = max(KINDS, key=near)
    return (nearest, sorted(nearest.columns - have)) if near(nearest)[0] > NEAR else None


def stem_of(table: Table) -> str:
    """A file's name without ending and language, as kinds name it."""
    stem = table.path.stem
    found = _TAGGED.fullmatch(stem)
    return re.sub(r"[^a-z0-9]", "", (found[1] if found else stem).casefold())
