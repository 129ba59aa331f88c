"""What concepts are called in a reader's languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from ontology.terms import DEFAULT_GRAPHS, Dcterms, Rdfs, Skos

#: Properties that name something, the one that says it best first.
NAMING = (Skos.prefLabel, Rdfs.label, Dcterms.title, Skos.altLabel)
_SEVEN = frozenset(DEFAULT_GRAPHS)


@dataclass(frozen=True, slots=True)
class Name:
    """A label and its language; both are empty where there is none."""

    text: str
    language: str


class Names:
    """Chooses labels by a chain of languages, best first; remembers what it chose."""

    def __init__(self, store: Store, chain: Sequence[str]) -> None:
        self._store = store
        self._ranks = {tag: rank for rank, tag in reversed(list(enumerate(tag.lower() for tag in chain)))}
        self._known: dict[NamedNode, Name] = {}

    def of(self, node: NamedNode) -> Name:
        """Name a thing: in the first language of the chain that it has a label in, else in whichever it has."""
        found = self._known.get(node)
        if found is None:
            found = self._known[node] = self._chosen(node)
        return found

    def best(self, literals: Iterator[Literal]) -> Name:
        """Choose among literals by the chain; those without a language come before languages that are not in it."""
        ranked = min(
            ((self._rank(one.language or ""), one.language or "", one.value) for one in literals), default=None
        )
        return Name(ranked[2], ranked[1]) if ranked else Name("", "")

    def _chosen(self, node: NamedNode) -> Name:
        names = (self.best(literals(self._store, node, naming)) for naming in NAMING)
        return next((name for name in names if name.text), Name("", ""))

    def _rank(self, language: str) -> int:
        """The place of a language in the chain; a longer tag stands where its beginning does (zh-Hant by zh)."""
        tag = language.lower()
        while tag:
            if tag in self._ranks:
                return self._ranks[tag]
            tag = tag.rpartition("-")[0]
        return len(self._ranks) + bool(language)


def literals(store: Store, node: NamedNode, predicate: NamedNode) -> Iterator[Literal]:
    """Give the literals of a property in the seven graphs."""
    for quad in store.quads_for_pattern(node, predicate, None, None):
        if isinstance(quad.object, Literal) and quad.graph_name in _SEVEN:
            yield quad.object
