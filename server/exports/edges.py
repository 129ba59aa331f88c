"""Many edges in little room, in the order in which an answer gives them, and afterwards sorted.

An edge is three numbers of four bytes, and eight more while all are sorted; only what an answer tells of it takes more.
A file on disk would hold any number of them, but what evaluates foreign queries may write none (docs/security.md).
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby

from server.exports.model import Value

#: What an answer tells of an edge: its weight, and values of further columns.
Told = tuple[int | float, tuple[Value, ...]]
#: A row of `Edges.sorted`: source, kind and target as numbers, and what was told.
Row = tuple[int, int, int, Told]

#: What is told of an edge of which nothing is.
USUAL: Told = (1, ())


class Edges:
    """Edges between numbered nodes, each of a numbered kind."""

    def __init__(self) -> None:
        self._sources, self._kinds, self._targets = array("I"), array("I"), array("I")
        self._weights: array[int] | list[int | float] = array("q")
        self._values = _Values()

    def add(self, source: int, kind: int, target: int, told: Told | None) -> None:
        """Take in an edge; either all edges of an answer have something told, or none."""
        self._sources.append(source)
        self._kinds.append(kind)
        self._targets.append(target)
        if told is not None:
            self._weigh(told[0])
            if told[1]:
                self._values.append(told[1])

    def _weigh(self, weight: int | float) -> None:
        try:
            self._weights.append(weight)  # type: ignore[arg-type]
        except (TypeError, OverflowError):
            # The first fraction, or number beyond 64 bits.
            self._weights = [*self._weights, weight]

    def sorted(self, places: Sequence[int], ranks: Sequence[int]) -> Iterator[Row]:
        """Give each edge once, by the place of its source, the rank of its kind and the place of its target.

        `places` and `ranks` are by number. Weights of the same edge are added; values are those that came first.
        """

        def key(number: int) -> tuple[int, int]:
            return ranks[self._kinds[number]], places[self._targets[number]]

        for numbers in self._by_source(places):
            # Sorting is stable, so the first of the same is the one that came first.
            for _, same in groupby(sorted(numbers, key=key), key):
                first, *others = same
                told = self._told(first)
                if others and self._weights:
                    told = (told[0] + sum(self._weights[one] for one in others), told[1])
                yield self._sources[first], self._kinds[first], self._targets[first], told

    def _by_source(self, places: Sequence[int]) -> Iterator[array[int]]:
        """Give the edges' numbers in lists of the same source, by the place of that, each list in order."""
        starts = array("Q", bytes(8 * (len(places) + 1)))
        for source in self._sources:
            starts[places[source] + 1] += 1
        for place in range(len(places)):
            starts[place + 1] += starts[place]
        order, free = array("Q", bytes(8 * len(self._sources))), starts[:-1]
        for number, source in enumerate(self._sources):
            place = places[source]
            order[free[place]] = number
            free[place] += 1
        for place in range(len(places)):
            if starts[place] != starts[place + 1]:
                yield order[starts[place] : starts[place + 1]]

    def _told(self, number: int) -> Told:
        if not self._weights:
            return USUAL
        return self._weights[number], self._values[number] if self._values else ()


class _Values:
    """Tuples of values, one behind the other as JSON."""

    def __init__(self) -> None:
        self._written = bytearray()
        self._ends = array("Q")

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> tuple[Value, ...]:
        start = self._ends[number - 1] if number else 0
        found = json.loads(self._written[start : self._ends[number]])
        return tuple(tuple(one) if isinstance(one, list) else one for one in found)

    def append(self, values: tuple[Value, ...]) -> None:
        """Write a tuple down."""
        self._written += json.dumps(values).encode()
        self._ends.append(len(self._written))
