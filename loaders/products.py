"""Products named in a text: those of the vocabulary anywhere; in tools sections also names by their capitals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from loaders.capital_names import by_capitals
from loaders.known_products import Found, from_vocabulary
from loaders.longer_names import longer


@lru_cache(maxsize=16384)
def products(text: str, language: str, in_tools: bool, *, alone: bool = False) -> Sequence[Found]:
    """The products that a text names, in order of place, none inside another; documents of a house repeat texts.

    `alone` says that the text is all that stands behind the label of an item.
    """
    found = list(from_vocabulary(text, language))
    if in_tools:
        found = [longer(text, one, language) for one in found]
        taken = [range(one.start, one.end) for one in found]
        named = by_capitals(text, language, alone=alone)
        found += [one for one in named if not any(overlap(one, place) for place in taken)]
    return tuple(sorted(found, key=lambda one: one.start))


def overlap(one: Found, place: range) -> bool:
    """Whether a find touches a place already taken."""
    return one.start < place.stop and place.start < one.end
