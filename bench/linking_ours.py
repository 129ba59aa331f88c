"""Our shipped roles and skills linked to ESCO by machine alone, the shipped links hidden.

python -m bench.linking_ours SHARED WORK

SHARED is the folder with taxonomies/, WORK one where the index and vectors are kept between runs. Measured are the
concepts that `bench.learn_evidence` does not learn from, over those whose counterpart is in the data: how often the
first candidate and one of the first five is right, how precise `--only-confident` is, and whether probabilities are
kept (expected calibration error); then the time that ranking takes.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

import numpy
from pyoxigraph import RdfFormat, Store

from bench.linking_data import Sample, samples, taxonomy, without_meaning
from loaders import vectors
from loaders.linking import judging
from loaders.linking.index import Index
from loaders.linking.subjects import concepts, types
from loaders.shipped import shipped_nquads
from ontology.terms import ConceptKind

FIRST, MOST, TENTHS = 5, 10, 10
#: Concepts that are ranked for the time.
TIMED = 60


def ranks(held: Sequence[Sample], model: judging.Model) -> str:
    """How often the first candidate, and one of the first five, is a near or a usable counterpart."""
    linked = [one for one in held if one.usable]
    orders = [one.found[numpy.argsort(-(one.rows @ model.weights), kind="stable")] for one in linked]
    near = sum(order[0] in one.right for one, order in zip(linked, orders, strict=True))
    usable = sum(order[0] in one.usable for one, order in zip(linked, orders, strict=True))
    five = sum(not one.right.isdisjoint(order[:FIRST]) for one, order in zip(linked, orders, strict=True))
    count = len(linked)
    return f"{count} linked: first {near / count:.3f} (usable {usable / count:.3f}), in five {five / count:.3f}"


def confident(held: Sequence[Sample], model: judging.Model, least: float) -> str:
    """How many first candidates of at least a probability are right, and what part of all linked concepts that is."""
    told = []
    for one in held:
        utility, probability = judging.probabilities(one.rows, model)
        best = int(numpy.argmax(utility))
        told.append((float(probability[best]), one.found[best] in one.usable))
    sure = [right for score, right in told if score >= least]
    linked = sum(bool(one.usable) for one in held)
    precision = sum(sure) / max(len(sure), 1)
    return f"confident from {least:.2f}: {len(sure)} told, precision {precision:.3f}, recall {sum(sure) / linked:.3f}"


def calibration(held: Sequence[Sample], model: judging.Model) -> list[str]:
    """How often candidates of about a probability are right, and the expected calibration error."""
    scores, right = [], []
    for one in held:
        utility, probability = judging.probabilities(one.rows, model)
        for place in numpy.argsort(-utility)[:MOST]:
            scores.append(float(probability[place]))
            right.append(one.found[place] in one.usable)
    told, known = numpy.array(scores), numpy.array(right, dtype=float)
    tenths = numpy.minimum((told * TENTHS).astype(int), TENTHS - 1)
    lines, error = [], 0.0
    for tenth in range(TENTHS):
        here = tenths == tenth
        if here.any():
            error += abs(told[here].mean() - known[here].mean()) * here.mean()
            lines.append(f"  told {told[here].mean():.2f}  right {known[here].mean():.2f}  of {here.sum()}")
    return [f"expected calibration error {error:.4f} over {len(told)} candidates", *lines]


def timed(index: Index) -> str:
    """What ranking a role takes, its vectors included."""
    store = Store()
    store.bulk_load(shipped_nquads(), format=RdfFormat.N_QUADS)
    roles = list(concepts(store, (ConceptKind.ROLE,)))
    index.ranked(roles[0].subject, FIRST, types()[ConceptKind.ROLE.value])
    vectors.disk.keep_in(None)
    times = []
    for role in roles[1 : TIMED + 1]:
        start, spent = time.perf_counter(), time.process_time()
        index.ranked(role.subject, FIRST, types()[ConceptKind.ROLE.value])
        times.append((time.perf_counter() - start, time.process_time() - spent))
    wall, cpu = numpy.median(times, axis=0) * 1000
    minutes = numpy.mean(times, axis=0)[0] * 10_000 / 2 / 60
    return (
        f"{len(index):,} labels, {TIMED} roles one after the other: {wall:.0f} ms each (median; {cpu:.0f} ms of the "
        f"processor); 10,000 concepts on two cores would take {minutes:.0f} minutes"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("shared", type=Path)
    parser.add_argument("work", type=Path)
    asked = parser.parse_args()
    vectors.disk.keep_in(asked.work)
    index = taxonomy(asked.shared, asked.work)
    everything = [one for one in samples(index) if one.is_held]
    for name in (judging.WITH, judging.WITHOUT):
        model, least = judging.models()[name], judging.confident(name == judging.WITH)
        held = everything if name == judging.WITH else [without_meaning(one) for one in everything]
        print(f"-- {name}: {len(held)} concepts that nothing was learnt from")
        for kind in (ConceptKind.ROLE, ConceptKind.SKILL):
            print(f"{kind.value}s:", ranks([one for one in held if one.kind is kind], model))
        print("both:", ranks(held, model))
        print(confident(held, model, least))
        print(*calibration(held, model), sep="\n")
    print(timed(index))


if __name__ == "__main__":
    main()
