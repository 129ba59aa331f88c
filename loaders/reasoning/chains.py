"""What follows from several triples at once, in a store that has all that follows from each alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from loaders.reasoning.matching import Triples
from loaders.reasoning.rules import SCHEMA, Atom, Binding, Key, Rule, Rules, Term, Triple, bound, key, unified


def chain(rules: Rules, triples: Triples) -> None:
    """Take in all that follows, until there is nothing new."""
    changed: set[Key] | None = None
    while changed is None or changed:
        now, changed = changed, set()
        for rule in rules.joins:
            if now is None or any(key(atom) in now for atom in rule.body):
                changed |= _take(rules, triples, rule)


def _take(rules: Rules, triples: Triples, rule: Rule) -> set[Key]:
    """Let one rule conclude; give what its conclusions, and what follows from those, are about."""
    found = transitive(triples, rule) if rule.is_transitive else joined(triples, rule)
    new = [triple for triple in found if not triples.holds(triple)]
    further = {one for triple in new for one in rules.conclusions(triple)}.difference(new)
    new += [triple for triple in further if not triples.holds(triple)]
    for triple in new:
        triples.add(triple)
    changed = {about for triple in new for about in (key(triple), (triple[1], None))}
    # What is transitively closed stays so, unless something came by another way.
    own = {triple[1] for triple in further}
    return changed - {key(rule.body[0])} if rule.is_transitive and rule.body[0][1] not in own else changed


def joined(triples: Triples, rule: Rule) -> set[Triple]:
    """What a rule concludes from all that matches its body."""
    assert rule.head is not None
    if len(rule.body) == 2 and all(atom[1] in SCHEMA for atom in rule.body):
        return paired(triples, rule)
    found = (bound(rule.head, binding) for binding, _ in triples.solutions(rule.body, {}))
    return {triple for triple in found if triple is not None}


def paired(triples: Triples, rule: Rule) -> set[Triple]:
    """The same of two patterns about the ontology: it is small, so all that matches either is put side by side."""
    assert rule.head is not None
    one, other = rule.body
    shared = sorted(variables(one) & variables(other))
    sides: dict[tuple[Term, ...], list[Binding]] = {}
    for binding in bindings(triples, other):
        sides.setdefault(tuple(binding[name] for name in shared), []).append(binding)
    found = (
        bound(rule.head, {**binding, **further})
        for binding in bindings(triples, one)
        for further in sides.get(tuple(binding[name] for name in shared), ())
    )
    return {triple for triple in found if triple is not None}


def variables(atom: Atom) -> set[str]:
    """The names of a pattern's variables."""
    return {part for part in atom if isinstance(part, str)}


def bindings(triples: Triples, atom: Atom) -> Iterator[Binding]:
    """How a pattern's variables are bound by what matches it."""
    for triple in triples.matches(atom, {}):
        found = unified(atom, triple, {})
        if found is not None:
            yield found


def transitive(triples: Triples, rule: Rule) -> Iterator[Triple]:
    """The transitive closure of a rule's property: from each node all that can be reached."""
    start, predicate, end = rule.body[0]
    edges: dict[object, set[object]] = {}
    for subject, _, value in triples.matches((start, predicate, end), {}):
        edges.setdefault(subject, set()).add(value)
    for node in edges:
        for other in reached(edges, node):
            triple = bound(rule.body[0], {str(start): node, str(end): other})  # type: ignore[dict-item]
            if triple is not None:
                yield triple


def reached(edges: dict[object, set[object]], node: object) -> Iterable[object]:
    """All nodes to which edges lead from a node, itself only where they lead back."""
    seen: set[object] = set()
    waiting = [node]
    while waiting:
        fresh = edges.get(waiting.pop(), set()) - seen
        seen |= fresh
        waiting += fresh
    return seen
