"""What must go and what must come in the store when documents leave and enter it.

Statements and candidates are held once however many documents support them; so what a leaving document alone
supported goes, and the rest stays. Everything is told from the graph itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Quad, Store

from loaders.candidates import Forms, candidate_quads, described, forms
from loaders.concepts import Alignment, is_candidate
from loaders.describe import career_triples, document_triples, role_statements
from loaders.leaving import document_quads, mentioned, unsupported
from loaders.mentions import Mention
from loaders.model import Extraction
from loaders.quads import in_graph
from ontology import terms
from ontology.terms import Graph


@dataclass(slots=True)
class Revision:
    """Quads to delete and to insert, for one transaction; a quad in both stays."""

    delete: set[Quad] = field(default_factory=set)
    insert: set[Quad] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document that enters, read and aligned."""

    extraction: Extraction
    mentions: list[Mention]
    alignment: Alignment


def revise(store: Store, leaving: Collection[str], arrivals: Collection[Arrival]) -> Revision:
    """The revision by which the documents with the keys `leaving` go and the arrivals come."""
    change = Revision()
    gone = {terms.document(key) for key in leaving}
    touched: dict[NamedNode, Forms] = {}
    for document in gone:
        touched.update((concept, Forms()) for concept in mentioned(store, document))
        change.delete.update(document_quads(store, document))
    change.delete.update(unsupported(store, gone))
    for arrival in arrivals:
        arrive(change, arrival)
        count_forms(touched, arrival)
    for concept, written in touched.items():
        if is_candidate(concept):
            change.delete.update(described(store, concept))
            if total := written + forms(store, concept, gone):
                change.insert.update(candidate_quads(concept, total))
    return change


def arrive(change: Revision, arrival: Arrival) -> None:
    """Insert what one document brings: its own graph, its statements and its careers."""
    arguments = (arrival.extraction, arrival.mentions, arrival.alignment)
    change.insert.update(in_graph(Graph.DOCUMENTS, document_triples(*arguments)))
    stated = role_statements(*arguments) | career_triples(*arguments)
    change.insert.update(in_graph(Graph.STATEMENTS, list(stated)))


def count_forms(touched: dict[NamedNode, Forms], arrival: Arrival) -> None:
    """Count how an arriving document writes each concept."""
    for mention in arrival.mentions:
        for label in mention.labels:
            for concept in arrival.alignment[label]:
                touched.setdefault(concept, Forms())[(label.text, label.language)] += 1
