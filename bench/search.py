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
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urlencode

from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders import vocabulary
from loaders.search.build import build
from loaders.search.index import SearchIndex
from loaders.search.ranking import Wanted
from loaders.search.words import folded
from loaders.shipped import LABELS
from ontology.terms import ConceptKind, Graph, Rdf, Rg

SEED = 20261123
#: Queries of each kind that are timed, and labels of each language that are mistyped.
QUERIES, SAMPLE = 300, 200
#: What a hand types in place of a letter, by a change of it.
CHANGES = ("left out", "doubled", "exchanged", "another")


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
    tags = [one.language for one in own]
    for number in range(count - len(own)):
        first, second = (rng.choice(by_language[tags[rng.randrange(len(tags))]]) for _ in range(2))
        second = rng.choice(by_language[first.language])
        yield first._replace(concept=f"made-{number // 8}", value=f"{first.value} {second.value}")


def mistyped(label: str, rng: random.Random) -> str:
    """A label with one letter of a long word wrong; the label itself where it has none of four letters."""
    places = [n for n, letter in enumerate(label) if letter.isalpha()]
    if len(places) < 4:
        return label
    place, change = rng.choice(places), rng.choice(CHANGES)
    before, letter, after = label[:place], label[place], label[place + 1 :]
    if change == "left out":
        return before + after
    if change == "doubled":
        return before + letter + letter + after
    if change == "exchanged":
        return before + after[:1] + letter + after[1:]
    return before + rng.choice([one for one in label if one.isalpha()]) + after


def found(index: SearchIndex, text: str, entry: vocabulary.Entry) -> int:
    """The place, from 1, of the concept of a label among ten hits of its kind; 0 where it is not there."""
    kind = next(kind for kind in ConceptKind if scheme(kind) == entry.scheme)
    wanted = Wanted(types=(kind.value,), chain=(entry.language.lower(),))
    iri = kind.iri(entry.concept).value
    hits = index.search(text, wanted, 0, 10).hits
    return next((place for place, hit in enumerate(hits, 1) if hit.iri == iri), 0)


def quality(index: SearchIndex) -> None:
    """Print how often a label is found as it is, without accents, and with a typing error, by language."""
    print("language   labels   as it is @1   without accents @1   one error @1   @5   @10   two errors @10")
    rng = random.Random(SEED)
    by_language: dict[str, list[vocabulary.Entry]] = {}
    for one in shipped():
        if one.kind in (vocabulary.PREFERRED, vocabulary.ALTERNATIVE):
            by_language.setdefault(one.language, []).append(one)
    total = [0] * 8
    for language, every in sorted(by_language.items()):
        sample = rng.sample(every, min(SAMPLE, len(every)))
        places = [[found(index, text, one) for text in typed(one.value, rng)] for one in sample]
        row = [
            sum(place[0] == 1 for place in places),
            sum(place[1] == 1 for place in places),
            *(sum(0 < place[2] <= most for place in places) for most in (1, 5, 10)),
            sum(0 < place[3] for place in places),
        ]
        total = [one + other for one, other in zip(total, [len(sample), *row], strict=False)]
        print(f"{language:10} {len(sample):6d}", *(f"{one / len(sample):9.3f}" for one in row), flush=True)
    print(f"{'all':10} {total[0]:6d}", *(f"{one / total[0]:9.3f}" for one in total[1:7]))


def typed(label: str, rng: random.Random) -> tuple[str, str, str, str]:
    """A label as it is, without accents, with one typing error and with two."""
    once = mistyped(label, rng)
    return label, folded(label), once, mistyped(once, rng)


