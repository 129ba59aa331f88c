"""Loading: documents a second and peak memory at several sizes, each in a process of its own; beside it the engine.

python -m bench.load [--small] [SIZE ...]     sizes in documents, by default 100 300 1000; small ones have one section
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import RdfFormat, Store

from bench import corpus
from loaders.holding import open_current

ROLEGRAPH = Path(sys.executable).with_name("rolegraph")
#: Documents up to which the engine is measured too: their quads are written to a file of some hundred megabytes.
MOST_FOR_ENGINE = 3000


class Measured(NamedTuple):
    """Seconds and peak megabytes of a load, and the seconds that the engine's bulk loader alone has for the quads."""

    seconds: float
    peak: float
    engine: float | None


def measure(size: int, *, small: bool) -> Measured:
    """Measure `rolegraph load` on a corpus of a size, store and all from cold, then the engine alone on its quads."""
    with tempfile.TemporaryDirectory() as work:
        write = corpus.write_small if small else corpus.write
        write(Path(work) / "corpus", size)
        command = [str(ROLEGRAPH), "load", "--json", "--store", f"{work}/store", f"{work}/corpus"]
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = wait(process)
        if status:
            raise SystemExit(f"rolegraph load ended with {status}")
        seconds = time.perf_counter() - started
        return Measured(seconds, usage.ru_maxrss / 1024, engine_apart(Path(work)) if size <= MOST_FOR_ENGINE else None)


def engine_apart(work: Path) -> float:
    """The same as `engine`, in a process of its own: the system counts this one's memory as the next load's peak.

    A program that is started is told to have had the memory of who started it (getrusage(2), ru_maxrss).
    """
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(engine, work).result()


def engine(work: Path) -> float:
    """Seconds in which the engine loads the quads of the store at `work` into an empty one, from N-Quads."""
    nquads = work / "dump.nq"
    open_current(work / "store").dump(str(nquads), RdfFormat.N_QUADS)
    target = Store(str(work / "engine"))
    started = time.perf_counter()
    target.bulk_load(path=str(nquads), format=RdfFormat.N_QUADS, lenient=True)
    return time.perf_counter() - started


def wait(process: subprocess.Popen[bytes]) -> tuple[int, int, resource.struct_rusage]:
    """Wait for a process and give what it used."""
    return os.wait4(process.pid, 0)


def main(sizes: list[int], *, small: bool) -> None:
    """Print a row a size."""
    print("documents   seconds   documents/s   peak MB   engine alone, seconds   part of ours")
    for size in sizes:
        found = measure(size, small=small)
        alone = "" if found.engine is None else f"{found.engine:24.1f} {found.engine / found.seconds:14.2f}"
        print(f"{size:9d} {found.seconds:9.1f} {size / found.seconds:13.1f} {found.peak:9.0f}{alone}", flush=True)


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:] if one != "--small"] or [100, 300, 1000], small="--small" in sys.argv)
