"""What follows anew, and what no longer, when some triples were stated and others are no longer.

Delete and rederive: first everything that rests on what went is given up, then what follows all the same is taken back
(A. Gupta, I. S. Mumick, V. S. Subrahmanian: Maintaining views incrementally, SIGMOD 1993).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from loaders.reasoning.matching import Triples, matched
from loaders.reasoning.rules import Rules, Triple, bound, key, unified


def revise(rules: Rules, triples: Triples, gone: Collection[Triple], new: Collection[Triple]) -> None:
    """Make the inferred triples right after `gone` went from what is stated and `new` came there.

    The store holds what is stated now, and inferred triples that were right before.
    """
    doubtful = given_up(rules, triples, gone)
    back = [
        triple for triple in (*doubtful, *gone) if not triples.is_stated(triple) and follows(rules, triples, triple)
    ]
    for triple in back:
        triples.add(triple)
    extend(rules, triples, (*back, *new))
    for triple in new:
        # What is stated is not inferred too.
        if triples.was_inferred(triple):
            triples.drop(triple)


def given_up(rules: Rules, triples: Triples, gone: Collection[Triple]) -> set[Triple]:
    """Drop all inferred triples that rest on what went, and give them."""
    found: set[Triple] = set()
    waiting = list(gone)
    while waiting:
        triple = waiting.pop()
        # The store's own inferred triples still match here, since only afterwards they are dropped.
        for conclusion in concluded(rules, triples, triple, gone):
            if conclusion not in found and triples.was_inferred(conclusion):
                found.add(conclusion)
                waiting.append(conclusion)
    for triple in found:
        triples.drop(triple)
    return found


def extend(rules: Rules, triples: Triples, start: Iterable[Triple]) -> None:
    """Take in all that follows from new triples."""
    waiting = list(start)
    while waiting:
        triple = waiting.pop()
        for conclusion in concluded(rules, triples, triple):
            if not triples.holds(conclusion):
                triples.add(conclusion)
                waiting.append(conclusion)


def concluded(rules: Rules, triples: Triples, triple: Triple, extra: Collection[Triple] = ()) -> Iterator[Triple]:
    """What follows from a triple alone, and together with others; `extra` are triples that hold besides."""
    yield from rules.conclusions(triple)
    subject, predicate, _ = triple
    for about in {key(triple), key((subject, predicate, "y"))}:
        for rule, place in rules.by_body.get(about, ()):
            if rule.head is not None:
                near = [one for one in extra if any(one[1] == atom[1] for atom in rule.body)] if extra else ()
                for binding, _ in list(matched(rule, place, triple, triples, near)):
                    conclusion = bound(rule.head, binding)
                    if conclusion is not None:
                        yield conclusion


def follows(rules: Rules, triples: Triples, triple: Triple) -> bool:
    """Whether a triple follows in one step from what holds."""
    for rule in rules.by_head.get(key(triple), ()):
        assert rule.head is not None
        binding = unified(rule.head, triple, {})
        if binding is not None and next(triples.solutions(rule.body, binding), None) is not None:
            return True
    return False
