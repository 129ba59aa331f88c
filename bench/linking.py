"""The linker's speed: an index made and opened, one concept ranked against all labels, and ten thousand linked.

python -m bench.linking SHARED [--vectors FOLDER] [--count N]

On the labels of `esco-occupation-labels-multilingual` (115,000 in eight languages). N concepts (by default 500) are
linked by two processes, and the time for 10,000 is told from that. The peer is scikit-learn's TF-IDF of character
n-grams, where it is installed: the same labels, one after another, without meaning and without languages.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from loaders import vectors, vocabulary
from loaders.languages import known
from loaders.linking import meaning
from loaders.linking.build import build
from loaders.linking.index import Index, open_index
from loaders.linking.model import Label, Name, Subject
from loaders.linking.texts import folded

SCHEMES = ("roles", "skills", "tool-categories", "responsibilities")
MANY, TRIES, PROCESSES = 10_000, 50, 2


def main() -> None:
    """Print a line for each measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("shared", type=Path)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--count", type=int, default=500)
    asked = parser.parse_args()
    if asked.vectors:
        asked.vectors.mkdir(parents=True, exist_ok=True)
        vectors.disk.keep_in(asked.vectors)
    some = [*labels(asked.shared)]
    questions = [*subjects()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "index"
        print(f"{len(some):,} labels indexed in {timed(lambda: build(folder, some)):.1f} s")
        print(
            f"vectors added in {timed(lambda: meaning.add(folder)):.1f} s (those kept in the folder are not made anew)"
        )
        print(f"{sum(one.stat().st_size for one in folder.iterdir()) / 1e6:.0f} MB on disk")
        start = time.perf_counter()
        index = open_index(folder)
        print(f"opened in {1000 * (time.perf_counter() - start):.0f} ms")
        tell("one concept by one name", [1000 * timed(partial(index.ranked, one)) for one in single(questions)])
        tell("one concept by all its names", [1000 * timed(partial(index.ranked, one)) for one in questions[:TRIES]])
        took = linked(index, [questions[place % len(questions)] for place in range(asked.count)])
        minutes = MANY / asked.count * took / 60
        print(f"{MANY:,} concepts in {minutes:.1f} min, by {asked.count} with {PROCESSES} processes")
    peer([folded(label.text) for label in some], [folded(one.names[0].text) for one in questions[:TRIES]])


def labels(shared: Path) -> Iterator[Label]:
    """The labels of ESCO's occupations."""
    path = shared / "taxonomies" / "esco-occupation-labels-multilingual" / "labels.tsv"
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        concept, language, text = line.split("\t")
        yield Label(concept, text, known(language) or language)


def subjects() -> Iterator[Subject]:
    """The vocabulary's concepts with their preferred labels in all languages."""
    for scheme in SCHEMES:
        of: dict[str, list[Name]] = {}
        for (concept, language), text in vocabulary.preferred(scheme).items():
            of.setdefault(concept, []).append(Name(text, language))
        yield from (Subject(tuple(names)) for names in of.values())


def single(questions: list[Subject]) -> Iterator[Subject]:
    """Concepts by one name."""
    return (Subject(one.names[:1]) for one in questions[:TRIES])


def timed(action: Callable[[], object]) -> float:
    """The seconds that an action takes."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def tell(what: str, took: list[float]) -> None:
    """Print the middle and the worst of some times."""
    print(f"{what}: median {statistics.median(took):.0f} ms, worst {max(took):.0f} ms, of {len(took)}")


def linked(index: Index, questions: list[Subject]) -> float:
    """The seconds that it takes to link concepts by two forked processes."""
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        return timed(lambda: pool.map(index.ranked, questions, chunksize=10))


def similar(matrix: Any, vectoriser: Any, text: str) -> Any:
    """The peer's likeness of a text with all labels."""
    return matrix @ vectoriser.transform([text]).T


def peer(texts: list[str], questions: list[str]) -> None:
    """Print the times of scikit-learn's TF-IDF."""
    if find_spec("sklearn") is None:
        print("scikit-learn is not installed, so there is no peer; install it beside, for this bench alone")
        return
    made: Any = import_module("sklearn.feature_extraction.text")
    vectoriser = made.TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    start = time.perf_counter()
    matrix = vectoriser.fit_transform(texts)
    print(f"peer, scikit-learn: indexed in {time.perf_counter() - start:.1f} s")
    tell("peer, one text", [1000 * timed(partial(similar, matrix, vectoriser, text)) for text in questions])


if __name__ == "__main__":
    main()
