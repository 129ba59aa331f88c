"""All paths in one drawing: each role once, each move once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.pages.ladder import Ladder, ladder

#: Drawings of more moves are no help, and take long to lay out.
MOST_MOVES = 60


@dataclass(frozen=True, slots=True)
class Drawing:
    """The roles and arrows with their places; `kinds` and `numbers` tell of each pair of roles its move."""

    ladder: Ladder
    kinds: Mapping[tuple[str, str], str]
    numbers: Mapping[tuple[str, str], int]


def drawing(found: Mapping[str, Any]) -> Drawing | None:
    """Draw the reading `paths`; None where there is no move to draw, or too many."""
    pairs = [(move["from"], move["to"]) for move in found["moves"]]
    if not pairs or len(pairs) > MOST_MOVES:
        return None
    met = {role for pair in pairs for role in pair}
    roles = {role["iri"]: role for role in found["roles"] if role["iri"] in met}
    drawn = ladder(found["to"]["iri"], {"steps": pairs, "roles": roles})
    if drawn is None:
        return None
    kinds = {pair: move["kind"] for pair, move in zip(pairs, found["moves"], strict=True)}
    return Drawing(drawn, kinds, {pair: number for number, pair in enumerate(pairs, 1)})
