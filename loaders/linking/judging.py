"""Evidence to probabilities: a model of few figures, learnt from links that people made (`bench/linking_ours.py`).

Two steps. The first weighs the evidence and compares the concepts of a shortlist, with a chance that none of them is
right; the second turns that, and how far the best one is ahead, into the probability of each, which is calibrated.
There is a model for taxonomies with vectors, and one for those without.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy

import data
from loaders.linking.evidence import FEATURES
from loaders.linking.tables import Numbers

FILE = data.LINKING / "evidence.json"
WITH, WITHOUT = "with_meaning", "without_meaning"
#: What the second step weighs.
JUDGED = (
    *("one", "utility", "share", "ahead"),
    *("same_text", "same_languages", "same_words", "same_plain", "missing", "extra", "level"),
)
#: Logits are cut here, so that nothing is ever certain.
LIMIT = 12.0


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of the first step by feature, what speaks for none, and the weights of the second step."""

    weights: Numbers
    none: float
    judged: Numbers


def utilities(rows: Numbers, model: Model) -> Numbers:
    """How much speaks for each concept."""
    found: Numbers = rows @ model.weights
    return found


def shares(utility: Numbers, none: float) -> Numbers:
    """What part of all that speaks for anything, or for none, speaks for each concept."""
    powers = numpy.exp(utility - max(float(utility.max(initial=none)), none))
    found: Numbers = powers / (powers.sum() + numpy.exp(none - max(float(utility.max(initial=none)), none)))
    return found


def second(rows: Numbers, utility: Numbers, none: float) -> Numbers:
    """What the second step weighs, a row a concept."""
    share = numpy.clip(shares(utility, none), 1e-6, 1 - 1e-6)
    best = numpy.sort(utility)[::-1]
    other = numpy.where(utility == best[0], best[1] if len(best) > 1 else none, best[0])
    columns = {
        "one": numpy.ones(len(utility)),
        "utility": utility / 10,
        "share": numpy.log(share / (1 - share)),
        "ahead": numpy.clip(utility - other, -10, 10),
        **{name: rows[:, FEATURES.index(name)] for name in JUDGED if name in FEATURES},
    }
    return numpy.stack([columns[name] for name in JUDGED], axis=1)


def probabilities(rows: Numbers, model: Model) -> tuple[Numbers, Numbers]:
    """The utility of each concept, which ranks them, and the probability that it is right."""
    utility = utilities(rows, model)
    logits = numpy.clip(second(rows, utility, model.none) @ model.judged, -LIMIT, LIMIT)
    return utility, 1 / (1 + numpy.exp(-logits))


@cache
def models(path: Path = FILE) -> dict[str, Model]:
    """The models that the package brings."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: Model(
            numpy.array([one["weights"].get(feature, 0.0) for feature in FEATURES]),
            float(one["none"]),
            numpy.array([one["judged"].get(feature, 0.0) for feature in JUDGED]),
        )
        for name, one in told["models"].items()
    }


def confident(meaning: bool) -> float:
    """The probability from which a first candidate was right in 95 of 100 cases of those that the model learnt from."""
    told = json.loads(FILE.read_text(encoding="utf-8"))
    return float(told["models"][WITH if meaning else WITHOUT]["confident"])


def model(meaning: bool) -> Model:
    """The model for a taxonomy with vectors, or for one without."""
    return models()[WITH if meaning else WITHOUT]
