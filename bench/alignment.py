"""Alignment of real documents with gold, each document left out of the vocabulary in turn.

python -m bench.alignment SHARED     the folder with documents/, gold/ and acceptance/

For each document the rows are removed whose label stands in it and in no other one, and those that were added for it
(column `source`); then its items are compared with those of the others. The last rows tell of the whole vocabulary, of
the model alone, and of no vocabulary.
"""

from __future__ import annotations

import importlib.util
import json
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import data
from loaders.embedders import DEFAULT, NONE, VARIABLE

Key = tuple[str, str, int]
#: Every item of the documents with the concepts that it mentions.
System = dict[Key, set[str]]


def scorer(shared: Path) -> ModuleType:
    """The public scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_alignment", shared / "acceptance" / "score_alignment.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def written(shared: Path) -> dict[str, set[str]]:
    """The labels of each document as its gold writes them, by the first three letters of its name."""
    from loaders.normal import normalised

    found: dict[str, set[str]] = {}
    for path in sorted((shared / "gold").glob("seed_*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        found[path.stem[-3:]] = {normalised(label) for label in labels(gold)}
    return found


def labels(gold: Any) -> Iterator[str]:
    """Every label in a JSON value."""
    for key, value in gold.items() if isinstance(gold, dict) else enumerate(gold) if isinstance(gold, list) else ():
        if key == "label" and isinstance(value, str):
            yield value
        yield from labels(value)


class Trial(NamedTuple):
    """What is taken from the vocabulary: labels ("*" for all of them), and rows added for a document."""

    removed: set[str]
    source: str = ""
    meaning_alone: bool = False

    def keeps(self, label: str, source: str) -> bool:
        """Whether a row stays."""
        return label not in self.removed and source != self.source


def aligned(folder: Path, trial: Trial, cache: Path, answer: Any) -> None:
    """Align the documents of a folder with what is left of the vocabulary; to be run in a process of its own."""
    from loaders import vectors
    from loaders.normal import normalised

    vectors.disk.keep_in(cache)
    with tempfile.TemporaryDirectory() as work:
        for path in data.VOCABULARY.glob("*.tsv"):
            head, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
            cells = [(row, row.split("\t")) for row in rows if trial.removed != {"*"}]
            kept = [row for row, (_, _, _, label, source, _) in cells if trial.keeps(normalised(label), source)]
            (Path(work) / path.name).write_text(head + "".join(kept), encoding="utf-8")
        data.VOCABULARY = Path(work)
        answer.put(concepts_of(folder, meaning_alone=trial.meaning_alone))


def concepts_of(folder: Path, *, meaning_alone: bool) -> System:
    """The concepts that the items of the documents mention; by all ways, or as a model tells alone."""
    from loaders.concepts import concepts, meant, own
    from loaders.extract import extract
    from loaders.mentions import labels as labels_of
    from loaders.mentions import mentions
    from loaders.read import document

    found = {path: mentions(extract(document(path.name, path.read_bytes()))) for path in sorted(folder.iterdir())}
    alignment = {
        label: ((told := meant(label)) and (told.concept,)) or (own(label),) if meaning_alone else concepts(label)
        for one in found.values()
        for label in labels_of(one)
    }
    return {
        (path.name[:3], mention.section, mention.item): {
            concept.value for label in mention.labels for concept in alignment[label]
        }
        for path, one in found.items()
        for mention in one
        if mention.item is not None
    }


def counted(system: System, score: ModuleType, gold: Any, only: str | None) -> tuple[int, int, int]:
    """Pairs joined rightly, joined wrongly and missed, between one document and the others, or among all."""
    hits = wrong = missed = 0
    for name, kind in score.KINDS.items():
        same, neutral, items = score.gold_relations(gold, name)
        for one, other in combinations(sorted({key for key in system if key[1] == kind} | items), 2):
            pair = frozenset((one, other))
            if one[0] == other[0] or pair in neutral or (only is not None and only not in (one[0], other[0])):
                continue
            joined = bool(system.get(one, set()) & system.get(other, set()))
            hits += joined and pair in same
            wrong += joined and pair not in same
            missed += not joined and pair in same
    return hits, wrong, missed


def row(name: str, counts: Iterable[tuple[int, int, int]]) -> None:
    """Print precision, recall and F1 of some counts together."""
    hits, wrong, missed = (sum(column) for column in zip(*counts, strict=True))
    precision, recall = hits / max(1, hits + wrong), hits / max(1, hits + missed)
    both = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{name:24} P {100 * precision:5.1f}  R {100 * recall:5.1f}  F1 {100 * both:5.1f}")


def run(folder: Path, trial: Trial, cache: Path) -> System:
    """Align in a process of its own, since the vocabulary is read once a process."""
    context = multiprocessing.get_context("spawn")
    answer = context.SimpleQueue()
    process = context.Process(target=aligned, args=(folder, trial, cache, answer))
    process.start()
    found: System = answer.get()
    process.join()
    return found


def main(shared: Path) -> None:
    """Print the rows with a model, then those without one."""
    with tempfile.TemporaryDirectory() as cache:
        for embedder in (DEFAULT, NONE):
            os.environ[VARIABLE] = embedder
            print(f"model: {embedder}")
            table(shared, Path(cache))


def table(shared: Path, cache: Path) -> None:
    """Print a row a document left out, then their sum, the whole vocabulary and none."""
    score = scorer(shared)
    gold = json.loads((shared / "gold" / "alignment_seeds.json").read_text(encoding="utf-8"))
    labels_by_document = written(shared)
    found = []
    for name, own in labels_by_document.items():
        others = set().union(*(known for other, known in labels_by_document.items() if other != name))
        found.append(counted(run(shared / "documents", Trial(own - others, f"seed-{name}"), cache), score, gold, name))
        row(f"without {name}", found[-1:])
    row("each left out", found)
    row("whole vocabulary", [counted(run(shared / "documents", Trial(set()), cache), score, gold, None)])
    row("by meaning alone", [counted(run(shared / "documents", Trial(set(), "", True), cache), score, gold, None)])
    row("no vocabulary", [counted(run(shared / "documents", Trial({"*"}), cache), score, gold, None)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
