"""The candidates that documents mention, each described by the form that most documents write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from pyoxigraph import NamedNode, Quad, Store

from loaders.careers import in_label
from loaders.identity import candidate, is_candidate, kind_of
from loaders.normal import normalised
from loaders.quads import Term, Triple, in_graph, text
from loaders.rows import FORMS, literal, node, select, select_from
from ontology.terms import ConceptKind, Dcterms, Graph, Rdf, Rg, Skos

#: How often each form, a label with its language, is written.
Forms = Counter[tuple[str, str]]
#: The predicates of what describes a candidate.
DESCRIBED_BY = (Rdf.type, Skos.inScheme, Rg.status, Skos.prefLabel)

#: The classes of candidates.
CLASSES = frozenset(kind.type for kind in ConceptKind) - {Skos.Concept}
MENTIONED = "SELECT DISTINCT ?concept { ?mention rg:mentions ?concept }"


def described(store: Store, concept: NamedNode) -> Iterator[Quad]:
    """What the store says of a candidate now."""
    yield from store.quads_for_pattern(concept, None, None, Graph.CANDIDATES)


def stands_for_another(store: Store, concept: NamedNode) -> bool:
    """Whether a candidate was joined with another concept, so that nothing is said of it but that."""
    return next(store.quads_for_pattern(concept, Dcterms.isReplacedBy, None, Graph.CANDIDATES), None) is not None


def is_mentioned(store: Store, concept: NamedNode) -> bool:
    """Whether a document of the store mentions a concept."""
    return next(store.quads_for_pattern(None, Rg.mentions, concept, Graph.DOCUMENTS), None) is not None


def mentioned(store: Store) -> Iterator[NamedNode]:
    """The concepts that documents mention."""
    for row in select_from(store, MENTIONED, (Graph.DOCUMENTS,)):
        yield node(row, "concept")


def says_kind(triple: Triple) -> bool:
    """Whether a triple is what every description of this candidate says of its kind."""
    subject, predicate, value = triple
    return predicate == Rdf.type and value in CLASSES and kind_of(subject).type == value and is_candidate(subject)


def forms(store: Store, concept: NamedNode, gone: Collection[NamedNode]) -> Forms:
    """How the documents of the store write a candidate, those that go left out."""
    found: Forms = Counter()
    for row in select(store, FORMS, concept=concept):
        if node(row, "document") not in gone:
            written = literal(row, "written")
            found.update(segments(concept, written.value, written.language or ""))
    return found


def segments(concept: NamedNode, written: str, language: str) -> Iterator[tuple[str, str]]:
    """The part of a written label that a candidate stands for: all of it, or one of several names."""
    kind = kind_of(concept)
    for part in dict.fromkeys((written, *(match.label for match in in_label(written, language)))):
        if candidate(kind, language, normalised(part)) == concept:
            yield part, language


def candidate_quads(concept: NamedNode, forms: Forms) -> list[Quad]:
    """A candidate with its label: the commonest form, of equals the first by code points."""
    kind = kind_of(concept)
    written, language = min(forms, key=lambda form: (-forms[form], form))
    values: tuple[Term, ...] = (kind.type, kind.scheme, Rg.Candidate, text(written, language))
    triples: list[Triple] = [(concept, *one) for one in zip(DESCRIBED_BY, values, strict=True)]
    return in_graph(Graph.CANDIDATES, triples)


def all_described(store: Store) -> bool:
    """Whether something is said of every candidate that documents mention."""
    return all(any(described(store, concept)) for concept in mentioned(store) if is_candidate(concept))
