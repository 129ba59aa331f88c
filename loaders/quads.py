"""Small makers of RDF terms and quads that all descriptions share."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from ontology.terms import Xsd

Term = NamedNode | Literal
Triple = tuple[NamedNode, NamedNode, Term]


@lru_cache(maxsize=65536)
def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=Xsd.integer)


def decimal(value: float) -> Literal:
    """An xsd:decimal of at most four places."""
    return Literal(f"{value:.4f}".rstrip("0").rstrip("."), datatype=Xsd.decimal)


@lru_cache(maxsize=65536)
def text(value: str, language: str | None = None) -> Literal:
    """A string, tagged with its language where one is given."""
    return Literal(value, language=language) if language else Literal(value)


def in_graph(graph: NamedNode, triples: list[Triple]) -> list[Quad]:
    """Triples as quads of one graph."""
    return [Quad(subject, predicate, value, graph) for subject, predicate, value in triples]
