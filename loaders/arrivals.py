"""What a document that was read brings to the store, in a form that travels cheaply between processes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from pyoxigraph import NamedNode

from loaders.candidates import Forms
from loaders.concepts import Alignment
from loaders.describe import career_triples, document_lines, role_statements
from loaders.matches import label_matches, match_triples
from loaders.mentions import Mention
from loaders.model import Extraction
from loaders.ntriples import by_predicate, in_nquads, line
from loaders.reasoning.local import concluded
from loaders.report import report_triples
from loaders.spool import Stretch
from ontology import terms
from ontology.terms import Graph


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document that enters: its hash, its text, its quads as N-Quads, and how it writes each concept (by IRI).

    The quads have what follows about its own nodes with them. `concluded` is what follows from its triples about nodes
    that it shares with others, as N-Triples by their predicate; None where what follows must be looked for in the whole
    store. The quads may be in a file.
    """

    sha256: str
    text: str
    nquads: bytes | Stretch
    forms: dict[str, Forms]
    concluded: dict[str, bytes] | None = None


def arrival(
    extraction: Extraction, mentions: list[Mention], alignment: Alignment, started: datetime, ended: datetime
) -> Arrival:
    """Describe a document that was read and aligned: its own graph, the statements that it supports, its report."""
    stated = role_statements(extraction, mentions, alignment) | career_triples(extraction, mentions, alignment)
    document = extraction.document
    own, said = document_lines(extraction, mentions, alignment), list(map(line, stated))
    found = concluded(terms.document(document.key).value, (*own, *said))
    matches = (triple for one in label_matches(alignment) for triple in match_triples(one))
    nquads = "".join(
        (
            in_nquads(Graph.DOCUMENTS, own),
            in_nquads(Graph.STATEMENTS, said),
            in_nquads(Graph.INFERRED, found.own if found is not None else ()),
            in_nquads(Graph.REPORT, map(line, (*report_triples(extraction, started, ended), *matches))),
        )
    )
    shared = by_predicate(found.shared) if found is not None else None
    return Arrival(document.sha256, document.text, nquads.encode(), forms_of(mentions, alignment), shared)


def forms_of(mentions: list[Mention], alignment: Alignment) -> dict[str, Forms]:
    """How often a document writes each concept in which form."""
    found: dict[str, Forms] = {}
    for mention in mentions:
        for label in mention.labels:
            for concept in alignment[label]:
                found.setdefault(concept.value, Counter())[(label.text, label.language)] += 1
    return found


def touched(arrivals: list[Arrival]) -> dict[NamedNode, Forms]:
    """How several documents write the concepts that they mention."""
    found: dict[NamedNode, Forms] = {}
    for one in arrivals:
        for concept, written in one.forms.items():
            found.setdefault(NamedNode(concept), Counter()).update(written)
    return found
