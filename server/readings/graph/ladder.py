"""Places for roles by where they lead: each stands above all that lead to it, but for one step of each circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

#: From one rank to the next, and between roles of one rank, in pixels.
RISE, ROOM = 130.0, 170.0
#: How often ranks are put in the order of their neighbours'.
SWEEPS = 8

Point = tuple[float, float]


def ranks(nodes: Sequence[str], steps: Iterable[tuple[str, str]]) -> dict[str, int]:
    """Give the rank of each node: the longest way up to it, from 0; a step that closes a circle is not counted."""
    after: dict[str, list[str]] = {node: [] for node in nodes}
    for start, end in sorted(set(steps)):
        after[start].append(end)
    # Depth first, without recursion: `done` holds each node after all that it leads to.
    done: list[str] = []
    kept: dict[str, list[str]] = {node: [] for node in nodes}
    state = dict.fromkeys(nodes, 0)
    for root in nodes:
        stack = [(root, iter(after[root]))] if not state[root] else []
        state[root] = state[root] or 1
        while stack:
            node, following = stack[-1]
            below = next(following, None)
            if below is None:
                stack.pop()
                state[node] = 2
                done.append(node)
            elif state[below] != 1:
                kept[node].append(below)
                if not state[below]:
                    state[below] = 1
                    stack.append((below, iter(after[below])))
    found = dict.fromkeys(nodes, 0)
    for node in reversed(done):
        for end in kept[node]:
            found[end] = max(found[end], found[node] + 1)
    return found


def places(
    nodes: Sequence[str], steps: Sequence[tuple[str, str]], beside: Sequence[tuple[str, str]] = ()
) -> dict[str, Point]:
    """Give a place to every role, the highest rank on top; `beside` are pairs that are drawn near each other."""
    level = _levels(nodes, steps, beside)
    rows: dict[int, list[str]] = {}
    for node in nodes:
        rows.setdefault(level[node], []).append(node)
    near: dict[str, list[str]] = {node: [] for node in nodes}
    for one, other in (*steps, *beside):
        near[one].append(other)
        near[other].append(one)
    column = _spread(rows)
    for sweep in range(SWEEPS):
        for rank in sorted(rows, reverse=bool(sweep % 2)):
            means = {node: _mean(node, near[node], column) for node in rows[rank]}
            rows[rank].sort(key=lambda node: (means[node], node))
            column |= _spread({rank: rows[rank]})
    return {node: (column[node] * ROOM, -level[node] * RISE) for node in nodes}


def _levels(
    nodes: Sequence[str], steps: Sequence[tuple[str, str]], beside: Sequence[tuple[str, str]]
) -> dict[str, int]:
    """Give the ranks; what no step leads to or from stands on the rank of what it is beside."""
    level = ranks(nodes, steps)
    stepped = {node for step in steps for node in step}
    for one, other in (*beside, *(pair[::-1] for pair in beside)):
        if one in stepped and other not in stepped:
            level[other] = level[one]
    return level


def _spread(rows: Mapping[int, Sequence[str]]) -> dict[str, float]:
    return {node: place - (len(row) - 1) / 2 for row in rows.values() for place, node in enumerate(row)}


def _mean(node: str, near: Sequence[str], column: Mapping[str, float]) -> float:
    return sum(column[other] for other in near) / len(near) if near else column[node]
