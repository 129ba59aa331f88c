"""An answer to a query, the same whoever gave it: named columns and rows of RDF terms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Triple

from ontology.terms import Xsd

#: An RDF term; a triple may be one where the engine knows RDF 1.2.
Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
#: What a program without RDF wants of a term.
Value: TypeAlias = str | int | float | bool | None

_XSD = Xsd.integer.value.removesuffix("integer")
_INTEGERS = frozenset(
    _XSD + name for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger")
)
_NUMBERS = frozenset(_XSD + name for name in ("decimal", "double", "float"))


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query of the given form (SELECT, ASK, CONSTRUCT or DESCRIBE).

    `solutions` has a row for each solution with a term, or None if unbound, for each of `variables`. An ASK has
    one row with one boolean, a graph one row a triple under `subject`, `predicate` and `object`.
    """

    form: str
    variables: tuple[str, ...]
    solutions: tuple[tuple[Term | None, ...], ...]
    #: The triples of a graph themselves.
    triples: tuple[Triple, ...] = ()

    @property
    def rows(self) -> list[tuple[Value, ...]]:
        """The rows as plain values: numbers and booleans as Python's own, all else as text."""
        return [tuple(plain(term) for term in solution) for solution in self.solutions]

    @property
    def is_graph(self) -> bool:
        """Whether the rows are triples."""
        return self.form in {"CONSTRUCT", "DESCRIBE"}


def collect(form: str, results: QuerySolutions | QueryBoolean | QueryTriples) -> Answer:
    """Read all results of a query into an answer; errors of the engine while it reads are passed on."""
    if isinstance(results, QueryBoolean):
        return Answer(form, ("boolean",), ((Literal(bool(results)),),))
    if isinstance(results, QueryTriples):
        return graph_answer(form, results)
    variables = tuple(variable.value for variable in results.variables)
    return Answer(form, variables, tuple(tuple(solution) for solution in results))


def graph_answer(form: str, triples: Iterable[Triple]) -> Answer:
    """Make an answer of triples, each once and in a fixed order, since an engine gives them in any."""
    ordered = tuple(sorted(set(triples), key=str))
    rows = tuple((triple.subject, triple.predicate, triple.object) for triple in ordered)
    return Answer(form, ("subject", "predicate", "object"), rows, ordered)


def plain(term: Term | None) -> Value:
    """Give a term as a plain value; a number that Python can't read stays text."""
    if term is None:
        return None
    if isinstance(term, Literal):
        return _plain_literal(term)
    return term.value if isinstance(term, NamedNode) else str(term)


def _plain_literal(literal: Literal) -> Value:
    datatype = literal.datatype.value
    try:
        if datatype in _INTEGERS:
            return int(literal.value)
        if datatype in _NUMBERS:
            return float(literal.value)
    except ValueError:
        return literal.value
    if datatype == Xsd.boolean.value and literal.value in {"true", "false", "1", "0"}:
        return literal.value in {"true", "1"}
    return literal.value
