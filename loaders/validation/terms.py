"""The terms of a shapes graph: lists that end, and values of the kinds that SHACL's syntax asks for."""

from __future__ import annotations

from rdflib import RDF, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from loaders.validation.errors import IllFormed

#: What each parameter's value is: the name of an IRI, a term that is no blank node, a number, true or false.
IRIS = {SH["class"], SH.datatype, SH.nodeKind, SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals}
NUMBERS = {SH.minCount, SH.maxCount, SH.minLength, SH.maxLength}
LITERALS = {SH.minInclusive, SH.maxInclusive, SH.minExclusive, SH.maxExclusive, SH.pattern, SH.flags, SH.uniqueLang}
#: Parameters that one shape may have several times.
SEVERAL = {
    *(SH["class"], SH.hasValue, SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals),
    *(SH["not"], SH["and"], SH["or"], SH.xone, SH.node),
}


def short(name: Node) -> str:
    """A term of SHACL as its documents write it."""
    return f"sh:{name.removeprefix(str(SH))}" if isinstance(name, URIRef) else str(name)


def one_of(graph: Graph, node: Node, predicate: URIRef) -> Node | None:
    """The only value of a property, or None; raises IllFormed where there are several."""
    values = list(graph.objects(node, predicate))
    if len(values) > 1:
        raise IllFormed(f"{short(predicate)} has several values where it may have one")
    return values[0] if values else None


def members(graph: Graph, node: Node, least: int = 0) -> list[Node]:
    """The members of a list; raises IllFormed where it is none, or shorter."""
    found: list[Node] = []
    seen: set[Node] = set()
    while node != RDF.nil:
        first, rest = list(graph.objects(node, RDF.first)), list(graph.objects(node, RDF.rest))
        if node in seen or len(first) != 1 or len(rest) != 1:
            raise IllFormed("a list in it has no end, or is none")
        seen.add(node)
        found.append(first[0])
        node = rest[0]
    if len(found) < least:
        raise IllFormed("a list in it is too short")
    return found


def checked(name: URIRef, value: Node) -> Node:
    """A parameter's value, if it is of the kind that the parameter asks for; raises IllFormed."""
    fits = isinstance(value, Literal | URIRef)
    if name in IRIS:
        fits = isinstance(value, URIRef)
    elif name in NUMBERS:
        fits = isinstance(value, Literal) and value.datatype == XSD.integer and str(value).isdecimal()
    elif name in LITERALS:
        fits = isinstance(value, Literal)
    if not fits:
        raise IllFormed(f"{short(name)} can't be {value.n3()}")
    return value
