"""Labels and facts to an index in a folder: all of it, or nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy

from loaders.durable import sync
from loaders.folders import UNFINISHED
from loaders.linking import grams, tables, words
from loaders.linking.model import Fact, Label
from loaders.linking.texts import folded, spoken

#: Goes up when an index of before can't be read any more.
FORMAT = 2
ABOUT = "about.json"
KINDS = ("prefLabel", "altLabel", "hiddenLabel")
RELATIONS = ("broader", "essential", "optional")


def build(folder: Path, labels: Iterable[Label], facts: Iterable[Fact] = ()) -> None:
    """Make the index of a taxonomy; an index that stood in the folder is replaced.

    Raises:
        OSError: the system refuses; then the folder is as it was.

    """
    unfinished = folder.with_name(folder.name + UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    try:
        _fill(unfinished, labels, {fact.concept: fact for fact in facts})
        for file in (*unfinished.iterdir(), unfinished):
            sync(file)
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _fill(folder: Path, labels: Iterable[Label], facts: dict[str, Fact]) -> None:
    """Write the files of an index."""
    concepts: dict[str, int] = {}
    languages: dict[str, int] = {}
    rows = sorted((_row(label, concepts, languages) for label in labels), key=lambda row: row[0])
    texts = [text for _, _, _, text in rows]
    for fact in facts.values():
        for concept in (fact.concept, *fact.broader, *fact.essential, *fact.optional):
            concepts.setdefault(concept, len(concepts))
    tables.save_strings(folder, "texts", texts)
    tables.save_strings(folder, "concepts", concepts)
    for name, place in (("owners", 0), ("languages", 1), ("kinds", 2)):
        tables.save(folder, name, numpy.array([row[place] for row in rows], dtype=numpy.int32))
    _save_facts(folder, concepts, facts)
    grams.build(folder, "grams", [folded(text) for text in texts])
    names = list(languages)
    words.build(folder, texts, [names[language] for _, language, _, _ in rows])
    about = {"format": FORMAT, "languages": [*languages], "labels": len(rows), "concepts": len(concepts)}
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


def _row(label: Label, concepts: dict[str, int], languages: dict[str, int]) -> tuple[int, int, int, str]:
    """A label as numbers and its text."""
    concept = concepts.setdefault(label.concept, len(concepts))
    language = languages.setdefault(spoken(label.language), len(languages))
    return concept, language, KINDS.index(label.kind) if label.kind in KINDS else 1, label.text


def _save_facts(folder: Path, concepts: dict[str, int], facts: dict[str, Fact]) -> None:
    """Write what is said of concepts, in their order; those of which nothing is said have empty rows."""
    nothing = Fact("")
    for relation in RELATIONS:
        lists = ([concepts[other] for other in getattr(facts.get(one, nothing), relation)] for one in concepts)
        tables.save_lists(folder, relation, lists)
    types: dict[str, int] = {}
    of = [[types.setdefault(name, len(types)) for name in facts.get(one, nothing).types] for one in concepts]
    tables.save_lists(folder, "types", of)
    tables.save_strings(folder, "typenames", types)
    tables.save_strings(folder, "notations", (facts.get(one, nothing).notation for one in concepts))
    tables.save_strings(folder, "reuse", (facts.get(one, nothing).reuse_level for one in concepts))
