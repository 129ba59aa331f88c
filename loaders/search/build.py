"""A snapshot's index: made when it is published, in its folder, so that it goes wherever the snapshot goes.

The labels of the vocabulary graph, far the most and the same for long, are indexed once: their part of the index is
kept beside the store, and linked into each snapshot until a transaction touches the graph. All else is indexed anew
each time, so that what leaves the store leaves the index.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex

import numpy as np
import tantivy
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store

from loaders.durable import sync
from loaders.folders import UNFINISHED
from loaders.search import packing
from loaders.search.entries import Entry, Facts, entries, facts, graphs, type_of, weight
from loaders.search.words import terms
from loaders.shipped import fingerprint, shipped_nquads
from ontology.terms import Graph

#: The index in a snapshot's folder, the kept part beside the store, and the file with what the engine does not hold.
FOLDER, KEPT, ABOUT = "search", "search", "about.json"
#: Goes up when an index of before can't be read any more.
FORMAT = 1
#: Memory of the engine's writer, in bytes.
MEMORY = 64_000_000
#: The engine's own locks.
LOCKS = "*.lock"
#: What marks the tags of a label.
INSIDE, OUTSIDE, LANGUAGE, TYPE = "inside", "outside", "language:", "type:"


@dataclass(slots=True)
class About:
    """What the engine does not hold: the names behind the numbers, and whether a label stands outside the dataset."""

    format: int = FORMAT
    languages: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    concepts: list[str] = field(default_factory=list)
    outside: bool = False


def schema() -> tantivy.Schema:
    """The fields of a label: see `words.Terms`; `tags` are its language, type and place, `packed` see `packing`."""
    made = tantivy.SchemaBuilder()
    for name in ("words", "stems", "ends", "tags"):
        made = made.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    made = made.add_text_field("name", tokenizer_name="raw", index_option="basic")
    made = made.add_integer_field("packed", fast=True).add_integer_field("concept", indexed=True)
    return made.add_bytes_field("shown", stored=True).build()


def build(store: Store, target: Path, kept: Path | None = None, known: str | None = None) -> str | None:
    """Make the index of a store in the new folder `target`, and name the part of it that is kept in the folder `kept`.

    `known` is what this gave for a store whose vocabulary graph was the same.

    Raises:
        OSError: the system refuses.

    """
    searched = list(graphs(store))
    base = keep(store, kept, known) if kept is not None and Graph.VOCABULARY in searched else None
    if base is not None:
        searched.remove(Graph.VOCABULARY)
        link(base, target)
    else:
        target.mkdir()
    about = fill(store, target, searched)
    ranks(about, facts(store), target)
    for file in (*target.iterdir(), target):
        sync(file)
    return base.name if base is not None else None


def keep(store: Store, folder: Path, known: str | None = None) -> Path:
    """Give the index of the vocabulary graph alone: the one that is known to be of its content, or a new one."""
    if known is not None and known.endswith(made_by()) and (folder / known / ABOUT).exists():
        return folder / known
    return make(store, folder, new_name())


def new_name() -> str:
    """A name for an index of the vocabulary graph that is about to be made."""
    return f"{token_hex(8)}-{made_by()}"


def make(store: Store, folder: Path, name: str) -> Path:
    """Make the index of the vocabulary graph alone, in place of those of before."""
    shutil.rmtree(folder, ignore_errors=True)
    here = folder / name
    unfinished = here.with_name(here.name + UNFINISHED)
    unfinished.mkdir(parents=True)
    fill(store, unfinished, [Graph.VOCABULARY])
    unfinished.rename(here)
    return here


def make_shipped(folder: Path, name: str) -> None:
    """Make the index of the vocabulary that the package brings along, for a store that got it just now."""
    store = Store()
    store.bulk_load(shipped_nquads(), format=RdfFormat.N_QUADS)
    make(store, folder, name)


def made_by() -> str:
    """A hash of all that words are made by: where that changes, an index is of use for its own snapshot only."""
    return hashlib.sha256(f"{FORMAT} {version('tantivy')} {fingerprint()}".encode()).hexdigest()[:16]


def link(base: Path, target: Path) -> None:
    """Give a folder the files of an index; those that the engine replaces are copies."""
    target.mkdir()
    for file in base.iterdir():
        if not file.match(LOCKS):
            with suppress(OSError):
                if file.suffix != ".json":
                    os.link(file, target / file.name)
                    continue
            shutil.copyfile(file, target / file.name)


def fill(store: Store, folder: Path, searched: Iterable[NamedNode | DefaultGraph]) -> About:
    """Put the labels of some graphs into the index in a folder, made where there is none; give what is in it now."""
    about = read_about(folder) or About()
    adding = Adding(store, about)
    engine = tantivy.Index(schema(), path=str(folder))
    writer = engine.writer(heap_size=MEMORY, num_threads=1)
    for entry in entries(store, searched):
        writer.add_document(adding.document(entry))
    writer.commit()
    writer.wait_merging_threads()
    (folder / ABOUT).write_text(json.dumps(asdict(about), ensure_ascii=False), encoding="utf-8")
    return about


class Adding:
    """Makes the engine's documents, and numbers what they name."""

    def __init__(self, store: Store, about: About) -> None:
        self._store = store
        self._about = about
        self._languages = {name: number for number, name in enumerate(about.languages)}
        self._concepts = {name: number for number, name in enumerate(about.concepts)}

    def document(self, entry: Entry) -> tantivy.Document:
        """Give a label as the engine takes it."""
        found = terms(entry.label, entry.language)
        self._about.outside |= not entry.inside
        concept = self._concept(entry.iri)
        language = self._languages.setdefault(entry.language, len(self._languages))
        if language == len(self._about.languages):
            self._about.languages.append(entry.language)
        place = INSIDE if entry.inside else OUTSIDE
        made = tantivy.Document()
        made.add_text("words", found.words)
        made.add_text("stems", found.stems)
        made.add_text("ends", found.ends)
        made.add_text("name", found.name)
        made.add_text("tags", f"{place} {LANGUAGE}{entry.language} {TYPE}{self._about.types[concept]}")
        made.add_integer("packed", packing.pack(concept, language, entry.kind, found.words.count(" ") + 1))
        made.add_integer("concept", concept)
        made.add_bytes("shown", f"{entry.iri}\n{entry.label}".encode())
        return made

    def _concept(self, iri: str) -> int:
        number = self._concepts.setdefault(iri, len(self._concepts))
        if number == len(self._about.concepts):
            self._about.concepts.append(iri)
            self._about.types.append(type_of(self._store, iri))
        return number


def ranks(about: About, known: Facts, folder: Path) -> None:
    """Write what ranks each concept, which changes where its labels do not."""
    found = [packing.rank(iri in known.curated, weight(known.uses.get(iri, 0))) for iri in about.concepts]
    np.save(folder / packing.RANKS, np.array(found, dtype=np.uint8))
    uses = [known.uses.get(iri, 0) for iri in about.concepts]
    np.save(folder / packing.USES, np.array(uses, dtype=np.uint32))


def read_about(folder: Path) -> About | None:
    """What an index's own file tells; None where there is none, or one of another format."""
    try:
        found = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return About(**found) if found.get("format") == FORMAT else None
