"""Loading: documents a second and peak memory at several sizes, each in a process of its own.

python -m bench.load [--small] [SIZE ...]     sizes in documents, by default 100 300 1000; small ones have one section
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import corpus

ROLEGRAPH = Path(sys.executable).with_name("rolegraph")


def measure(size: int, *, small: bool) -> tuple[float, float]:
    """Seconds and peak megabytes of `rolegraph load` on a corpus of a size, store and all from cold."""
    with tempfile.TemporaryDirectory() as work:
        write = corpus.write_small if small else corpus.write
        write(Path(work) / "corpus", size)
        command = [str(ROLEGRAPH), "load", "--json", "--store", f"{work}/store", f"{work}/corpus"]
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = wait(process)
        if status:
            raise SystemExit(f"rolegraph load ended with {status}")
        return time.perf_counter() - started, usage.ru_maxrss / 1024


def wait(process: subprocess.Popen[bytes]) -> tuple[int, int, resource.struct_rusage]:
    """Wait for a process and give what it used."""
    return os.wait4(process.pid, 0)


def main(sizes: list[int], *, small: bool) -> None:
    """Print a row a size."""
    print("documents   seconds   documents/s   peak MB")
    for size in sizes:
        seconds, peak = measure(size, small=small)
        print(f"{size:9d} {seconds:9.1f} {size / seconds:13.1f} {peak:9.0f}")


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:] if one != "--small"] or [100, 300, 1000], small="--small" in sys.argv)
