"""Likeness by known concepts: which concepts of ESCO a label may name, and how near a text is to those.

Codes of two labels tell how alike those are; here the other names of the same concepts speak too, in all languages that
were learnt from. Each label keeps the few middles of concepts (`encoder`) that it lies nearest to, with their shares.
"""

from __future__ import annotations

from pathlib import Path

import numpy

from loaders.linking import encoder, tables
from loaders.linking.tables import Numbers

#: The files: the concepts that are nearest to each label, and their shares.
NEAR, SHARES = "anchors", "anchors.shares"
#: Concepts of each label, and how much steeper their shares are than likenesses.
EACH, STEEP = 4, 30.0
#: Labels that are looked at at a time.
BATCH = 2048


def save(folder: Path, codes: Numbers) -> None:
    """Write the concepts that labels may name into the folder of their index, by the labels' codes.

    Raises:
        OSError: the system refuses.

    """
    anchors = encoder.shipped().anchors()
    near = numpy.zeros((len(codes), EACH), dtype=numpy.int32)
    shares = numpy.zeros((len(codes), EACH), dtype=numpy.float32)
    for start in range(0, len(codes), BATCH):
        part = slice(start, start + BATCH)
        likeness = codes[part] @ anchors.T
        near[part] = numpy.argpartition(likeness, -EACH, axis=1)[:, -EACH:]
        found = numpy.take_along_axis(likeness, near[part], axis=1)
        powers = numpy.exp(STEEP * (found - found.max(axis=1, keepdims=True)))
        shares[part] = powers / powers.sum(axis=1, keepdims=True)
    tables.save(folder, NEAR, near)
    tables.save(folder, SHARES, shares)


class Anchors:
    """The concepts of the labels of an index that is open."""

    def __init__(self, folder: Path) -> None:
        self._near = tables.read(folder, NEAR)
        self._shares = tables.read(folder, SHARES)

    def likenesses(self, code: Numbers, language: str) -> dict[str, Numbers]:
        """The likeness of a text with the concepts that each label may name.

        `concepts` is by the concepts' labels in all languages, `names` by those in the text's language alone.
        """
        shipped = encoder.shipped()
        return {"concepts": self._of(shipped.anchors() @ code), "names": self._of(shipped.anchors(language) @ code)}

    def _of(self, likeness: Numbers) -> Numbers:
        found: Numbers = numpy.einsum("ij,ij->i", likeness[self._near], self._shares)
        return found
