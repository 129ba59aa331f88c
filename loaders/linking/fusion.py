"""Several likenesses to one score, and the score to a probability. docs/linking.md says how the numbers were found."""

from __future__ import annotations

from collections.abc import Mapping

import numpy

from loaders.linking.tables import Numbers

#: How much each likeness (a cosine) counts where texts and labels are of one language, and where they are not.
SAME: Mapping[str, float] = {"codes": 1.0, "letters": 0.5, "meaning": 0.5}
OTHER: Mapping[str, float] = {"codes": 1.0, "letters": 0.15, "meaning": 0.3}
#: The same of what is known of a concept: skills that it shares, the level, being bound to one branch or trade.
FACTS: Mapping[str, float] = {"skills": 0.3, "level": 0.05, "narrow": -0.05}
#: The logarithm of the odds that a candidate is right, by its score and by how far it is ahead of the next best one.
BASE, BY_SCORE, BY_LEAD = -4.0, 4.0, 8.0


def fused(parts: Mapping[str, Numbers], same: Numbers) -> Numbers:
    """The weighted mean of likenesses with labels, `same` telling which labels are in a language of the texts."""
    total = numpy.zeros(len(same), dtype=numpy.float32)
    weight = numpy.zeros(len(same), dtype=numpy.float32)
    for name, values in parts.items():
        of = numpy.where(same, numpy.float32(SAME[name]), numpy.float32(OTHER[name]))
        total += of * values
        weight += of
    found: Numbers = total / weight
    return found


def probability(score: float, rival: float) -> float:
    """The probability that a candidate is right, by its score and that of the best other one."""
    odds = BASE + BY_SCORE * score + BY_LEAD * (score - rival)
    return float(1 / (1 + numpy.exp(-odds)))
