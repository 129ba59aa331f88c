"""The language of labels that do not say it: one for all where most agree, else each label's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import repeat

from loaders.languages import document_language, nearest, told

#: Labels that are looked at, and the part of them that must agree: a label alone often misleads.
SAMPLE, MOST = 2000, 0.7
UNKNOWN = "und"


def spoken(labels: Sequence[str]) -> Iterator[str]:
    """The language of each label, as a tag of the lexicon; UNKNOWN where letters do not tell."""
    sample = labels[:: max(1, len(labels) // SAMPLE)]
    agreed = Counter(map(language, sample)).most_common(1)
    if not agreed or agreed[0][1] < MOST * len(sample):
        return map(language, labels)
    found, certain = document_language(sample)
    return repeat(found if certain else agreed[0][0], len(labels))


def language(label: str) -> str:
    """The language of a label by its letters alone."""
    found = told(label)
    return nearest(label, found) if found else UNKNOWN
