"""The linker's speed: an index made and opened, one concept ranked against all labels, and ten thousand linked.

python -m bench.linking SHARED [--vectors FOLDER] [--count N]

On the labels of `esco-occupation-labels-multilingual` (115,000 in eight languages), with the vectors that `rolegraph
link to` makes: one a concept and language, some five minutes unless the folder keeps them from before. N concepts (by
default 500) are linked by two processes, and the time for 10,000 is told from that. The peer is scikit-learn's TF-IDF
of character n-grams, where it is installed: the same labels, one after another, without meaning and without languages.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from loaders import vectors, vocabulary
from loaders.languages import known
from loaders.linking import senses
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
        wanted = len(senses.wanted(folder))
        took = timed(lambda: senses.add(folder))
        print(f"{wanted:,} vectors added in {took:.1f} s (those kept in the folder are not made anew)")
        print(f"{sum(one.stat().st_size for one in folder.iterdir()) / 1e6:.0f} MB on disk")
        start = time.perf_counter()
        index = open_index(folder)
        print(f"opened in {1000 * (time.perf_counter() - start):.0f} ms")
        tell("one concept by one name", each(partial(index.ranked, one) for one in single(questions)))
        tell("one concept by all its names", each(partial(index.ranked, one) for one in questions[:TRIES]))
        # Drawn evenly from all sorts; each is asked once.
        some_of = [questions[place * len(questions) // asked.count] for place in range(asked.count)]
        used = processor()
        minutes = MANY / asked.count * linked(index, some_of) / 60
        cores = MANY / asked.count * (processor() - used) / 60
        print(f"{MANY:,} concepts in {minutes:.1f} min, {cores:.1f} of the processor, by {asked.count}", end=" ")
        print(f"with {PROCESSES} processes")
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


def processor() -> float:
    """The seconds of the processor that this process took, and those of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def each(actions: Iterable[Callable[[], object]]) -> list[tuple[float, float]]:
    """How long each action takes, in milliseconds: by the clock, and of the processor."""
    found = []
    for action in actions:
        used = time.process_time()
        found.append((1000 * timed(action), 1000 * (time.process_time() - used)))
    return found


def tell(what: str, took: list[tuple[float, float]]) -> None:
    """Print the middle and the worst of some times."""
    clock, used = ([one[place] for one in took] for place in (0, 1))
    print(f"{what}: median {statistics.median(clock):.0f} ms, worst {max(clock):.0f} ms, of {len(took)};", end=" ")
    print(f"of the processor {statistics.median(used):.0f} and {max(used):.0f} ms")


def linked(index: Index, questions: list[Subject]) -> float:
    """The seconds that it takes to link concepts by two forked processes."""
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        took = timed(lambda: pool.map(index.ranked, questions, chunksize=10))
        # Ended, so that what they took of the processor is known.
        pool.close()
        pool.join()
    return took


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
    tell("peer, one text", each(partial(similar, matrix, vectoriser, text) for text in questions))


if __name__ == "__main__":
    main()
