"""Titles in two genders, "a/b", as two labels.

Where the words on both sides go in pairs, equal or of one stem, the shape tells: "actor/actress", "director
técnico/directora técnica"; "monk/nun" and "employers/contractors" stay as they are. Where only the words beside the
stroke go together ("Verkäufer/in", "infirmier/infirmière de bloc"), the endings of the language tell
(`gender_endings.tsv`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

import data
from loaders.tables import rows

#: The least letters that two forms of one word begin with alike, and the least share of the shorter one's.
STEM, SHARE = 3, 0.4
#: The letters by which two forms of one word may differ in length.
LONGER = 6
_STROKE = re.compile(r"\s*/\s*-?")


def forms(label: str, language: str) -> tuple[str, ...]:
    """The titles that a label holds: two, or itself."""
    sides = _STROKE.split(label)
    if len(sides) != 2 or not all(sides) or any(map(str.isdigit, label)):
        return (label,)
    one, other = (side.split(" ") for side in sides)
    if len(one) == len(other) and in_pairs(one, other):
        return (" ".join(one), " ".join(other))
    second = form(one[-1], other[0], language)
    if second is None:
        return (label,)
    return (" ".join([*one, *other[1:]]), " ".join([*one[:-1], second, *other[1:]]))


def in_pairs(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words of two titles are the same but for their genders."""
    pairs = [(a.casefold(), b.casefold()) for a, b in zip(one, other, strict=True)]
    return any(kin(a, b) for a, b in pairs) and all(a == b or kin(a, b) or small(a, b) for a, b in pairs)


def kin(one: str, other: str) -> bool:
    """Whether two words are different forms of one."""
    alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    near = abs(len(one) - len(other)) <= LONGER
    return one != other and near and alike >= max(STEM, SHARE * min(len(one), len(other)))


def small(one: str, other: str) -> bool:
    """Whether two words are as short as articles, which have no stem to compare."""
    return max(len(one), len(other)) <= STEM and one.isalpha() and other.isalpha()


def form(word: str, other: str, language: str) -> str | None:
    """The other form of a word, if what stands behind the stroke is that form or its ending; else None."""
    for ending, second in endings().get(language.partition("-")[0], ()):
        if word.endswith(ending):
            made = word.removesuffix(ending) + second
            if other in (made, second):
                return made
    return None


@cache
def endings() -> dict[str, tuple[tuple[str, str], ...]]:
    """For each language, the endings of titles in one gender and in the other, the longest first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for language, one, other in rows(data.TAXONOMIES / "gender_endings.tsv", ("language", "one", "other")):
        found.setdefault(language, []).append((one, other))
    return {language: tuple(sorted(pairs, key=lambda pair: -len(pair[0]))) for language, pairs in found.items()}
