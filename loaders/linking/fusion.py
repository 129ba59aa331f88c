"""Several likenesses with labels to one score. docs/linking.md says how the numbers were found."""

from __future__ import annotations

from collections.abc import Mapping

import numpy

from loaders.linking.tables import Numbers

#: How much each likeness (a cosine) counts where texts and labels are of one language whose words the encoder knows,
#: where they are of one that it does not know, and where they are of two.
SAME: Mapping[str, float] = {"codes": 1.0, "letters": 0.05, "meaning": 0.8, "concepts": 2.0, "names": 0.0}
STRANGE: Mapping[str, float] = {"codes": 0.3, "letters": 0.3, "meaning": 0.8, "concepts": 1.0, "names": 0.0}
#: The same without a model: what codes there are is made of words that are like other languages' by chance.
STRANGE_WORDS: Mapping[str, float] = {"codes": 0.3, "letters": 1.0, "meaning": 0.0, "concepts": 0.0, "names": 0.0}
OTHER: Mapping[str, float] = {"codes": 1.0, "letters": 0.05, "meaning": 0.0, "concepts": 0.0, "names": 2.0}


def fused(parts: Mapping[str, Numbers], same: Numbers, known: Numbers) -> Numbers:
    """The weighted mean of likenesses with labels.

    `same` tells which labels are in a language of the texts, `known` which are in one whose words the encoder knows.
    """
    strange = STRANGE if "meaning" in parts else STRANGE_WORDS
    total = numpy.zeros(len(same), dtype=numpy.float32)
    weight = numpy.zeros(len(same), dtype=numpy.float32)
    for name, values in parts.items():
        of = numpy.where(same, numpy.where(known, SAME[name], strange[name]), OTHER[name]).astype(numpy.float32)
        total += of * values
        weight += of
    found: Numbers = total / weight
    return found
