"""The terms of a version of the ontology, with all that is stated of each, as a page tells it.

What is stated is told from both ends: a class names its subclasses, and the properties that have it as domain or range.
Texts here are marks (`N_`), shown in the reader's language by the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import RdfFormat, parse
from rdflib import OWL, RDF, RDFS, SKOS, VANN, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from ontology import ALIGNMENTS, load_graph
from ontology.terms import RG
from server.ns.editions import Edition
from server.texts import N_

#: A value: one IRI, or the IRIs of a chain of properties.
Value = tuple[str, ...]
#: Literals by language.
Literals = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of terms: the name of its section, its heading, and the type that its terms are declared as."""

    name: str
    title: str
    type: URIRef


KINDS = (
    Kind("classes", N_("Classes"), OWL.Class),
    Kind("object-properties", N_("Object properties"), OWL.ObjectProperty),
    Kind("datatype-properties", N_("Datatype properties"), OWL.DatatypeProperty),
    Kind("annotation-properties", N_("Annotation properties"), OWL.AnnotationProperty),
    Kind("individuals", N_("Individuals"), OWL.NamedIndividual),
)

#: What is told of a term by its type alone.
CHARACTERISTICS = {
    OWL.TransitiveProperty: N_("transitive"),
    OWL.SymmetricProperty: N_("symmetric"),
    OWL.AsymmetricProperty: N_("asymmetric"),
    OWL.ReflexiveProperty: N_("reflexive"),
    OWL.IrreflexiveProperty: N_("irreflexive"),
    OWL.FunctionalProperty: N_("functional"),
    OWL.InverseFunctionalProperty: N_("inverse functional"),
}
_DECLARATIONS = {kind.type for kind in KINDS} | set(CHARACTERISTICS) | {OWL.DeprecatedClass, OWL.DeprecatedProperty}


@dataclass(frozen=True, slots=True)
class Fact:
    """What is stated of a term under one title."""

    title: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology; `name` is what follows the namespace, and the anchor on the page."""

    iri: str
    name: str
    kind: Kind
    labels: Literals
    comments: Literals
    characteristics: tuple[str, ...]
    facts: tuple[Fact, ...]
    domain: str | None
    range: str | None
    inverse_of: str | None
    superclasses: tuple[str, ...]
    deprecated: bool
    replaced_by: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """A version of the ontology: its header, its own terms in the file's order, and the foreign terms that it uses."""

    iri: str
    version: str
    version_iri: str
    namespace: str
    prefix: str
    licence: str
    creators: tuple[str, ...]
    titles: Literals
    descriptions: Literals
    terms: tuple[Term, ...]
    foreign: tuple[str, ...]
    prefixes: Mapping[str, str]

    def of_kind(self, kind: Kind) -> tuple[Term, ...]:
        """Give the terms of one sort."""
        return tuple(term for term in self.terms if term.kind is kind)


@cache
def read(edition: Edition) -> Ontology:
    """Read a version; to the current one belong the alignments of its terms with others."""
    alignments = load_graph(ALIGNMENTS) if edition.is_current else Graph()
    return _Reading(load_graph(edition.file), alignments, _order(edition.file.read_bytes())).ontology()


def _order(turtle: bytes) -> dict[str, int]:
    """Tell where in the file each subject comes first: the file's order is meant, and rdflib does not keep it."""
    found: dict[str, int] = {}
    for quad in parse(turtle, format=RdfFormat.TURTLE):
        found.setdefault(str(getattr(quad.subject, "value", "")), len(found))
    return found


class _Reading:
    """Reads one graph; every method gives what it finds in the file's order."""

    def __init__(self, graph: Graph, alignments: Graph, order: Mapping[str, int]) -> None:
        self._graph = graph
        self._alignments = alignments
        self._order = order
        self._head = next(graph.subjects(RDF.type, OWL.Ontology), URIRef(RG[:-1]))
        self._namespace = str(graph.value(self._head, VANN.preferredNamespaceUri) or RG)
        self._disjoint = [self._list(found) for found in graph.objects(None, OWL.members)]

    def ontology(self) -> Ontology:
        """Give all."""
        declared = [(kind, subject) for kind in KINDS for subject in self._named(self._subjects(RDF.type, kind.type))]
        own = [(kind, subject) for kind, subject in declared if subject.startswith(self._namespace)]
        foreign = dict.fromkeys(subject for _, subject in declared if not subject.startswith(self._namespace))
        value = self._value
        return Ontology(
            iri=str(self._head),
            version=value(OWL.versionInfo),
            version_iri=value(OWL.versionIRI),
            namespace=self._namespace,
            prefix=value(VANN.preferredNamespacePrefix),
            licence=value(DCTERMS.license),
            creators=tuple(sorted(str(one) for one in self._graph.objects(self._head, DCTERMS.creator))),
            titles=self._literals(self._head, DCTERMS.title),
            descriptions=self._literals(self._head, DCTERMS.description),
            terms=tuple(self._term(kind, URIRef(subject)) for kind, subject in own),
            foreign=tuple(foreign),
            prefixes={
                str(namespace): prefix
                for graph in (self._alignments, self._graph)
                for prefix, namespace in graph.namespaces()
                if prefix
            },
        )

    def _value(self, predicate: URIRef) -> str:
        return str(self._graph.value(self._head, predicate) or "")

    def _term(self, kind: Kind, term: URIRef) -> Term:
        def only(predicate: URIRef) -> str | None:
            return next(iter(self._named(self._objects(term, predicate))), None)

        types = set(self._graph.objects(term, RDF.type))
        flag = self._graph.value(term, OWL.deprecated)
        return Term(
            iri=str(term),
            name=term.removeprefix(self._namespace),
            kind=kind,
            labels=self._literals(term, RDFS.label),
            comments=self._literals(term, RDFS.comment),
            characteristics=tuple(text for type_, text in CHARACTERISTICS.items() if type_ in types),
            facts=tuple(self._facts(term)),
            domain=only(RDFS.domain),
            range=only(RDFS.range),
            inverse_of=only(OWL.inverseOf),
            superclasses=tuple(self._named(self._objects(term, RDFS.subClassOf))),
            deprecated=bool(isinstance(flag, Literal) and flag.toPython())
            or bool(types & {OWL.DeprecatedClass, OWL.DeprecatedProperty}),
            replaced_by=_single(self._named(self._objects(term, DCTERMS.isReplacedBy))),
        )

    def _facts(self, term: URIRef) -> Iterator[Fact]:
        rows: tuple[tuple[str, Callable[[], Iterable[Node]]], ...] = (
            (N_("Type"), lambda: set(self._graph.objects(term, RDF.type)) - _DECLARATIONS),
            (N_("Subclass of"), lambda: self._objects(term, RDFS.subClassOf)),
            (N_("Has subclasses"), lambda: self._subjects(RDFS.subClassOf, term)),
            (N_("Subproperty of"), lambda: self._objects(term, RDFS.subPropertyOf)),
            (N_("Has subproperties"), lambda: self._subjects(RDFS.subPropertyOf, term)),
            (N_("Equivalent to"), lambda: self._both(term, OWL.equivalentClass, OWL.equivalentProperty)),
            (N_("Domain"), lambda: self._objects(term, RDFS.domain)),
            (N_("Range"), lambda: self._objects(term, RDFS.range)),
            (N_("Inverse of"), lambda: self._both(term, OWL.inverseOf)),
            (N_("Disjoint with"), lambda: self._apart(term)),
            (N_("Individuals of this class"), lambda: self._subjects(RDF.type, term)),
            (N_("Properties with this domain"), lambda: self._subjects(RDFS.domain, term)),
            (N_("Properties with this range"), lambda: self._subjects(RDFS.range, term)),
        )
        for title, find in rows:
            yield from _fact(title, _single(self._named(find())))
        links = [(whole, self._list(head)) for whole, head in self._graph.subject_objects(OWL.propertyChainAxiom)]
        chains = sorted(tuple(map(str, chain)) for whole, chain in links if whole == term)
        yield from _fact(N_("Follows from the chain"), tuple(chains))
        yield from _fact(N_("Part of the chain of"), _single(self._named(one for one, chain in links if term in chain)))
        for title, predicate in ((N_("Close match"), SKOS.closeMatch), (N_("See also"), RDFS.seeAlso)):
            both = (*self._objects(term, predicate), *self._alignments.objects(term, predicate))
            yield from _fact(title, _single(self._named(both)))

    def _objects(self, term: Node, predicate: URIRef) -> Iterable[Node]:
        return self._graph.objects(term, predicate)

    def _subjects(self, predicate: URIRef, value: Node) -> Iterable[Node]:
        return self._graph.subjects(predicate, value)

    def _both(self, term: URIRef, *predicates: URIRef) -> Iterable[Node]:
        """What stands with a term in a symmetric statement, on whichever side."""
        for predicate in predicates:
            yield from self._objects(term, predicate)
            yield from self._subjects(predicate, term)

    def _apart(self, term: URIRef) -> Iterable[Node]:
        groups = (members for members in self._disjoint if term in members)
        yield from (one for members in groups for one in members if one != term)
        yield from self._both(term, OWL.disjointWith, OWL.propertyDisjointWith)

    def _list(self, head: Node) -> list[Node]:
        return list(Collection(self._graph, head))

    def _named(self, nodes: Iterable[Node]) -> list[str]:
        """The IRIs among nodes, ours in the file's order and then the others by name."""
        found = {str(node) for node in nodes if isinstance(node, URIRef) and not isinstance(node, BNode)}
        return sorted(found, key=lambda iri: (self._order.get(iri, len(self._order)), iri))

    def _literals(self, term: Node, predicate: URIRef) -> dict[str, str]:
        found = (one for one in self._graph.objects(term, predicate) if isinstance(one, Literal))
        return {one.language or "": str(one) for one in sorted(found)}


def _single(iris: Iterable[str]) -> tuple[Value, ...]:
    return tuple((iri,) for iri in iris)


def _fact(title: str, values: tuple[Value, ...]) -> Iterator[Fact]:
    if values:
        yield Fact(title, values)
