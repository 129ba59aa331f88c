"""What the page of a drawing tells in words: its tables, its filters, and where their links lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import url_for

from server.explore.shapes import LEGEND, NAMES, Entry
from server.explore.wishes import LAYOUTS, STATEMENTS, Wishes
from server.pages.shell import reader
from server.readings.graph.around import DEEPEST
from server.readings.graph.facts import DOCUMENT, KINDS

#: Rows of each table, and languages that the filter offers.
ROWS, TONGUES = 300, 24


@dataclass(frozen=True, slots=True)
class Option:
    """A choice of a filter: its value, its name or language tag, how many there are, and whether it is chosen."""

    value: str
    name: str
    count: int
    chosen: bool


class Page:
    """The page of a drawing (`elements.elements`) that was asked for."""

    def __init__(self, asked: Wishes, found: Mapping[str, Any]) -> None:
        self.asked = asked
        self.found = found
        self._nodes: dict[str, dict[str, Any]] = {
            node["data"]["id"]: node["data"] for node in found["elements"]["nodes"]
        }

    @property
    def title(self) -> str:
        """The names of the things in the middle."""
        named = [self._nodes[iri]["label"] for iri in self.found["of"] if iri in self._nodes]
        return ", ".join(named[:3]) + (", …" if len(named) > 3 else "")

    @property
    def count(self) -> int:
        """How many nodes are drawn."""
        return len(self._nodes)

    @property
    def edge_count(self) -> int:
        """How many edges are drawn."""
        return len(self.found["elements"]["edges"])

    @property
    def left_out(self) -> list[tuple[str, int]]:
        """What is left out, by the name of its kind."""
        return [(NAMES[kind], count) for kind, count in self.found["left_out"].items()]

    @property
    def nodes(self) -> list[dict[str, Any]]:
        """The first rows of the table of nodes: what is in the middle, then what most is said of."""
        middle = {iri: place for place, iri in enumerate(self.found["of"])}
        order = sorted(
            self._nodes.values(),
            key=lambda node: (
                middle.get(node["id"], len(middle)),
                node["depth"],
                -node["evidence"],
                node["label"].casefold(),
            ),
        )
        return [self._node(node) for node in order[:ROWS]]

    @property
    def edges(self) -> list[dict[str, Any]]:
        """The first rows of the table of edges: what is said most."""
        edges = [edge["data"] for edge in self.found["elements"]["edges"]]
        order = sorted(edges, key=lambda edge: (edge["inferred"], -(edge["weight"] or 0), edge["id"]))
        return [self._edge(edge) for edge in order[:ROWS]]

    @property
    def kinds(self) -> list[Option]:
        """The filter of kinds: those that were met, and those that were asked for."""
        counts, chosen = self.found["kinds"], self.asked.kinds
        shown = [kind for kind in KINDS if kind in counts or kind in chosen]
        usual = [kind for kind in shown if kind != DOCUMENT]
        return [Option(kind, NAMES[kind], counts.get(kind, 0), kind in (chosen or usual)) for kind in shown]

    @property
    def languages(self) -> list[Option]:
        """The filter of languages: those of labels that are drawn, and those that were asked for."""
        counts: Mapping[str, int] = self.found["languages"]
        tags = [*self.asked.languages, *(tag for tag in counts if tag not in self.asked.languages)][:TONGUES]
        return [
            Option(tag, reader().language(tag), counts.get(tag, 0), tag in self.asked.languages) for tag in sorted(tags)
        ]

    @property
    def layouts(self) -> list[Option]:
        """The choice of layouts."""
        return layouts(self.asked.layout)

    @property
    def statements(self) -> list[Option]:
        """The choice of statements: stated, inferred or both."""
        return [Option(key, name, 0, key == self.asked.inferred) for key, name in STATEMENTS.items()]

    @property
    def depths(self) -> range:
        """How far a drawing may go."""
        return range(1, DEEPEST + 1)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The parameters that the form of filters passes on."""
        return [pair for pair in self.asked.pairs if pair[0] in {"of", "query", "q", "closed", "limit"}]

    def _node(self, node: dict[str, Any]) -> dict[str, Any]:
        wishes = self.asked.shut(node["id"]) if node["open"] else self.asked.opened(node["id"])
        same = wishes == self.asked or bool(self.asked.query)
        return {**node, "iri": node["id"], "kind_name": NAMES[node["kind"]], "toggle": "" if same else url(wishes)}

    def _edge(self, edge: dict[str, Any]) -> dict[str, Any]:
        ends = {end: {**self._nodes[edge[end]], "iri": edge[end]} for end in ("source", "target")}
        return {**edge, **ends, "name": {"iri": edge["predicate"], **self.found["predicates"][edge["predicate"]]}}


def url(asked: Wishes, endpoint: str = "explore.explore") -> str:
    """Give the URL that asks for a drawing, in the language that this page's URL asks for."""
    return f"{url_for(endpoint)}?{urlencode([*asked.pairs, *_lang()])}"


def around(iri: str) -> dict[str, object]:
    """Give what the fragment on a thing's page needs (`explore/fragment.html`)."""
    asked = Wishes(of=(iri,))
    return {"page": url(asked), "data": url(asked, "explore.data"), "own_page": False}


def layouts(chosen: str = "") -> list[Option]:
    """Give the choice of layouts."""
    return [Option(key, name, 0, key == chosen) for key, name in LAYOUTS.items()]


def legend() -> Sequence[Entry]:
    """Give the kinds with their shapes."""
    return LEGEND


def _lang() -> list[tuple[str, str]]:
    return [("lang", reader().given)] if reader().given else []
