"""A graph that a query made, as a drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from ontology.terms import Rdf
from server.readings.graph.around import MOST
from server.readings.graph.elements import Drawn, elements
from server.readings.graph.facts import KINDS, Looks
from server.readings.graph.links import Edge, Inferred
from server.readings.names import Names


def constructed(
    store: Store,
    triples: str,
    cut: bool,
    chain: Sequence[str],
    inferred: str = Inferred.WITH,
    kinds: Collection[str] = (),
    languages: Collection[str] = (),
    layout: str = "rings",
) -> dict[str, Any]:
    """Give the drawing (`elements.elements`) of N-Triples: what joins two IRIs is an edge, if it is no type.

    Names, kinds and all else come from the store; of `kinds` and `languages` none are all. `cut` tells that there were
    more triples than are given. A triple is told as inferred if it stands in the graph of what was; `inferred` is as in
    `links.Inferred`.
    """
    met: dict[NamedNode, None] = {}

    def shown(node: NamedNode) -> bool:
        met[node] = None
        tongues = looks.called(node).languages if languages else frozenset[str]()
        return (not kinds or looks.kind(node) in kinds) and (not tongues or not tongues.isdisjoint(languages))

    wanted = Inferred(inferred)
    looks = Looks(store, Names(store, chain))
    degrees: Counter[NamedNode] = Counter()
    edges: dict[Edge, int | None] = {}
    for quad in parse(triples, format=RdfFormat.N_TRIPLES):
        ends = (quad.subject, quad.object)
        if quad.predicate == Rdf.type or not isinstance(ends[0], NamedNode) or not isinstance(ends[1], NamedNode):
            continue
        if ends[0] == ends[1]:
            continue
        edge = Edge(ends[0], quad.predicate, ends[1], False)
        edge = replace(edge, inferred=looks.is_inferred(edge))
        if not wanted.shows(edge.inferred) or not all([shown(ends[0]), shown(ends[1])]):
            continue
        if len(degrees) > MOST - 2 and not set(ends) <= set(degrees):
            cut = True
            continue
        degrees.update({ends[0]: 1, ends[1]: 1})
        edges[edge] = None
    order = sorted(degrees, key=lambda node: (-degrees[node], node.value))
    counts = Counter(looks.kind(node) for node in met)
    tongues = Counter(tag for node in order for tag in looks.called(node).languages)
    drawn = Drawn(
        nodes={node: min(place, 1) for place, node in enumerate(order)},
        edges=edges,
        centres=tuple(order[:1]),
        kinds={kind: counts[kind] for kind in KINDS if counts[kind]},
        languages=dict(sorted(tongues.items(), key=lambda one: (-one[1], one[0]))),
        cut=cut,
    )
    return {"unknown": [], **elements(drawn, looks, layout)}
