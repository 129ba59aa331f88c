"""Career questions over HTTP: paths and gaps between roles that are joined; each pair is asked once, so none is cached.

    .venv/bin/python -m bench.careers [--store DIR | --documents N] [--pairs N]

Beside them one pair of roles that most careers lead through, and a name that no role has. Milliseconds.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from bench.soak import loaded, serving
from loaders.career_paths.moves import Moves
from loaders.career_paths.reading import Reading
from loaders.career_paths.search import distances
from loaders.holding import open_current
from ontology.terms import Graph, Rg

#: What is asked: the path, further parameters and the media type.
QUESTIONS = {
    "paths, shortest": ("/paths", {}, "application/json"),
    "paths, all": ("/paths", {"all": "true"}, "application/json"),
    "paths, all and aside, 100 of 12 steps": (
        "/paths",
        {"all": "true", "lateral": "true", "max_steps": "12", "limit": "100"},
        "application/json",
    ),
    "paths, page": ("/paths", {"lang": "fi"}, "text/html"),
    "gap": ("/gap", {}, "application/json"),
    "gap, page": ("/gap", {"lang": "fi"}, "text/html"),
}
#: Roles at both ends of most careers of generated documents.
HUBS = ("customer service representative", "head of customer service")
Pair = tuple[str, str]


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--store", type=Path)
    options.add_argument("--documents", type=int, default=1000)
    options.add_argument("--pairs", type=int, default=200)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as work:
        store = given.store or loaded(Path(work), given.documents)
        found = list(pairs(store, given.pairs))
        with serving(store) as (_, port):
            tell(f"http://127.0.0.1:{port}", found)


def pairs(store: Path, count: int) -> Iterator[Pair]:
    """Give pairs of roles of which one leads to the other, at all distances up to six; the same each time."""
    reading, drawn = Reading(open_current(store)), random.Random(7)
    starts = {quad.subject for quad in reading.store.quads_for_pattern(None, Rg.leadsTo, None, Graph.STATEMENTS)}
    roles = sorted(one.value for one in starts if isinstance(one, NamedNode))
    for _ in range(count):
        start = NamedNode(drawn.choice(roles))
        near = distances(start, Moves(reading, start, start).after, 6)
        yield start.value, drawn.choice(sorted(one.value for one in near if one != start))


def tell(server: str, found: list[Pair]) -> None:
    """Print a line for each question, and those for the hubs and for a name that nobody has."""
    for name, (path, more, media_type) in QUESTIONS.items():
        times = [timed(server + path, pair, more, media_type) for pair in found]
        hub = timed(server + path, HUBS, more, media_type)
        ordered = sorted(times)
        median, most, longest = statistics.median(times), ordered[len(ordered) * 95 // 100], ordered[-1]
        print(f"{name:40} median {median:6.0f}, 95 % {most:6.0f}, longest {longest:6.0f}; hubs {hub:6.0f}", flush=True)
    print(f"{'a name that no role has':40} {timed(server + '/gap', ('no such role', HUBS[0]), {}, 'text/html'):6.0f}")


def timed(url: str, pair: Pair, more: dict[str, str], media_type: str) -> float:
    """Ask once: milliseconds to the last byte."""
    query = urlencode({"from": pair[0], "to": pair[1], **more})
    asked = urllib.request.Request(f"{url}?{query}", headers={"Accept": media_type})
    started = time.perf_counter()
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            answer.read()
    except urllib.error.HTTPError as error:
        # That there is no such role is an answer too.
        if error.code != 404:
            raise
        error.read()
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main()
