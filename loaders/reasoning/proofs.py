"""Why a triple holds: the shortest proof of it, from rules and from triples that are stated."""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loaders.reasoning.matching import Triples
from loaders.reasoning.rules import Rule, Rules, Triple, bound, key, unified
from ontology.errors import QueryError

#: Steps that are looked at: a hundred roles in circles have as many ways around as they are times each other.
MOST = 200_000
#: Steps after which a proof is looked for the first time.
FIRST_LOOK = 8


@dataclass(frozen=True, slots=True)
class Proof:
    """A triple; where it is not stated, the rule that concludes it and the proofs of what that rests on."""

    triple: Triple
    rule: Rule | None = None
    premises: tuple[Proof, ...] = ()

    def leaves(self) -> Iterator[Triple]:
        """The stated triples on which it rests, each once."""
        yield from dict.fromkeys(self._leaves())

    def _leaves(self) -> Iterator[Triple]:
        if self.rule is None:
            yield self.triple
        for premise in self.premises:
            yield from premise._leaves()


@dataclass(frozen=True, slots=True)
class Step:
    """One way in which a rule concludes a triple."""

    conclusion: Triple
    rule: Rule
    premises: tuple[Triple, ...]


def proof(rules: Rules, triples: Triples, triple: Triple) -> Proof | None:
    """Give a short proof, or None for what does not hold.

    The ways back from the triple are looked through, the near ones first, until those found hold a proof. It is put
    together as in Knuth's generalisation of Dijkstra's algorithm (Information Processing Letters 6/1, 1977), the
    cheapest proofs first. So circles, such as a property and its inverse, prove nothing.

    Raises QueryError where there are more ways than can be looked through.
    """
    if triples.is_stated(triple):
        return Proof(triple)
    search, next_look = Search(rules, triples, triple), FIRST_LOOK
    while search.goes_on:
        search.further()
        if len(search.steps) >= next_look:
            if (found := cheapest(triple, search)) is not None:
                return found
            next_look = 2 * len(search.steps)
        if len(search.steps) > MOST:
            raise QueryError(
                f"no proof among the {MOST:,} nearest ways to this triple; ask for a triple nearer to documents"
            )
    return cheapest(triple, search)


class Search:
    """The steps by which a triple may be concluded, and what they rest on, found the near ones first."""

    def __init__(self, rules: Rules, triples: Triples, triple: Triple) -> None:
        self._rules = rules
        self._triples = triples
        self._seen: set[Triple] = set()
        self._waiting: deque[Triple] = deque()
        self.steps: list[Step] = []
        self.stated: list[Triple] = []
        self._meet(triple)

    @property
    def goes_on(self) -> bool:
        """Whether there may be further steps."""
        return bool(self._waiting)

    def further(self) -> None:
        """Find the steps that need several triples at once and lead to the next triple."""
        self._take(self._waiting.popleft(), single=False)

    def _meet(self, triple: Triple) -> None:
        """Note a triple; the steps that need one other triple alone are few, and looked for at once."""
        arrived = [triple]
        while arrived:
            one = arrived.pop()
            if one in self._seen:
                continue
            self._seen.add(one)
            if self._triples.is_stated(one):
                self.stated.append(one)
            else:
                self._waiting.append(one)
                arrived += self._steps(one, single=True)

    def _take(self, triple: Triple, *, single: bool) -> None:
        for premise in self._steps(triple, single=single):
            self._meet(premise)

    def _steps(self, triple: Triple, *, single: bool) -> list[Triple]:
        """Note the steps to a triple, and give what they rest on."""
        found: list[Triple] = []
        for rule in self._rules.by_head.get(key(triple), ()):
            assert rule.head is not None
            binding = unified(rule.head, triple, {}) if (len(rule.body) == 1) is single else None
            if binding is not None:
                for match, premises in self._triples.solutions(rule.body, binding):
                    if bound(rule.head, match) == triple:
                        self.steps.append(Step(triple, rule, premises))
                        found += premises
        return found


def cheapest(triple: Triple, search: Search) -> Proof | None:
    """The proof with the fewest steps among those found."""
    using: dict[Triple, list[int]] = {}
    missing = [set(step.premises) for step in search.steps]
    for place, premises in enumerate(missing):
        for premise in premises:
            using.setdefault(premise, []).append(place)
    cost: dict[Triple, int] = {}
    chosen: dict[Triple, Step | None] = {}
    waiting: list[tuple[int, int, Triple]] = [(0, -1, one) for one in search.stated]
    while waiting and triple not in chosen:
        price, place, one = heapq.heappop(waiting)
        if one in chosen:
            continue
        cost[one], chosen[one] = price, search.steps[place] if place >= 0 else None
        for way in using.get(one, ()):
            missing[way].discard(one)
            if not missing[way]:
                step = search.steps[way]
                total = 1 + sum(cost[premise] for premise in set(step.premises))
                heapq.heappush(waiting, (total, way, step.conclusion))
    return built(triple, chosen) if triple in chosen else None


def built(triple: Triple, chosen: Mapping[Triple, Step | None]) -> Proof:
    """The proof by the steps chosen."""
    step = chosen[triple]
    if step is None:
        return Proof(triple)
    return Proof(triple, step.rule, tuple(built(premise, chosen) for premise in step.premises))
