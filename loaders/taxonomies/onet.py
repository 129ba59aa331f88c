"""O*NET's database (https://www.onetcenter.org/database.html), as text between tabs, Excel or CSV.

O*NET is not published as linked data, so a concept's IRI is the page of O*NET OnLine that shows it: an occupation, a
technology, a category of technologies by its UNSPSC code, or an element of the content model (skills, knowledge,
abilities, activities) by its id. All labels are English.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from loaders.taxonomies import cells
from loaders.taxonomies.session import Session
from loaders.taxonomies.tables import Row
from ontology.terms import Rg, Skos

ONLINE = "https://www.onetonline.org/"
OCCUPATION = ONLINE + "link/summary/"
TECHNOLOGY = ONLINE + "search/tech/example?e="
CATEGORY = ONLINE + "search/tech/?c="
ELEMENT = ONLINE + "find/descriptor/result/"
#: An O*NET-SOC code, an UNSPSC code, and an element's id, whose dots tell what it is part of ("2.A.1.b").
_SOC = re.compile(r"\d\d-\d{4}\.\d\d")
_UNSPSC = re.compile(r"\d{8}")
_ELEMENT = re.compile(r"\d+(?:\.[A-Za-z0-9]+)*")
_YES = "Y"


def occupations(session: Session) -> None:
    """Titles and descriptions."""
    for row in session.unique("onetsoccode"):
        iri = occupation(session, row, "onetsoccode")
        session.sink.concept(iri)
        session.name(row, iri, "title")
        session.describe(row, iri, "description")
        session.notation(row, iri, "onetsoccode")


def alternate_titles(session: Session) -> None:
    """Other titles of occupations, and their short forms."""
    titles(session, "alternatetitle", "shorttitle")


def reported_titles(session: Session) -> None:
    """Titles that incumbents reported."""
    titles(session, "reportedjobtitle")


def titles(session: Session, *columns: str) -> None:
    """Alternative labels of occupations."""
    for row in session.rows():
        iri = titled(session, row)
        found = dict.fromkeys(cells.label(row[column]) for column in columns)
        named = [one for one in found if one and one not in cells.values("shortTitle")]
        session.sink.labels(row, iri, session.language, "", named)


def titled(session: Session, row: Row) -> str:
    """The occupation of a row, with its title where the table has that column."""
    iri = occupation(session, row, "onetsoccode")
    if row["title"] and iri not in session.sink.described:
        session.sink.concept(iri)
        session.name(row, iri, "title")
        session.notation(row, iri, "onetsoccode")
    return iri


def related(session: Session) -> None:
    """Occupations that are like others."""
    for row in session.rows():
        one, other = titled(session, row), occupation(session, row, "relatedonetsoccode")
        session.sink.relation(row, one, Skos.related.value, other)


def technologies(session: Session) -> None:
    """The technologies that occupations use, in their categories; hot ones, and those in demand."""
    hot: dict[str, bool] = {}
    demand: dict[str, bool] = {}
    for row in session.rows():
        used = technology(session, row)
        occupied = titled(session, row)
        session.sink.relation(row, occupied, Rg.usesTechnology.value, used)
        hot[used] = hot.get(used, False) or row["hottechnology"] == _YES
        demand[used] = demand.get(used, False) or row["indemand"] == _YES
        if row["indemand"] == _YES:
            session.sink.relation(row, used, Rg.inDemandFor.value, occupied)
    for column, predicate, found in (
        ("hottechnology", Rg.hotTechnology, hot),
        ("indemand", Rg.inDemand, demand),
    ):
        if column in session.table.keys:
            for iri, value in found.items():
                session.sink.boolean(iri, predicate.value, value)


def technology(session: Session, row: Row) -> str:
    """The technology of a row, described with its category where it is new."""
    name, code = cells.label(row["example"]), row["commoditycode"]
    if not name:
        raise row.error(
            f"column {session.header('example')}: the cell is empty, the name of a technology belongs there"
        )
    if not _UNSPSC.fullmatch(code):
        raise row.error(
            f"column {session.header('commoditycode')}: “{code}” is no UNSPSC code; eight digits belong there"
        )
    iri, category = TECHNOLOGY + quote(name, safe=""), CATEGORY + code
    for one, column in ((iri, "example"), (category, "commoditytitle")):
        if one not in session.sink.described:
            session.sink.concept(one)
            session.sink.labels(row, one, session.language, row[column])
            if one == category:
                session.notation(row, one, "commoditycode")
    session.sink.link(iri, Skos.broader.value, category)
    return iri


def elements(session: Session) -> None:
    """The elements of the content model (https://www.onetcenter.org/content.html), each below that of its id's head."""
    for row in session.unique("elementid"):
        code = row["elementid"]
        if not _ELEMENT.fullmatch(code):
            message = f"“{code}” is no id of an element; one such as 2.A.1.b belongs there"
            raise row.error(f"column {session.header('elementid')}: {message}")
        iri = ELEMENT + code
        session.sink.concept(iri)
        session.name(row, iri, "elementname")
        session.describe(row, iri, "description")
        session.notation(row, iri, "elementid")
        if above := code.rpartition(".")[0]:
            session.sink.relation(row, iri, Skos.broader.value, ELEMENT + above)


def occupation(session: Session, row: Row, column: str) -> str:
    """The IRI of an occupation; raises InputError for what is no code."""
    if not _SOC.fullmatch(row[column]):
        message = f"“{row[column]}” is no O*NET-SOC code; one such as 43-4051.00 belongs there"
        raise row.error(f"column {session.header(column)}: {message}")
    return OCCUPATION + row[column]
