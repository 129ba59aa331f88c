"""Server time of pages, each asked for once so that nothing is kept; beside them the same thing's triples as Turtle.

    .venv/bin/python -m bench.pages --store DIR [--count N]

One client, one connection. The figures are milliseconds from the request's last byte to the answer's last byte.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

from ontology.terms import RGID

#: What is measured: the kind, and the query for the things of it.
KINDS = {
    "role": "SELECT ?s { ?d rg:describesRole ?s }",
    "named role": "SELECT DISTINCT ?s { ?step rg:stepRole ?s }",
    "skill": "SELECT DISTINCT ?s { ?r rg:requiresSkill ?s }",
    "tool": "SELECT DISTINCT ?s { ?r rg:usesTool ?s }",
    "document": "SELECT ?s { ?s a rg:Document }",
}
PREFIX = "PREFIX rg: <https://w3id.org/rolegraph/ns#> "


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--store", type=Path, required=True)
    options.add_argument("--count", type=int, default=200)
    given = options.parse_args()
    rng = random.Random(1)
    with serving(given.store) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        print(f"{'':12} {'n':>5} {'p50':>7} {'p95':>7} {'p99':>7} {'kB':>6}   Turtle p50  p95")
        for kind, query in KINDS.items():
            found = things(connection, query)
            chosen = rng.sample(found, min(given.count, len(found)))
            pages = [timed(connection, f"/id/{name}", "text/html") for name in chosen]
            turtle = [timed(connection, f"/id/{name}", "text/turtle")[0] for name in chosen]
            times = [one for one, _ in pages]
            size = statistics.median(size for _, size in pages) / 1000
            row = (
                f"{kind:12} {len(chosen):5} {at(times, 50):7.1f} {at(times, 95):7.1f} {at(times, 99):7.1f} {size:6.1f}"
            )
            print(f"{row}   {at(turtle, 50):7.1f} {at(turtle, 95):7.1f}")


@contextmanager
def serving(store: Path) -> Iterator[int]:
    """Serve a store with default settings, and give the port."""
    command = [str(Path(sys.executable).with_name("rolegraph")), "serve", "--store", str(store), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        assert process.stdout is not None
        port = next(int(found[1]) for line in process.stdout if (found := re.search(r"127\.0\.0\.1:(\d+)", line)))
        # A log that nobody reads would stop the server.
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield port
    finally:
        process.terminate()
        process.wait(20)


def things(connection: http.client.HTTPConnection, query: str) -> list[str]:
    """Give the things to ask for as paths below `/id/`."""
    connection.request("GET", "/sparql?" + urlencode({"query": PREFIX + query, "format": "csv"}))
    rows = connection.getresponse().read().decode().split()[1:]
    return sorted({quote(row.removeprefix(RGID)) for row in rows})


def timed(connection: http.client.HTTPConnection, path: str, kind: str) -> tuple[float, int]:
    """Ask once; give milliseconds and bytes."""
    started = time.perf_counter()
    connection.request("GET", path, headers={"Accept": kind})
    reply = connection.getresponse()
    body = reply.read()
    assert reply.status == 200, (path, reply.status)
    return 1000 * (time.perf_counter() - started), len(body)


def at(times: list[float], percent: int) -> float:
    """Give a percentile."""
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


if __name__ == "__main__":
    main()
