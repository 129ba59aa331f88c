"""Matching by stems, measured on the vocabulary itself: each label against all others of its language.

python -m bench.matching [LABELS A KIND]     by default 2000
"""

from __future__ import annotations

import random
import sys

from loaders import vocabulary
from loaders.lexicon import spaces
from loaders.matching import SECTIONS, decided, near
from loaders.normal import normalised
from ontology.terms import ConceptKind


def taken(entry: vocabulary.Entry, kind: ConceptKind, *, known: bool) -> str | None:
    """The concept of a label that is not there itself; with `known` False none of its concept's labels is."""
    own = normalised(entry.value)
    found = near(
        entry.value,
        entry.language,
        kind,
        lambda label, concept: normalised(label) == own or (not known and concept == entry.concept),
    )
    match = decided(found)
    return match.concept if match else None


def main(size: int) -> None:
    """Print a row a kind."""
    print("kind               labels  found  precision  false")
    for kind in SECTIONS:
        scheme = kind.scheme.value.rpartition("/")[2]
        entries = [
            one
            for one in vocabulary.labels(scheme)
            if not one.doubtful and one.kind != vocabulary.ABBREVIATION and spaces(one.language)
        ]
        sample = random.Random(1).sample(entries, min(size, len(entries)))
        answers = [(one.concept, taken(one, kind, known=True)) for one in sample]
        right = sum(concept == answer for concept, answer in answers)
        wrong = sum(answer is not None for _, answer in answers) - right
        false = sum(taken(one, kind, known=False) is not None for one in sample)
        print(
            f"{kind:18} {len(sample):6d}  {right / len(sample):5.3f}  {right / max(1, right + wrong):9.3f}"
            f"  {false / len(sample):5.3f}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
