"""The published files of the ontology in each format, made once a process; all are ours, small and trusted.

Turtle is the file's very bytes. N-Triples and RDF/XML are written in the file's order with numbered blank nodes, and
JSON-LD with our context and sorted, so that the same file gives the same bytes, and the same ETag, in every process.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any

from pyoxigraph import BlankNode, Literal, RdfFormat, Triple, parse, serialize

from ontology import load_context
from server.ns.editions import Edition


@dataclass(frozen=True, slots=True)
class Representation:
    """The bytes of a file in one format, and the name of exactly these bytes."""

    body: bytes
    tag: str


@cache
def represent(edition: Edition, format: RdfFormat) -> Representation:
    """Give an edition in a format."""
    return representation(_written(edition.file, format))


def representation(body: bytes) -> Representation:
    """Give bytes with their name."""
    return Representation(body, hashlib.sha256(body).hexdigest()[:32])


@cache
def languages(edition: Edition) -> tuple[str, ...]:
    """Give the languages of an edition's literals, sorted."""
    found = {getattr(triple.object, "language", None) for triple in _triples(edition.file.read_bytes())}
    return tuple(sorted(tag for tag in found if tag))


def _written(file: Traversable, format: RdfFormat) -> bytes:
    turtle = file.read_bytes()
    # What is Turtle is Notation3 too.
    if format in (RdfFormat.TURTLE, RdfFormat.N3):
        return turtle
    if format == RdfFormat.JSON_LD:
        return _jsonld(turtle)
    data = serialize(_triples(turtle), format=format, prefixes=_prefixes(turtle))
    assert data is not None
    return data


def _triples(turtle: bytes) -> Iterator[Triple]:
    names: dict[BlankNode, BlankNode] = {}

    def numbered(term: Any) -> Any:
        return names.setdefault(term, BlankNode(f"b{len(names)}")) if isinstance(term, BlankNode) else term

    for quad in parse(turtle, format=RdfFormat.TURTLE):
        yield Triple(numbered(quad.subject), quad.predicate, numbered(quad.object))


def _prefixes(turtle: bytes) -> dict[str, str]:
    parser = parse(turtle, format=RdfFormat.TURTLE)
    # The prefixes are known when all is read.
    for _ in parser:
        pass
    return dict(parser.prefixes)


def _jsonld(turtle: bytes) -> bytes:
    from rdflib import Graph
    from rdflib.compare import to_canonical_graph

    graph = Graph()
    for triple in _triples(turtle):
        graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    # Canonical names of blank nodes, since they are part of the order.
    text = to_canonical_graph(graph).serialize(format="json-ld", context=load_context()["@context"])
    return (json.dumps(_sorted(json.loads(text)), ensure_ascii=False, indent=1) + "\n").encode()


def _node(term: Any) -> Any:
    """Give a term to rdflib, with its literals as they are written: by itself it turns "Z" into "+00:00"."""
    import rdflib

    if isinstance(term, Literal):
        datatype = None if term.language else rdflib.URIRef(term.datatype.value)
        plain = datatype is None or datatype == rdflib.XSD.string
        return rdflib.Literal(term.value, term.language, None if plain else datatype, normalize=False)
    return rdflib.BNode(term.value) if isinstance(term, BlankNode) else rdflib.URIRef(term.value)


def _sorted(node: Any) -> Any:
    """Sort the arrays, which are sets in JSON-LD, except those of lists and of the context."""
    if isinstance(node, list):
        return sorted((_sorted(one) for one in node), key=_key)
    if isinstance(node, dict):
        return {name: one if name in {"@context", "@list"} else _sorted(one) for name, one in node.items()}
    return node


def _key(node: Any) -> tuple[bool, str, str]:
    name = str(node.get("id", "")) if isinstance(node, dict) else ""
    return name.startswith("_:"), name, json.dumps(node, sort_keys=True)
