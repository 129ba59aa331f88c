"""How long batches of reconciliation take on a server of default settings, and how soon the first one is answered.

python -m bench.reconcile --store DIR [--batches N]

DIR is a store with a taxonomy called esco, such as the one that `bench.taxonomy_queries --store DIR` leaves. A batch is
of ten cells, as OpenRefine sends them: job titles and names of skills of ours, in several languages, each asked once.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import resource
import statistics
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

from bench.pages import serving
from loaders import vocabulary

CELLS, SEED = 10, 20261123
SCHEMES, LANGUAGES = ("roles", "skills"), ("en", "fi", "sv", "de", "fr")


def main() -> None:
    """Print a line for each service."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--batches", type=int, default=30)
    asked = parser.parse_args()
    cells = texts(2 * CELLS * asked.batches + CELLS)
    with serving(asked.store) as port:
        start = time.perf_counter()
        status = ask(port, "roles", cells[:CELLS])[1]
        waited = time.perf_counter() - start
        print(f"the first batch to our roles, asked when the server begins: {status}, after {waited:.1f} s")
        for place, service in enumerate(("esco", "rolegraph")):
            some = cells[CELLS * (1 + place * asked.batches) :]
            found = [ask(port, service, some[CELLS * n : CELLS * (n + 1)]) for n in range(asked.batches)]
            times = [one for one, _ in found]
            statuses = dict(Counter(one for _, one in found))
            middle, worst = statistics.median(times), max(times)
            print(f"{service}: {asked.batches} batches of {CELLS}, statuses {statuses}", end=", ")
            print(f"median {middle:.0f} ms, worst {worst:.0f} ms")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"the server and all below it took {used.ru_utime + used.ru_stime:.1f} s of the processor")


def texts(count: int) -> list[str]:
    """So many names of our roles and skills."""
    rng = random.Random(SEED)
    found = [
        text
        for scheme in SCHEMES
        for (_, language), text in vocabulary.preferred(scheme).items()
        if language in LANGUAGES
    ]
    return rng.sample(found, count)


def ask(port: int, service: str, cells: list[str]) -> tuple[float, int]:
    """Ask for a batch; give the milliseconds until it was there, and its status."""
    queries = {f"q{place}": {"query": text, "limit": 5} for place, text in enumerate(cells)}
    body = urlencode({"queries": json.dumps(queries)})
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    start = time.perf_counter()
    connection.request("POST", f"/reconcile/{service}", body, {"Content-Type": "application/x-www-form-urlencoded"})
    reply = connection.getresponse()
    reply.read()
    connection.close()
    return 1000 * (time.perf_counter() - start), reply.status


if __name__ == "__main__":
    main()
