"""Cells of SSSOM tables: CURIEs, lists, quotation marks, and what a cell may hold (SSSOM 1.1, the TSV format)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from loaders.sssom_slots import DATES, ENTITIES, MULTIVALUED, NUMBERS, URIS, WORDS
from ontology.terms import PREFIXES, RGID

#: The namespaces of other vocabularies that links lead to; `esco:` is the model of ESCO, these are its concepts.
ABROAD = {
    "escoc": "http://data.europa.eu/esco/",
    "onet": "https://www.onetonline.org/",
    "wd": "http://www.wikidata.org/entity/",
}
#: The prefixes that a table may use without declaring them, so that one may be written by hand.
KNOWN = {**PREFIXES, **ABROAD}
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_WEB = ("http://", "https://")
#: Where an IRI is cut whose namespace nobody named.
_CUTS = (re.compile(r"(https?://.*[/#])[^/#]+", re.DOTALL), re.compile(r"(https?://[^/]+/).+", re.DOTALL))


class Unusable(ValueError):
    """Why a cell can't be used; whoever knows the place makes an InputError of it."""


def expanded(entity: str, prefixes: Mapping[str, str]) -> str:
    """A CURIE as an IRI; raises Unusable."""
    if entity.startswith(_WEB):
        return entity
    prefix, colon, local = entity.partition(":")
    if not colon or prefix not in prefixes:
        raise Unusable(f"the prefix of {entity} is not declared; add it to curie_map")
    return prefixes[prefix] + local


def read_cell(slot: str, cell: str, prefixes: Mapping[str, str]) -> str:
    """What a cell says, entities as IRIs, lists with "|" as written; raises Unusable for what SSSOM does not allow."""
    if slot in ENTITIES:
        names = values(cell) if slot in MULTIVALUED else (cell,)
        found = [expanded(name, prefixes) for name in names]
        return joined(found) if slot in MULTIVALUED else found[0]
    if problem := problem_of(slot, cell):
        raise Unusable(problem)
    return cell


def problem_of(slot: str, cell: str) -> str | None:
    """Why a slot may not hold this, if so."""
    if slot in NUMBERS:
        low, high = NUMBERS[slot]
        if not _NUMBER.fullmatch(cell) or not low <= float(cell) <= high:
            return f"{slot} is {cell}, which is no number from {low:g} to {high:g}"
    elif slot in DATES:
        return None if is_date(cell) else f"{slot} is {cell}, which is no date such as 2026-11-23"
    elif slot in WORDS and cell not in WORDS[slot]:
        known = sorted(WORDS[slot])
        if len(known) == 1:
            return f"the modifier {cell} is unknown; use {known[0]}"
        return f"{slot} is {cell}, which is none of {', '.join(known)}"
    elif slot in URIS and not all(_URI.fullmatch(one) for one in (values(cell) if slot in MULTIVALUED else (cell,))):
        return f"{slot} is {cell}, which is no whole URI"
    return None


def is_date(text: str) -> bool:
    """Whether a text is a day that there is, as ISO 8601 writes it."""
    try:
        return bool(_DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def values(cell: str) -> tuple[str, ...]:
    r"""The values of a list; "\|" and "\\" stand for themselves, empty values are none."""
    found, value, at = [], "", 0
    while at < len(cell):
        if cell[at] == "\\" and cell[at + 1 : at + 2] in ("|", "\\"):
            at += 1
            value += cell[at]
        elif cell[at] == "|":
            found.append(value)
            value = ""
        else:
            value += cell[at]
        at += 1
    return tuple(one.strip() for one in (*found, value) if one.strip())


def joined(found: Iterable[str]) -> str:
    """Several values as one list, without empty ones."""
    return "|".join(one.strip().replace("\\", "\\\\").replace("|", "\\|") for one in found if one.strip())


def namespaces(iris: Iterable[str], declared: Mapping[str, str]) -> dict[str, str]:
    """The prefixes that some IRIs need, those of `declared` first; a namespace that has none gets "ns1" and so on."""
    known = {**KNOWN, **declared}
    used: dict[str, str] = {}
    unknown: set[str] = set()
    for iri in iris:
        if prefix := prefix_of(iri, known):
            used[prefix] = known[prefix]
        elif cut := _CUTS[0].fullmatch(iri) or _CUTS[1].fullmatch(iri):
            unknown.add(cut[1])
    free = (name for number in range(1, len(unknown) + len(known) + 1) if (name := f"ns{number}") not in known)
    return dict(sorted({**used, **dict(zip(free, sorted(unknown), strict=False))}.items()))


def prefix_of(iri: str, known: Mapping[str, str]) -> str:
    """The prefix that shortens an IRI the most, or an empty string."""
    fitting = [prefix for prefix, namespace in known.items() if iri.startswith(namespace) and iri != namespace]
    return max(fitting, key=lambda prefix: (len(known[prefix]), prefix), default="")


def curie(iri: str, known: Mapping[str, str]) -> str:
    """An IRI as a CURIE, where a prefix fits."""
    prefix = prefix_of(iri, known)
    return f"{prefix}:{iri.removeprefix(known[prefix])}" if prefix else iri


def written_cell(slot: str, value: str, known: Mapping[str, str]) -> str:
    """A cell without its quotation marks: entities as CURIEs, on one line, so that a row is a line for git."""
    if slot in ENTITIES:
        if slot in MULTIVALUED:
            return joined(curie(one, known) for one in values(value))
        return curie(value, known)
    return " ".join(value.split())


def quoted(cell: str, *, first: bool = False) -> str:
    """A cell as a table holds it: in quotation marks where it needs them (RFC 4180), or would begin a comment."""
    if '"' in cell or (first and cell.startswith("#")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def short(iri: str) -> str:
    """An IRI for people: ours without its namespace, others as CURIEs where a prefix is known."""
    return iri.removeprefix(RGID) if iri.startswith(RGID) else curie(iri, KNOWN)
