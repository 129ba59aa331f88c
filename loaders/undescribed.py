"""Candidates that a load in bulk left without a description, because it was killed before its end."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Store

from loaders.candidates import candidate_quads, described, forms
from loaders.identity import is_candidate
from loaders.rows import node, select_from
from loaders.store import Writer
from ontology.terms import Graph

MENTIONED = "SELECT DISTINCT ?concept { ?mention rg:mentions ?concept }"


def describe_missing(writer: Writer) -> None:
    """Describe them; raises StoreError where the store can't be written."""
    store = writer.store
    written = ((concept, forms(store, concept, ())) for concept in undescribed(store))
    writer.apply([], [quad for concept, found in written if found for quad in candidate_quads(concept, found)])


def undescribed(store: Store) -> Iterator[NamedNode]:
    """The candidates that documents mention and of which nothing is said."""
    for row in select_from(store, MENTIONED, (Graph.DOCUMENTS,)):
        concept = node(row, "concept")
        if is_candidate(concept) and not any(described(store, concept)):
            yield concept
