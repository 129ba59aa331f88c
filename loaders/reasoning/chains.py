"""What follows from several triples at once, in a store that has all that follows from each alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain as one_after_another
from itertools import islice

from pyoxigraph import NamedNode, Store

from loaders.reasoning.matching import Triples
from loaders.reasoning.rounds import rounds
from loaders.reasoning.rules import Atom, Binding, Key, Rule, Rules, Term, Triple, bound, key, unified, variables

#: Conclusions that are held at once: a million would take half a gigabyte.
AT_ONCE = 100_000


def chain(rules: Rules, store: Store, write: Callable[[set[Triple]], None]) -> None:
    """Conclude until there is nothing new; `write` puts conclusions into the store's inferred graph."""
    rounds(rules.joins, partial(_take, rules, Triples(store), write))


def _take(rules: Rules, triples: Triples, write: Callable[[set[Triple]], None], rule: Rule) -> set[Key]:
    """Let one rule conclude; give what its conclusions, and what follows from those, are about."""
    found = transitive(triples, rule) if rule.is_transitive else joined(triples, rule)
    changed: set[Key] = set()
    own: set[NamedNode] = set()
    while part := set(islice(found, AT_ONCE)):
        # A closure adds what is not there.
        new = part if rule.is_transitive else triples.unknown(part)
        further = triples.unknown(rules.all_conclusions(new) - new)
        new |= further
        if new:
            write(new)
        about = {about for triple in new for about in (key(triple), (triple[1], None))}
        triples.look_again(about)
        changed |= about
        own |= {triple[1] for triple in further}
    # What is transitively closed stays so, unless something came by another way.
    return changed - {key(rule.body[0])} if rule.is_transitive and rule.body[0][1] not in own else changed


def joined(triples: Triples, rule: Rule) -> Iterator[Triple]:
    """What a rule concludes from all that matches its body."""
    assert rule.head is not None
    if len(rule.body) == 2:
        return paired(triples, rule)
    found = (bound(rule.head, binding) for binding, _ in triples.solutions(rule.body, {}))
    return (triple for triple in found if triple is not None)


def paired(triples: Triples, rule: Rule) -> Iterator[Triple]:
    """The same of two patterns: the one with fewer matches is put into a table, and the other goes along it."""
    assert rule.head is not None
    one, other = rule.body
    shared = sorted(variables(one) & variables(other))
    few, many = fewer(bindings(triples, one), bindings(triples, other))
    table: dict[tuple[Term, ...], list[Binding]] = {}
    for binding in few:
        table.setdefault(tuple(binding[name] for name in shared), []).append(binding)
    for binding in many if table else ():
        for further in table.get(tuple(binding[name] for name in shared), ()):
            triple = bound(rule.head, {**binding, **further})
            if triple is not None:
                yield triple


def fewer(one: Iterator[Binding], other: Iterator[Binding]) -> tuple[list[Binding], Iterator[Binding]]:
    """The shorter of two iterators as a list, and the other; of neither is more held than of the shorter."""
    ours: list[Binding] = []
    theirs: list[Binding] = []
    while True:
        if (mine := next(one, None)) is None:
            return ours, one_after_another(theirs, other)
        ours.append(mine)
        if (their := next(other, None)) is None:
            return theirs, one_after_another(ours, one)
        theirs.append(their)


def bindings(triples: Triples, atom: Atom) -> Iterator[Binding]:
    """How a pattern's variables are bound by what matches it."""
    for triple in triples.matches(atom, {}):
        found = unified(atom, triple, {})
        if found is not None:
            yield found


def transitive(triples: Triples, rule: Rule) -> Iterator[Triple]:
    """What the transitive closure of a rule's property adds to it: from each node all that can be reached."""
    start, predicate, end = rule.body[0]
    edges: dict[Term, set[Term]] = {}
    for subject, _, value in triples.matches((start, predicate, end), {}):
        edges.setdefault(subject, set()).add(value)
    for node in edges:
        for other in reached(edges, node) - edges[node]:
            triple = bound(rule.body[0], {str(start): node, str(end): other})
            if triple is not None:
                yield triple


def reached(edges: dict[Term, set[Term]], node: Term) -> set[Term]:
    """All nodes to which edges lead from a node, itself only where they lead back."""
    seen: set[Term] = set()
    waiting = [node]
    while waiting:
        fresh = edges.get(waiting.pop(), set()) - seen
        seen |= fresh
        waiting += fresh
    return seen
