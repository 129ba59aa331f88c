"""What stands behind an IRI: which sort of thing it is, and what its page tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, Store

from ontology.terms import RGID, ConceptKind, Dcterms, Graph, Rg, Skos
from server.readings.concept import concept
from server.readings.document import document, place_of
from server.readings.names import Names, ending, literals, objects, subjects
from server.readings.role import role

_CONCEPT = re.compile(rf"{re.escape(RGID)}({'|'.join(ConceptKind)})/[^/]+")
_DOCUMENT = re.compile(rf"{re.escape(RGID)}document/[0-9a-f]{{16}}")
_GRAPH = f"{RGID}graph/"
_SCHEME = f"{RGID}scheme/"
#: Rows of a page that tells everything: what is stated of a thing, and where it is named.
MOST = 200
#: Concepts on one page of a scheme, and those that are sorted.
PAGE, SORTED = 200, 50_000


def thing(store: Store, iri: str, chain: Sequence[str], start: int = 0, end: int = 2**62, page: int = 1) -> Any:
    """Give what the page of an IRI tells, with its sort as `is`; None where the graph does not know it.

    `is` is "role", "concept", "document", "scheme", "graph", "thing" with rows of all that is stated, or "moved" with
    where `to`; `start` and `end` are characters of a document's text, `page` counts the pages of a scheme from 1.
    """
    node, names = NamedNode(iri), Names(store, chain)
    moved = _moved(store, node)
    if moved is not None:
        return moved
    if not _known(store, node):
        return None
    if _CONCEPT.fullmatch(iri) and set(objects(store, node, Skos.inScheme)):
        if iri.startswith(f"{RGID}{ConceptKind.ROLE}/"):
            return {"is": "role", **role(store, names, node)}
        return {"is": "concept", **concept(store, names, node)}
    if _DOCUMENT.fullmatch(iri):
        return {"is": "document", **document(store, names, node, start, end)}
    if iri.startswith(_SCHEME):
        return {"is": "scheme", **_scheme(store, names, node, page)}
    if iri.startswith(_GRAPH):
        return {"is": "graph", **names.told(node)}
    return {"is": "thing", **_everything(store, names, node)}


def known(store: Store, iri: str) -> bool:
    """Tell whether anything is stated of an IRI, or in the graph of this name."""
    return _known(store, NamedNode(iri))


def _known(store: Store, node: NamedNode) -> bool:
    return _has(store, node, None) or _has(store, None, node)


def _has(store: Store, subject: NamedNode | None, graph: NamedNode | None) -> bool:
    return next(iter(store.quads_for_pattern(subject, None, None, graph)), None) is not None


def _moved(store: Store, node: NamedNode) -> dict[str, Any] | None:
    """Tell where a candidate leads that is told under another concept, and where a mention or a sentence stands."""
    other = next(objects(store, node, Dcterms.isReplacedBy), None)
    if other is not None:
        return {"is": "moved", "to": other.value, "start": 0, "anchor": ""}
    held = _DOCUMENT.match(node.value)
    if held is None or held[0] == node.value or not _has(store, node, None):
        return None
    mention = node if "/mention/" in node.value else next(subjects(store, Rg.hasSentence, node), None)
    if mention is None:
        return None
    owner = NamedNode(mention.value.removesuffix("/selector"))
    return {
        "is": "moved",
        "to": held[0],
        "start": place_of(store, owner),
        "anchor": f"mention-{ending(owner)}",
    }


def _scheme(store: Store, names: Names, node: NamedNode, page: int) -> dict[str, Any]:
    """Tell a scheme's concepts in the order of their names, a page at a time."""
    every = names.sorted(set(islice(subjects(store, Skos.inScheme, node), SORTED)))
    pages = max(1, -(-len(every) // PAGE))
    page = min(page, pages)
    shown = every[(page - 1) * PAGE : page * PAGE]
    return {
        **names.told(node),
        "definition": names.best(literals(store, node, Dcterms.description)).text,
        "concepts": [names.told(one) for one in shown],
        "count": len(every),
        "page": page,
        "pages": pages,
    }


def _everything(store: Store, names: Names, node: NamedNode) -> dict[str, Any]:
    """Tell all that is stated of a thing, and of what else it is stated, up to a number of rows."""
    own = list(islice(store.quads_for_pattern(node, None, None, None), MOST))
    others = list(islice(store.quads_for_pattern(None, None, node, None), MOST))
    return {
        **names.told(node),
        "rows": sorted((_row(names, quad, quad.object) for quad in own), key=_by_name),
        "named": sorted((_row(names, quad, quad.subject) for quad in others), key=_by_name),
        "most": MOST,
    }


def _row(names: Names, quad: Quad, other: Any) -> dict[str, Any]:
    graph = quad.graph_name
    return {
        "predicate": names.told(quad.predicate),
        "value": _value(names, other),
        "inferred": graph == Graph.INFERRED,
    }


def _value(names: Names, value: Any) -> dict[str, Any]:
    if isinstance(value, NamedNode):
        return names.told(value)
    if isinstance(value, Literal):
        return {"label": value.value, "language": value.language or ""}
    return {"label": str(value), "language": ""}


def _by_name(row: dict[str, Any]) -> tuple[str, str]:
    return row["predicate"]["label"], row["value"]["label"]
