"""Validation by the shapes compiled to SPARQL beside pySHACL: the same graph, each in a process of its own.

    .venv/bin/python -m bench.validation [--documents N ...]

What is validated is all that a store of generated documents holds, vocabulary and inferred triples included. Reading it
into memory is told apart. pySHACL is run up to PYSHACL_MOST triples.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import ontology
from bench.soak import loaded
from loaders.holding import open_current
from loaders.validation import compiled, reference
from loaders.validation.shapes import shapes_of

PYSHACL_MOST = 250_000


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, nargs="+", default=[7, 70, 700])
    options.add_argument("--run", choices=["sparql", "pyshacl"], help=argparse.SUPPRESS)
    options.add_argument("--store", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.run:
        print(json.dumps(run(given.run, given.store)))
        return
    for documents in given.documents:
        with tempfile.TemporaryDirectory() as folder:
            compare(loaded(Path(folder), documents), documents)


def compare(store: Path, documents: int) -> None:
    """Print the times of one size."""
    ours = apart("sparql", store)
    print(f"{ours['triples']:,} triples of {documents} documents:")
    tell("rolegraph", ours, ours)
    if ours["triples"] <= PYSHACL_MOST:
        tell("pySHACL", apart("pyshacl", store), ours)


def tell(name: str, one: dict[str, float], ours: dict[str, float]) -> None:
    """Print one line."""
    print(
        f"  {name:10} {one['copy']:6.1f} s read, {one['seconds']:8.1f} s validated, {one['violations']} violations, "
        f"{one['megabytes']:,.0f} MB, {one['seconds'] / ours['seconds']:.1f} times rolegraph's",
        flush=True,
    )


def apart(engine: str, store: Path) -> dict[str, float]:
    """Run this module in a process of its own."""
    command = [sys.executable, "-m", "bench.validation", "--run", engine, "--store", str(store)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return found


def run(engine: str, folder: Path) -> dict[str, float]:
    """Validate a store: seconds of the copy and of the validation, and peak megabytes."""
    shapes = ontology.load_graph(ontology.SHAPES)
    start = time.perf_counter()
    store = compiled.merged(open_current(folder))
    copied = time.perf_counter()
    if engine == "sparql":
        found = list(compiled.violations(store, shapes_of(shapes)))
    else:
        found = list(reference.violations(store, shapes))
    return {
        "triples": len(store),
        "copy": copied - start,
        "seconds": time.perf_counter() - copied,
        "violations": len(found),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    main()
