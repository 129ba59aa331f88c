"""A statement in a URL: `s`, `p` and `o`, as IRIs, prefixed names, or for `o` a literal as Turtle writes it."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode

from loaders.reasoning.explain import term
from ontology.errors import QueryError
from ontology.said import message_of, said
from queries.values import iri
from server.errors import MalformedRequest
from server.parameters import once

#: The parameters, and what each is of the triple.
PARAMETERS = {"s": said("subject"), "p": said("predicate"), "o": said("object")}


def statement(given: Sequence[tuple[str, str]]) -> str:
    """Give the triple that a URL names as N-Triples writes it. Raises MalformedRequest, naming the parameter."""
    subject, predicate, value = (_given(given, name) for name in PARAMETERS)
    # As Turtle has it, and the command line.
    predicate = "rdf:type" if predicate == "a" else predicate
    return f"{_named(subject, 's')} {_named(predicate, 'p')} {_term(value)} ."


def _given(given: Sequence[tuple[str, str]], name: str) -> str:
    found = once(given, name)
    if found is None:
        raise MalformedRequest(
            said(
                "The parameter `%(name)s` is missing: the triple's %(part)s.",
                name=name,
                part=PARAMETERS[name],
            )
        )
    return found


def _named(value: str, name: str) -> NamedNode:
    try:
        return NamedNode(iri(value))
    except (QueryError, ValueError) as error:
        raise MalformedRequest(
            said("The parameter `%(name)s`: %(error)s.", name=name, error=message_of(error))
        ) from error


def _term(value: str) -> NamedNode | Literal:
    if not value.startswith('"'):
        return _named(value, "o")
    found = term(value)
    if found is None:
        raise MalformedRequest(said("The parameter `o` is no literal; write it as Turtle does."))
    return found
