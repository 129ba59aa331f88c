"""What concepts mean: the vector of each one's preferred label in each language, made in a second step.

A model makes about a hundred vectors a second, so the other labels, most of ESCO's, are compared by letters, words and
codes alone. A vector is taken less the mean of its language, since vectors tell languages before meanings.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy

from loaders import vectors
from loaders.embedders import chosen
from loaders.folders import UNFINISHED
from loaders.linking import tables
from loaders.linking.model import Name
from loaders.linking.tables import Numbers
from loaders.linking.texts import folded

#: About how many vectors the packaged model makes in a second.
A_SECOND = 100
#: Labels between two marks of how far the work got.
BATCH = 200
#: The least labels of a language that have a mean of their own.
FEWEST = 20
#: The files: vectors, their labels, the languages' means; the model's name is in theirs.
NAME = "senses"


def wanted(folder: Path) -> Numbers:
    """The labels of an index that get a vector: the first of the best kind for each concept and language."""
    owners, languages, kinds = (tables.read(folder, name) for name in ("owners", "languages", "kinds"))
    if not len(owners):
        return numpy.zeros(0, dtype=numpy.int64)
    order = numpy.lexsort((numpy.arange(len(owners)), kinds, languages, owners))
    pairs = numpy.stack([owners[order], languages[order]])
    first = numpy.concatenate(([True], (pairs[:, 1:] != pairs[:, :-1]).any(axis=0)))
    return numpy.sort(order[first])


def missing(folder: Path) -> int:
    """How many vectors the model has still to make for an index; none where there is no model."""
    if chosen() is None:
        return 0
    texts = tables.Strings(folder, "texts")
    return vectors.missing(folded(texts[int(place)]) for place in wanted(folder))


def is_made(folder: Path) -> bool:
    """Whether an index has the vectors of the model that there is; so it is where there is none."""
    embedder = chosen()
    return embedder is None or (folder / f"{NAME}-{embedder.identity}.npy").exists()


def add(folder: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> bool:
    """Make the vectors of an index; False where there is no model, or they are there.

    Vectors are kept beside the store as they are made (`loaders.vectors`), so that a second call goes on where a first
    was broken off.

    Raises:
        OSError: the system refuses.

    """
    embedder = chosen()
    if embedder is None or is_made(folder):
        return False
    texts, places = tables.Strings(folder, "texts"), wanted(folder)
    languages = tables.read(folder, "languages")[places]
    made = numpy.zeros((len(places), len(vectors.vector("a"))), dtype=numpy.float32)
    for row, place in enumerate(places):
        made[row] = vectors.vector(folded(texts[int(place)]))
        if (row + 1) % BATCH == 0 or row + 1 == len(places):
            progress(row + 1, len(places))
    centres = means(made, languages)
    made -= centres[languages] if len(made) else 0
    made /= numpy.maximum(numpy.linalg.norm(made, axis=1, keepdims=True), 1e-9)
    name = f"{NAME}-{embedder.identity}"
    tables.save(folder, f"{name}.labels", places)
    tables.save(folder, f"{name}.means", centres.astype(numpy.float32))
    tables.save(folder, f"{name}{UNFINISHED}", made)
    (folder / f"{name}{UNFINISHED}.npy").replace(folder / f"{name}.npy")
    return True


def means(made: Numbers, languages: Numbers) -> Numbers:
    """The mean vector of each language's labels as rows, the last of all labels together; few labels have that one."""
    count = int(languages.max(initial=-1)) + 1
    every = made.mean(axis=0) if len(made) else numpy.zeros(made.shape[1])
    found = numpy.tile(every, (count + 1, 1))
    for language in range(count):
        here = languages == language
        if here.sum() >= FEWEST:
            found[language] = made[here].mean(axis=0)
    return found


class Senses:
    """The vectors of an index that is open."""

    def __init__(self, folder: Path, identity: str) -> None:
        self.labels = tables.read(folder, f"{NAME}-{identity}.labels")
        self._rows = tables.read(folder, f"{NAME}-{identity}")
        self._means = tables.read(folder, f"{NAME}-{identity}.means")

    def likeness(self, names: Sequence[Name], languages: dict[str, int]) -> Numbers:
        """The cosine of each name with each of `labels`, a row a name, and in the last row that of their mean."""
        rows = [vectors.vector(folded(name.text)) - self._means[languages.get(name.language, -1)] for name in names]
        asked = numpy.stack([one / max(float(numpy.linalg.norm(one)), 1e-9) for one in rows])
        mean = asked.mean(axis=0)
        asked = numpy.vstack([asked, mean / max(float(numpy.linalg.norm(mean)), 1e-9)])
        found: Numbers = asked.astype(numpy.float32) @ self._rows.T
        return found


def opened(folder: Path) -> Senses | None:
    """The vectors of an index; None where they were not made, or not by the model that there is."""
    embedder = chosen()
    return Senses(folder, embedder.identity) if embedder is not None and is_made(folder) else None
