"""Search over many labels: how well it forgives typing errors, how fast it is, and beside it SQLite's FTS5.

python -m bench.search [LABELS]     labels in the index that is timed, by default 200,000
"""

from __future__ import annotations

import http.client
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

from pyoxigraph import Literal, Quad, RdfFormat, Store, serialize

from bench.http import serving
from loaders import vocabulary
from loaders.normal import normalised
from loaders.search.build import KEPT, build
from loaders.search.index import ENOUGH, SearchIndex
from loaders.search.ranking import Wanted
from loaders.search.words import folded, pieces
from loaders.shipped import LABELS
from loaders.store import open_writer
from ontology.terms import ConceptKind, Graph, Rg

SEED = 20261123
#: Queries of each kind that are timed, and labels of each language that are mistyped.
QUERIES, SAMPLE = 100, 50
#: What a hand types in place of a letter, and the least letters of a label that is mistyped.
CHANGES, SHORTEST = ("left out", "doubled", "exchanged", "another"), 4
#: The kinds of questions that are timed.
KINDS = ("exact", "beginning", "no accents", "one error", "two errors", "two labels")


#: How many of them the peer is asked, which takes long over errors.
FEW = 20
#: The percentiles that are printed: the 50th, 95th and 99th of 99 cuts.
CUTS = (49, 94, 98)


def shipped() -> list[vocabulary.Entry]:
    """Every label of the vocabulary that stands in the graph."""
    return [one for kind in ConceptKind for one in vocabulary.labels(scheme(kind)) if not one.doubtful]


def scheme(kind: ConceptKind) -> str:
    return kind.scheme.value.rpartition("/")[2]


def quads(entries: Iterable[vocabulary.Entry]) -> Iterator[Quad]:
    kinds = {scheme(kind): kind for kind in ConceptKind}
    for one in entries:
        node = kinds[one.scheme].iri(one.concept)
        yield Quad(node, LABELS[one.kind], Literal(one.value, language=one.language), Graph.VOCABULARY)
        yield Quad(node, Rg.status, Rg.Curated, Graph.VOCABULARY)


def many(count: int) -> Iterator[vocabulary.Entry]:
    """So many labels: those of the vocabulary, then labels made of two of them in one language, for new concepts."""
    own = shipped()
    yield from own[:count]
    rng = random.Random(SEED)
    by_language: dict[str, list[vocabulary.Entry]] = {}
    for one in own:
        by_language.setdefault(one.language, []).append(one)
    for number in range(count - len(own)):
        first = rng.choice(own)
        second = rng.choice(by_language[first.language])
        yield first._replace(concept=f"made-{number // 8}", value=f"{first.value} {second.value}")


def mistyped(label: str, rng: random.Random) -> str:
    """A label with one letter wrong, never as it was."""
    places = [place for place, letter in enumerate(label) if letter.isalpha()]
    while True:
        place, change = rng.choice(places), rng.choice(CHANGES)
        before, letter, after = label[:place], label[place], label[place + 1 :]
        typed = {
            "left out": before + after,
            "doubled": before + letter + letter + after,
            "exchanged": before + after[:1] + letter + after[1:],
            "another": before + rng.choice([one for one in label if one.isalpha()]) + after,
        }[change]
        if typed != label:
            return typed


def is_long(label: str) -> bool:
    return sum(map(str.isalpha, label)) >= SHORTEST and len(set(label)) > 1


def place(index: SearchIndex, text: str, entry: vocabulary.Entry) -> int:
    """The place, from 1, of the concept of a label among ten hits of its kind; 0 where it is not there."""
    kind = next(kind for kind in ConceptKind if scheme(kind) == entry.scheme)
    iri = kind.iri(entry.concept).value
    hits = index.search(text, Wanted(types=(kind.value,), chain=(entry.language.lower(),)), 0, 10).hits
    return next((place for place, hit in enumerate(hits, 1) if hit.iri == iri), 0)


def quality(index: SearchIndex) -> None:
    """Print how often labels of a language are found as they are, without accents, with one and with two errors."""
    print("| language | labels | as it is @1 | @10 | no accents @10 | one error @1 | @5 | @10 | two errors @10 |")
    print("|---|---|---|---|---|---|---|---|---|")
    rng = random.Random(SEED)
    by_language: dict[str, list[vocabulary.Entry]] = {}
    for one in shipped():
        if one.kind in (vocabulary.PREFERRED, vocabulary.ALTERNATIVE) and is_long(one.value):
            by_language.setdefault(one.language, []).append(one)
    total: list[list[int]] = []
    for language, every in sorted(by_language.items()):
        rows = [places(index, one, rng) for one in rng.sample(every, min(SAMPLE, len(every)))]
        total += rows
        told(language, rows)
    told("all", total)


def places(index: SearchIndex, entry: vocabulary.Entry, rng: random.Random) -> list[int]:
    """The places at which a label is found, by each way of typing it."""
    once = mistyped(entry.value, rng)
    typed = (entry.value, folded(normalised(entry.value)), once, mistyped(once, rng))
    return [place(index, text, entry) for text in typed]


def told(language: str, rows: Sequence[Sequence[int]]) -> None:
    """Print a row of the table."""
    columns = ((0, 1), (0, 10), (1, 10), (2, 1), (2, 5), (2, 10), (3, 10))
    shares = (sum(0 < row[way] <= most for row in rows) / len(rows) for way, most in columns)
    print(f"| {language} | {len(rows)} |", " | ".join(f"{share:.3f}" for share in shares), "|", flush=True)


def asked(labels: Sequence[str]) -> dict[str, list[str]]:
    """Questions of each kind about some labels."""
    rng = random.Random(SEED)
    long = [one for one in labels if is_long(one)]
    chosen = {kind: rng.sample(long, QUERIES) for kind in KINDS}
    change: dict[str, Callable[[str], str]] = {
        "exact": lambda label: label,
        "beginning": lambda label: label[: rng.randint(1, 5)],
        "no accents": lambda label: folded(normalised(label)),
        "one error": lambda label: mistyped(label, rng),
        "two errors": lambda label: mistyped(mistyped(label, rng), rng),
        "two labels": lambda label: f"{label} {rng.choice(long)}",
    }
    return {kind: [change[kind](label)[:200] for label in chosen[kind]] for kind in KINDS}


def timed(name: str, questions: dict[str, list[str]], ask: Callable[[str], object]) -> None:
    """Print the milliseconds of each kind of question, then those of this process on the processor."""
    for kind, texts in questions.items():
        spent, used = [], []
        for text in texts:
            started, before = time.perf_counter(), time.process_time()
            ask(text)
            used.append(1000 * (time.process_time() - before))
            spent.append(1000 * (time.perf_counter() - started))
        cuts, own = (statistics.quantiles(one, n=100) for one in (spent, used))
        row = (*(cuts[place] for place in CUTS), *(own[place] for place in CUTS))
        print(f"| {name} | {kind} |", " | ".join(f"{one:.1f}" for one in row), "|", flush=True)


class Fts5:
    """SQLite's full text search: words without accents, their beginnings, and triples of letters for errors."""

    def __init__(self, path: Path, labels: Iterable[tuple[str, str]]) -> None:
        self._base = sqlite3.connect(path)
        words = "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'"
        self._base.execute(f"CREATE VIRTUAL TABLE words USING fts5(label, concept UNINDEXED, {words})")
        self._base.execute("CREATE VIRTUAL TABLE triples USING fts5(label, content = '', tokenize = 'trigram')")
        for label, concept in labels:
            row = self._base.execute("INSERT INTO words VALUES (?, ?)", (label, concept)).lastrowid
            self._base.execute("INSERT INTO triples (rowid, label) VALUES (?, ?)", (row, folded(normalised(label))))
        self._base.commit()

    def search(self, text: str) -> list[tuple[str, ...]]:
        """Ten concepts whose labels have all words or their beginnings; else the most triples of letters."""
        words = " ".join(f'"{word}"*' for word in pieces(normalised(text)))
        found = self._ask("SELECT concept FROM words WHERE words MATCH ? ORDER BY rank LIMIT 50", words)
        if len(found) >= ENOUGH:
            return found[:10]
        plain = folded(normalised(text))
        triples = " OR ".join({'"' + plain[at : at + 3].replace('"', '""') + '"' for at in range(len(plain) - 2)})
        return found + self._ask("SELECT rowid FROM triples WHERE triples MATCH ? ORDER BY rank LIMIT 10", triples)

    def _ask(self, query: str, match: str) -> list[tuple[str, ...]]:
        return self._base.execute(query, (match,)).fetchall() if match else []


def over_http(port: int, text: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/search?" + urlencode({"q": text}), headers={"Accept": "application/json"})
    reply = connection.getresponse()
    body = reply.read()
    connection.close()
    if reply.status != 200:
        raise SystemExit(f"{reply.status}: {body.decode()}")
    return body


def main(count: int) -> None:
    """Print all tables."""
    entries = list(many(count))
    questions = asked([one.value for one in entries])
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "store"
        with open_writer(root) as writer:
            writer.fill(serialize(quads(entries), format=RdfFormat.N_QUADS) or b"")
            known = None
            for what in ("all labels", "no label of the vocabulary changed"):
                started, used = time.perf_counter(), time.process_time()
                known = build(writer.store, Path(folder) / what, root / KEPT, known)
                seconds, used = time.perf_counter() - started, time.process_time() - used
                size = sum(file.stat().st_size for file in (Path(folder) / what).iterdir())
                print(f"built, {what}: {seconds:.1f} s ({used:.1f} of the processor), {size / 1e6:.1f} MB", flush=True)
            writer.publish()
        started = time.perf_counter()
        peer = Fts5(Path(folder) / "fts5", ((one.value, one.concept) for one in entries))
        size = (Path(folder) / "fts5").stat().st_size
        print(f"SQLite FTS5: {time.perf_counter() - started:.1f} s, {size / 1e6:.1f} MB", flush=True)
        index = SearchIndex(Path(folder) / "all labels")
        print(f"{len(index)} labels, {QUERIES} questions of each kind, milliseconds")
        print("| | question | median | 95 % | 99 % | processor, median | 95 % | 99 % |\n" + "|---" * 8 + "|")
        timed("in process", questions, lambda text: index.search(text, Wanted(chain=("en",))))
        with serving(root) as port:
            over_http(port, "warm")
            timed("over HTTP", questions, lambda text: over_http(port, text))
        timed("FTS5", {kind: texts[:FEW] for kind, texts in questions.items()}, peer.search)
    quality_of_shipped()


def quality_of_shipped() -> None:
    """Print how well the labels of the vocabulary are found."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store()
        store.bulk_extend(quads(shipped()))
        build(store, Path(folder) / "index")
        quality(SearchIndex(Path(folder) / "index"))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 200_000)
