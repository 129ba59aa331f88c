"""`/explain?s=…&p=…&o=…`: why a triple holds, down to the sentences of documents, as JSON."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from pyoxigraph import Literal, NamedNode

from loaders.reasoning.explain import term
from ontology.errors import QueryError
from queries.values import iri
from server.asking import read
from server.errors import MalformedRequest
from server.house import House
from server.protocol import decode_form

PARAMETERS = {"s": "subject", "p": "predicate", "o": "object"}


def blueprint(house: House) -> Blueprint:
    """Give the page; a worker looks for the proof, within the limits of a query."""
    made = Blueprint("explain", __name__)

    @made.get("/explain")
    def explain() -> Response:
        given = decode_form(request.query_string)
        subject, predicate, value = (_value(given, name) for name in PARAMETERS)
        # As Turtle has it, and the command line.
        predicate = "rdf:type" if predicate == "a" else predicate
        text = f"{_named(subject, 's')} {_named(predicate, 'p')} {_term(value)} ."
        response = jsonify(read(house, "proof", triple=text).value)
        response.headers["Cache-Control"] = "no-cache"
        return response

    return made


def _value(given: list[tuple[str, str]], name: str) -> str:
    found = [value for key, value in given if key == name]
    if len(found) != 1:
        raise MalformedRequest(f"The parameter `{name}` is wanted once: the triple's {PARAMETERS[name]}.")
    return found[0]


def _named(value: str, name: str) -> NamedNode:
    try:
        return NamedNode(iri(value))
    except QueryError as error:
        raise MalformedRequest(f"The parameter `{name}`: {error}.") from error


def _term(value: str) -> NamedNode | Literal:
    """An IRI, a prefixed name, or a literal as Turtle writes it."""
    if not value.startswith('"'):
        return _named(value, "o")
    found = term(value)
    if found is None:
        raise MalformedRequest("The parameter `o` is no literal; write it as Turtle does.")
    return found
