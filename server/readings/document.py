"""A document's page: its sources and roles, its mentions within a stretch of its text, what was skipped."""

from __future__ import annotations

from itertools import islice
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from ontology.terms import Dcterms, Graph, Oa, Rdf, Rg, Schema
from server.readings.names import Names, all_of, literals, number_of, objects, subjects, text_of

#: Mentions of one document that are looked through, and findings that are told.
LOOKED, FINDINGS = 20_000, 500


def document(store: Store, names: Names, node: NamedNode, start: int = 0, end: int = 2**62) -> dict[str, Any]:
    """Give what is known of a document and its mentions from character `start` to `end`.

    A mention has `iri`, `number`, `start`, `end`, `line`, `section`, `inline`, `confidence`, and `concepts` with their
    kinds. `findings` are lines that were skipped or are uncertain, from the report graph.
    """
    language = text_of(store, node, Schema.inLanguage)
    return {
        **names.told(node),
        "sources": sorted(one.value for one in literals(store, node, Rg.sourceName)),
        "sha256": text_of(store, node, Rg.sha256),
        "written_in": language,
        "license": text_of(store, node, Dcterms.license),
        "source": text_of(store, node, Dcterms.source),
        "roles": [names.told(one) for one in names.sorted(set(objects(store, node, Rg.describesRole)))],
        "mentions": _mentions(store, names, node, start, end),
        "findings": _findings(store, node),
    }


def place_of(store: Store, node: NamedNode) -> int:
    """Give the character of its document at which a mention or sentence begins; 0 where nothing tells."""
    mention = next(subjects(store, Rg.hasSentence, node), node)
    selector = next(objects(store, mention, Oa.hasSelector), None)
    return (number_of(store, selector, Oa.start) if selector else None) or 0


def _mentions(store: Store, names: Names, node: NamedNode, start: int, end: int) -> list[dict[str, Any]]:
    found = []
    for mention in islice(subjects(store, Rg.inDocument, node), LOOKED):
        told = all_of(store, mention, Graph.DOCUMENTS)
        selector = all_of(store, told[Oa.hasSelector][0], Graph.DOCUMENTS) if Oa.hasSelector in told else {}
        first, last = _number(selector, Oa.start), _number(selector, Oa.end)
        if first is not None and last is not None and first < end and last > start:
            found.append(_mention(names, mention, told) | {"start": first, "end": last})
    return sorted(found, key=lambda one: (one["start"], -one["end"], one["number"]))


def _mention(names: Names, mention: NamedNode, told: dict[NamedNode, list[Any]]) -> dict[str, Any]:
    number = mention.value.rpartition("/")[2]
    return {
        "iri": mention.value,
        "number": int(number) if number.isdigit() else 0,
        "line": _number(told, Rg.line),
        "section": _text(told, Rg.sectionKind),
        "inline": Rg.InlineMention in told.get(Rdf.type, ()),
        "confidence": _text(told, Rg.confidence),
        "concepts": [names.told(one) for one in names.sorted(told.get(Rg.mentions, ()))],
    }


def _text(told: dict[NamedNode, list[Any]], predicate: NamedNode) -> str | None:
    found = told.get(predicate)
    return str(found[0].value) if found else None


def _number(told: dict[NamedNode, list[Any]], predicate: NamedNode) -> int | None:
    text = _text(told, predicate)
    return int(text) if text is not None and text.isdigit() else None


def _findings(store: Store, node: NamedNode) -> list[dict[str, Any]]:
    """Tell the findings of a document by line: `kind` (skipped, doubt), `line`, `reason`, `text`, `choice`."""
    found = []
    for quad in islice(store.quads_for_pattern(None, Rg.inDocument, node, Graph.REPORT), FINDINGS):
        if isinstance(quad.subject, NamedNode):
            values = _reported(store, quad.subject)
            line = values.get(Rg.line.value, "0")
            found.append(
                {
                    "kind": values.get(Rg.findingKind.value, ""),
                    "line": int(line) if line.isdigit() else 0,
                    "reason": values.get(Rg.reason.value, ""),
                    "text": values.get(Schema.text.value, ""),
                    "choice": values.get(Rg.choice.value),
                }
            )
    return sorted(found, key=lambda one: (one["line"], one["kind"], one["text"]))


def _reported(store: Store, node: NamedNode) -> dict[str, str]:
    quads = store.quads_for_pattern(node, None, None, Graph.REPORT)
    return {quad.predicate.value: quad.object.value for quad in quads if isinstance(quad.object, Literal)}
