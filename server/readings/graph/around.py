"""The graph around some things: what is drawn of it, and what is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import NamedNode, Store

from ontology.terms import ConceptKind
from server.readings.graph.elements import Drawn, elements
from server.readings.graph.facts import DOCUMENT, KINDS, Looks
from server.readings.graph.links import CAREER, Edge, Inferred, worth_drawing
from server.readings.graph.weights import Weights
from server.readings.names import Names

#: Nodes of a drawing at most; neighbours of one thing, where no other number is asked for; the depth at most.
MOST, NEIGHBOURS, DEEPEST = 3000, 40, 3
#: In drawings of up to this many nodes those edges are looked for, too, that join two nodes of the rim.
RIM = 300


@dataclass(frozen=True, slots=True)
class Wish:
    """What a drawing is to show: no `kinds` are all but documents, no `languages` are all.

    A thing of `closed` is drawn without its neighbours; a `ladder` is of roles and where they lead.
    """

    depth: int
    inferred: Inferred
    kinds: frozenset[str]
    languages: frozenset[str]
    closed: frozenset[NamedNode]
    neighbours: int
    ladder: bool

    def shows(self, kind: str) -> bool:
        """Tell whether things of a kind are shown."""
        if self.ladder:
            return kind == ConceptKind.ROLE
        return kind in self.kinds if self.kinds else kind != DOCUMENT

    def reads(self, languages: frozenset[str]) -> bool:
        """Tell whether a thing with labels in these languages is shown; one without any is."""
        return not self.languages or not languages or bool(self.languages & languages)


def graph(
    store: Store,
    of: Sequence[str],
    chain: Sequence[str],
    depth: int = 1,
    inferred: str = Inferred.WITH,
    kinds: Collection[str] = (),
    languages: Collection[str] = (),
    closed: Collection[str] = (),
    neighbours: int = NEIGHBOURS,
    layout: str = "rings",
) -> dict[str, Any]:
    """Give the drawing around the IRIs `of` (`elements.elements`), and `unknown`, those of which nothing is stated.

    From each of them it goes `depth` steps far, at every thing to its `neighbours` with the most evidence, up to MOST
    nodes in all. What has been replaced stands for what took its place, as `of` tells.
    """
    looks = Looks(store, Names(store, chain))
    wish = Wish(
        depth,
        Inferred(inferred),
        frozenset(kinds),
        frozenset(languages),
        frozenset(NamedNode(one) for one in closed),
        neighbours,
        layout == "ladder",
    )
    centres, unknown = _centres(looks, of)
    spread = _Spread(looks, Weights(store), wish)
    spread.go(centres)
    return {"unknown": unknown, **elements(spread.drawn(centres), looks, layout)}


def _centres(looks: Looks, of: Iterable[str]) -> tuple[list[NamedNode], list[str]]:
    """Give the things to begin at, where what was replaced leads; and those of which nothing is known."""
    found: dict[NamedNode, None] = {}
    unknown = []
    for iri in of:
        node = NamedNode(iri)
        node = looks.moved(node) or node
        if looks.known(node):
            found[node] = None
        else:
            unknown.append(iri)
    return list(found), unknown


@dataclass(slots=True)
class _Near:
    """The neighbours of a thing that are drawn, most important first, its edges, and how many are left out by kind."""

    shown: list[NamedNode]
    edges: list[Edge]
    left_out: Counter[str] = field(default_factory=Counter)


class _Spread:
    """Walks from the centres outwards."""

    def __init__(self, looks: Looks, weights: Weights, wish: Wish) -> None:
        self._looks, self._weights, self._wish = looks, weights, wish
        self._nodes: dict[NamedNode, int] = {}
        self._open: dict[NamedNode, _Near] = {}
        self._met: set[NamedNode] = set()

    def go(self, centres: Sequence[NamedNode]) -> None:
        """Walk as far as is wished."""
        self._nodes.update(dict.fromkeys(centres[:MOST], 0))
        rank = list(self._nodes)
        for depth in range(1, self._wish.depth + 1):
            following: list[NamedNode] = []
            for node in rank:
                if node not in self._wish.closed:
                    following += self._expand(node, depth)
            rank = following

    def drawn(self, centres: Sequence[NamedNode]) -> Drawn:
        """Give what is drawn: all edges at nodes that were walked, and those between others where they are few."""
        kinds = Counter(self._looks.kind(node) for node in self._met)
        languages = Counter(tag for node in self._nodes for tag in self._looks.called(node).languages)
        return Drawn(
            nodes=self._nodes,
            edges={edge: self._weights.of(edge) for edge in self._worth_drawing(self._edges())},
            centres=tuple(centres),
            left_out={node: near.left_out for node, near in self._open.items()},
            kinds={kind: kinds[kind] for kind in KINDS if kinds[kind]},
            languages=dict(sorted(languages.items(), key=lambda one: (-one[1], one[0]))),
        )

    def _edges(self) -> Iterator[Edge]:
        for near in self._open.values():
            yield from (one for one in near.edges if one.source in self._nodes and one.target in self._nodes)
        rim = [node for node in self._nodes if node not in self._open] if len(self._nodes) <= RIM else []
        for node in rim:
            yield from (edge for edge in self._looks.leads(node) if edge.target in self._nodes)

    def _worth_drawing(self, edges: Iterable[Edge]) -> list[Edge]:
        found = worth_drawing(edges, self._wish.inferred)
        return [edge for edge in found if edge.predicate in CAREER] if self._wish.ladder else found

    def _expand(self, node: NamedNode, depth: int) -> list[NamedNode]:
        """Take in a thing's neighbours; give those that are new."""
        near = self._open[node] = self._near(node)
        fresh = []
        for other in near.shown:
            if other not in self._nodes:
                if len(self._nodes) >= MOST:
                    near.left_out[self._looks.kind(other)] += 1
                    continue
                self._nodes[other] = depth
                fresh.append(other)
        return fresh

    def _near(self, node: NamedNode) -> _Near:
        """Choose among a thing's neighbours: stated before inferred, where roles lead first, then those often said."""
        edges = self._worth_drawing([*self._looks.leads(node), *self._looks.leading_to(node)])
        # Counted from here, once for all its edges.
        said = self._weights.near(node) or Counter[NamedNode]()
        best: dict[NamedNode, tuple[bool, bool, int]] = {}
        for edge in edges:
            other = edge.other(node)
            rank = (edge.inferred, edge.predicate not in CAREER, -said[other])
            best[other] = min(best.get(other, rank), rank)
        self._met.update(best)
        order = sorted(best, key=lambda other: (best[other], other.value))
        fitting = [other for other in order if self._wish.shows(self._looks.kind(other))]
        shown: list[NamedNode] = []
        for other in fitting:
            if len(shown) == self._wish.neighbours:
                break
            if not self._wish.languages or self._wish.reads(self._looks.called(other).languages):
                shown.append(other)
        return _Near(shown, edges, self._left_out(fitting, shown))

    def _left_out(self, fitting: Sequence[NamedNode], shown: Sequence[NamedNode]) -> Counter[str]:
        """Count what was left out for its number; what does not fit the filters is not."""
        last = fitting.index(shown[-1]) + 1 if shown else len(fitting)
        return Counter(self._looks.kind(other) for other in fitting[last:])
