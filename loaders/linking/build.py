"""Labels and facts to an index in a folder: all of it, or nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy

from loaders.durable import sync
from loaders.folders import UNFINISHED
from loaders.linking import encoder, grams, structure, tables, words
from loaders.linking.model import Fact, Label
from loaders.linking.texts import base_language, folded

#: Goes up when an index of before can't be read any more.
FORMAT = 4
ABOUT, LANGUAGES = "about.json", "languages.txt"
KINDS = ("prefLabel", "altLabel", "hiddenLabel")


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
    structure.save(folder, [*concepts], facts)
    plain = [folded(text) for text in texts]
    grams.build(folder, "letters", plain)
    tables.save(folder, "codes", encoder.unit(encoder.shipped().by_words(plain)))
    names = list(languages)
    words.build(folder, texts, [names[language] for _, language, _, _ in rows])
    (folder / LANGUAGES).write_text("\n".join(languages), encoding="utf-8")
    about = {"format": FORMAT, "labels": len(rows), "concepts": len(concepts)}
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")


def _row(label: Label, concepts: dict[str, int], languages: dict[str, int]) -> tuple[int, int, int, str]:
    """A label as numbers and its text."""
    concept = concepts.setdefault(label.concept, len(concepts))
    language = languages.setdefault(base_language(label.language), len(languages))
    return concept, language, KINDS.index(label.kind) if label.kind in KINDS else 1, label.text
