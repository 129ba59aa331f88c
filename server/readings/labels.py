"""A concept's own part of its page: labels in every language, definition, status, place among others, links abroad."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from ontology.terms import Dcterms, Graph, Rdfs, Rg, Skos, taxonomy
from server.readings.names import Names, ending, literals, objects, subjects

#: How concepts of other vocabularies match ours, the nearest first.
MATCHES = (Skos.exactMatch, Skos.closeMatch, Skos.narrowMatch, Skos.broadMatch, Skos.relatedMatch, Rdfs.seeAlso)
#: Narrower concepts that are told, and candidates that a concept stands for.
MOST = 100
#: How the graphs of taxonomies begin, as N-Triples write them.
_TAXONOMIES = str(taxonomy("")).rstrip(">")


def described(store: Store, names: Names, node: NamedNode) -> dict[str, Any]:
    """Give `label`, `language`, `labels`, `definition`, `status`, `broader`, `narrower`, `related`, `matches`."""
    definition = names.best(literals(store, node, Skos.definition))
    return {
        **names.told(node),
        "labels": labels(store, names, node),
        "definition": {"text": definition.text, "language": definition.language},
        "status": "candidate" if Rg.Candidate in set(objects(store, node, Rg.status)) else "curated",
        "broader": _told(names, objects(store, node, Skos.broader)),
        "narrower": _told(names, subjects(store, Skos.broader, node)),
        "related": _told(names, {*objects(store, node, Skos.related), *subjects(store, Skos.related, node)}),
        "level": _told(names, objects(store, node, Rg.level)),
        "function": _told(names, objects(store, node, Rg.function)),
        "matches": matches(store, names, node),
        "stands_for": stands_for(store, node),
    }


def labels(store: Store, names: Names, node: NamedNode) -> list[dict[str, Any]]:
    """Give the labels by language, the reader's first: `language`, `preferred`, `others`."""
    preferred: dict[str, str] = {}
    others: dict[str, list[str]] = defaultdict(list)
    for one in literals(store, node, Skos.prefLabel):
        preferred[one.language or ""] = one.value
    for one in literals(store, node, Skos.altLabel):
        others[one.language or ""].append(one.value)
    tags = sorted({*preferred, *others}, key=lambda tag: (names.rank(tag), tag))
    return [
        {"language": tag, "preferred": preferred.get(tag), "others": sorted(others[tag], key=str.casefold)}
        for tag in tags
    ]


def matches(store: Store, names: Names, node: NamedNode) -> list[dict[str, Any]]:
    """Give accepted links to other vocabularies: `relation` and `target`."""
    return [
        {"relation": names.told(relation), "target": abroad(store, names, target)}
        for relation in MATCHES
        for target in sorted(objects(store, node, relation), key=lambda target: target.value)
    ]


def abroad(store: Store, names: Names, node: NamedNode) -> dict[str, Any]:
    """Give a concept of another vocabulary by its label there, if the store has it, else by the link's row."""
    told = names.told(node)
    if names.of(node).text:
        return told
    quads = list(store.quads_for_pattern(node, Skos.prefLabel, None, None))
    there = [quad for quad in quads if str(quad.graph_name).startswith(_TAXONOMIES)]
    row = [quad for quad in quads if quad.graph_name == Graph.REPORT]
    found = names.best(quad.object for quad in there or row if isinstance(quad.object, Literal))
    return {**told, "label": found.text, "language": found.language} if found.text else told


def stands_for(store: Store, node: NamedNode) -> list[dict[str, Any]]:
    """Give the candidates that were found to be this concept."""
    found = []
    for quad in store.quads_for_pattern(None, Dcterms.isReplacedBy, node, Graph.CANDIDATES):
        if isinstance(quad.subject, NamedNode):
            found.append({"iri": quad.subject.value, "label": ending(quad.subject)})
        if len(found) == MOST:
            break
    return sorted(found, key=lambda one: one["iri"])


def _told(names: Names, nodes: Iterable[NamedNode]) -> list[dict[str, Any]]:
    return [names.told(node) for node in names.sorted(list(set(nodes))[:MOST])]
