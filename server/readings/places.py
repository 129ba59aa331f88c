"""Where documents say something: the characters of a mention, its sentences with their languages, its document."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

from pyoxigraph import NamedNode, Store

from loaders.career_paths.evidence import Evidence
from loaders.career_paths.moves import Kind
from loaders.career_paths.reading import Reading
from ontology.terms import Graph, Oa, Rg, Schema
from server.readings.names import Names, literals, number_of, objects, subjects, text_of

#: Mentions that are looked at to find some places: those inside items come after the items themselves.
LOOKED = 4000


class Mentions:
    """Tells of mentions in one snapshot."""

    def __init__(self, store: Store, names: Names) -> None:
        self._store = store
        self._names = names

    def of_concept(self, concept: NamedNode, most: int) -> list[dict[str, Any]]:
        """Tell of the first mentions of a concept."""
        return self._first(islice(subjects(self._store, Rg.mentions, concept), LOOKED), most)

    def of_statement(self, role: NamedNode, concept: NamedNode, most: int) -> list[dict[str, Any]]:
        """Tell of the first mentions of a concept that are about a role."""
        # From the end that fewer mentions have, as far as one may look.
        named = list(islice(subjects(self._store, Rg.mentions, concept), LOOKED))
        about = list(islice(subjects(self._store, Rg.aboutRole, role), LOOKED))
        if len(named) <= len(about):
            both = [one for one in named if self._has(one, Rg.aboutRole, role)]
        else:
            both = [one for one in about if self._has(one, Rg.mentions, concept)]
        return self._first(iter(both), most)

    def of_move(self, one: NamedNode, other: NamedNode, kind: Kind, most: int) -> list[dict[str, Any]]:
        """Tell of the first mentions by which documents say that a role follows another, or stands beside it."""
        found = Evidence(Reading(self._store)).of(one, other, kind)
        return self._first((place.after for place in found), most)

    def told(self, mention: NamedNode) -> dict[str, Any]:
        """Tell of a mention: its document, line, section and characters, the sentences of its item, its confidence."""
        store = self._store
        document = next(objects(store, mention, Rg.inDocument), None)
        selector = next(objects(store, mention, Oa.hasSelector), None)
        item = next(objects(store, mention, Rg.partOfItem), None)
        confidence = text_of(store, mention, Rg.confidence)
        return {
            "mention": mention.value,
            "document": self._document(document) if document else None,
            "line": number_of(store, mention, Rg.line),
            "start": number_of(store, selector, Oa.start) if selector else None,
            "end": number_of(store, selector, Oa.end) if selector else None,
            "exact": text_of(store, selector, Oa.exact) if selector else None,
            "section": text_of(store, mention, Rg.sectionKind),
            "item": item.value if item else None,
            "sentences": self._sentences(item or mention),
            "confidence": float(confidence) if confidence else None,
        }

    def _document(self, node: NamedNode) -> dict[str, Any]:
        language = text_of(self._store, node, Schema.inLanguage)
        return {**self._names.told(node), "source": text_of(self._store, node, Rg.sourceName), "written_in": language}

    def _sentences(self, item: NamedNode) -> list[dict[str, Any]]:
        store = self._store
        ordered = sorted(objects(store, item, Rg.hasSentence), key=lambda one: number_of(store, one, Rg.position) or 0)
        return [
            {"text": one.value, "language": one.language or ""}
            for sentence in ordered
            for one in literals(store, sentence, Schema.text)
        ]

    def _first(self, mentions: Iterable[NamedNode], most: int) -> list[dict[str, Any]]:
        """Tell of the first mentions in the order of documents; items before the names inside them."""
        found = sorted(set(mentions), key=_order)[:most]
        return [self.told(one) for one in found]

    def _has(self, node: NamedNode, predicate: NamedNode, value: NamedNode) -> bool:
        return next(iter(self._store.quads_for_pattern(node, predicate, value, Graph.DOCUMENTS)), None) is not None


def _order(mention: NamedNode) -> tuple[str, int]:
    """A mention's document and its number there."""
    document, _, number = mention.value.rpartition("/mention/")
    return document, int(number) if number.isdigit() else 0
