"""The taxonomies in a snapshot, as services of reconciliation tell of them."""

from __future__ import annotations

from collections import Counter
from itertools import islice, takewhile
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from ontology.terms import Dcterms, Owl, Rdf, Schema, Skos, taxonomy

#: Concepts by which a taxonomy's IRIs and types are told; the engine gives them in no order of meaning.
SAMPLE = 50_000
#: The most types that are told.
TYPES = 50
_BEGINNING = taxonomy("").value


def taxonomies(store: Store) -> list[dict[str, Any]]:
    """Give each taxonomy's `name`, `title`, `version`, `credits`, `languages`, `space`, `types` with their counts."""
    graphs = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))
    return [_taxonomy(store, NamedNode(graph)) for graph in graphs if graph.startswith(_BEGINNING)]


def _taxonomy(store: Store, graph: NamedNode) -> dict[str, Any]:
    name = graph.value.removeprefix(_BEGINNING)
    iris, types = _sample(store, graph)
    return {
        "name": name,
        "title": next(iter(_values(store, graph, Dcterms.title)), name),
        "version": next(iter(_values(store, graph, Owl.versionInfo)), ""),
        "credits": _values(store, graph, NamedNode(Schema.text.value.removesuffix("text") + "creditText")),
        "languages": _values(store, graph, Schema.inLanguage),
        "concepts": len(iris),
        "space": space(iris) or graph.value,
        "types": [[one, count] for one, count in types.most_common(TYPES)],
    }


def space(iris: list[str]) -> str:
    """Give what all IRIs begin with, to their last common slash or hash; empty where there is nothing to tell by."""
    # What the first and the last in order begin with, all do.
    pairs = zip(min(iris, default=""), max(iris, default=""), strict=False)
    found = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    cut = max(found.rfind("/"), found.rfind("#")) + 1
    return found[:cut] if cut > len("https://") else ""


def _sample(store: Store, graph: NamedNode) -> tuple[list[str], Counter[str]]:
    """Some concepts, and the types that concepts have beside skos:Concept."""
    found = islice(store.quads_for_pattern(None, Rdf.type, Skos.Concept, graph), SAMPLE)
    iris = [quad.subject.value for quad in found if isinstance(quad.subject, NamedNode)]
    known, types = set(iris), Counter[str]()
    for quad in islice(store.quads_for_pattern(None, Rdf.type, None, graph), 4 * SAMPLE):
        if isinstance(quad.object, NamedNode) and isinstance(quad.subject, NamedNode) and quad.subject.value in known:
            types[quad.object.value] += 1
    types.pop(Skos.Concept.value, None)
    return iris, types


def _values(store: Store, graph: NamedNode, predicate: NamedNode) -> list[str]:
    found = (quad.object for quad in store.quads_for_pattern(graph, predicate, None, graph))
    return sorted(one.value for one in found if isinstance(one, NamedNode | Literal))
