"""Several likenesses to one score, and the score to a probability."""

from __future__ import annotations

from collections.abc import Mapping

import numpy

from loaders.linking.tables import Numbers

#: How much each likeness counts, in its own spread over all labels.
WEIGHTS = {"grams": 1.0, "meaning": 1.0}
#: The slope and the middle of the curve from a score to a probability.
SLOPE, MIDDLE = 1.0, 12.0


def fused(parts: Mapping[str, Numbers]) -> Numbers:
    """The weighted sum of likenesses, each less its mean and by its spread over all labels."""
    total = numpy.zeros(len(next(iter(parts.values()))), dtype=numpy.float32)
    weight = sum(WEIGHTS[name] for name in parts)
    for name, values in parts.items():
        spread = float(values.std()) if len(values) else 0.0
        if spread > 0:
            total += WEIGHTS[name] / weight * (values - values.mean()) / spread
    return total


def probability(score: float, best: float) -> float:
    """The probability that a candidate is the right one, by its score and the score of the best one."""
    return float(1 / (1 + numpy.exp(-SLOPE * (2 * score - best - MIDDLE))))
