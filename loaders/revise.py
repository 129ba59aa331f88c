"""What must go and what must come in the store when documents leave and enter it.

Statements and candidates are held once however many documents support them; so what a leaving document alone
supported goes, and the rest stays. Everything is told from the graph itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from pyoxigraph import Quad, RdfFormat, Store, parse

from loaders.arrivals import Arrival, touched
from loaders.candidates import candidate_quads, described, forms, stands_for_another
from loaders.identity import is_candidate
from loaders.leaving import document_quads, mentioned, unsupported
from ontology import terms
from ontology.terms import Graph


@dataclass(slots=True)
class Revision:
    """Quads to delete and to insert, for one transaction; a quad in both stays."""

    delete: set[Quad] = field(default_factory=set)
    insert: set[Quad] = field(default_factory=set)


def revise(store: Store, leaving: Collection[str], arrivals: Collection[Arrival]) -> Revision:
    """The revision by which the documents with the keys `leaving` go and the arrivals come."""
    change = Revision()
    gone = {terms.document(key) for key in leaving}
    written = touched(list(arrivals))
    for document in gone:
        for concept in mentioned(store, document):
            written.setdefault(concept, Counter())
        change.delete.update(document_quads(store, document))
    change.delete.update(unsupported(store, gone))
    for arrival in arrivals:
        # What follows comes with inference, which sees what is written here.
        quads = parse(bytes(arrival.nquads), format=RdfFormat.N_QUADS)
        change.insert.update(one for one in quads if one.graph_name != Graph.INFERRED)
    for concept, found in written.items():
        if is_candidate(concept) and not stands_for_another(store, concept):
            change.delete.update(described(store, concept))
            if total := found + forms(store, concept, gone):
                change.insert.update(candidate_quads(concept, total))
    return change
