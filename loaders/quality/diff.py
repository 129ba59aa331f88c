"""What went, came and was renamed between two stores: concepts, statements about roles, documents, links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Store

from loaders.rows import DOCUMENTS as DOCUMENT_ROWS
from loaders.rows import literal, node, select
from ontology.terms import ConceptKind, Dcterms, Graph, Rg, Skos

#: What a concept is called.
LABELS = (Skos.prefLabel, Skos.altLabel, Skos.hiddenLabel)
#: What is stated of a role; the steps behind careers say the same in more triples.
STATEMENTS = (
    *(kind.statement for kind in ConceptKind if kind.statement not in (None, Rg.level, Rg.function)),
    Rg.leadsTo,
    Rg.lateralTo,
)
_CONCEPTS = (Graph.VOCABULARY, Graph.CANDIDATES)

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept as one of two stores has it: its class and its labels, each with its property."""

    iri: NamedNode
    scheme: NamedNode
    labels: frozenset[tuple[NamedNode, Literal]]
    replaced_by: NamedNode | None = None

    @property
    def name(self) -> str:
        """A preferred label, the English one if there is one, with its language."""
        found = sorted((one for kind, one in self.labels if kind == Skos.prefLabel), key=_english_first)
        return f"“{found[0].value}”@{found[0].language}" if found else self.iri.value


@dataclass(frozen=True, slots=True)
class Change:
    """The sets of what went and what came, each in the order of its IRIs or names."""

    removed: tuple[Concept, ...]
    added: tuple[Concept, ...]
    #: Concepts of both stores whose labels differ, as each of them has them.
    relabelled: tuple[tuple[Concept, Concept], ...]
    statements_removed: tuple[Triple, ...]
    statements_added: tuple[Triple, ...]
    links_removed: tuple[Triple, ...]
    links_added: tuple[Triple, ...]
    #: Sources, and those that have another version.
    sources_removed: tuple[str, ...]
    sources_added: tuple[str, ...]
    sources_replaced: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the stores say the same."""
        return not any(getattr(self, name) for name in self.__slots__)


def difference(before: Store, after: Store) -> Change:
    """Compare two stores."""
    old, new = _concepts(before, after), _concepts(after, after)
    statements = [_triples(store, Graph.STATEMENTS, STATEMENTS) for store in (before, after)]
    links = [_triples(store, Graph.MAPPINGS, None) for store in (before, after)]
    sources = [_sources(store) for store in (before, after)]
    both = sorted(old.keys() & new.keys(), key=str)
    return Change(
        removed=tuple(old[iri] for iri in sorted(old.keys() - new.keys(), key=str)),
        added=tuple(new[iri] for iri in sorted(new.keys() - old.keys(), key=str)),
        relabelled=tuple((old[iri], new[iri]) for iri in both if old[iri].labels != new[iri].labels),
        statements_removed=_ordered(statements[0] - statements[1]),
        statements_added=_ordered(statements[1] - statements[0]),
        links_removed=_ordered(links[0] - links[1]),
        links_added=_ordered(links[1] - links[0]),
        sources_removed=tuple(sorted(sources[0].keys() - sources[1].keys())),
        sources_added=tuple(sorted(sources[1].keys() - sources[0].keys())),
        sources_replaced=tuple(
            name for name in sorted(sources[0].keys() & sources[1].keys()) if sources[0][name] != sources[1][name]
        ),
    )


def _concepts(store: Store, later: Store) -> dict[NamedNode, Concept]:
    """The concepts of a store by IRI, with what replaces them in the later one."""
    labels: defaultdict[NamedNode, set[tuple[NamedNode, Literal]]] = defaultdict(set)
    for graph in _CONCEPTS:
        for predicate in LABELS:
            for quad in store.quads_for_pattern(None, predicate, None, graph):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                    labels[quad.subject].add((predicate, quad.object))
    found: dict[NamedNode, Concept] = {}
    for graph in _CONCEPTS:
        for quad in store.quads_for_pattern(None, Skos.inScheme, None, graph):
            iri, scheme = quad.subject, quad.object
            if isinstance(iri, NamedNode) and isinstance(scheme, NamedNode):
                found[iri] = Concept(iri, scheme, frozenset(labels[iri]), _replacement(later, iri))
    return found


def _replacement(store: Store, iri: NamedNode) -> NamedNode | None:
    found = (quad.object for quad in store.quads_for_pattern(iri, Dcterms.isReplacedBy, None, Graph.CANDIDATES))
    return next((one for one in found if isinstance(one, NamedNode)), None)


def _triples(store: Store, graph: NamedNode, predicates: Iterable[NamedNode | None] | None) -> set[Triple]:
    found: set[Triple] = set()
    for predicate in predicates if predicates is not None else (None,):
        for quad in store.quads_for_pattern(None, predicate, None, graph):
            # Blank nodes have no names by which two stores could be compared.
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                found.add((quad.subject, quad.predicate, quad.object))
    return found


def _sources(store: Store) -> dict[str, NamedNode]:
    """The document of each source."""
    return {literal(row, "source").value: node(row, "document") for row in select(store, DOCUMENT_ROWS)}


def _ordered(triples: Iterable[Triple]) -> tuple[Triple, ...]:
    return tuple(sorted(triples, key=str))


def _english_first(label: Literal) -> tuple[bool, str, str]:
    return label.language != "en", label.language or "", label.value
