"""Graph files: the whole graph of a store in each format, around one role, and answers of many edges.

    .venv/bin/python -m bench.exports STORE [--edges N ...]

Each file is made by a process of its own, as `rolegraph export` makes it, and goes nowhere. `--edges` are the numbers
of edges that a CONSTRUCT and a SELECT over generated triples give, in a store in memory.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from loaders.holding import open_current
from ontology.terms import Graph, Rg
from server.exports.exporting import Telling, write_results, write_selection
from server.exports.walking import Selection
from server.formats import NETWORKS

#: Where Linux tells what a process holds.
STATUS = Path("/proc/self/status")
#: What is measured around one role.
ROLE = "https://w3id.org/rolegraph/id/role/customer-service-representative"
QUERIES = {
    "CONSTRUCT": f"CONSTRUCT WHERE {{ ?a <{Rg.requiresSkill.value}> ?b }}",
    "SELECT": f"SELECT ?source ?target WHERE {{ ?source <{Rg.requiresSkill.value}> ?target }}",
}


class Nowhere:
    """Counts bytes, and knows when the first came."""

    def __init__(self) -> None:
        self.start = time.perf_counter()
        self.first = 0.0
        self.size = 0

    def write(self, data: bytes, /) -> int:
        self.first = self.first or time.perf_counter() - self.start
        self.size += len(data)
        return len(data)


def generated(edges: int) -> Store:
    """A store of so many edges between a tenth as many nodes."""
    store, nodes = Store(), max(edges // 10, 20)
    store.bulk_extend(
        Quad(
            NamedNode(f"https://example.org/role/{number % nodes}"),
            Rg.requiresSkill,
            NamedNode(f"https://example.org/skill/{number // nodes}-{number % 97}"),
            Graph.STATEMENTS,
        )
        for number in range(edges)
    )
    return store


def one(task: dict[str, object]) -> None:
    """Make one file, in a process of its own, and print what it took."""
    made = _answer(task) if "query" in task else _selection(task)
    _forget_peak()
    before, spent = _peak(), time.process_time()
    nowhere = Nowhere()
    made(nowhere)
    seconds, spent = time.perf_counter() - nowhere.start, time.process_time() - spent
    row = (round(seconds, 1), round(spent, 1), round(nowhere.first, 2), round(nowhere.size / 1e6, 1), before, _peak())
    print(json.dumps(row))


def _selection(task: dict[str, object]) -> Callable[[Nowhere], object]:
    store = open_current(Path(str(task["store"])))
    selection = Selection(of=str(task["of"]) if task["of"] else None, depth=int(str(task["depth"])))
    return lambda out: write_selection(selection, Telling(store, ("fi", "en")), str(task["format"]), out)


def _answer(task: dict[str, object]) -> Callable[[Nowhere], object]:
    store = generated(int(str(task["edges"])))

    def make(out: Nowhere) -> None:
        found = store.query(QUERIES[str(task["query"])], default_graph=[Graph.STATEMENTS])
        write_results(found, Telling(store, ("fi", "en")), str(task["format"]), 0, out)

    return make


def _peak() -> int:
    """The most memory that this process has held since `_forget_peak`, in MB."""
    if STATUS.exists():
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _forget_peak() -> None:
    """Have the kernel count the peak from now on, where it can (proc(5), clear_refs)."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def measure(name: str, **task: object) -> None:
    """Run one task and print its row."""
    command = [sys.executable, "-m", "bench.exports", "--one", json.dumps(task)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    print(f"| {name} | {' | '.join(map(str, json.loads(done.stdout)))} |", flush=True)


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("store", nargs="?", type=Path)
    options.add_argument("--edges", type=int, nargs="*", default=[])
    options.add_argument("--one", type=json.loads, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one is not None:
        one(given.one)
        return
    print(
        "| what | s | processor, s | first byte, s | MB | memory before, MB | peak, MB |\n|---|---|---|---|---|---|---|"
    )
    if given.store is not None:
        for kind in NETWORKS:
            measure(f"whole, {kind.name}", store=str(given.store), of=None, depth=1, format=kind.name)
        for depth in (1, 2, 3):
            measure(f"around a role, {depth}", store=str(given.store), of=ROLE, depth=depth, format="graphml")
    for edges in given.edges:
        for query in QUERIES:
            measure(f"{query}, {edges:,} edges", query=query, edges=edges, format="graphml")


if __name__ == "__main__":
    main()
