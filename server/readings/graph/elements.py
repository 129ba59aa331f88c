"""A drawing as JSON, with its nodes and edges as Cytoscape.js reads them (https://js.cytoscape.org/#notation/elements-json)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import NamedNode

from ontology.terms import Rg
from server.readings.graph import discs, ladder
from server.readings.graph.facts import KINDS, Looks
from server.readings.graph.forest import Forest, forest
from server.readings.graph.links import SYMMETRIC, Edge

Point = tuple[float, float]

#: Edges of a drawing at most, beside those along which it is laid out.
MOST_EDGES = 3000

_ORDER = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn: nodes with their distance from the centres, edges with their weight where one was counted.

    `left_out` counts by kind the neighbours of each expanded node that are not drawn; `kinds` counts all that was met,
    before anything was left out, `languages` those of labels of what is drawn; `cut` tells that the question itself had
    a longer answer.
    """

    nodes: Mapping[NamedNode, int]
    edges: Mapping[Edge, int | None]
    centres: tuple[NamedNode, ...]
    left_out: Mapping[NamedNode, Counter[str]] = field(default_factory=dict)
    kinds: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    cut: bool = False


def elements(drawn: Drawn, looks: Looks, layout: str) -> dict[str, Any]:
    """Give `of` (the centres), `elements`, `predicates` (names), `left_out` by kind, `edges_left_out`,
    `kinds`, `languages`, `cut`.

    A node's data: `id` (its IRI), `label`, `language` of that, `kind`, `status`, `languages`, `depth`, `open` (its
    neighbours are drawn), `more` (of these as many are not), `evidence` (all weights together). An edge's data: `id`,
    `source`, `target`, `predicate`, `inferred`, `directed`, `weight` (mentions that evidence it, or none).
    """
    order = sorted(drawn.nodes, key=lambda node: (_ORDER[looks.kind(node)], drawn.nodes[node]))
    names = [node.value for node in order]
    trees = forest(names, map(_pair, drawn.edges), [node.value for node in drawn.centres])
    edges = _most_important(drawn.edges, trees)
    spots = _on_ladder(names, edges) if layout == "ladder" else discs.places(trees)
    evidence: Counter[NamedNode] = Counter()
    for edge, weight in edges.items():
        evidence.update({edge.source: weight or 0, edge.target: weight or 0})
    left_out = sum(drawn.left_out.values(), Counter[str]())
    nodes = [
        {"data": {**_node(drawn, looks, node), "evidence": evidence[node]}, "position": _at(spots[node.value])}
        for node in order
    ]
    return {
        "of": [node.value for node in drawn.centres],
        "elements": {"nodes": nodes, "edges": [{"data": _edge(edge, weight)} for edge, weight in edges.items()]},
        "predicates": {one.value: _named(looks, one) for one in dict.fromkeys(edge.predicate for edge in edges)},
        "left_out": {kind: left_out[kind] for kind in KINDS if left_out[kind]},
        "edges_left_out": len(drawn.edges) - len(edges),
        "kinds": dict(drawn.kinds),
        "languages": dict(drawn.languages),
        "cut": drawn.cut,
    }


def _most_important(edges: Mapping[Edge, int | None], trees: Forest) -> dict[Edge, int | None]:
    """Leave out those that were said least where there are too many, but none by which a node hangs on another."""
    if len(edges) <= MOST_EDGES:
        return dict(edges)
    hung = {(one, other) for one, others in trees.items() if one for other in others}
    needed = {edge for edge in edges if _pair(edge) in hung or _pair(edge)[::-1] in hung}
    rest = sorted(edges.keys() - needed, key=lambda edge: (edge.inferred, -(edges[edge] or 0), edge.name))
    kept = needed.union(rest[:MOST_EDGES])
    return {edge: weight for edge, weight in edges.items() if edge in kept}


def _node(drawn: Drawn, looks: Looks, node: NamedNode) -> dict[str, Any]:
    called = looks.called(node)
    return {
        "id": node.value,
        "label": called.name.text,
        "language": called.name.language,
        "kind": looks.kind(node),
        "status": called.status,
        "languages": sorted(called.languages),
        "depth": drawn.nodes[node],
        "open": node in drawn.left_out,
        "more": sum(drawn.left_out.get(node, Counter()).values()),
    }


def _named(looks: Looks, node: NamedNode) -> dict[str, str]:
    name = looks.called(node).name
    return {"label": name.text, "language": name.language}


def _edge(edge: Edge, weight: int | None) -> dict[str, Any]:
    return {
        "id": edge.name,
        "source": edge.source.value,
        "target": edge.target.value,
        "predicate": edge.predicate.value,
        "inferred": edge.inferred,
        "directed": edge.predicate not in SYMMETRIC,
        "weight": weight,
    }


def _pair(edge: Edge) -> tuple[str, str]:
    return edge.source.value, edge.target.value


def _on_ladder(names: list[str], edges: Iterable[Edge]) -> Mapping[str, Point]:
    steps = [_pair(edge) for edge in edges if edge.predicate == Rg.leadsTo]
    return ladder.places(names, sorted(set(steps)), [_pair(edge) for edge in edges if edge.predicate != Rg.leadsTo])


def _at(point: Point) -> dict[str, float]:
    return {"x": point[0], "y": point[1]}
