"""A label to the curated concept that means the same, by sentence embeddings: in any language, in any words.

The vocabulary is the pivot: labels of different languages are one where they are near the same concept.
"""

from __future__ import annotations

import re
from functools import lru_cache

import numpy

from loaders import vectors
from loaders.centroids import space
from loaders.identity import scheme_name
from loaders.matching import Match
from loaders.normal import normalised
from loaders.ranks import families
from ontology.terms import ConceptKind

#: Characters of the longest label that is looked for: a whole sentence says more than one thing, and costs more.
LONGEST = 100
#: The kinds whose labels mean something; a product's name does not.
KINDS = frozenset(
    (
        ConceptKind.RESPONSIBILITY,
        ConceptKind.SKILL,
        ConceptKind.TOOL_CATEGORY,
        ConceptKind.BEST_PRACTICE,
        ConceptKind.ROLE,
    )
)
#: A number, which tells things apart that a model holds to be the same; within a word ("B2B") it is part of a name.
NUMBER = re.compile(r"(?<![^\W\d])\d")
#: How many concepts `near` gives.
MOST = 5


def pivot(text: str, language: str, kind: ConceptKind) -> Match | None:
    """The curated concept of a kind that a label means, or None where none is near enough, or another nearly so."""
    found = near(text, language, kind)
    if kind is ConceptKind.ROLE:
        found = tuple(one for one in found if one.concept not in families())
    if not found:
        return None
    behind = found[1].likeness if len(found) > 1 else 0.0
    return found[0] if 2 * found[0].likeness - behind >= space(scheme_name(kind)).bound else None


def near(text: str, language: str, kind: ConceptKind) -> tuple[Match, ...]:
    """The curated concepts that a label is most like (cosine), the best first.

    None without a model, nor for a label that it should not judge: a very long one, or one with a number.
    """
    words = normalised(text)
    if kind not in KINDS or not words or len(words) > LONGEST or NUMBER.search(words) or not vectors.available():
        return ()
    return _near(words, language, kind)


@lru_cache(maxsize=16384)
def _near(text: str, language: str, kind: ConceptKind) -> tuple[Match, ...]:
    """The same of a normalised label that is not too long."""
    here = space(scheme_name(kind))
    if not here.concepts:
        return ()
    likeness = here.rows @ here.centred(vectors.vector(text), language)
    best = numpy.argsort(-likeness, kind="stable")[:MOST]
    return tuple(Match(here.concepts[place], round(float(likeness[place]), 4), "") for place in best)
