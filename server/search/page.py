"""What the page of `/search` shows: hits by their best names, and links that narrow an answer or widen it again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request

from loaders.search.asked import LONGEST
from loaders.search.index import Found, Hit
from ontology.terms import ConceptKind
from server.pages.kinds import ONE
from server.pages.shell import reader
from server.parameters import decode_form
from server.search.asked import SIZE, Search, neighbours
from server.texts import N_

#: What types are called beside the kinds of concepts.
OTHERS = {"document": N_("Document"), "other": N_("Other")}
#: The most values of a facet that are shown: the largest, and those that are chosen.
SHOWN = 40


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet: its name, how many concepts have it, and this page narrowed to it, or widened again."""

    name: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Result:
    """A hit: its best name as the templates show names, its type, and the label by which it was found."""

    iri: str
    label: str
    language: str
    type: str
    matched: str
    matched_language: str
    uses: int

    @property
    def other(self) -> bool:
        """Whether it was found by another label than the one that is shown."""
        return (self.matched, self.matched_language) != (self.label, self.language)


def page(wanted: Search, found: Found) -> Mapping[str, Any]:
    """Give what the template needs."""
    return {
        "search": wanted,
        "found": found,
        "first": (wanted.page - 1) * SIZE + 1,
        "longest": LONGEST,
        "results": [_result(hit) for hit in found.hits],
        "types": [*_values("type", found.types, wanted.types, type_name)],
        "languages": [*_values("language", found.languages, wanted.languages, _language)],
        "pages": {name: _href(page=(str(number),)) for name, number in neighbours(wanted, found.total).items()},
        "kept": [(key, value) for key, value in _given() if key in {"type", "language", "lang"}],
    }


def type_name(value: str) -> str:
    """Give what a type is called: a kind of concept, or the last part of a class's IRI."""
    if value in set(ConceptKind):
        return reader().texts(ONE[ConceptKind(value)])
    if value in OTHERS:
        return reader().texts(OTHERS[value])
    return value.rstrip("/#").replace("#", "/").rpartition("/")[2] or value


def _language(value: str) -> str:
    return reader().language(value) if value else reader().texts(N_("No language"))


def _result(hit: Hit) -> Result:
    name, label = hit.name, hit.label
    return Result(hit.iri, name.text, name.language, type_name(hit.type), label.text, label.language, hit.uses)


def _values(name: str, counts: Mapping[str, int], chosen: tuple[str, ...], naming: Any) -> Iterable[Value]:
    """The values of a facet; one that is chosen is there, with its count, even where nothing has it."""
    every = {**dict.fromkeys(chosen, 0), **counts}
    largest = sorted(every, key=lambda value: (value not in chosen, -every[value], value))[:SHOWN]
    for value in largest:
        is_chosen = value in chosen
        others = tuple(one for one in chosen if one != value) if is_chosen else (*chosen, value)
        # A label without a language can't be asked for: an empty value is none.
        if value:
            yield Value(naming(value), every[value], _href(**{name: others}, page=()), is_chosen)


def _href(**changed: tuple[str, ...]) -> str:
    """This page with other values of some parameters."""
    kept = [(key, value) for key, value in _given() if key not in changed]
    new = [(key, value) for key, values in changed.items() for value in values]
    return f"{request.path}?{urlencode([*kept, *new])}"


def _given() -> list[tuple[str, str]]:
    return decode_form(request.query_string)
