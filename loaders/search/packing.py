"""Numbers of several parts: what the index holds of each label beside its words, in one number that is read fast."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

#: The files with a number a concept: how it ranks, and by how many roles it is used.
RANKS, USES = "ranks.npy", "uses.npy"
#: Bits of each part, from the lowest: the number of words, the kind of label, the language, then the concept.
WORDS, KIND, LANGUAGE, CONCEPT = 8, 4, 14, 37
MOST_WORDS = (1 << WORDS) - 1
#: Bits of how often a concept is used.
USE = 5

Numbers = NDArray[np.int64]


def pack(concept: int, language: int, kind: int, words: int) -> int:
    """Give a label's number."""
    return ((concept << LANGUAGE | language) << KIND | kind) << WORDS | min(words, MOST_WORDS)


def unpack(packed: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Give the concepts, languages, kinds and numbers of words of labels."""
    words = packed & MOST_WORDS
    kinds = packed >> WORDS & ((1 << KIND) - 1)
    languages = packed >> (WORDS + KIND) & ((1 << LANGUAGE) - 1)
    return packed >> (WORDS + KIND + LANGUAGE), languages, kinds, words


def rank(curated: bool, weight: int) -> int:
    """Give how a concept ranks: curated ones first, then those that are used more."""
    return curated << USE | weight


def is_curated(rank: int) -> bool:
    """Tell from how a concept ranks whether it is curated."""
    return bool(rank >> USE)


def read(path: Any) -> NDArray[Any]:
    """Read a file of numbers."""
    found: NDArray[Any] = np.load(path, allow_pickle=False)
    return found
