"""How fast labels are told by their meaning, and candidates joined, among very many.

python -m bench.joining [COUNT]     labels of two words of the vocabulary, each a candidate; 200,000 by default

The model's own speed is measured on labels that no cache holds. The candidates' vectors are sums of random vectors of
their words, since the model would take an hour for them: comparing them costs the same.
"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy

from loaders import embedders, neighbours, vectors, vocabulary
from loaders.embedders import Vector
from loaders.identity import candidate
from loaders.lexicon import common_language
from loaders.neighbours import Candidate, Neighbours
from loaders.pivot import near
from ontology.terms import ConceptKind

COUNT, FRESH, NEW = 200_000, 200, 50


class Words:
    """An embedder that adds up vectors of words."""

    identity = "words-0"

    def embed(self, text: str) -> Vector:
        """The sum of the words' vectors and one of the text, of length one."""
        total = numpy.sum([word_vector(word) for word in text.split()] + [word_vector(text)], axis=0)
        found: Vector = (total / numpy.linalg.norm(total)).astype(numpy.float32)
        return found


def word_vector(word: str) -> Vector:
    """A vector that depends on a word alone."""
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4])
    return numpy.random.default_rng(seed).standard_normal(384).astype(numpy.float32)


def labels(count: int) -> list[Candidate]:
    """Labels of two words each, of one kind, in one language."""
    rng = random.Random(1)
    words = sorted(
        {
            word
            for entry in vocabulary.labels("skills")
            if entry.language == common_language()
            for word in entry.value.split()
        }
    )
    words = [word for word in words if word.isalpha()]
    texts: set[str] = set()
    while len(texts) < count:
        texts.add(" ".join(rng.sample(words, 2)).lower())
    kind = ConceptKind.SKILL
    return [
        Candidate(candidate(kind, common_language(), text).value, kind, common_language(), text)
        for text in sorted(texts)
    ]


def model() -> None:
    """Print how many labels a second the model tells."""
    fresh = [one.text for one in labels(FRESH)]
    near(fresh[0], common_language(), ConceptKind.SKILL)
    started = time.perf_counter()
    for text in fresh[1:]:
        near(text, common_language(), ConceptKind.SKILL)
    print(f"model: {(FRESH - 1) / (time.perf_counter() - started):.0f} new labels/s a process")


def main(count: int) -> None:
    """Print times and memory."""
    model()
    embedders.LIBRARIES["words"] = lambda model: Words()
    os.environ[embedders.VARIABLE] = "words"
    found = labels(count + NEW)
    random.Random(2).shuffle(found)
    pool = {one.iri: one for one in found[NEW:]}
    with tempfile.TemporaryDirectory() as folder:
        near_all = Neighbours(Path(folder))
        started = time.perf_counter()
        near_all.update(pool)
        took = time.perf_counter() - started
        print(f"{count:,} candidates compared: {took:.0f} s, {sum(1 for _ in near_all.pairs()):,} pairs")
        times = []
        for one in found[:NEW]:
            vectors.vector(one.text)
            started = time.perf_counter()
            near_all.add([one])
            times.append(time.perf_counter() - started)
        times.sort()
        print(f"one more: median {1000 * times[NEW // 2]:.1f} ms, slowest {1000 * times[-1]:.1f} ms, without the model")
        started = time.perf_counter()
        near_all.update(pool)
        print(f"set compared with what is kept: {time.perf_counter() - started:.2f} s")
        size = sum(path.stat().st_size for path in Path(folder).iterdir())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"on disk {size / 1e6:.0f} MB, memory at most {peak / 1024:.0f} MiB ({neighbours.BLOCKS} blocks a label)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
