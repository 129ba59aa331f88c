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
from typing import Any

import numpy
from numpy.typing import NDArray

from bench.label_anchors import middles
from bench.label_pairs import Pairs
from bench.taxonomy_labels import Known, groups, held, labels
from loaders import vectors
from loaders.embedders import chosen
from loaders.linking import encoder, pieces

Numbers = NDArray[Any]
#: Pieces that are learnt and that are kept, the commonest; numbers in a code; the largest whole number one is kept as.
PIECES, KEPT, WIDTH, LARGEST = 64_000, 52_000, 128, 7
#: The parts of pieces and of vectors left out; the first temperature; the largest likeness, and that of no pair at all.
NO_PIECE, NO_VECTOR, TEMPERATURE, SHARPEST, APART = 0.3, 0.2, 0.06, 60.0, -1e4
#: Steps, the rate of learning, which falls to a part of itself, and how much slower the projection learns.
STEPS, RATE, LAST, SLOWER = 1500, 3e-3, 0.003, 3.0
#: The part of batches that are of groups; that of the others that are of all sources, and until when.
#: Sources name the same things, so a mixed batch pushes some labels from others of their own meaning: it brings sources
#: into one space, and in the end each is learnt by itself.
GROUPS, MIXED, MIXED_UNTIL = 0.1, 0.5, 0.7
#: Labels of a language that its mean is made of, at most and at least.
MOST, LEAST = 4000, 100
#: Steps until the full rate, and between two lines of progress.
WARM, TOLD = 50, 100


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
    tags, means = centres(known, found, has)
    found[has] = encoder.unit(
        found[has] - means[[tags.get(known[place].language, -1) for place in numpy.flatnonzero(has).tolist()]]
    )
    names, bag, starts = bags([one.text for one in known])
    random = numpy.random.default_rng(0)
    pairs = Pairs(known, groups(asked.shared), random)
    rows, projection = learn(pairs, found, names, bag, starts, random)
    # The rarest pieces come to nothing, and are not kept.
    rows[numpy.argsort(-numpy.bincount(bag, minlength=len(names)), kind="stable")[KEPT:]] = 0
    kept = rows.any(axis=1)
    speaking, anchors = middles(known, lambda some: coded(some, found, rows, bag, starts, projection))
    small, scales = whole(rows[kept])
    small_anchors, anchor_scales = whole(anchors)
    numpy.savez_compressed(
        asked.out / encoder.FILE,
        names=names[kept],
        rows=small,
        scales=scales,
        anchors=small_anchors,
        anchor_scales=anchor_scales,
        speaking=numpy.array(speaking),
        projection=projection.astype(numpy.float16),
        languages=numpy.array([*tags]),
        means=means.astype(numpy.float16),
        model=numpy.array(identity()),
    )


def coded(
    some: Sequence[int], found: Numbers, rows: Numbers, bag: Numbers, starts: Numbers, projection: Numbers
) -> Numbers:
    """The codes of some labels, as `encoder` makes them."""
    parts = [bag[starts[one] : starts[one + 1]] for one in some]
    parts = [part[rows[part].any(axis=1)] for part in parts]
    by_words = [rows[part].sum(axis=0) / max(len(part), 1) ** 0.5 for part in parts]
    return encoder.unit(numpy.stack(by_words) + found[some] @ projection)


def whole(rows: Numbers) -> tuple[Numbers, Numbers]:
    """Rows as small whole numbers, which take less room, and what each row is multiplied by to be as it was."""
    scales = numpy.maximum(numpy.abs(rows).max(axis=-1), 1e-9) / LARGEST
    return numpy.round(rows / scales[..., None]).astype(numpy.int8), scales.astype(numpy.float16)


def identity() -> str:
    """The model's name with its hash."""
    embedder = chosen()
    assert embedder is not None, "there is no model to learn with"
    return embedder.identity


def embedded(texts: Sequence[str], *, make: bool) -> tuple[Numbers, Numbers]:
    """The vectors of texts, zero where there is none, and which there are."""
    width = len(vectors.vector("a"))
    shipped = vectors.shipped(identity())
    found = numpy.zeros((len(texts), width), dtype=numpy.float32)
    has = numpy.zeros(len(texts), dtype=bool)
    for place, text in enumerate(texts):
        if make:
            found[place], has[place] = vectors.vector(text), True
        elif kept := shipped.get(vectors.key(text)) or vectors.disk.get(identity(), vectors.key(text)):
            found[place], has[place] = numpy.frombuffer(kept, dtype=numpy.float16), True
    print(int(has.sum()), "of them with vectors", flush=True)
    return found, has


def centres(known: Sequence[Known], found: Numbers, has: Numbers) -> tuple[dict[str, int], Numbers]:
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
    pairs: Pairs, found: Numbers, names: Numbers, bag: Numbers, starts: Numbers, random: numpy.random.Generator
) -> tuple[Numbers, Numbers]:
    """The vectors of pieces, and the projection of a model's vectors."""
    torch = import_module("torch")
    torch.manual_seed(0)
    torch.set_num_threads(1)
    rows = torch.nn.EmbeddingBag(len(names), WIDTH, mode="sum", sparse=True)
    torch.nn.init.normal_(rows.weight, std=0.02)
    project = torch.nn.Linear(found.shape[1], WIDTH, bias=False)
    torch.nn.init.orthogonal_(project.weight)
    # One for concepts, one for groups.
    sharpness = torch.nn.Parameter(torch.full((2,), float(numpy.log(1 / TEMPERATURE))))
    sparse = torch.optim.SparseAdam([rows.weight])
    dense = torch.optim.Adam([project.weight, sharpness])
    lost: list[float] = []
    for step in range(STEPS):
        rate = RATE * (min(1.0, (step + 1) / WARM) * (1 - step / STEPS) + LAST)
        sparse.param_groups[0]["lr"], dense.param_groups[0]["lr"] = rate, rate / SLOWER
        grouped = random.random() < GROUPS
        mixed = step < MIXED_UNTIL * STEPS and random.random() < MIXED
        batch = pairs.of_groups() if grouped else pairs.of_concepts(mixed=mixed)
        wanted = numpy.concatenate([batch.first, batch.second])
        inside, begins, counts = left(bag, starts, wanted, random)
        here = random.random((len(wanted), 1)) > NO_VECTOR
        by_words = rows(torch.from_numpy(inside), torch.from_numpy(begins)) / torch.from_numpy(counts)
        by_model = project(torch.from_numpy((found[wanted] * here).astype(numpy.float32)))
        codes = torch.nn.functional.normalize(by_words + by_model, dim=1)
        half = len(batch.first)
        likeness = codes[:half] @ codes[half:].T * sharpness[int(grouped)].exp().clamp(max=SHARPEST)
        likeness = likeness.masked_fill(torch.from_numpy(batch.shared), APART)
        right = torch.arange(half)
        entropy = torch.nn.functional.cross_entropy
        loss = (entropy(likeness, right) + entropy(likeness.T, right)) / 2
        sparse.zero_grad()
        dense.zero_grad()
        loss.backward()
        sparse.step()
        dense.step()
        lost.append(loss.item())
        if (step + 1) % TOLD == 0:
            print(f"step {step + 1}, loss {numpy.mean(lost[-TOLD:]):.3f}", flush=True)
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


if __name__ == "__main__":
    main()
