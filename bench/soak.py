"""Half an hour of good, heavy and hostile clients on one server: what failed, and what it held on to.

    .venv/bin/python -m bench.soak [--minutes N] [--documents N] [--store DIR]

32 clients with an address each (127.0.1.1 and on): 20 ask what analysts ask and repeat a query that was refused for
want of a worker as Retry-After says, 6 ask what can't be answered in time or memory, 6 attack. A row a minute tells the
memory of the server's process and of all its children (proportional set size), descriptors and processes.
"""

from __future__ import annotations

import argparse
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench import corpus
from bench.clients import KINDS

ROLEGRAPH = Path(sys.executable).with_name("rolegraph")
CLIENTS = {"good": 20, "heavy": 6, "hostile": 6}
#: Seconds in which the server must be quiet again after its clients have gone.
CALM = 15


class Tally:
    """What came back, by kind of client."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.counts: Counter[tuple[str, str]] = Counter()

    def add(self, kind: str, outcome: str) -> None:
        """Count an outcome."""
        with self._lock:
            self.counts[kind, outcome] += 1


def main() -> None:
    """Run and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--minutes", type=float, default=30)
    options.add_argument("--documents", type=int, default=300)
    options.add_argument("--store", type=Path)
    given = options.parse_args()
    with (
        tempfile.TemporaryDirectory() as work,
        serving(given.store or loaded(Path(work), given.documents)) as (server, port),
    ):
        process = psutil.Process(server.pid)
        tally = soak(process, port, given.minutes)
        quiet(process)
        children = process.children(recursive=True)
        server.send_signal(signal.SIGTERM)
        print(f"ended with {server.wait(timeout=30)}; processes left: {sum(map(is_alive, children))}")
    for (kind, outcome), count in sorted(tally.counts.items()):
        print(f"{kind:8} {outcome:40} {count:9d}")


def loaded(work: Path, documents: int) -> Path:
    """Load generated documents into a store."""
    corpus.write(work / "corpus", documents)
    store = work / "store"
    subprocess.run([ROLEGRAPH, "load", "--store", store, work / "corpus"], check=True, stdout=subprocess.DEVNULL)
    return store


@contextmanager
def serving(store: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Serve in a process of its own; give it and its port."""
    command = [str(ROLEGRAPH), "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            port = re.search(r":(\d+)/sparql", server.stdout.readline() if server.stdout else "")
            if port is None:
                raise SystemExit("the server did not start")
            yield server, int(port[1])
        finally:
            server.kill()


def soak(server: psutil.Process, port: int, minutes: float) -> Tally:
    """Let all clients at the server, and print a row a minute."""
    tally, end = Tally(), time.monotonic() + 60 * minutes
    kinds = [kind for kind, count in CLIENTS.items() for _ in range(count)]
    threads = [
        threading.Thread(target=client, args=(KINDS[kind], kind, port, f"127.0.1.{number}", end, tally), daemon=True)
        for number, kind in enumerate(kinds, start=1)
    ]
    print("minute   server MB   all MB   descriptors   processes   good answers   failed")
    row(server, 0, tally)
    for thread in threads:
        thread.start()
    for minute in range(1, int(minutes) + 1):
        time.sleep(max(0.0, end - 60 * (minutes - minute) - time.monotonic()))
        row(server, minute, tally)
    for thread in threads:
        thread.join(60)
    return tally


def client(
    ask: Callable[[int, str, random.Random], str], kind: str, port: int, address: str, end: float, tally: Tally
) -> None:
    """Ask until the end."""
    rng = random.Random(address)
    while time.monotonic() < end:
        tally.add(kind, ask(port, address, rng))


def row(server: psutil.Process, minute: int, tally: Tally) -> None:
    """Print what the server holds now."""
    family = [server, *server.children(recursive=True)]
    answered = tally.counts["good", "answered"]
    failed = sum(count for (kind, outcome), count in tally.counts.items() if kind == "good" and "failed" in outcome)
    print(
        f"{minute:6d} {memory(server):11.0f} {sum(map(memory, family)):8.0f} {server.num_fds():13d} {len(family):11d} "
        f"{answered:14d} {failed:8d}",
        flush=True,
    )


def quiet(server: psutil.Process) -> None:
    """Wait until the server is at rest, and print what it holds then."""
    time.sleep(CALM)
    print("at rest:")
    row(server, 0, Tally())


def is_alive(process: psutil.Process) -> bool:
    """Whether a process is there; one that has ended and is not buried yet is not."""
    try:
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def memory(process: psutil.Process) -> float:
    """The proportional set size of a process in megabytes; 0 of one that has ended."""
    try:
        found: int = process.memory_full_info().pss
    except psutil.Error:
        return 0.0
    return found / 1024 / 1024


if __name__ == "__main__":
    main()
