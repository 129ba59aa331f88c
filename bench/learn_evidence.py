"""Learns how much each sign speaks for a link (`data/linking/evidence.json`), from half of the shipped links to ESCO.

python -m bench.learn_evidence SHARED WORK [--out FILE]

SHARED is the folder with taxonomies/, WORK one where the index and vectors are kept between runs. The concepts whose
hash is even are learnt from; `bench.linking_ours` measures on the others.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy
from numpy.typing import NDArray

from bench.linking_data import Sample, samples, taxonomy, without_meaning
from loaders import vectors
from loaders.linking import judging
from loaders.linking.evidence import FEATURES
from loaders.linking.judging import JUDGED, Model

Numbers = NDArray[numpy.float64]
#: How far weights are drawn to zero; steps of learning and their size; how much a usable link counts beside a near one.
DRAWN, STEPS, RATE, USABLE = 0.002, 400, 0.08, 0.3
#: Signs that can only speak for a concept, or against it: what half of the links says else is chance.
AGAINST = ("missing", "extra", "extra_least", "same_taken", "manager", "depth")
FREE = (
    "same_plain",
    "length",
    "foreign",
    "parent",
    "transversal",
    "cross_sector",
    "sector_specific",
    "occupation_specific",
)
#: What the links can't teach, since our shipped roles have no skills without documents.
GIVEN = {"skills": 2.0}
#: Parts of the half, of which each is judged by what the others taught; candidates of each concept that are judged.
PARTS, MOST = 5, 10
#: The precision that is asked of what is learnt from, so that what is not learnt from reaches 95 of 100 as promised.
PRECISION = 0.99


def weights(half: Sequence[Sample]) -> tuple[Numbers, float]:
    """The weights of the signs, and what speaks for none: the likeliest ones (softmax over each shortlist), by Adam."""
    most = max(len(one.found) for one in half)
    rows = numpy.zeros((len(half), most, len(FEATURES)))
    there = numpy.zeros((len(half), most), dtype=bool)
    wanted = numpy.zeros((len(half), most + 1))
    for place, one in enumerate(half):
        rows[place, : len(one.found)], there[place, : len(one.found)] = one.rows, True
        told = [
            1.0 if number in one.right else USABLE if number in one.usable else 0.0 for number in one.found.tolist()
        ]
        wanted[place, : len(told)] = told
        wanted[place, most] = not any(told)
    wanted /= wanted.sum(axis=1, keepdims=True)
    lowest = numpy.array([-numpy.inf if name in (*AGAINST, *FREE) else GIVEN.get(name, 0.0) for name in FEATURES])
    highest = numpy.array([0.0 if name in AGAINST else GIVEN.get(name, numpy.inf) for name in FEATURES])
    learnt, first, second = (numpy.zeros(len(FEATURES) + 1) for _ in range(3))
    for step in range(1, STEPS + 1):
        utility = numpy.where(there, rows @ learnt[:-1], -1e9)
        utility = numpy.column_stack([utility, numpy.full(len(half), learnt[-1])])
        powers = numpy.exp(utility - utility.max(axis=1, keepdims=True))
        off = powers / powers.sum(axis=1, keepdims=True) - wanted
        slope = numpy.append(numpy.einsum("nk,nkf->f", off[:, :-1], rows), off[:, -1].sum()) / len(half)
        slope[:-1] += DRAWN * learnt[:-1]
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        learnt -= RATE * (first / (1 - 0.9**step)) / (numpy.sqrt(second / (1 - 0.99**step)) + 1e-8)
        learnt[:-1] = numpy.clip(learnt[:-1], lowest, highest)
    return learnt[:-1], float(learnt[-1])


def logistic(rows: Numbers, right: Numbers) -> Numbers:
    """The weights of a logistic regression, by Newton's method."""
    found = numpy.zeros(rows.shape[1])
    drawn = numpy.eye(len(found))
    drawn[0, 0] = 1e-6
    for _ in range(50):
        told = 1 / (1 + numpy.exp(-rows @ found))
        bent = (rows * (told * (1 - told))[:, None]).T @ rows + drawn
        found -= numpy.linalg.solve(bent, rows.T @ (told - right) + drawn @ found)
    return found


def model(half: Sequence[Sample]) -> tuple[Model, float]:
    """A model, and the probability from which its first candidates are right as often as is promised."""
    parts = [half[part::PARTS] for part in range(PARTS)]
    judged: list[tuple[Sample, Numbers, float]] = []
    for part in range(PARTS):
        learnt, none = weights([one for other in range(PARTS) if other != part for one in parts[other]])
        judged += [(one, one.rows @ learnt, none) for one in parts[part]]
    best = [numpy.argsort(-utility)[:MOST] for _, utility, _ in judged]
    rows = [judging.second(one.rows, utility, none)[of] for (one, utility, none), of in zip(judged, best, strict=True)]
    right = [
        [float(one.found[place] in one.usable) for place in of] for (one, *_), of in zip(judged, best, strict=True)
    ]
    second = logistic(numpy.concatenate(rows), numpy.concatenate(right))
    firsts = [(float(1 / (1 + numpy.exp(-of[0] @ second))), told[0]) for of, told in zip(rows, right, strict=True)]
    learnt, none = weights(half)
    return Model(learnt, none, second), threshold(firsts)


def threshold(firsts: Sequence[tuple[float, float]]) -> float:
    """The lowest probability at and above which the asked part is right."""
    ordered = sorted(firsts, reverse=True)
    right = numpy.cumsum([told for _, told in ordered])
    good = numpy.flatnonzero(right / numpy.arange(1, len(ordered) + 1) >= PRECISION)
    return ordered[int(good[-1])][0] if len(good) else 1.0


def main() -> None:
    """Learn both models, and write them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("shared", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--out", type=Path, default=judging.FILE)
    asked = parser.parse_args()
    vectors.disk.keep_in(asked.work)
    index = taxonomy(asked.shared, asked.work)
    told = {}
    learning = [one for one in samples(index) if not one.is_held]
    for name, half in ((judging.WITH, learning), (judging.WITHOUT, [without_meaning(one) for one in learning])):
        found, sure = model(half)
        told[name] = {
            "weights": rounded(FEATURES, found.weights),
            "none": round(found.none, 4),
            "judged": rounded(JUDGED, found.judged),
            "confident": round(sure, 4),
            "learnt_from": {"concepts": len(half), "linked": sum(bool(one.usable) for one in half)},
        }
    asked.out.write_text(json.dumps({"models": told}, indent=1) + "\n", encoding="utf-8")


def rounded(names: Sequence[str], values: Numbers) -> dict[str, float]:
    """Weights by name."""
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


if __name__ == "__main__":
    main()
