"""Plain tables: ISCO-08's codes and titles, labels in many languages by columns, and labels one a row.

ISCO-08's groups have no IRIs of the ILO's; ESCO's for the same groups are used.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from loaders.taxonomies import cells
from loaders.taxonomies.esco import BROADER, SORTS, group, sort_of
from loaders.taxonomies.findings import Sort
from loaders.taxonomies.session import Session
from loaders.taxonomies.sink import ALTERNATIVE, HIDDEN, PREFERRED
from loaders.taxonomies.tables import Row, key
from loaders.taxonomies.terms import ISCO_GROUP
from ontology.terms import Skos

#: Headers of columns in a language: its tag alone, or what the column holds and the tag ("Title EN", "alt_fr").
_IN_LANGUAGE = re.compile(
    r"(?:(alt|altlabels?|description|definition|title|label|preflabel)[ _])?([a-z]{2}(?:-[a-z]{2})?)", re.I
)
_TITLES = ("title", "label", "preflabel", "")
_DESCRIPTIONS = ("description", "definition")
#: The kinds of labels by how tables of labels name them.
KINDS = {
    "preflabel": PREFERRED,
    "preferred": PREFERRED,
    "altlabel": ALTERNATIVE,
    "alternative": ALTERNATIVE,
    "hiddenlabel": HIDDEN,
}


def columns(session: Session) -> Iterator[tuple[str, str, str]]:
    """The columns in a language: what they hold ("title", "alt", "description"), their languages and keys."""
    for header in session.table.headers:
        if found := _IN_LANGUAGE.fullmatch(header.strip()):
            held = (found[1] or "").casefold()
            sort = "title" if held in _TITLES else "description" if held in _DESCRIPTIONS else "alt"
            yield sort, session.tag(found[2].lower(), session.table.source), key(header)


def multilingual(session: Session) -> None:
    """Concepts with their labels in a column a language."""
    held = list(columns(session))
    for row in session.unique("uri"):
        iri = session.iri(row, "uri")
        type_, scheme = SORTS.get(sort_of("", iri), ("", ""))
        session.sink.concept(iri, [type_] if type_ else [], [scheme] if scheme else [])
        session.notation(row, iri, "code")
        if code := iri.removeprefix(ISCO_GROUP) if iri.startswith(ISCO_GROUP) else "":
            above(session, row, code)
        elif code := row["code"].partition(".")[0]:
            session.sink.relation(row, iri, BROADER, group(row, code))
        say(session, row, iri, held)


def say(session: Session, row: Row, iri: str, held: list[tuple[str, str, str]]) -> None:
    """The labels and descriptions of a row in all its languages."""
    for sort, language, column in held:
        if sort == "description":
            session.sink.prose(iri, Skos.definition.value, row[column], language)
        elif sort == "title" and not row[column]:
            session.findings.add(Sort.UNNAMED, row.source, row.line, f"{iri} ({language})")
        elif sort == "title":
            others = (cell for kind, tag, cell in held if kind == "alt" and tag == language)
            alternative = [one for cell in others for one in cells.labels(row[cell])]
            session.sink.labels(row, iri, language, row[column], alternative)


def codes(session: Session) -> None:
    """ISCO-08's groups by their codes, as the ILO publishes them; a level tells where zeros are lost."""
    held = list(columns(session)) or [("title", session.language, one) for one in session.table.keys if one in _TITLES]
    code_column = next(one for one in ("isco08code", "iscocode", "code") if one in session.table.keys)
    for row in session.unique(code_column):
        if not row[code_column]:
            raise row.error(f"column {session.header(code_column)}: the cell is empty, a code belongs there")
        code = row[code_column].zfill(int(row["level"])) if row["level"].isdigit() else row[code_column]
        iri = group(row, code)
        session.sink.concept(iri, schemes=[SORTS["iscogroup"][1]])
        session.sink.text(iri, Skos.notation.value, code)
        above(session, row, code)
        say(session, row, iri, held)
        session.describe(row, iri, "definition")


def above(session: Session, row: Row, code: str) -> None:
    """The group above a group: its code without the last digit."""
    if code[:-1].isdigit():
        session.sink.relation(row, ISCO_GROUP + code, BROADER, ISCO_GROUP + code[:-1])


def members(session: Session) -> None:
    """The occupations of ISCO-08's groups."""
    for row in session.rows():
        iri = session.iri(row, "escooccupationuri")
        session.sink.concept(iri, [SORTS["occupation"][0]], [SORTS["occupation"][1]])
        session.sink.relation(row, iri, BROADER, group(row, row["iscocode"]))
        say(session, row, iri, list(columns(session)))


def labels(session: Session) -> None:
    """Labels one a row: concept, language, label, and perhaps their kind; without it they are alternative ones."""
    told = "kind" in session.table.keys
    count, tags = 0, Counter[str]()
    for row in session.rows():
        iri, language, kind = session.iri(row, "concepturi"), row["language"], row["kind"].casefold()
        if not cells.is_tag(language):
            raise row.error(f"column {session.header('language')}: “{language}” is no language tag")
        if told and kind not in KINDS:
            raise row.error(f"column {session.header('kind')}: “{row['kind']}” is none of {', '.join(KINDS)}")
        type_, scheme = SORTS.get(sort_of("", iri), ("", ""))
        session.sink.concept(iri, [type_] if type_ else [], [scheme] if scheme else [])
        label, tag = row["label"], cells.tag(language)
        by_kind = {PREFERRED: (label, (), ()), ALTERNATIVE: ("", (label,), ()), HIDDEN: ("", (), (label,))}
        session.sink.labels(row, iri, tag, *by_kind[KINDS.get(kind, ALTERNATIVE)])
        if tag != language:
            tags[language] += 1
        count += 1
    if count and not told:
        session.findings.add(Sort.UNTAGGED, session.table.source, 0, f"{count:,} labels", count)
    for tag, number in tags.items():
        session.findings.add(Sort.TAG, session.table.source, 0, f"{tag} is {cells.tag(tag)}", number)
