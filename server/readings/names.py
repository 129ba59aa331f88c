"""What things are called in a reader's languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from ontology.terms import DEFAULT_GRAPHS, Dcterms, Rdfs, Rg, Skos
from server.readings.memory import remembered

#: Properties that name something, the one that says it best first.
NAMING = (Skos.prefLabel, Rdfs.label, Dcterms.title, Rg.sourceName, Skos.altLabel)
SEVEN = frozenset(DEFAULT_GRAPHS)


@dataclass(frozen=True, slots=True)
class Name:
    """A label and its language; both are empty where there is none."""

    text: str
    language: str


class Names:
    """Chooses labels by a chain of languages, best first."""

    def __init__(self, store: Store, chain: Sequence[str]) -> None:
        self._store = store
        self._ranks = {tag: rank for rank, tag in reversed(list(enumerate(tag.lower() for tag in chain)))}
        self._known: dict[NamedNode, Name] = {}
        self._ranked: dict[str, int] = {}

    def of(self, node: NamedNode) -> Name:
        """Name a thing: in the first language of the chain that it has a label in, else in whichever it has."""
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = self._best(remembered(self._store, naming, node))
        return found

    def told(self, node: NamedNode) -> dict[str, Any]:
        """Give a thing as JSON: `iri`, `label`, `language`; without a label the end of its IRI stands for it."""
        name = self.of(node)
        return {"iri": node.value, "label": name.text or ending(node), "language": name.language}

    def sorted(self, nodes: Iterable[NamedNode]) -> list[NamedNode]:
        """Put things in the order of their names."""
        return sorted(nodes, key=lambda node: (self.of(node).text.casefold(), node.value))

    def best(self, literals: Iterable[Literal]) -> Name:
        """Choose among literals by the chain; those without a language come before languages that are not in it."""
        return self._best((one.language or "", one.value) for one in literals)

    def rank(self, language: str) -> int:
        """Give the place of a language in the chain; a longer tag stands where its beginning does (zh-Hant by zh)."""
        found = self._ranked.get(language)
        if found is None:
            found = self._ranked[language] = self._rank(language)
        return found

    def _rank(self, language: str) -> int:
        tag = language.lower()
        while tag:
            if tag in self._ranks:
                return self._ranks[tag]
            tag = tag.rpartition("-")[0]
        return len(self._ranks) + bool(language)

    def _best(self, labels: Iterable[tuple[str, str]]) -> Name:
        _, language, text = min(((self.rank(tag), tag, text) for tag, text in labels), default=(0, "", ""))
        return Name(text, language)


def naming(store: Store, node: NamedNode) -> tuple[tuple[str, str], ...]:
    """Give the labels of the best naming property that there is, with their languages."""
    for one_property in NAMING:
        if found := tuple((one.language or "", one.value) for one in literals(store, node, one_property)):
            return found
    return ()


def ending(node: NamedNode) -> str:
    """Give the end of an IRI, after its last # or /, or the whole where nothing follows."""
    return node.value.rstrip("#/").replace("#", "/").rpartition("/")[2] or node.value


def literals(store: Store, node: NamedNode, predicate: NamedNode) -> Iterator[Literal]:
    """Give the literals of a property in the seven graphs."""
    for quad in store.quads_for_pattern(node, predicate, None, None):
        if isinstance(quad.object, Literal) and quad.graph_name in SEVEN:
            yield quad.object


def objects(store: Store, node: NamedNode, predicate: NamedNode) -> Iterator[NamedNode]:
    """Give the things that a property leads to in the seven graphs."""
    for quad in store.quads_for_pattern(node, predicate, None, None):
        if isinstance(quad.object, NamedNode) and quad.graph_name in SEVEN:
            yield quad.object


def subjects(store: Store, predicate: NamedNode, node: NamedNode) -> Iterator[NamedNode]:
    """Give the things from which a property leads to this one, in the seven graphs."""
    for quad in store.quads_for_pattern(None, predicate, node, None):
        if isinstance(quad.subject, NamedNode) and quad.graph_name in SEVEN:
            yield quad.subject


def text_of(store: Store, node: NamedNode, predicate: NamedNode) -> str | None:
    """Give the text of a property's literal, the first by order where there are several."""
    return min((one.value for one in literals(store, node, predicate)), default=None)


def number_of(store: Store, node: NamedNode, predicate: NamedNode) -> int | None:
    """Give a property's whole number."""
    found = text_of(store, node, predicate)
    return int(found) if found is not None and found.lstrip("-").isdigit() else None


def all_of(store: Store, node: NamedNode, graph: NamedNode) -> dict[NamedNode, list[Any]]:
    """Give all that a graph states of a thing, by property: one lookup for what would be many."""
    found: dict[NamedNode, list[Any]] = {}
    for quad in store.quads_for_pattern(node, None, None, graph):
        found.setdefault(quad.predicate, []).append(quad.object)
    return found
