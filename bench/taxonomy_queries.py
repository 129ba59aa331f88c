"""The shipped queries over taxonomies, on a store of about a million triples of documents and a whole ESCO.

python -m bench.taxonomy_queries SHARED [--documents N] [--store FOLDER]

ESCO is as far as it is at hand (`linking_data`), with as many relations of occupations and skills as it has drawn by
chance between its own concepts; O*NET and ISCO-08 are real. A store in FOLDER is kept, and used again.
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from click.testing import CliRunner

from bench import corpus
from bench.linking_data import FILES
from loaders import snapshots
from queries import load_queries
from queries.binding import bind
from queries.client import LocalStore
from server.cli import group

NAMES = (
    *("roles-in-esco", "esco-skills-of-role", "roles-by-isco-group", "hot-technologies"),
    *("link-coverage", "roles-across-taxonomies"),
)
SEED, RELATIONS, TRIES, TIMEOUT = 20261123, 124_000, 3, 120.0


def main() -> None:
    """Print a line for each query."""
    parser = argparse.ArgumentParser()
    parser.add_argument("shared", type=Path)
    parser.add_argument("--documents", type=int, default=800)
    parser.add_argument("--store", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = asked.store or Path(folder) / "store"
        if snapshots.current(root) is None:
            fill(root, asked.shared / "taxonomies", asked.documents, Path(folder))
        snapshot = snapshots.current(root)
        assert snapshot is not None
        store = snapshot.open()
        print(f"{len(store):,} quads")
        source, known = LocalStore(store, TIMEOUT), load_queries()
        for name in NAMES:
            text = bind(known[name], {})
            took = [timed(source, text) for _ in range(TRIES)]
            (clock, used, rows) = min(took)
            first = took[0][0]
            print(f"{name}: {rows:,} rows, {clock:.2f} s, {used:.2f} of the processor; at first {first:.2f} s")


def fill(root: Path, taxonomies: Path, documents: int, folder: Path) -> None:
    """Make the store."""
    corpus.write(folder / "documents", documents)
    relations = folder / "occupationSkillRelations.csv"
    with relations.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("occupationUri", "relationType", "skillType", "skillUri"))
        writer.writerows(drawn(taxonomies))
    store = ("--store", str(root))
    run("load", str(folder / "documents"), *store, "--no-publish")
    esco = [str(taxonomies / name) for name in FILES]
    run("taxonomy", "add", "esco", *esco, str(relations), *store, "--no-publish")
    run("taxonomy", "add", "onet", str(taxonomies / "onet-29.3"), *store, "--no-publish")
    run("taxonomy", "add", "isco", str(taxonomies / "isco08-esco-multilingual"), *store)


def drawn(taxonomies: Path) -> Iterator[tuple[str, str, str, str]]:
    """Relations between the concepts that are there, each once."""
    rng = random.Random(SEED)
    skills = column(taxonomies / "esco-1.0-emanuellandell" / "skills_fr.csv")
    occupations = column(taxonomies / "esco-1.0-emanuellandell" / "occupations_es.csv")
    pairs: dict[tuple[str, str], str] = {}
    while len(pairs) < RELATIONS:
        pairs[rng.choice(occupations), rng.choice(skills)] = rng.choice(("essential", "optional"))
    return ((one, sort, "skill/competence", other) for (one, other), sort in pairs.items())


def column(path: Path) -> list[str]:
    """The concepts of a table of ESCO's."""
    with path.open(encoding="utf-8", newline="") as file:
        return sorted({row["conceptUri"] for row in csv.DictReader(file)})


def run(*words: str) -> None:
    """Run a verb."""
    done = CliRunner().invoke(group, words)
    if done.exit_code == 2 or (done.exception and not isinstance(done.exception, SystemExit)):
        raise SystemExit(f"{done.output}\n{done.exception}")


def timed(source: LocalStore, text: str) -> tuple[float, float, int]:
    """The seconds that a query takes, those of the processor, and its rows."""
    start, used = time.perf_counter(), time.process_time()
    rows = len(source.run(text).solutions)
    return time.perf_counter() - start, time.process_time() - used, rows


if __name__ == "__main__":
    main()
