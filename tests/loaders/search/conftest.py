"""An index over the functions and levels of the vocabulary, which have labels in every language of the lexicon."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders import vocabulary
from loaders.search.build import build
from loaders.search.index import SearchIndex
from loaders.shipped import LABELS
from ontology.terms import ConceptKind, Graph

KINDS = {"functions": ConceptKind.FUNCTION, "levels": ConceptKind.LEVEL}
EX = "https://example.org/"


def entry_quads(entries: Iterable[vocabulary.Entry]) -> Iterable[Quad]:
    for one in entries:
        node = KINDS[one.scheme].iri(one.concept)
        yield Quad(node, LABELS[one.kind], Literal(one.value, language=one.language), Graph.VOCABULARY)


def every_entry() -> list[vocabulary.Entry]:
    return [one for scheme in KINDS for one in vocabulary.labels(scheme)]


def quad(name: str, label: str, predicate: NamedNode, graph: NamedNode = Graph.CANDIDATES) -> Quad:
    """A label "text@language" of a node; without an @ it has no language."""
    text, _, language = label.partition("@")
    return Quad(NamedNode(EX + name), predicate, Literal(text, language=language or None), graph)


@pytest.fixture(scope="session")
def vocabulary_index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    store = Store()
    store.bulk_extend(entry_quads(every_entry()))
    return indexed(store, tmp_path_factory.mktemp("index") / "search")


@pytest.fixture
def index_of(tmp_path: Path) -> Callable[..., SearchIndex]:
    """Give the index of some quads."""

    def make(quads: Iterable[Quad], everything: bool = True) -> SearchIndex:
        store = Store()
        store.bulk_extend(quads)
        return indexed(store, tmp_path / "search", everything)

    return make


def indexed(store: Store, folder: Path, everything: bool = True) -> SearchIndex:
    build(store, folder)
    return SearchIndex(folder, everything=everything)
