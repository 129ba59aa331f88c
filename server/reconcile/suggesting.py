"""Completion of what somebody types: concepts, types, properties (specification: Suggest Services)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from loaders.search.asked import LONGEST
from loaders.search.index import MOST, SearchIndex
from loaders.search.ranking import Wanted
from server.asking import read
from server.house import House
from server.pages.shell import reader
from server.reconcile.properties import properties
from server.reconcile.services import Service
from server.reconcile.telling import description, types_of

#: Suggestions at a time, and the most that may be skipped.
SIZE, LAST = 20, MOST - 20


def entities(house: House, service: Service, index: SearchIndex, prefix: str, cursor: int) -> list[dict[str, Any]]:
    """Give concepts whose labels have words that begin so, the one of this id or code first."""
    text = prefix.strip()[:LONGEST]
    kinds = tuple(one.kind.value for one in service.types if one.kind) if service.is_ours else ()
    hits = index.search(text, Wanted(kinds, (), tuple(reader().chain)), cursor, SIZE).hits if text else ()
    iris = [*([] if cursor else _identified(house, service, text)), *(hit.iri for hit in hits)]
    told = read(house, "entities", iris=iris, graph=service.graph, chain=reader().chain).value
    return [
        {
            "id": iri,
            "name": told[iri]["name"],
            "description": description(told[iri]),
            "notable": [one.as_json() for one in types_of(service, told[iri])],
        }
        for iri in dict.fromkeys(iris)
        if iri in told
    ][:SIZE]


def types(service: Service, prefix: str, cursor: int) -> list[dict[str, Any]]:
    """Give types whose names or ids hold what is typed."""
    return _held([one.as_json() for one in service.default_types], prefix, cursor)


def property_names(service: Service, others: Sequence[str], prefix: str, cursor: int) -> list[dict[str, Any]]:
    """Give properties whose names or ids hold what is typed."""
    found = properties(service, list(others))
    return _held([{"id": one.id, "name": one.name} for one in found], prefix, cursor)


def _held(found: Iterable[dict[str, str]], prefix: str, cursor: int) -> list[dict[str, Any]]:
    """Those that begin with what is typed, then those that hold it."""
    plain = prefix.strip().casefold()
    ranked = []
    for one in found:
        texts = [text.casefold() for text in one.values()]
        if any(plain in text for text in texts):
            ranked.append((not any(text.startswith(plain) for text in texts), one))
    return [one for _, one in sorted(ranked, key=lambda pair: pair[0])][cursor : cursor + SIZE]


def _identified(house: House, service: Service, text: str) -> list[str]:
    if not text or " " in text:
        return []
    asked = list(dict.fromkeys((service.iri(text), text)))
    known = read(house, "identified", texts=asked, graph=service.graph).value
    return [iri for one in asked for iri in known.get(one, ())]
