"""What contradicts the ontology: the triples that can't all be true, whether stated or inferred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from loaders.reasoning import updates
from loaders.reasoning.infer import Places
from loaders.reasoning.matching import Triples, matched
from loaders.reasoning.rules import OBJECT, Atom, Binding, Rule, Rules, Triple, key
from ontology.terms import DEFAULT_GRAPHS, Xsd

#: Further contradictions of one axiom are not told: the first ones tell what is wrong.
MOST = 100
#: Datatypes whose values are those of another one too.
WIDER = {Xsd.decimal: (Xsd.integer,)}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A contradiction: the rule that tells it, and the triples that match it."""

    rule: Rule
    triples: tuple[Triple, ...]


def conflicts(store: Store, rules: Rules) -> list[Conflict]:
    """All contradictions of a store whose inferred graph is up to date."""
    places = Places(store, DEFAULT_GRAPHS)
    found: dict[Conflict, None] = {}
    for rule in rules.constraints:
        query = updates.violations(rule, places, allowed(rule))
        if query is not None:
            answer = store.query(query)
            assert isinstance(answer, QuerySolutions)
            names = [one.value for one in answer.variables]
            for row in islice(answer, MOST):
                binding = {name: row[name] for name in names}
                found[Conflict(rule, tuple(_filled(atom, binding) for atom in rule.body))] = None
    return list(found)


def among(store: Store, rules: Rules, new: Iterable[Triple]) -> list[Conflict]:
    """The contradictions in which one of these triples has a part."""
    triples = Triples(store)
    found = (one for triple in new for one in _with(rules, triples, triple))
    return list(dict.fromkeys(found))


def allowed(rule: Rule) -> tuple[NamedNode, ...]:
    """The datatypes whose literals a rule about datatypes lets pass."""
    return () if rule.datatype is None else (rule.datatype, *WIDER.get(rule.datatype, ()))


def _with(rules: Rules, triples: Triples, triple: Triple) -> Iterator[Conflict]:
    for about in {key(triple), (triple[1], None)}:
        for rule, place in rules.by_body.get(about, ()):
            if rule.head is None:
                for binding, found in matched(rule, place, triple, triples):
                    if rule.datatype is None or _is_outside(binding, rule):
                        yield Conflict(rule, found)


def _is_outside(binding: Binding, rule: Rule) -> bool:
    value = binding[OBJECT]
    return isinstance(value, Literal) and value.datatype not in allowed(rule)


def _filled(atom: Atom, binding: Binding) -> Triple:
    subject, predicate, value = (binding[part] if isinstance(part, str) else part for part in atom)
    assert isinstance(subject, NamedNode)
    assert isinstance(predicate, NamedNode)
    return subject, predicate, value
