"""Constraints that a value meets or not by itself, as SPARQL expressions that are true where it does not.

The components are those of SHACL Core: value type, value range, string-based
(https://www.w3.org/TR/shacl/#core-components).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pyoxigraph import Store
from rdflib import SH, XSD, Literal, URIRef

from loaders.validation.errors import UnknownConstraint
from loaders.validation.shapes import Parameter

#: An expression over a variable that is bound to a value.
Test = Callable[[str], str]

#: Datatypes whose lexical forms SPARQL's casts check.
CASTS = {
    *(XSD.integer, XSD.decimal, XSD.double, XSD.float, XSD.boolean, XSD.dateTime, XSD.date, XSD.time, XSD.duration),
    *(XSD.dayTimeDuration, XSD.yearMonthDuration, XSD.gYear, XSD.gYearMonth, XSD.gMonth, XSD.gMonthDay, XSD.gDay),
}
KINDS = {
    SH.IRI: "isIRI({0})",
    SH.BlankNode: "isBlank({0})",
    SH.Literal: "isLiteral({0})",
    SH.BlankNodeOrIRI: "!isLiteral({0})",
    SH.BlankNodeOrLiteral: "!isIRI({0})",
    SH.IRIOrLiteral: "!isBlank({0})",
}
BOUNDS = {SH.minInclusive: ">=", SH.maxInclusive: "<=", SH.minExclusive: ">", SH.maxExclusive: "<"}


def term(parameter: Parameter) -> str:
    """The value of a parameter as SPARQL writes it."""
    assert parameter.value is not None
    return parameter.value.n3()


def datatype(parameter: Parameter) -> Test:
    """No literal of a datatype, or one whose form is none of it, as far as SPARQL knows the datatype."""
    wanted = term(parameter)

    def test(value: str) -> str:
        cast = f" && isLiteral({wanted}(STR({value})))" if parameter.value in CASTS else ""
        return f"!COALESCE(isLiteral({value}) && DATATYPE({value}) = {wanted}{cast}, false)"

    return test


def bound(parameter: Parameter) -> Test:
    """Beyond a bound, or nothing that can be compared with it."""
    return lambda value: f"!COALESCE({value} {BOUNDS[parameter.name]} {term(parameter)}, false)"


def length(parameter: Parameter) -> Test:
    """Too short or too long; blank nodes have no length."""
    sign = "<" if parameter.name == SH.minLength else ">"
    return lambda value: f"(isBlank({value}) || STRLEN(STR({value})) {sign} {int(str(parameter.value))})"


def pattern(parameter: Parameter) -> Test:
    """Not as a regular expression says."""
    rest = f"{Literal(str(parameter.value)).n3()}, {Literal(parameter.flags).n3()}"
    # The engine says nothing of an expression that it can't run: it is an error in each row, and no row is found.
    if not Store().query(f'ASK {{ BIND(REGEX("", {rest}) AS ?runs) FILTER(BOUND(?runs)) }}'):
        raise UnknownConstraint(f"the sh:pattern {rest}, no regular expression of XPath,")
    return lambda value: f"(isBlank({value}) || !REGEX(STR({value}), {rest}))"


def node_kind(parameter: Parameter) -> Test:
    """Not an IRI, a literal, …, as asked for."""
    test = KINDS.get(URIRef(str(parameter.value)))
    if test is None:
        raise UnknownConstraint(f"the sh:nodeKind {parameter.value}")
    return lambda value: f"!{test.format(value)}"


def among(parameter: Parameter) -> Test:
    """None of a list of terms."""
    return lambda value: "!" + _any(f"sameTerm({value}, {one.n3()})" for one in parameter.members)


def language(parameter: Parameter) -> Test:
    """No literal in one of the languages."""
    ranges = [Literal(str(one)).n3() for one in parameter.members]
    return lambda value: f"!(isLiteral({value}) && {_any(f'LANGMATCHES(LANG({value}), {one})' for one in ranges)})"


def _any(tests: Iterable[str]) -> str:
    return f"({' || '.join(tests) or 'false'})"


TESTS: dict[URIRef, Callable[[Parameter], Test]] = {
    SH.datatype: datatype,
    SH.nodeKind: node_kind,
    SH.pattern: pattern,
    SH.minLength: length,
    SH.maxLength: length,
    SH["in"]: among,
    SH.languageIn: language,
    **dict.fromkeys(BOUNDS, bound),
}
