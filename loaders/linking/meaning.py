"""Likeness by meaning: vectors of an index's labels by a model, made in a second step that goes on where it was left.

A vector is taken less the mean of its language's labels, since a model's vectors tell languages before meanings. Two
things are kept of it: itself, and the code that it gives together with the label's words.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import numpy

from loaders import vectors
from loaders.embedders import chosen
from loaders.linking import anchors, encoder, tables
from loaders.linking.anchors import Anchors
from loaders.linking.build import LANGUAGES
from loaders.linking.model import Name
from loaders.linking.tables import Numbers
from loaders.linking.texts import folded

#: Labels between two marks of how far the work got.
BATCH = 500
#: From how many labels on processes share the work, and how many one takes at a time.
MANY, CHUNK = 1000, 50
#: The files: vectors, codes, and the model that made them; vectors as they come from the model.
PLAIN, JOINT, MODEL, RAW = "plain", "joint", "model.txt", "raw.new"


def add(folder: Path, progress: Callable[[int, int], None] = lambda done, total: None) -> bool:
    """Make the vectors of the labels of an index, about a hundred a second; False where there is no fitting model.

    A second call goes on where a first was broken off, and does nothing where all is there. The vectors are also in
    the cache of `loaders.vectors`, as far as it has a folder.

    Raises:
        OSError: the system refuses.

    """
    if not fits():
        return False
    if (folder / MODEL).exists():
        return True
    texts = [folded(text) for text in tables.Strings(folder, "texts")]
    names = (folder / LANGUAGES).read_text(encoding="utf-8").splitlines()
    raw = _vectors(folder / RAW, texts, progress)
    means = numpy.stack([encoder.shipped().mean(name) for name in names] or [raw[:0].sum(axis=0)])
    centred = encoder.unit(raw - means[tables.read(folder, "languages")])
    tables.save(folder, PLAIN, centred)
    by_words = encoder.shipped().by_words(texts)
    tables.save(folder, JOINT, encoder.unit(by_words + encoder.shipped().by_meaning(centred)))
    (folder / MODEL).write_text(encoder.shipped().model)
    (folder / RAW).unlink(missing_ok=True)
    return True


def anchor(folder: Path) -> None:
    """Find the known concepts that the labels of an index may name, by the best codes that it has.

    Raises:
        OSError: the system refuses.

    """
    modelled = fits() and (folder / MODEL).exists()
    anchors.save(folder, tables.read(folder, JOINT if modelled else "codes"))


def fits() -> bool:
    """Whether there is a model, and the one that codes were learnt with: projections of another one's say nothing."""
    embedder = chosen()
    return embedder is not None and embedder.identity == encoder.shipped().model


def _vectors(path: Path, texts: Sequence[str], progress: Callable[[int, int], None]) -> Numbers:
    """The vectors of all texts; those of an earlier call are in the file `path`."""
    width = len(vectors.vector("a"))
    row = width * numpy.dtype(numpy.float16).itemsize
    with path.open("ab") as file:
        done = file.tell() // row
        file.truncate(done * row)
        with _made(texts[done:]) as found:
            for start in range(done, len(texts), BATCH):
                some = [*islice(found, BATCH)]
                file.write(numpy.stack(some).astype(numpy.float16).tobytes())
                file.flush()
                progress(start + len(some), len(texts))
        os.fsync(file.fileno())
    return numpy.fromfile(path, dtype=numpy.float16).reshape(-1, width).astype(numpy.float32)


@contextmanager
def _made(texts: Sequence[str]) -> Iterator[Iterator[Numbers]]:
    """The vectors of texts in their order; of many, made by as many processes as there are processors."""
    processes = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if len(texts) < MANY or processes == 1 or "fork" not in multiprocessing.get_all_start_methods():
        yield map(vectors.vector, texts)
        return
    with multiprocessing.get_context("fork").Pool(processes, signal.signal, (signal.SIGINT, signal.SIG_IGN)) as pool:
        yield pool.imap(vectors.vector, texts, chunksize=CHUNK)


class Meaning:
    """The likenesses that an open index tells by codes: of words alone, or of words and a model's vectors.

    Those by known concepts are told only where `anchor` made what they need.
    """

    def __init__(self, folder: Path) -> None:
        self._modelled = fits() and (folder / MODEL).exists()
        self._codes = tables.read(folder, JOINT if self._modelled else "codes")
        self._plain = tables.read(folder, PLAIN) if self._modelled else None
        self._anchors = Anchors(folder) if (folder / f"{anchors.NEAR}.npy").exists() else None

    def likenesses(self, names: Sequence[Name]) -> dict[str, Numbers]:
        """The cosine of the mean of some names with each label, by codes, and by the model's vectors where they are."""
        texts = [folded(name.text) for name in names]
        codes = encoder.shipped().by_words(texts)
        found: dict[str, Numbers] = {}
        if self._plain is not None:
            means = numpy.stack([encoder.shipped().mean(name.language) for name in names])
            centred = encoder.unit(numpy.stack([vectors.vector(text) for text in texts]) - means)
            found["meaning"] = self._plain @ _middle(centred)
            codes = codes + encoder.shipped().by_meaning(centred)
        code = _middle(encoder.unit(codes))
        found["codes"] = self._codes @ code
        if self._anchors is not None:
            found |= self._anchors.likenesses(code, names[0].language)
        return found


def _middle(rows: Numbers) -> Numbers:
    """The direction of the mean of rows."""
    found: Numbers = encoder.unit(rows.mean(axis=0))
    return found
