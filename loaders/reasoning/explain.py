"""One triple explained, as JSON: from a snapshot, for the command line and the endpoint alike."""

from __future__ import annotations

from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from loaders.reasoning.infer import rules_of
from loaders.reasoning.matching import Triples
from loaders.reasoning.proofs import proof
from loaders.reasoning.rules import Triple
from loaders.reasoning.telling import proof_json


def explained(store: Store, triple: Triple) -> dict[str, Any]:
    """Give the proof of a triple (`telling.proof_json`), with `holds`, which tells whether there is one.

    Raises QueryError where there are more ways than can be looked through.
    """
    triples = Triples(store)
    if not triples.holds(triple):
        return {"holds": False, "triple": [str(one) for one in triple]}
    found = proof(rules_of(store), triples, triple)
    if found is None:
        # The ontology that it followed from has changed since, or its graph was written by another program.
        return {"holds": True, "triple": [str(one) for one in triple], "stated": []}
    return {"holds": True, **proof_json(store, found)}


def term(text: str) -> NamedNode | Literal | None:
    """A term as Turtle writes it, or None for what is none."""
    try:
        quads = list(parse(f"<x:s> <x:p> {text} .", format=RdfFormat.TURTLE))
    except (SyntaxError, ValueError):
        return None
    value = quads[0].object if len(quads) == 1 else None
    return value if isinstance(value, NamedNode | Literal) else None


def triple_of(text: str) -> Triple:
    """A triple as N-Triples writes it; raises ValueError for anything else, and SyntaxError."""
    quad, *others = parse(text, format=RdfFormat.N_TRIPLES)
    subject, value = quad.subject, quad.object
    if others or not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
        raise ValueError("this is not one triple without blank nodes")
    return subject, quad.predicate, value
