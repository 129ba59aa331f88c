"""All simple paths from one node to another, shortest first: the order is the same for the same moves.

A path is simple where it comes to no node twice. Paths are looked for length by length; nodes from which the goal is
too far are never entered, so that a path is dropped only where it would meet itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

#: Nodes that may be entered in one search; with this many it is given up, and says so.
MOST_ENTERED = 50_000

#: Gives the nodes on one side of a node, in the order in which they are tried.
Around = Callable[[NamedNode], Sequence[NamedNode]]
Path = tuple[NamedNode, ...]


@dataclass(slots=True)
class Search:
    """A search from `start` to `goal`; `after` and `before` give the nodes to which a move leads, and from which.

    `longest` is the most moves of a path. Iterating gives the paths by length, paths of one length in the order of
    `after`. `spent` tells, once it is over, that it ended before all of them were found.
    """

    start: NamedNode
    goal: NamedNode
    after: Around
    before: Around
    longest: int
    spent: bool = field(default=False, init=False)
    _entered: int = field(default=0, init=False)

    def __iter__(self) -> Iterator[Path]:
        left = distances(self.goal, self.before, self.longest)
        if self.start == self.goal:
            yield (self.start,)
        elif self.start in left:
            for length in range(left[self.start], self.longest + 1):
                yield from self._of_length(left, length)

    def _of_length(self, left: Mapping[NamedNode, int], length: int) -> Iterator[Path]:
        """Give the paths of just this length; `left` has the fewest moves from each node to the goal."""
        path = {self.start: None}
        ahead = [iter(self.after(self.start))]
        while ahead and not self.spent:
            node = next(ahead[-1], None)
            if node is None:
                ahead.pop()
                path.popitem()
            elif node == self.goal:
                if len(ahead) == length:
                    yield (*path, node)
            elif node not in path and left.get(node, length) + len(ahead) <= length:
                path[node] = None
                ahead.append(iter(self.after(node)))
                self._entered += 1
                self.spent = self._entered >= MOST_ENTERED


def distances(start: NamedNode, around: Around, longest: int) -> dict[NamedNode, int]:
    """Give the fewest moves between `start` and each node that is no farther than `longest`, itself included."""
    found = {start: 0}
    rank = [start]
    for distance in range(1, longest + 1):
        near = dict.fromkeys(other for node in rank for other in around(node))
        rank = [other for other in near if other not in found]
        found.update(dict.fromkeys(rank, distance))
    return found
