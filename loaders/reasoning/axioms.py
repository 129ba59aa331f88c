"""The ontology's axioms into rules: none is written for one property, and none is ignored.

What the rules say is OWL 2 RL/RDF (https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules)
for the kinds of axioms below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations, pairwise

from pyoxigraph import BlankNode, NamedNode

from loaders.reasoning.rules import OBJECT, SUBJECT, Atom, Rule, Rules, Triple
from ontology.errors import RolegraphError
from ontology.terms import PREFIXES, Owl, Rdf, Rdfs

X, Y = SUBJECT, OBJECT
#: The vocabularies whose terms have a meaning to a reasoner.
LOGICAL = tuple(PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl"))

#: What says nothing about data: declarations, annotations, and the parts of lists.
DECLARED = {
    *(Owl.Ontology, Owl.Class, Owl.ObjectProperty, Owl.DatatypeProperty, Owl.AnnotationProperty, Owl.NamedIndividual),
    *(Owl.AllDisjointClasses, Owl.AllDisjointProperties, Owl.DeprecatedClass, Owl.DeprecatedProperty),
}
SILENT = {
    *(Rdfs.label, Rdfs.comment, Rdfs.seeAlso, Rdfs.isDefinedBy, Rdf.first, Rdf.rest, Owl.members),
    *(Owl.versionIRI, Owl.versionInfo, Owl.priorVersion, Owl.backwardCompatibleWith, Owl.incompatibleWith),
    Owl.deprecated,
}


class UnknownAxiom(RolegraphError):
    """An axiom of a kind that has no rule; the sentence names it."""


Maker = Callable[[Triple], Iterator[Rule]]


def compiled(triples: Iterable[Triple]) -> Rules:
    """Give the rules of an ontology's triples, in which lists may hang on any node.

    Raises UnknownAxiom.
    """
    stated = list(triples)
    lists = Lists(stated)
    makers = {**_BY_PREDICATE, Owl.propertyChainAxiom: lists.chain, Owl.members: lists.disjoint}
    found: list[Rule] = []
    for triple in stated:
        predicate = triple[1]
        if predicate == Rdf.type:
            found += _of_type(triple)
        elif predicate in makers:
            found += makers[predicate](_plain(triple))
        elif predicate.value.startswith(LOGICAL) and predicate not in SILENT:
            raise UnknownAxiom(_sentence(predicate, triple))
    return Rules((*dict.fromkeys(found), *_SCHEMA), tuple(stated))


def _of_type(triple: Triple) -> Iterator[Rule]:
    """What the type of a term of the ontology says; types of others are data."""
    value = triple[2]
    if value in _BY_TYPE:
        yield from _BY_TYPE[value](_plain(triple))
    elif isinstance(value, NamedNode) and value.value.startswith(LOGICAL) and value not in DECLARED:
        raise UnknownAxiom(_sentence(value, triple))


def _plain(triple: Triple) -> Triple:
    """An axiom about terms of the language itself would need rules that are made of rules; it is refused."""
    for term in (triple[0], triple[2]):
        if isinstance(term, NamedNode) and term.value.startswith(LOGICAL) and term not in _UNIVERSAL | _KINDS:
            raise UnknownAxiom(f"{_short(triple[1])} with {_short(term)}: axioms about OWL's own terms have no rule")
    return triple


def _sentence(kind: NamedNode, triple: Triple) -> str:
    return f"{_short(kind)} of {_short(triple[0])}: this kind of axiom has no rule; express it otherwise, or in a shape"


def _short(term: object) -> str:
    if isinstance(term, NamedNode):
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
    return str(term)


def _node(triple: Triple) -> NamedNode:
    value = triple[2]
    if isinstance(value, NamedNode):
        return value
    raise UnknownAxiom(f"{_short(triple[1])} of {_short(triple[0])}: {_short(value)} is no name of a class or property")


def _named(triple: Triple) -> tuple[NamedNode, NamedNode]:
    """The two names that an axiom joins; a blank node would be an expression."""
    if isinstance(triple[0], BlankNode):
        raise UnknownAxiom(f"{_short(triple[1])} of an expression: only names of classes and properties have rules")
    return triple[0], _node(triple)


def _is(name: NamedNode) -> Atom:
    return (X, Rdf.type, name)


def _below(sub: NamedNode, above: NamedNode, name: str, axiom: Triple) -> Iterator[Rule]:
    if above == Owl.Nothing:
        yield Rule("cls-nothing2", (axiom,), (_is(sub),), None)
    elif Owl.Thing not in (sub, above) and sub not in (above, Owl.Nothing):
        yield Rule(name, (axiom,), (_is(sub),), _is(above))


def _sub_class(axiom: Triple) -> Iterator[Rule]:
    yield from _below(*_named(axiom), "cax-sco", axiom)


def _equivalent_class(axiom: Triple) -> Iterator[Rule]:
    one, other = _named(axiom)
    yield from _below(one, other, "cax-eqc1", axiom)
    yield from _below(other, one, "cax-eqc2", axiom)


def _sub_property(axiom: Triple) -> Iterator[Rule]:
    one, other = _named(axiom)
    if one != other:
        yield Rule("prp-spo1", (axiom,), ((X, one, Y),), (X, other, Y))


def _equivalent_property(axiom: Triple) -> Iterator[Rule]:
    one, other = _named(axiom)
    if one != other:
        yield Rule("prp-eqp1", (axiom,), ((X, one, Y),), (X, other, Y))
        yield Rule("prp-eqp2", (axiom,), ((X, other, Y),), (X, one, Y))


def _domain(axiom: Triple) -> Iterator[Rule]:
    of, kind = _named(axiom)
    if kind == Owl.Nothing:
        yield Rule("cls-nothing2", (axiom,), ((X, of, Y),), None)
    elif kind != Owl.Thing:
        yield Rule("prp-dom", (axiom,), ((X, of, Y),), _is(kind))


def _range(axiom: Triple) -> Iterator[Rule]:
    of, kind = _named(axiom)
    if kind.value.startswith(PREFIXES["xsd"]) or kind == Rdf.langString:
        yield Rule("dt-not-type", (axiom,), ((X, of, Y),), None, kind)
    elif kind == Owl.Nothing:
        yield Rule("cls-nothing2", (axiom,), ((X, of, Y),), None)
    elif kind not in _UNIVERSAL:
        yield Rule("prp-rng", (axiom,), ((X, of, Y),), (Y, Rdf.type, kind))


def _inverse(axiom: Triple) -> Iterator[Rule]:
    one, other = _named(axiom)
    yield Rule("prp-inv1", (axiom,), ((X, one, Y),), (Y, other, X))
    yield Rule("prp-inv2", (axiom,), ((X, other, Y),), (Y, one, X))


def _disjoint_classes(axiom: Triple) -> Iterator[Rule]:
    one, other = _named(axiom)
    yield Rule("cax-dw", (axiom,), (_is(one), _is(other)), None)


def _disjoint_properties(axiom: Triple) -> Iterator[Rule]:
    one, other = _named(axiom)
    yield Rule("prp-pdw", (axiom,), ((X, one, Y), (X, other, Y)), None)


def _symmetric(axiom: Triple) -> Iterator[Rule]:
    yield Rule("prp-symp", (axiom,), ((X, axiom[0], Y),), (Y, axiom[0], X))


def _transitive(axiom: Triple) -> Iterator[Rule]:
    yield Rule("prp-trp", (axiom,), ((X, axiom[0], "z"), ("z", axiom[0], Y)), (X, axiom[0], Y))


def _asymmetric(axiom: Triple) -> Iterator[Rule]:
    yield Rule("prp-asyp", (axiom,), ((X, axiom[0], Y), (Y, axiom[0], X)), None)


def _irreflexive(axiom: Triple) -> Iterator[Rule]:
    yield Rule("prp-irp", (axiom,), ((X, axiom[0], X),), None)


class Lists:
    """The axioms that hold lists."""

    def __init__(self, stated: Iterable[Triple]) -> None:
        triples = list(stated)
        self._first: dict[object, Triple] = {triple[0]: triple for triple in triples if triple[1] == Rdf.first}
        self._rest: dict[object, Triple] = {triple[0]: triple for triple in triples if triple[1] == Rdf.rest}
        self._kinds = {subject: value for subject, predicate, value in triples if predicate == Rdf.type}

    def chain(self, axiom: Triple) -> Iterator[Rule]:
        """A chain of properties below another one."""
        links, parts = self._members(axiom)
        if len(links) < 1:
            raise UnknownAxiom(f"owl:propertyChainAxiom of {_short(axiom[0])}: its list is empty")
        names = [X, *(f"z{place}" for place in range(1, len(links))), Y]
        body = tuple((before, link, after) for link, (before, after) in zip(links, pairwise(names), strict=True))
        yield Rule("prp-spo2", parts, body, (X, axiom[0], Y))

    def disjoint(self, axiom: Triple) -> Iterator[Rule]:
        """Classes or properties of which no two share anything."""
        members, parts = self._members(axiom)
        kind = self._kinds.get(axiom[0])
        for one, other in combinations(members, 2):
            if kind == Owl.AllDisjointClasses:
                yield Rule("cax-adc", parts, (_is(one), _is(other)), None)
            elif kind == Owl.AllDisjointProperties:
                yield Rule("prp-adp", parts, ((X, one, Y), (X, other, Y)), None)
            else:
                raise UnknownAxiom(f"owl:members of {_short(kind)}: this kind of axiom has no rule")

    def _members(self, axiom: Triple) -> tuple[list[NamedNode], tuple[Triple, ...]]:
        """The members of an axiom's list, and all its triples."""
        found: list[NamedNode] = []
        parts, place = [axiom], axiom[2]
        while place != Rdf.nil:
            if place not in self._first or place not in self._rest or len(found) > len(self._first):
                raise UnknownAxiom(f"{_short(axiom[1])} of {_short(axiom[0])}: its list has no end")
            first, rest = self._first[place], self._rest[place]
            found.append(_node(_plain(first)))
            parts += [first, rest]
            place = rest[2]
        return found, tuple(parts)


_UNIVERSAL = {Owl.Thing, Owl.Nothing, Rdfs.Resource, Rdfs.Literal}
_BY_PREDICATE: Mapping[NamedNode, Maker] = {
    Rdfs.subClassOf: _sub_class,
    Rdfs.subPropertyOf: _sub_property,
    Rdfs.domain: _domain,
    Rdfs.range: _range,
    Owl.equivalentClass: _equivalent_class,
    Owl.equivalentProperty: _equivalent_property,
    Owl.inverseOf: _inverse,
    Owl.disjointWith: _disjoint_classes,
    Owl.propertyDisjointWith: _disjoint_properties,
}
_BY_TYPE: Mapping[object, Maker] = {
    Owl.SymmetricProperty: _symmetric,
    Owl.TransitiveProperty: _transitive,
    Owl.AsymmetricProperty: _asymmetric,
    Owl.IrreflexiveProperty: _irreflexive,
}
_KINDS = {*_BY_TYPE, Owl.AllDisjointClasses, Owl.AllDisjointProperties, Rdf.langString, Rdf.nil}


def _schema(name: str, head: Atom, *body: Atom) -> Rule:
    return Rule(name, (), body, head)


#: What axioms say of each other (table 9 of the profile), without what holds of everything.
_SCHEMA = (
    _schema("scm-sco", (X, Rdfs.subClassOf, Y), (X, Rdfs.subClassOf, "z"), ("z", Rdfs.subClassOf, Y)),
    _schema("scm-eqc1", (X, Rdfs.subClassOf, Y), (X, Owl.equivalentClass, Y)),
    _schema("scm-eqc1", (Y, Rdfs.subClassOf, X), (X, Owl.equivalentClass, Y)),
    _schema("scm-eqc2", (X, Owl.equivalentClass, Y), (X, Rdfs.subClassOf, Y), (Y, Rdfs.subClassOf, X)),
    _schema("scm-spo", (X, Rdfs.subPropertyOf, Y), (X, Rdfs.subPropertyOf, "z"), ("z", Rdfs.subPropertyOf, Y)),
    _schema("scm-eqp1", (X, Rdfs.subPropertyOf, Y), (X, Owl.equivalentProperty, Y)),
    _schema("scm-eqp1", (Y, Rdfs.subPropertyOf, X), (X, Owl.equivalentProperty, Y)),
    _schema("scm-eqp2", (X, Owl.equivalentProperty, Y), (X, Rdfs.subPropertyOf, Y), (Y, Rdfs.subPropertyOf, X)),
    _schema("scm-dom1", (X, Rdfs.domain, Y), (X, Rdfs.domain, "z"), ("z", Rdfs.subClassOf, Y)),
    _schema("scm-dom2", (X, Rdfs.domain, Y), (X, Rdfs.subPropertyOf, "z"), ("z", Rdfs.domain, Y)),
    _schema("scm-rng1", (X, Rdfs.range, Y), (X, Rdfs.range, "z"), ("z", Rdfs.subClassOf, Y)),
    _schema("scm-rng2", (X, Rdfs.range, Y), (X, Rdfs.subPropertyOf, "z"), ("z", Rdfs.range, Y)),
)
