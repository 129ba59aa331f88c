"""Matching by stems, measured on the vocabulary itself: each label against all others of its language.

python -m bench.matching [LABELS A KIND]     by default 2000
"""

from __future__ import annotations

import random
import sys

from loaders import vocabulary
from loaders.lexicon import spaces
from loaders.matching import LIKENESS, MARGIN, SECTIONS, labels_of, stems
from loaders.normal import normalised
from ontology.terms import ConceptKind

Ranked = list[tuple[str, float]]


def ranked(entry: vocabulary.Entry, kind: ConceptKind, *, known: bool) -> Ranked:
    """The concepts nearest to a label that is not there; with `known` False none of its concept's labels is."""
    index, own = labels_of(kind, entry.language), normalised(entry.value)
    wanted = stems(entry.value, entry.language, kind)
    best: dict[str, float] = {}
    for label, concept in index.sharing(wanted):
        if normalised(label) != own and (known or concept != entry.concept):
            likeness = index.likeness(wanted, stems(label, entry.language, kind))
            best[concept] = max(best.get(concept, 0.0), likeness)
    return sorted(best.items(), key=lambda one: -one[1])[:2]


def taken(found: Ranked) -> str | None:
    """The concept that the bounds let through."""
    behind = found[1][1] if len(found) > 1 else 0.0
    return found[0][0] if found and found[0][1] >= LIKENESS and found[0][1] - behind >= MARGIN else None


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
        answers = [(one.concept, taken(ranked(one, kind, known=True))) for one in sample]
        right = sum(concept == answer for concept, answer in answers)
        wrong = sum(answer is not None for _, answer in answers) - right
        false = sum(taken(ranked(one, kind, known=False)) is not None for one in sample)
        print(
            f"{kind:18} {len(sample):6d}  {right / len(sample):5.3f}  {right / max(1, right + wrong):9.3f}"
            f"  {false / len(sample):5.3f}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
