"""The names by which a concept is looked for: of many the ones that tell the most, for what costs time by the name."""

from __future__ import annotations

from collections.abc import Sequence

from loaders.linking.model import Name
from loaders.linking.texts import folded

#: Names that are compared by their letters, and by their meaning: each costs some milliseconds.
LETTERED, MEANT = 10, 3
#: Names that are compared by their words.
WORDED = 40


def spread(names: Sequence[Name], languages: Sequence[str], most: int) -> list[Name]:
    """Some names: preferred ones first, of each language in turn, those that the taxonomy has before others."""
    turns: dict[tuple[int, str], int] = {}
    order: list[tuple[int, int, int, Name]] = []
    for name in sorted(names, key=lambda one: not one.preferred):
        place = languages.index(name.language) if name.language in languages else len(languages)
        turn = turns[place, name.language] = turns.get((place, name.language), -1) + 1
        # A second name of a language that the taxonomy has tells more than one of a language that it lacks.
        order.append((turn + 2 * (place == len(languages)), place, len(order), name))
    found: dict[str, Name] = {}
    for *_, name in sorted(order, key=lambda one: one[:3]):
        found.setdefault(folded(name.text), name)
    return [name for text, name in found.items() if text][:most]
