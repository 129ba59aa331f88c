"""Several likenesses with labels to one score. docs/linking.md says how the numbers were found."""

from __future__ import annotations

from collections.abc import Mapping

import numpy

from loaders.linking.tables import Numbers

#: How much each likeness (a cosine) counts where texts and labels are of one language, and where they are not.
SAME: Mapping[str, float] = {"codes": 1.0, "letters": 0.05, "meaning": 0.8, "concepts": 2.0, "names": 0.0}
OTHER: Mapping[str, float] = {"codes": 1.0, "letters": 0.05, "meaning": 0.0, "concepts": 0.0, "names": 2.0}


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
