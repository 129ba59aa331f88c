"""MELO: titles of national classifications linked to ESCO, as mean reciprocal rank of the first right label.

python -m bench.melo SHARED [--sets usa,est] [--stride N] [--vectors FOLDER]

SHARED is the folder with benchmarks/melo/. `rolegraph link rank` ranks the same way; here ranks are counted in memory,
since its runs of all labels take gigabytes. `--stride 5` asks every fifth query; `--vectors` keeps the labels' vectors.
Peers' figures are those that the benchmark's repository publishes.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy

from loaders import vectors
from loaders.languages import known
from loaders.linking import ranking

#: The published results that are shown beside ours: the best lexical one, and three neural ones.
PEERS = ("char_tf_idf_lemmas", "me5", "e5", "openai")


def main() -> None:
    """Print a row for each set."""
    parser = argparse.ArgumentParser()
    parser.add_argument("shared", type=Path)
    parser.add_argument("--sets", default="", help="beginnings of the sets' names, by commas")
    parser.add_argument("--stride", type=int, default=1)
    parser.add_argument("--vectors", type=Path)
    asked = parser.parse_args()
    if asked.vectors:
        asked.vectors.mkdir(parents=True, exist_ok=True)
        vectors.disk.keep_in(asked.vectors)
    folder = asked.shared / "benchmarks" / "melo"
    published = dict(peers(folder / "published_mrr.tsv"))
    print("set", "queries", "ours", *PEERS, "seconds", sep="\t")
    for path in sorted(one for one in folder.iterdir() if one.is_dir()):
        if not path.name.startswith(tuple(asked.sets.split(","))):
            continue
        start = time.perf_counter()
        found = [*reciprocals(path, asked.stride)]
        mean, took = sum(found) / len(found), time.perf_counter() - start
        print(path.name, len(found), f"{mean:.4f}", *published.get(path.name, ()), f"{took:.0f}", sep="\t", flush=True)


def peers(path: Path) -> Iterator[tuple[str, Sequence[str]]]:
    """The published figures of each set, for the peers that are shown."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    places = [lines[0].index(name) for name in PEERS]
    for line in lines[1:]:
        yield line[0], [line[place] for place in places]


def reciprocals(folder: Path, stride: int = 1) -> Iterator[float]:
    """One over the rank of the first right label, for each query of a set."""
    _, _, language, _, label_language = folder.name.split("_")
    queries, labels = ranking.read(folder / "queries.tsv"), ranking.read(folder / "corpus_elements.tsv")
    numbers = {label.name: number for number, label in enumerate(labels)}
    right: dict[str, list[int]] = {}
    for line in (folder / "annotations.tsv").read_text(encoding="utf-8").splitlines():
        asked, _, answer, _ = line.split("\t")
        right.setdefault(asked, []).append(numbers[answer])
    index = ranking.opened([label.text for label in labels], known(label_language) or "")
    for query in queries[::stride]:
        order, _ = index.rank_labels(query.text, known(language) or language)
        yield 1 / (1 + int(numpy.flatnonzero(numpy.isin(order, right[query.name]))[0]))


if __name__ == "__main__":
    main()
