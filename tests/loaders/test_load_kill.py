"""`rolegraph load`, killed at random moments: every document is whole or absent, and going on finishes the work."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from loaders.snapshots import current
from loaders.store import open_writer
from ontology.terms import Graph, Rdf, Rg

ROLEGRAPH = Path(sys.executable).with_name("rolegraph")
KILLS = 25
DOCUMENTS = 60
SEED = int(os.environ.get("ROLEGRAPH_TEST_SEED", "7"))
ITEMS = 8


def write(folder: Path) -> None:
    folder.mkdir()
    for number in range(DOCUMENTS):
        items = "".join(f"- Care {number}.{item}: done with care\n" for item in range(ITEMS))
        (folder / f"{number:03d}.md").write_text(f"# Role {number}\n\n## Skills\n\n{items}", encoding="utf-8")


def mentions(store: Store) -> Counter[object]:
    """How many mentions each document has that the store names."""
    counts: Counter[object] = Counter()
    for quad in store.quads_for_pattern(None, Rdf.type, Rg.Document, Graph.DOCUMENTS):
        counts[quad.subject] = 0
    for quad in store.quads_for_pattern(None, Rg.inDocument, None, Graph.DOCUMENTS):
        counts[quad.object] += 1
    return counts


@pytest.mark.slow
def test_a_killed_load_leaves_nothing_half(tmp_path: Path, new_store: Callable[[Path], Path]) -> None:
    root = new_store(tmp_path / "store")
    write(tmp_path / "docs")
    command = [str(ROLEGRAPH), "load", "--store", str(root), str(tmp_path / "docs")]
    rng = random.Random(SEED)
    seen = 0
    for _ in range(KILLS):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.3, 2.5))
        process.kill()
        process.wait(timeout=10)
        with open_writer(root, wait=30) as writer:
            found = mentions(writer.store)
        assert {ITEMS + 1} >= set(found.values()), f"seed {SEED}"
        assert seen <= len(found), f"seed {SEED}: a committed document is gone"
        seen = len(found)
    subprocess.run(command, check=True, capture_output=True, timeout=120)

    snapshot = current(root)
    assert snapshot is not None
    assert DOCUMENTS == len(mentions(Store.read_only(str(snapshot.path))))
