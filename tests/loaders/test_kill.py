"""SIGKILL at random moments: what was acknowledged is there, nothing is half, `current` always opens."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from loaders import snapshots
from loaders.store import open_writer

KILLS = int(os.environ.get("ROLEGRAPH_TEST_KILLS", "20"))
SEED = int(os.environ.get("ROLEGRAPH_TEST_SEED", "20261122"))

#: Quads a batch, and how many batches later another batch replaces it.
SIZE = 300
AGE = 3

NAMESPACE = "http://example.org/"


def batch(number: int) -> set[Quad]:
    """Give the quads of a batch: half in a graph of its own, half in one that all share."""
    own, shared = (NamedNode(f"{NAMESPACE}graph/{name}") for name in (number, "shared"))
    predicate = NamedNode(f"{NAMESPACE}batch/{number}")
    nodes = [NamedNode(f"{NAMESPACE}{number}/{n}") for n in range(SIZE)]
    return {Quad(node, predicate, Literal(node.value), own if n % 2 else shared) for n, node in enumerate(nodes)}


def work(root: Path) -> None:
    """Apply batch after batch, each in place of an older one, publish every third, and say what is done."""
    with open_writer(root) as writer:
        last = max(whole_batches(set(writer.store)), default=0)
        print("opened", last, flush=True)
        for number in range(last + 1, 100_000):
            writer.apply(batch(number - AGE), batch(number))
            print("applied", number, flush=True)
            if number % 3 == 0:
                print("published", writer.publish().number, number, flush=True)


def whole_batches(quads: set[Quad]) -> list[int]:
    """Give the numbers of the batches found, and fail where one is there in part."""
    numbers = sorted({int(quad.predicate.value.rpartition("/")[2]) for quad in quads})
    assert set().union(*map(batch, numbers)) == quads
    return numbers


def killed(root: Path, chance: random.Random) -> list[list[str]]:
    """Start the work, kill it, one time in five while it starts, and give the lines that it had printed.

    How far it is let go is counted in lines, so that a slow machine kills at the same places.
    """
    with subprocess.Popen([sys.executable, __file__, str(root)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        lines = 0 if chance.random() < 0.2 else chance.randrange(1, 12)
        output = b"".join(process.stdout.readline() for _ in range(lines))
        time.sleep(chance.uniform(0, 0.05))
        process.send_signal(signal.SIGKILL)
        output += process.stdout.read()
    assert process.returncode == -signal.SIGKILL
    return [line.split() for line in output.decode().splitlines(keepends=True) if line.endswith("\n")]


def numbers_after(lines: list[list[str]], word: str) -> list[int]:
    """Give the last number of each line that begins with a word."""
    return [int(line[-1]) for line in lines if line[0] == word]


def check_current(root: Path, published: int) -> None:
    """Every snapshot is whole, and the current one holds what was in the store when it was acknowledged."""
    for snapshot in snapshots.all_snapshots(root):
        whole_batches(set(snapshot.open()))
    current = snapshots.current(root)
    shown = max(whole_batches(set(current.open())), default=0) if current else 0
    assert published <= shown


def check_store(root: Path, applied: int) -> int:
    """The store holds the last batches acknowledged, perhaps one more, and publishing shows just that."""
    with open_writer(root, wait=5) as writer:
        stored = whole_batches(set(writer.store))
        last = max(stored, default=0)
        assert applied <= last <= applied + 1
        assert list(range(max(1, last - AGE + 1), last + 1)) == stored
        assert set(writer.store) == set(writer.publish().open())
    return last


def test_kills_lose_nothing_acknowledged_and_leave_nothing_half(tmp_path: Path) -> None:
    print(f"ROLEGRAPH_TEST_SEED={SEED} ROLEGRAPH_TEST_KILLS={KILLS}")
    root, chance, last = tmp_path / "store", random.Random(SEED), 0
    for _ in range(KILLS):
        lines = killed(root, chance)
        check_current(root, max(numbers_after(lines, "published"), default=0))
        last = check_store(root, max(numbers_after(lines, "applied"), default=last))
    assert last > KILLS


if __name__ == "__main__":
    work(Path(sys.argv[1]))
