"""Inference by our rules beside owlrl, reasonable and clingo: the same stated triples, each in a process of its own.

    .venv/bin/python -m bench.reasoning --venv DIR [--documents N ...]

DIR is a virtual environment that holds reasonable and clingo; where it is missing it is made with PEERS. The triples
are the ontology's and those of generated documents, without the vocabulary. Reading them is left out for all. The peers
have them in memory, ours in memory and on disk; clingo has numbers for terms. owlrl is run up to OWLRL_MOST triples.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, serialize

from bench.soak import loaded
from loaders.holding import open_current
from loaders.reasoning.axioms import compiled
from loaders.reasoning.infer import infer, revised, rules_of
from loaders.reasoning.matching import STATED, triples_of
from loaders.reasoning.rules import Atom
from loaders.revise import revise
from ontology.terms import Graph, Rdf, Rg

PEERS = ("reasonable==0.4.4", "clingo==5.8.3", "rdflib==7.6.0")
OWLRL_MOST = 20_000
GRAPHS = tuple(graph for graph in STATED if graph != Graph.VOCABULARY)

#: What a peer runs, in its own interpreter, on a file: it prints the seconds of the inference alone.
REASONABLE = """
import sys, time, reasonable
from rdflib import Graph
reasoner = reasonable.PyReasoner()
reasoner.from_graph(Graph().parse(sys.argv[1], format="nt"))
start = time.perf_counter()
found = reasoner.reason()
print(time.perf_counter() - start, len(found))
"""
CLINGO = """
import sys, time, clingo
control = clingo.Control(["--warn=none"])
control.load(sys.argv[1])
start = time.perf_counter()
control.ground([("base", [])])
print(time.perf_counter() - start, len(control.symbolic_atoms))
"""


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--venv", type=Path)
    options.add_argument("--documents", type=int, nargs="+", default=[7, 70, 700])
    options.add_argument("--run", help=argparse.SUPPRESS)
    options.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.run:
        print(json.dumps(RUNS[given.run](given.file)))
        return
    if given.venv is None:
        options.error("--venv is wanted")
    python = installed(given.venv)
    for documents in given.documents:
        with tempfile.TemporaryDirectory() as folder:
            compare(Path(folder), documents, python)


def installed(folder: Path) -> str:
    """Make the peers' environment where it is missing, and give its interpreter."""
    if not folder.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([str(folder / "bin" / "pip"), "install", "--quiet", *PEERS], check=True)
    return str(folder / "bin" / "python")


def compare(work: Path, documents: int, python: str) -> None:
    """Print the times of one size."""
    store = open_current(loaded(work, documents))
    quads = [quad for graph in GRAPHS for quad in store.quads_for_pattern(None, None, None, graph)]
    (work / "graph.nq").write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    (work / "graph.nt").write_bytes(serialize([quad.triple for quad in quads], format=RdfFormat.N_TRIPLES) or b"")
    (work / "graph.lp").write_text(program(quads))
    print(f"{len(quads):,} triples of {documents} documents:")
    runs = {"rolegraph": "memory", "rolegraph, on disk": "disk", "one document more": "more"}
    found = {name: ours(work / "graph.nq", run) for name, run in runs.items()}
    if len(quads) <= OWLRL_MOST:
        found["owlrl"] = ours(work / "graph.nt", "owlrl")
    found["reasonable"] = peer(python, REASONABLE, work / "graph.nt")
    found["clingo"] = peer(python, CLINGO, work / "graph.lp")
    for name, (seconds, size, memory) in found.items():
        ratio = seconds / found["rolegraph"][0]
        print(f"  {name:18} {seconds:9.3f} s  {size:10,} triples  {memory:6,.0f} MB  {ratio:8.2f} times rolegraph's")


Measured = tuple[float, int, float]


def ours(file: Path, run: str) -> Measured:
    """Run something of this module in a process of its own: seconds, triples, peak megabytes."""
    command = [sys.executable, "-m", "bench.reasoning", "--run", run, "--file", str(file)]
    seconds, size, memory = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return seconds, size, memory


def peer(python: str, text: str, file: Path) -> Measured:
    """Run a peer's program; one that fails or takes longer than ten minutes counts as infinitely slow."""
    memory = "\nprint(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    try:
        done = subprocess.run([python, "-c", text + memory, str(file)], capture_output=True, text=True, timeout=600)
        seconds, size, peak = done.stdout.split()
    except (subprocess.TimeoutExpired, ValueError):
        return float("inf"), 0, 0
    return float(seconds), int(size), int(peak) / 1024


def on_disk(file: Path) -> Store:
    """A store on disk with the quads of a file."""
    store = Store(file.parent / f"store-{time.monotonic_ns()}")
    store.bulk_load(path=str(file), format=RdfFormat.N_QUADS)
    return store


def in_memory(file: Path) -> Store:
    """A store in memory with the quads of a file."""
    store = Store()
    store.bulk_load(path=str(file), format=RdfFormat.N_QUADS)
    return store


def run_ours(store: Store) -> Measured:
    """Inference from scratch."""
    start = time.perf_counter()
    infer(store, rules_of(store))
    seconds = time.perf_counter() - start
    return seconds, sum(1 for _ in store.quads_for_pattern(None, None, None, Graph.INFERRED)), peak()


def run_more(file: Path) -> Measured:
    """Inference after one document more: the last one is taken out, inference made, and the document put back."""
    store = on_disk(file)
    rules = rules_of(store)
    document = max(quad.subject.value for quad in store.quads_for_pattern(None, Rdf.type, Rg.Document, None))  # type: ignore[union-attr]
    change = revise(store, [document.rpartition("/")[2]], [])
    gone, new = (
        [quad for quad in quads if quad.graph_name in STATED]
        for quads in (change.delete - change.insert, change.insert - change.delete)
    )
    swap(store, gone, new)
    infer(store, rules)
    swap(store, new, gone)
    start = time.perf_counter()
    delete, insert = revised(store, rules, triples_of(new), triples_of(gone))
    swap(store, delete, insert)
    return time.perf_counter() - start, len(insert), peak()


def swap(store: Store, delete: list[Quad], insert: list[Quad]) -> None:
    """Take quads out and put others in."""
    for quad in delete:
        store.remove(quad)
    store.extend(insert)


def run_owlrl(file: Path) -> Measured:
    """The same by owlrl."""
    import owlrl
    from rdflib import Graph as RdfGraph

    graph = RdfGraph().parse(file, format="nt")
    start = time.perf_counter()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return time.perf_counter() - start, len(graph), peak()


def peak() -> float:
    """The peak memory of this process in megabytes; the system's other count takes over that of its parent."""
    return memory_of(Path("/proc/self/status").read_text())


def memory_of(status: str) -> float:
    """The peak memory in megabytes in a process's status (proc(5))."""
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


RUNS: dict[str, Callable[[Path], Measured]] = {
    "memory": lambda file: run_ours(in_memory(file)),
    "disk": lambda file: run_ours(on_disk(file)),
    "more": run_more,
    "owlrl": run_owlrl,
}


def program(quads: list[Quad]) -> str:
    """The triples as facts and our rules as clauses of a logic program; terms are numbers, literals negative ones."""
    numbers: dict[object, int] = {}

    def number(term: object) -> int:
        sign = 1 if isinstance(term, NamedNode) else -1
        return numbers.setdefault(term, sign * (len(numbers) + 1))

    def clause(atom: Atom) -> str:
        return f"t({','.join(part.upper() if isinstance(part, str) else str(number(part)) for part in atom)})"

    lines = [f"t({number(one.subject)},{number(one.predicate)},{number(one.object)})." for one in quads]
    ontology = [quad for quad in quads if quad.graph_name == Graph.ONTOLOGY]
    for rule in compiled(triples_of(ontology)).every:
        if rule.head is not None:
            subject = rule.head[0]
            guard = f", {subject.upper()} > 0" if isinstance(subject, str) else ""
            lines.append(f"{clause(rule.head)} :- {', '.join(map(clause, rule.body))}{guard}.")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
