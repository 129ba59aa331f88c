"""The middles of concepts by the codes of their labels: of all languages, and of each that has labels of most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import numpy
from numpy.typing import NDArray

from bench.taxonomy_labels import Known
from loaders.linking.encoder import unit

Numbers = NDArray[Any]
#: How the IRIs of concepts that have a middle begin; the part of them that a language must name to have its own.
BEGINNING, MOST = "http", 0.7
#: Labels whose codes are made at a time.
BATCH = 4096


def middles(known: Sequence[Known], coded: Callable[[Sequence[int]], Numbers]) -> tuple[list[str], Numbers]:
    """The languages that have middles, and those: of all languages first, then of each; zero where one has no label.

    `coded` gives the codes of labels by their places. A language counts by the root of how many labels it has.
    """
    places = [place for place, one in enumerate(known) if one.concept.startswith(BEGINNING)]
    concepts = {name: number for number, name in enumerate(sorted({known[place].concept for place in places}))}
    sums: dict[str, dict[int, Numbers]] = defaultdict(dict)
    often: Counter[tuple[str, int]] = Counter()
    for start in range(0, len(places), BATCH):
        some = places[start : start + BATCH]
        for place, code in zip(some, coded(some), strict=True):
            language, concept = known[place].language, concepts[known[place].concept]
            often[language, concept] += 1
            sums[language][concept] = sums[language].get(concept, 0) + code
    width = len(next(iter(sums[next(iter(sums))].values())))
    total = numpy.zeros((len(concepts), width), dtype=numpy.float32)
    for language, of in sums.items():
        for concept, code in of.items():
            total[concept] += code / numpy.sqrt(often[language, concept])
    languages = sorted(language for language, of in sums.items() if len(of) >= MOST * len(concepts))
    each = [total, *(numpy.zeros_like(total) for _ in languages)]
    for language, rows in zip(languages, each[1:], strict=True):
        for concept, code in sums[language].items():
            rows[concept] = code
    return languages, unit(numpy.stack(each))
