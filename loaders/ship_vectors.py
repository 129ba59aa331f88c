"""The vectors of tables' texts and of the vocabulary's concepts that the package brings, and what is fitted to such.

`make vectors` makes them.

python -m loaders.ship_vectors CACHE     a folder where the vectors of single labels are kept between runs
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy

import data
from loaders import centroids, step_meaning, vectors
from loaders.embedders import chosen
from loaders.identity import scheme_name
from loaders.likeness import prototypes
from loaders.pivot import KINDS


def main(cache: Path) -> None:
    """Make the files anew for the chosen model."""
    embedder = chosen()
    if embedder is None:
        sys.exit("there is no model to make vectors with")
    vectors.disk.keep_in(cache)
    data.VECTORS.mkdir(exist_ok=True)
    for kind in sorted(KINDS):
        scheme = scheme_name(kind)
        made = centroids.measured(scheme)
        centroids.save(scheme, made)
        print(scheme, len(made.concepts), "concepts", made.bound)
    texts = sorted({text for _, text in prototypes()})
    keys = numpy.stack([numpy.frombuffer(vectors.key(text), dtype=numpy.uint8) for text in texts])
    rows = numpy.stack([vectors.vector(text) for text in texts]).astype(numpy.float16)
    numpy.savez_compressed(data.VECTORS / f"{embedder.identity}.texts.npz", keys=keys, vectors=rows)
    print(len(texts), "texts")
    step_meaning.save(step_meaning.fitted())
    print(len(step_meaning.examples()), "examples of steps in careers")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
