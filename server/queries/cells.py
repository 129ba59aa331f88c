"""An answer as a table for people: cells with links, languages and directions, from SPARQL's JSON results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ontology.terms import PREFIXES
from server.pages.addresses import address
from server.texts import direction

#: Names of things by IRI, each with its language.
Titles = Mapping[str, tuple[str, str]]
#: A row of SPARQL's JSON results: terms by column.
Row = Mapping[str, Any]
#: IRIs that are named by their labels, at most.
MOST_NAMED = 1000

_SHORTER = sorted(((iri, prefix) for prefix, iri in PREFIXES.items()), key=lambda one: -len(one[0]))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text, where it leads, its language and direction, and what a pointer that rests on it is told.

    Each is empty where there is none. `kind` is "iri", "text", "number", "blank" or "none".
    """

    kind: str
    text: str = ""
    href: str = ""
    language: str = ""
    direction: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, and rows of as many cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def is_numeric(self, column: int) -> bool:
        """Tell whether a column (from 0) holds numbers and nothing else."""
        kinds = {row[column].kind for row in self.rows}
        return "number" in kinds and kinds <= {"number", "none"}


def table(found: Mapping[str, Any], titles: Titles) -> Table:
    """Make the table of a SELECT's results, column for column; `titles` names IRIs."""
    columns = tuple(found["head"]["vars"])
    subjects = _subjects(columns)
    rows = [
        tuple(_cell(name, row, titles if name not in subjects.values() else {}, subjects) for name in columns)
        for row in found["results"]["bindings"]
    ]
    return Table(columns, tuple(rows))


def folded(found: Mapping[str, Any], titles: Titles) -> Table:
    """Make the table for readers: a thing and the label behind it are one column; `titles` names those of `unnamed`."""
    rows: Sequence[Row] = found["results"]["bindings"]
    labels = _folding(found["head"]["vars"], rows)
    columns = tuple(name for name in found["head"]["vars"] if name not in labels.values())
    return Table(columns, tuple(tuple(_thing(name, row, titles, labels.get(name)) for name in columns) for row in rows))


def unnamed(found: Mapping[str, Any]) -> list[str]:
    """Give the IRIs of a SELECT's results that have no label in their row, up to MOST_NAMED."""
    rows: Sequence[Row] = found["results"]["bindings"]
    labels = _folding(found["head"]["vars"], rows)
    terms = (term for row in rows for name, term in row.items() if labels.get(name) not in row)
    iris = dict.fromkeys(term["value"] for term in terms if term["type"] == "uri")
    return list(iris)[:MOST_NAMED]


def _subjects(columns: Sequence[str]) -> dict[str, str]:
    """Give for each column of labels the one before it, which holds what bears them: `role`, then `roleLabel`."""
    pairs = zip(columns[1:], columns, strict=False)
    return {name: before for name, before in pairs if name in {"label", f"{before}Label"}}


def _folding(columns: Sequence[str], rows: Sequence[Row]) -> dict[str, str]:
    """Give the column of labels of each column of things: `roleLabel` of `role`, `label` of what stands before it.

    Wherever there is a label, the thing has an IRI.
    """

    def bears(subject: str, label: str) -> bool:
        return all(row.get(subject, {}).get("type") == "uri" for row in rows if label in row)

    found: dict[str, str] = {}
    for place, name in enumerate(columns):
        owner = name.removesuffix("Label")
        before = reversed(columns[:place]) if name == "label" else (owner,) if owner != name else ()
        subject = next((one for one in before if one in columns and bears(one, name)), None)
        if subject is not None:
            found.setdefault(subject, name)
    return found


def _thing(name: str, row: Row, titles: Titles, label: str | None) -> Cell:
    """Give the cell of a thing under its label, or any other cell."""
    called = row.get(label or "")
    if called is None or called["type"] != "literal":
        return _cell(name, row, titles, {})
    language, iri = called.get("xml:lang", ""), row[name]["value"]
    shown = called["value"] or compact(iri)
    return Cell("iri", shown, address(iri), language, direction(language) if language else "auto", iri)


def _cell(name: str, row: Row, titles: Titles, subjects: Mapping[str, str]) -> Cell:
    term = row.get(name)
    if term is None:
        return Cell("none")
    if term["type"] == "uri":
        return _iri(term["value"], titles)
    if term["type"] != "literal":
        return Cell("blank", _written(term))
    subject = row.get(subjects.get(name, ""), {})
    return _literal(term, address(subject["value"]) if subject.get("type") == "uri" else "")


def _iri(iri: str, titles: Titles) -> Cell:
    href = address(iri)
    if iri in titles:
        text, language = titles[iri]
        return Cell("iri", text, href, language, direction(language) if language else "", iri)
    return Cell("iri", compact(iri), href, title=iri)


def _literal(term: Mapping[str, str], href: str) -> Cell:
    language = term.get("xml:lang", "")
    if language:
        return Cell("text", term["value"], href, language, direction(language))
    datatype = term.get("datatype", "")
    number = datatype.startswith(PREFIXES["xsd"]) and datatype.rpartition("#")[2] in _NUMBERS
    return Cell("number" if number else "text", term["value"], href, direction="" if number else "auto")


def _written(term: Mapping[str, Any]) -> str:
    """Write a blank node, or a triple as RDF 1.2 has them in the place of a term."""
    if term["type"] == "bnode":
        return f"_:{term['value']}"
    parts = (term["value"].get(part, {}).get("value", "") for part in ("subject", "predicate", "object"))
    return f"<<( {' '.join(map(str, parts))} )>>"


def compact(iri: str) -> str:
    """Shorten an IRI by one of our prefixes where that fits."""
    for start, prefix in _SHORTER:
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


_NUMBERS = frozenset(
    ("integer", "decimal", "double", "float", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
)
