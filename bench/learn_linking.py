"""Learns the codes of labels that the linker compares (`data/linking/codes.npz`), from labels of the same concept.

python -m bench.learn_linking SHARED VECTORS OUT [--held PERCENT] [--embed]

Needs torch, for learning alone: pip install torch, in an environment of its own. VECTORS is a folder where vectors of
labels are kept between runs; `--embed` makes those that are missing (about 100 a second), else a label without one is
learnt by its words. `--held 30` leaves out three of ten concepts of ESCO and ISCO-08, to be measured on
them. What it learns from is named in data/linking.md; no benchmark is among it.

Two labels of a concept, often of two languages, must be nearer to each other than to the labels of the other concepts
of the batch (InfoNCE). Pieces of words are left out at random, and so are the model's vectors: either alone serves.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from numpy.typing import NDArray

from bench.taxonomy_labels import Known, held, labels
from loaders import vectors
from loaders.embedders import chosen
from loaders.linking import encoder, pieces

Numbers = NDArray[Any]
#: Pieces with vectors of their own, and numbers in a code.
PIECES, WIDTH = 32_000, 80
#: Concepts in a batch; the part of pieces left out; the first temperature; how much slower the projection learns.
BATCH, NO_PIECE, TEMPERATURE, SLOWER = 1024, 0.3, 0.06, 3.0
#: Labels of a language that its mean is made of, at most and at least.
MOST, LEAST = 4000, 100
WARM = 50
#: How often a batch is of each source, by how its concepts begin.
SOURCES = {"http": 0.76, "onet:": 0.14, "rg:": 0.1}


class Phase(NamedTuple):
    """Steps, the rate of learning, and the part of vectors left out; `mixed` batches have concepts of all sources.

    Sources name the same things, so in a mixed batch some labels are pushed from others of their own meaning: enough to
    bring the sources into one space, then each is learnt by itself.
    """

    steps: int
    rate: float
    without: float
    mixed: bool


PHASES = (Phase(900, 3e-3, 0.25, mixed=True), Phase(360, 2e-3, 0.15, mixed=False))


def main() -> None:
    """Learn, and write the file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("shared", type=Path)
    parser.add_argument("vectors", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--held", type=int, default=0)
    parser.add_argument("--embed", action="store_true")
    asked = parser.parse_args()
    asked.vectors.mkdir(parents=True, exist_ok=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    vectors.disk.keep_in(asked.vectors)
    known = [one for one in labels(asked.shared) if not held(one.concept, asked.held)]
    print(len(known), "labels of", len({one.concept for one in known}), "concepts", flush=True)
    found, has = embedded([one.text for one in known], make=asked.embed)
    tags, means = middles(known, found, has)
    found[has] = encoder.unit(
        found[has] - means[[tags.get(known[place].language, -1) for place in numpy.flatnonzero(has).tolist()]]
    )
    names, bag, starts = bags([one.text for one in known])
    rows, projection = learn(known, found, names, bag, starts)
    scales = numpy.maximum(numpy.abs(rows).max(axis=1), 1e-9) / 127
    numpy.savez_compressed(
        asked.out / encoder.FILE,
        names=names,
        rows=numpy.round(rows / scales[:, None]).astype(numpy.int8),
        scales=scales.astype(numpy.float16),
        projection=projection.astype(numpy.float16),
        languages=numpy.array([*tags]),
        means=means.astype(numpy.float16),
        model=numpy.array(identity()),
    )


def identity() -> str:
    """The model's name with its hash."""
    embedder = chosen()
    assert embedder is not None, "there is no model to learn with"
    return embedder.identity


def embedded(texts: Sequence[str], *, make: bool) -> tuple[Numbers, Numbers]:
    """The vectors of texts, zero where there is none, and which there are."""
    width = len(vectors.vector("a"))
    found = numpy.zeros((len(texts), width), dtype=numpy.float32)
    has = numpy.zeros(len(texts), dtype=bool)
    for place, text in enumerate(texts):
        if make:
            found[place], has[place] = vectors.vector(text), True
        elif kept := vectors.disk.get(identity(), vectors.key(text)):
            found[place], has[place] = numpy.frombuffer(kept, dtype=numpy.float16), True
    print(int(has.sum()), "of them with vectors", flush=True)
    return found, has


def middles(known: Sequence[Known], found: Numbers, has: Numbers) -> tuple[dict[str, int], Numbers]:
    """The languages with the mean of their vectors as rows; the last row is the mean of those, for all others."""
    of: dict[str, list[int]] = defaultdict(list)
    for place in numpy.flatnonzero(has):
        of[known[int(place)].language].append(int(place))
    enough = sorted(language for language, places in of.items() if len(places) >= LEAST)
    rows = [found[of[language][:: max(1, len(of[language]) // MOST)]].mean(axis=0) for language in enough]
    return {language: place for place, language in enumerate(enough)}, numpy.stack([*rows, numpy.mean(rows, axis=0)])


def bags(texts: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
    """The commonest pieces, the pieces of all texts by their places among those, and where each text's begin."""
    counts: Counter[int] = Counter()
    parts = []
    for start in range(0, len(texts), encoder.BATCH):
        some = texts[start : start + encoder.BATCH]
        of_grams, of_words = pieces.grams(some, encoder.LENGTHS), pieces.words(some)
        numbers = numpy.concatenate([of_grams[0], of_words[0]]).astype(numpy.uint32)
        whose = numpy.concatenate([of_grams[1], of_words[1]]) + start
        parts.append((numbers, whose))
        once, often = numpy.unique(
            numpy.unique(numpy.stack([numbers, whose], axis=1), axis=0)[:, 0], return_counts=True
        )
        counts.update(dict(zip(once.tolist(), often.tolist(), strict=True)))
    names = numpy.sort(numpy.array([name for name, _ in counts.most_common(PIECES)], dtype=numpy.uint32))
    found, owners = (numpy.concatenate(column) for column in zip(*parts, strict=True))
    places = numpy.minimum(numpy.searchsorted(names, found), len(names) - 1)
    known = names[places] == found
    places, owners = places[known], owners[known]
    order = numpy.argsort(owners, kind="stable")
    starts = numpy.concatenate(([0], numpy.cumsum(numpy.bincount(owners, minlength=len(texts)))))
    return names, places[order], starts


def learn(
    known: Sequence[Known], found: Numbers, names: Numbers, bag: Numbers, starts: Numbers
) -> tuple[Numbers, Numbers]:
    """The vectors of pieces, and the projection of a model's vectors."""
    torch = import_module("torch")
    torch.manual_seed(0)
    torch.set_num_threads(1)
    random = numpy.random.default_rng(0)
    rows = torch.nn.EmbeddingBag(len(names), WIDTH, mode="sum", sparse=True)
    torch.nn.init.normal_(rows.weight, std=0.02)
    project = torch.nn.Linear(found.shape[1], WIDTH, bias=False)
    torch.nn.init.orthogonal_(project.weight)
    sharpness = torch.nn.Parameter(torch.tensor(float(numpy.log(1 / TEMPERATURE))))
    pairs = Pairs(known, random)
    lost = 0.0
    for phase, step in [(one, step) for one in PHASES for step in range(one.steps)]:
        if step == 0:
            sparse = torch.optim.SparseAdam([rows.weight])
            dense = torch.optim.Adam([project.weight, sharpness])
        rate = phase.rate * (min(1.0, (step + 1) / WARM) * (1 - step / phase.steps) + 0.01)
        sparse.param_groups[0]["lr"], dense.param_groups[0]["lr"] = rate, rate / SLOWER
        chosen_labels = pairs.draw(mixed=phase.mixed)
        inside, begins, counts = left(bag, starts, chosen_labels, random)
        here = random.random((len(chosen_labels), 1)) > phase.without
        by_words = rows(torch.from_numpy(inside), torch.from_numpy(begins)) / torch.from_numpy(counts)
        by_model = project(torch.from_numpy((found[chosen_labels] * here).astype(numpy.float32)))
        codes = torch.nn.functional.normalize(by_words + by_model, dim=1)
        half = len(chosen_labels) // 2
        likeness = codes[:half] @ codes[half:].T * sharpness.exp().clamp(max=60)
        right = torch.arange(half)
        entropy = torch.nn.functional.cross_entropy
        loss = (entropy(likeness, right) + entropy(likeness.T, right)) / 2
        sparse.zero_grad()
        dense.zero_grad()
        loss.backward()
        sparse.step()
        dense.step()
        lost += loss.item()
        if (step + 1) % WARM == 0:
            print(f"step {step + 1}, loss {lost / WARM:.3f}", flush=True)
            lost = 0.0
    return rows.weight.detach().numpy(), project.weight.detach().numpy().T


def left(bag: Numbers, starts: Numbers, wanted: Numbers, random: numpy.random.Generator) -> tuple[Numbers, ...]:
    """The pieces of some labels but those left out, where each label's begin, and the roots of their numbers."""
    parts = [bag[starts[one] : starts[one + 1]] for one in wanted]
    inside = numpy.concatenate(parts)
    owners = numpy.repeat(numpy.arange(len(parts)), [len(part) for part in parts])
    kept = random.random(len(inside)) > NO_PIECE
    counts = numpy.bincount(owners[kept], minlength=len(parts))
    begins = numpy.concatenate(([0], numpy.cumsum(counts)[:-1]))
    return inside[kept], begins, numpy.sqrt(numpy.maximum(counts, 1)).astype(numpy.float32)[:, None]


class Pairs:
    """Draws two labels of each of many concepts, half of the time by their languages first."""

    def __init__(self, known: Sequence[Known], random: numpy.random.Generator) -> None:
        of: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place, one in enumerate(known):
            of[one.concept][one.language].append(place)
        several = {name: [*groups.values()] for name, groups in of.items() if sum(map(len, groups.values())) > 1}
        self._concepts = [*several.values()]
        self._odds = numpy.array([min(60, sum(map(len, groups))) ** 0.75 for groups in self._concepts])
        names = [*several]
        self._of = [numpy.array([n for n, name in enumerate(names) if name.startswith(one)]) for one in SOURCES]
        self._random = random

    def draw(self, *, mixed: bool) -> Numbers:
        """The places of labels: the first ones of the concepts, then the second ones."""
        source = self._of[self._random.choice(len(SOURCES), p=[*SOURCES.values()])]
        some = numpy.arange(len(self._concepts)) if mixed else source
        odds = self._odds[some] / self._odds[some].sum()
        concepts = self._random.choice(some, size=min(BATCH, len(some)), replace=False, p=odds)
        pairs = [self._pair(self._concepts[concept], self._random.random(5)) for concept in concepts]
        return numpy.array([first for first, _ in pairs] + [second for _, second in pairs])

    def _pair(self, groups: list[list[int]], chance: Numbers) -> tuple[int, int]:
        if chance[0] < 0.5:
            first, second = (groups[int(one * len(groups))] for one in chance[1:3])
        else:
            first = second = [place for group in groups for place in group]
        return first[int(chance[3] * len(first))], second[int(chance[4] * len(second))]


if __name__ == "__main__":
    main()
