"""`publish`, `forget` and `serve`, killed 25 times at random moments; tests/loaders/test_load_kill.py kills `load`.

Whatever dies, the last snapshot is served, the store opens, and the same command run again comes to its end.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import Store

from loaders.snapshots import current
from loaders.store import open_writer
from ontology.terms import Graph, Rdf, Rg
from tests.server.processes import below, is_alive

ROLEGRAPH = Path(sys.executable).with_name("rolegraph")
KILLS = 10
#: Each of these writes every kept snapshot anew, twice.
FORGETS = 5
SEED = int(os.environ.get("ROLEGRAPH_TEST_SEED", "11"))
COUNT = "SELECT (COUNT(*) AS ?n) { ?d a <https://w3id.org/rolegraph/ns#Document> }"
SECRET = "Qzxvyplk"

pytestmark = pytest.mark.slow


def write(folder: Path, number: int) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / f"{number:03d}.md"
    items = "".join(f"- {SECRET}{number} care {item}: done with care\n" for item in range(40))
    file.write_text(f"# Role {number}\n\n## Skills\n\n{items}", encoding="utf-8")
    return file


def run(*arguments: str | Path) -> float:
    """Run a verb to its end; gives the seconds that it took."""
    started = time.monotonic()
    subprocess.run([ROLEGRAPH, *arguments], check=True, capture_output=True, timeout=60)
    return time.monotonic() - started


def killed(rng: random.Random, longest: float, *arguments: str | Path) -> None:
    """Start a verb and kill it at some moment of the time that it takes."""
    process = subprocess.Popen([ROLEGRAPH, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(rng.uniform(0.2, longest))
    process.kill()
    process.wait(timeout=10)


def documents(root: Path) -> tuple[int, int]:
    """How many documents the store and its current snapshot hold; both are opened."""
    snapshot = current(root)
    assert snapshot is not None
    with open_writer(root, wait=30) as writer:
        return held(writer.store), held(Store.read_only(str(snapshot.path)))


def held(store: Store) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, Rdf.type, Rg.Document, Graph.DOCUMENTS))


def asked(port: int) -> int:
    """How many documents a server tells of; raises URLError where it does not answer."""
    query = urllib.parse.urlencode({"query": COUNT, "format": "json"})
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sparql?{query}", timeout=20) as answer:
        return int(json.load(answer)["results"]["bindings"][0]["n"]["value"])


@contextmanager
def serving(root: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A server of a store, as its own process, and its port."""
    command = [str(ROLEGRAPH), "serve", "--store", str(root), "--port", "0", "--workers", "1", "--cache-size", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout is not None
            first = process.stdout.readline()
            yield process, int(first.rpartition(":")[2].partition("/")[0])
        finally:
            process.kill()


def bytes_with(root: Path, word: str) -> list[str]:
    files = (Path(folder) / name for folder, _, names in os.walk(root) for name in names)
    return [str(file.relative_to(root)) for file in files if word.encode() in file.read_bytes()]


def test_a_killed_publish_shows_the_old_or_the_new(tmp_path: Path, new_store: Callable[[Path], Path]) -> None:
    root = new_store(tmp_path / "store")
    rng = random.Random(SEED)
    run("load", "--store", root, write(tmp_path / "docs", 0))
    longest = run("publish", "--store", root)
    with serving(root) as (_, port):
        for number in range(1, KILLS + 1):
            run("load", "--no-publish", "--store", root, write(tmp_path / "docs", number))
            before = asked(port)
            killed(rng, longest, "publish", "--store", root)

            stored, shown = documents(root)
            assert number + 1 == stored, f"seed {SEED}"
            assert shown in {before, stored}, f"seed {SEED}"
            assert asked(port) in {before, shown}
        run("publish", "--store", root)
        assert (KILLS + 1, KILLS + 1) == documents(root)


def test_a_killed_forget_ends_when_it_is_run_again(tmp_path: Path, new_store: Callable[[Path], Path]) -> None:
    root = new_store(tmp_path / "store")
    rng = random.Random(SEED)
    names = [f"docs/{write(tmp_path / 'docs', number).name}" for number in range(FORGETS + 2)]
    run("load", "--store", root, tmp_path / "docs")
    longest = run("forget", "--store", root, names.pop())
    with serving(root) as (_, port):
        for left in range(FORGETS, 0, -1):
            name = names.pop()
            killed(rng, longest, "forget", "--store", root, name)

            stored, shown = documents(root)
            assert {stored, shown} <= {left, left + 1}, f"seed {SEED}"
            assert asked(port) in {left, left + 1}
            # What was killed may have got to its end, and then there is nothing of that name.
            subprocess.run([ROLEGRAPH, "forget", "--store", root, name], capture_output=True, timeout=60, check=False)
            assert (left, left) == documents(root), f"seed {SEED}"
            assert [] == bytes_with(root, f"{SECRET}{left}"), f"seed {SEED}"


def test_a_killed_server_leaves_no_process_and_a_store_that_is_served(
    tmp_path: Path, new_store: Callable[[Path], Path]
) -> None:
    root = new_store(tmp_path / "store")
    rng = random.Random(SEED)
    run("load", "--store", root, write(tmp_path / "docs", 0))
    for number in range(1, KILLS + 1):
        with serving(root) as (server, port):
            assert number == asked(port)
            load = subprocess.Popen(
                [ROLEGRAPH, "load", "--store", root, write(tmp_path / "docs", number)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(rng.uniform(0, 2))
            children = below(server.pid)
            server.kill()
            server.wait(timeout=10)
            assert 0 == load.wait(timeout=60)

            assert children
            # One that was just being started has yet to see that its parent has gone.
            end = time.monotonic() + 10
            while (left := [one for one in children if is_alive(one)]) and time.monotonic() < end:
                time.sleep(0.05)
            assert [] == left
            with pytest.raises(urllib.error.URLError):
                asked(port)
        assert (number + 1, number + 1) == documents(root), f"seed {SEED}"
