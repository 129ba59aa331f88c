"""SIGKILL at random moments of publishing: every snapshot has a whole index, of just its own labels."""

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
from loaders.search.build import FOLDER
from loaders.search.index import SearchIndex
from loaders.store import open_writer
from ontology.terms import Graph, Skos

KILLS = int(os.environ.get("ROLEGRAPH_TEST_KILLS", "8"))
SEED = int(os.environ.get("ROLEGRAPH_TEST_SEED", "20261123"))


def work(root: Path) -> None:
    """Publish one label more each time, every third of the vocabulary, and say so."""
    with open_writer(root) as writer:
        first = len(writer.store)
        print("opened", flush=True)
        for number in range(first, 10_000):
            graph = Graph.CANDIDATES if number % 3 else Graph.VOCABULARY
            node = NamedNode(f"http://example.org/{number}")
            writer.apply([], [Quad(node, Skos.prefLabel, Literal(f"label {number}", language="en"), graph)])
            writer.publish()
            print("published", flush=True)


def test_a_kill_leaves_no_index_in_part(tmp_path: Path) -> None:
    print(f"ROLEGRAPH_TEST_SEED={SEED} ROLEGRAPH_TEST_KILLS={KILLS}")
    chance = random.Random(SEED)
    for _ in range(KILLS):
        with subprocess.Popen([sys.executable, __file__, str(tmp_path)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            for _ in range(chance.randrange(1, 6)):
                process.stdout.readline()
            time.sleep(chance.uniform(0, 0.3))
            process.send_signal(signal.SIGKILL)
        assert -signal.SIGKILL == process.returncode
        for snapshot in snapshots.all_snapshots(tmp_path):
            labels = {quad.subject.value for quad in snapshot.open() if isinstance(quad.subject, NamedNode)}
            index = SearchIndex(snapshot.path / FOLDER)
            assert labels == {hit.iri for hit in index.search("label", limit=10_000).hits}
    assert snapshots.all_snapshots(tmp_path)


if __name__ == "__main__":
    work(Path(sys.argv[1]))
