"""What a worker has looked up is remembered: it reads one snapshot only, and that never changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pyoxigraph import NamedNode, Store

Found = TypeVar("Found")

#: Answers that are remembered; a worker's memory is limited.
MOST = 20_000

#: The store that is remembered of, and the answers, by question and node.
_state: tuple[Store | None, dict[tuple[object, NamedNode], Any]] = (None, {})


def remembered(store: Store, look: Callable[[Store, NamedNode], Found], node: NamedNode) -> Found:
    """Give `look(store, node)`, looked up once as long as the same store is asked."""
    global _state
    if _state[0] is not store:
        _state = (store, {})
    known = _state[1]
    found = known.get((look, node))
    if found is None:
        found = look(store, node)
        if len(known) >= MOST:
            # The oldest goes.
            del known[next(iter(known))]
        known[look, node] = found
    answer: Found = found
    return answer
