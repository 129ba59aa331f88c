"""Evidence to a score from 0 to 100, and when a candidate is taken for sure.

A probability by the matcher is moved, on the scale of log odds, by what properties say.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loaders.linking.texts import folded
from server.reconcile.asked import Given

#: The least probability of a concept that bears the very name, as its preferred label or as another one; how much more
#: it may be; and how much of its probability another concept keeps.
PREFERRED, OTHER, MORE, UNLIKE = 0.97, 0.93, 0.02, 0.9
#: What a property moves: one that fits, one that does not, and a type that was not asked for.
FITS, DIFFERS, OTHER_TYPE = 2.5, -1.5, -2.0
#: The score from which a candidate may be taken for sure, with the very name and without.
SURE, SURE_UNLIKE = 90.0, 95.0
#: How far below the next one must be, in log odds: any other, and one that bears the name too.
APART, APART_NAMED = 0.5, 2.0


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score, found in a language; `name` is "preferred" or "other" if it bears the very name."""

    iri: str
    score: float
    name: str
    features: Mapping[str, float | bool]
    identified: bool = False
    language: str = ""


def name_of(text: str, label: str, preferred: Iterable[str]) -> str:
    """Tell whether a text is the very name of a concept that was found by a label: "preferred", "other" or ""."""
    plain = folded(text)
    if plain in map(folded, preferred):
        return "preferred"
    return "other" if plain and plain == folded(label) else ""


def score(probability: float, name: str, moves: Iterable[float]) -> float:
    """Give the score from 0 to 100 of a candidate: by its probability, its name, and what moves it."""
    least = {"preferred": PREFERRED, "other": OTHER}.get(name)
    found = min(max(probability, least), least + MORE) if least else probability * UNLIKE
    return round(100 / (1 + math.exp(-odds(100 * found) - sum(moves))), 2)


def odds(score: float) -> float:
    """Give the log odds of a score."""
    found = min(max(score / 100, 0.0005), 0.9995)
    return math.log(found / (1 - found))


def agreement(given: Sequence[Given], ids: Collection[str], values: Sequence[Mapping[str, Any]]) -> float | None:
    """Tell how well the values of a concept fit those given: 1 where one is the same, 0 where none is, None unknown.

    `ids` are the concepts that the given values are. A code that is the beginning of another fits in part.
    """
    if not values or not given:
        return None
    held = {one["id"] for one in values if "id" in one}
    texts = {folded(one.get("str", one.get("name", ""))) for one in values}
    wanted = {folded(one.text) for one in given if one.text}
    if held & set(ids) or texts & wanted:
        return 1.0
    begins = [one for one in wanted if one.isdigit() and any(text.isdigit() and text.startswith(one) for text in texts)]
    return max((0.5 for _ in begins), default=0.0)


def move(fit: float | None) -> float:
    """Give what a property moves; nothing where it says nothing."""
    return 0.0 if fit is None else DIFFERS + fit * (FITS - DIFFERS)


def match(scored: Sequence[Scored]) -> bool:
    """Tell whether the first of some candidates, best first, is the one that is meant, as far as can be told."""
    if not scored:
        return False
    first, others = scored[0], scored[1:]
    if first.identified:
        return not any(one.identified for one in others)
    rivals = [one for one in others if one.name and (one.name == first.name or first.name == "other")]
    clear = all(odds(first.score) - odds(one.score) >= APART for one in others) and all(
        odds(first.score) - odds(one.score) >= APART_NAMED for one in rivals
    )
    return clear and first.score >= (SURE if first.name else SURE_UNLIKE)
