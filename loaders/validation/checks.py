"""The constraints of a shape as SPARQL expressions that are true where a constraint is violated.

The constraint components are those of SHACL Core (https://www.w3.org/TR/shacl/#core-components), but for closed shapes
and qualified counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, count

from rdflib import RDF, SH, URIRef
from rdflib.term import Node

from loaders.validation.errors import UnknownConstraint
from loaders.validation.shapes import Parameter, Shape
from loaders.validation.values import TESTS, term

#: A class and all below it.
Below = Callable[[Node], Iterable[Node]]
#: An expression over a focus node and one of its values, both names of variables.
Expression = Callable[[str, str], str]

#: So many values are told apart at most, by comparing each with each.
MOST_COUNTED = 6
#: Characters of an expression.
LONGEST = 200_000
ORDERS = {SH.lessThan: "<", SH.lessThanOrEquals: "<="}


@dataclass(frozen=True, slots=True)
class Check:
    """What one constraint asks: of each value of a path (of the focus node, where that is None), or of all together."""

    component: URIRef
    path: str | None
    each: bool
    violated: Expression


class Checks:
    """The checks of shapes, over data whose classes `below` tells."""

    def __init__(self, below: Below) -> None:
        self._below = below
        self._names = count()
        self._makers: dict[URIRef, Callable[[Parameter], Expression]] = {
            SH["class"]: self._type,
            SH["not"]: self._not,
            SH["and"]: self._and,
            SH["or"]: self._or,
            SH.xone: self._one,
            SH.node: self._and,
            SH.disjoint: self._disjoint,
            **dict.fromkeys(ORDERS, self._ordered),
        }

    def of(self, shape: Shape) -> Iterator[Check]:
        """The checks of a shape itself, without those of its property shapes.

        Raises UnknownConstraint.
        """
        for parameter in shape.parameters:
            for path, each, violated in self._found(shape.path, parameter):
                yield Check(component(parameter.name), path, each, violated)

    def conforms(self, shape: Shape, node: str) -> str:
        """An expression that is true where a node conforms to a shape."""
        parts = []
        for check in self.of(shape):
            if check.each and check.path is not None:
                value = self._fresh()
                parts.append(f"NOT EXISTS {{ {node} {check.path} {value} FILTER({check.violated(node, value)}) }}")
            else:
                parts.append(f"!({check.violated(node, node)})")
        parts += [self.conforms(inner, node) for inner in shape.properties]
        found = f"({' && '.join(parts) or 'true'})"
        if len(found) > LONGEST:
            raise UnknownConstraint("shapes inside shapes that make a query too long")
        return found

    def _found(self, path: str | None, parameter: Parameter) -> Iterator[tuple[str | None, bool, Expression]]:
        name = parameter.name
        if name in TESTS:
            test = TESTS[name](parameter)
            yield path, True, lambda _, value: test(value)
        elif name in self._makers:
            yield path, True, self._makers[name](parameter)
        elif name == SH.equals:
            other = term(parameter)
            yield path, True, lambda this, value: absent(this, other, value)
            yield other, True, lambda this, value: absent(this, path, value)
        elif name == SH.hasValue:
            wanted = term(parameter)
            yield path, False, lambda this, _: absent(this, path, wanted)
        elif path is None:
            raise UnknownConstraint(f"sh:{name.removeprefix(str(SH))} on a node shape")
        elif name == SH.uniqueLang:
            if str(parameter.value) == "true":
                yield path, False, lambda this, _: self._same_language(this, path)
        else:
            number = int(str(parameter.value))
            if name == SH.maxCount:
                yield path, False, lambda this, _: self._at_least(this, path, number + 1)
            elif number:
                yield path, False, lambda this, _: f"!{self._at_least(this, path, number)}"

    def _fresh(self) -> str:
        return f"?v{next(self._names)}"

    def _at_least(self, this: str, path: str, number: int) -> str:
        """Whether a path has that many values."""
        if number > MOST_COUNTED:
            raise UnknownConstraint(f"counts of {number} and more")
        values = [self._fresh() for _ in range(number)]
        return self._values(this, path, values, (f"!sameTerm({a}, {b})" for a, b in combinations(values, 2)))

    def _same_language(self, this: str, path: str) -> str:
        one, other = self._fresh(), self._fresh()
        tests = (f"LANG({one}) != ''", f"LANG({one}) = LANG({other})", f"!sameTerm({one}, {other})")
        return self._values(this, path, [one, other], tests)

    def _values(self, this: str, path: str, values: list[str], tests: Iterable[str]) -> str:
        return f"EXISTS {{ {this} {path} {', '.join(values)} FILTER({' && '.join(tests) or 'true'}) }}"

    def _type(self, parameter: Parameter) -> Expression:
        assert parameter.value is not None
        kind, classes = self._fresh(), ", ".join(one.n3() for one in self._below(parameter.value))
        typed = f"{RDF.type.n3()} {kind} FILTER({kind} IN ({classes}))"
        return lambda _, value: f"(isLiteral({value}) || NOT EXISTS {{ {value} {typed} }})"

    def _not(self, parameter: Parameter) -> Expression:
        return lambda _, value: f"!{self._and(parameter)(value, value)}"

    def _and(self, parameter: Parameter) -> Expression:
        return lambda _, value: f"!({' && '.join(self._each_of(parameter, value)) or 'true'})"

    def _or(self, parameter: Parameter) -> Expression:
        return lambda _, value: f"!({' || '.join(self._each_of(parameter, value)) or 'true'})"

    def _one(self, parameter: Parameter) -> Expression:
        return lambda _, value: f"({' + '.join(f'IF({x}, 1, 0)' for x in self._each_of(parameter, value))} != 1)"

    def _each_of(self, parameter: Parameter, value: str) -> list[str]:
        return [self.conforms(shape, value) for shape in parameter.shapes]

    def _disjoint(self, parameter: Parameter) -> Expression:
        return lambda this, value: f"EXISTS {{ {this} {term(parameter)} {value} }}"

    def _ordered(self, parameter: Parameter) -> Expression:
        other, sign = self._fresh(), ORDERS[parameter.name]
        return lambda this, value: (
            f"EXISTS {{ {this} {term(parameter)} {other} FILTER(!COALESCE({value} {sign} {other}, false)) }}"
        )


def absent(this: str, path: str | None, value: str) -> str:
    """That a node has no such value; without a path the node is its own value."""
    return f"!sameTerm({this}, {value})" if path is None else f"NOT EXISTS {{ {this} {path} {value} }}"


def component(parameter: URIRef) -> URIRef:
    """The constraint component of a parameter: sh:minCount is that of sh:MinCountConstraintComponent."""
    local = parameter.removeprefix(str(SH))
    return URIRef(f"{SH}{local[0].upper()}{local[1:]}ConstraintComponent")
