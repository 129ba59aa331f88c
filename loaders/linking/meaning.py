"""Likeness by meaning: the vectors of an index's labels, made in a second step that goes on where it was left.

A vector is taken less the mean of its language's labels, since a model's vectors tell languages before meanings.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy

from loaders import vectors
from loaders.embedders import chosen
from loaders.linking import tables
from loaders.linking.tables import Numbers
from loaders.linking.texts import folded

#: The least labels of a language that have a mean of their own.
FEWEST = 20
#: Labels between two marks of how far the work got.
BATCH = 500
NAME, UNFINISHED, MODEL = "meaning", "meaning.new", "meaning.model"


def add(folder: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> bool:
    """Make the vectors of the labels of an index, about a hundred a second; False where there is no model.

    A second call goes on where a first was broken off, and does nothing where all is there.

    Raises:
        OSError: the system refuses.

    """
    embedder = chosen()
    if embedder is None:
        return False
    if (folder / f"{NAME}.npy").exists() and (folder / MODEL).read_text() == embedder.identity:
        return True
    texts = tables.Strings(folder, "texts")
    languages = tables.read(folder, "languages")
    made = _vectors(folder / f"{UNFINISHED}-{embedder.identity}", texts, progress)
    centres = means(made, languages)
    for language in numpy.unique(languages):
        made[languages == language] -= centres[language]
    made /= numpy.maximum(numpy.linalg.norm(made, axis=1, keepdims=True), 1e-9)
    tables.save(folder, f"{NAME}.means", centres.astype(numpy.float32))
    (folder / MODEL).write_text(embedder.identity)
    tables.save(folder, UNFINISHED, made.astype(numpy.float16))
    (folder / f"{UNFINISHED}.npy").replace(folder / f"{NAME}.npy")
    (folder / f"{UNFINISHED}-{embedder.identity}").unlink(missing_ok=True)
    return True


def _vectors(path: Path, texts: Sequence[str], progress: Callable[[int, int], None]) -> Numbers:
    """The vectors of all texts; those of an earlier call are in the file `path`."""
    width = len(vectors.vector("a"))
    row = width * numpy.dtype(numpy.float16).itemsize
    with path.open("ab") as file:
        done = file.tell() // row
        file.truncate(done * row)
        for start in range(done, len(texts), BATCH):
            some = [vectors.vector(folded(text)) for text in texts[start : start + BATCH]]
            file.write(numpy.stack(some).astype(numpy.float16).tobytes())
            file.flush()
            progress(start + len(some), len(texts))
        os.fsync(file.fileno())
    return numpy.fromfile(path, dtype=numpy.float16).reshape(-1, width).astype(numpy.float32)


def means(made: Numbers, languages: Numbers) -> Numbers:
    """The mean vector of each language's labels as rows, the last of all labels together; few labels have that one."""
    count = int(languages.max(initial=-1)) + 1
    every = made.mean(axis=0) if len(made) else numpy.zeros(made.shape[1])
    found = numpy.tile(every, (count + 1, 1))
    for language in range(count):
        chosen_rows = languages == language
        if chosen_rows.sum() >= FEWEST:
            found[language] = made[chosen_rows].mean(axis=0)
    return found


class Meaning:
    """The vectors of an index that is open."""

    def __init__(self, folder: Path) -> None:
        self._rows = tables.read(folder, NAME)
        self._means = tables.read(folder, f"{NAME}.means")

    def likeness(self, names: Sequence[tuple[str, int]]) -> Numbers:
        """The cosine with each label of the mean of some names, each with the number of its language (-1: another)."""
        found = [vectors.vector(folded(text)) - self._means[language] for text, language in names]
        query = numpy.mean([one / max(float(numpy.linalg.norm(one)), 1e-9) for one in found], axis=0)
        query /= max(float(numpy.linalg.norm(query)), 1e-9)
        likeness: Numbers = self._rows @ query.astype(self._rows.dtype)
        return likeness.astype(numpy.float32)


def opened(folder: Path) -> Meaning | None:
    """The vectors of an index; None where they were not made, or not by the model that there is."""
    embedder = chosen()
    model = folder / MODEL
    if embedder is None or not (folder / f"{NAME}.npy").exists() or model.read_text() != embedder.identity:
        return None
    return Meaning(folder)
