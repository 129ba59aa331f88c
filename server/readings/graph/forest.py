"""Which edge first leads to each node: the trees along which a drawing is laid out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence

#: The nodes that hang on each node; those that hang on nothing stand under None.
Forest = Mapping[str | None, Sequence[str]]


def forest(nodes: Sequence[str], edges: Iterable[tuple[str, str]], roots: Iterable[str]) -> Forest:
    """Grow trees from the roots, breadth first, over edges in both directions; each node stands in one, in given order.

    What no root leads to grows trees of its own, from the first node on.
    """
    order = {node: place for place, node in enumerate(nodes)}
    near: dict[str, list[str]] = {node: [] for node in nodes}
    for one, other in edges:
        near[one].append(other)
        near[other].append(one)
    found: dict[str | None, list[str]] = {None: []}
    seen: set[str] = set()
    for root in (*roots, *nodes):
        if root in seen:
            continue
        found[None].append(root)
        seen.add(root)
        waiting = deque([root])
        while waiting:
            node = waiting.popleft()
            fresh = sorted(set(near[node]) - seen, key=order.__getitem__)
            seen.update(fresh)
            waiting.extend(fresh)
            if fresh:
                found[node] = fresh
    return found
