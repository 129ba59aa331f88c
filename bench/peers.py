"""The same queries put to this server, with and without its cache, to oxigraph's own and to rdflib-endpoint.

    .venv/bin/python -m bench.peers --venv DIR [--documents N] [--seconds N]

DIR is a virtual environment that holds both peers; where it is missing it is made with PEERS. All serve the same
triples: the graphs of the endpoint's default graph, merged. The clients are threads of this process, which shares the
machine with the servers, so that the fastest are held back by it.
"""

from __future__ import annotations

import argparse
import http.client
import socket
import statistics
import subprocess
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlencode

from pyoxigraph import RdfFormat, Triple, serialize

from bench.http import rate
from bench.soak import ROLEGRAPH, loaded
from loaders.holding import open_current
from ontology.terms import DEFAULT_GRAPHS

PEERS = ("oxigraph==0.5.13", "rdflib-endpoint[cli,web]==0.6.3")
PREFIXES = "PREFIX rg: <https://w3id.org/rolegraph/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
QUERIES = {
    "small": "SELECT ?s ?label { ?s skos:prefLabel ?label } LIMIT 5",
    "join": "SELECT ?role ?skill ?label { ?role rg:requiresSkill ?skill . ?skill skos:prefLabel ?label . "
    "FILTER(LANG(?label) = 'en') } LIMIT 100",
    "aggregate": "SELECT ?skill (COUNT(?role) AS ?n) { ?role rg:requiresSkill ?skill } GROUP BY ?skill "
    "ORDER BY DESC(?n) LIMIT 10",
}
CLIENTS = (1, 8)
ROUNDS = 5
#: Seconds that a server has to start: rdflib-endpoint reads its file first.
START = 300.0


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--venv", type=Path, required=True)
    options.add_argument("--documents", type=int, default=50)
    options.add_argument("--seconds", type=float, default=5.0)
    given = options.parse_args()
    binaries = installed(given.venv)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        work = Path(folder)
        store = loaded(work, given.documents)
        triples = written(store, work / "graph.nt")
        oxigraph = [str(binaries / "oxigraph")]
        subprocess.run([*oxigraph, "load", "-l", work / "ox", "-f", triples], check=True, capture_output=True)
        ours = [str(ROLEGRAPH), "serve", "--store", str(store), "--port", "{0}"]
        commands = {
            "rolegraph": [*ours, "--cache-size", "0"],
            "rolegraph, cache": ours,
            "oxigraph": [*oxigraph, "serve-read-only", "-l", str(work / "ox"), "-b", "127.0.0.1:{0}"],
            "rdflib-endpoint": [
                *(str(binaries / "rdflib-endpoint"), "serve", "--host", "127.0.0.1", "--port", "{0}", str(triples)),
            ],
        }
        paths = {"oxigraph": "/query", "rdflib-endpoint": "/"}
        servers = {
            name: (stack.enter_context(serving(command)), paths.get(name, "/sparql"))
            for name, command in commands.items()
        }
        for clients in CLIENTS:
            for query, text in QUERIES.items():
                measure(servers, clients, query, PREFIXES + text, given.seconds)


def installed(folder: Path) -> Path:
    """Make the environment of the peers where it is missing; give the folder of its programs."""
    if not folder.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", *PEERS], check=True)
    return folder.resolve() / "bin"


def written(store: Path, file: Path) -> Path:
    """Write the merge of the endpoint's default graphs as N-Triples."""
    snapshot = open_current(store)
    quads = (quad for graph in DEFAULT_GRAPHS for quad in snapshot.quads_for_pattern(None, None, None, graph))
    merged = {Triple(quad.subject, quad.predicate, quad.object) for quad in quads}
    serialize(merged, file, RdfFormat.N_TRIPLES)
    return file


@contextmanager
def serving(command: list[str]) -> Iterator[int]:
    """Serve in a process of its own on a free port; give it once queries are answered."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    filled = [part.replace("{0}", str(port)) for part in command]
    with subprocess.Popen(filled, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            end = time.monotonic() + START
            while not listens(port):
                if process.poll() is not None or time.monotonic() > end:
                    raise SystemExit(f"{filled[0]} did not start")
                time.sleep(0.1)
            yield port
        finally:
            process.terminate()


def listens(port: int) -> bool:
    """Whether a connection is taken."""
    with socket.socket() as found:
        return found.connect_ex(("127.0.0.1", port)) == 0


def measure(servers: dict[str, tuple[int, str]], clients: int, name: str, query: str, seconds: float) -> None:
    """Print the requests a second of each server for a query, and how many times ours that is."""
    # In turns, since the machine's speed changes within minutes.
    found: dict[str, list[float]] = {server: [] for server in servers}
    for _ in range(ROUNDS):
        for server, (port, path) in servers.items():
            found[server].append(rate(port, f"{path}?{urlencode({'query': query})}", clients, seconds / ROUNDS, ask))
    rates = {server: statistics.median(one) for server, one in found.items()}
    print(f"{name}, {clients} client{'s' if clients > 1 else ''}:")
    for server, one in rates.items():
        print(f"  {server:18} {one:8.1f} requests/s   {one / rates['rolegraph']:6.2f} times rolegraph's", flush=True)


def ask(port: int, path: str, end: float, counts: list[int], number: int) -> None:
    """Ask over one kept connection until `end`; raises RuntimeError for any status but 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        while time.monotonic() < end:
            connection.request("GET", path, headers={"Accept": "application/sparql-results+json"})
            reply = connection.getresponse()
            body = reply.read()
            if reply.status != 200 or b'"bindings"' not in body:
                raise RuntimeError(f"{path} at {port}: {reply.status} {body[:200]!r}")
            counts[number] += 1
    finally:
        connection.close()


if __name__ == "__main__":
    main()
