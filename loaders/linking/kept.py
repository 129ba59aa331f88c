"""Where the indexes of taxonomies live: each once beside the store, and by hard links in each snapshot that it fits.

    linking/esco-5f3a…          the index of the graph in the store, named after its content
    linking/esco.fits           which one fits the store's graph; it goes before the graph changes
    snapshots/7/taxonomies/esco the same files, as long as there is the snapshot

Nothing is made again where a graph did not change. An index holds no more than its graph does, and may be deleted: it
is made anew at the next publish, or when somebody links. Vectors come later (`complete`), for all snapshots of a graph.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from pyoxigraph import NamedNode, Store

import data
from loaders.durable import explained, replace_file, sync
from loaders.folders import UNFINISHED
from loaders.linking import senses
from loaders.linking.build import ABOUT, FORMAT, build
from loaders.linking.model import Fact, Label
from loaders.lock import locked
from loaders.shipped import fingerprint as shipped_fingerprint
from loaders.snapshots import Snapshot
from loaders.taxonomies import reading
from ontology.errors import InputError
from ontology.terms import taxonomy

#: The indexes in a snapshot's folder, and those beside the store.
FOLDER, KEPT = "taxonomies", "linking"
#: The ending of the file that tells which index fits a graph, and the file of an index that tells its content.
FITS, CONTENT = ".fits", "content"
#: Characters of the name that content gives an index.
WIDTH = 32
_BEGINNING = taxonomy("").value


def names(store: Store) -> list[str]:
    """The names of a store's taxonomies."""
    graphs = (graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode))
    return sorted(one.removeprefix(_BEGINNING) for one in graphs if one.startswith(_BEGINNING))


def unfit(root: Path, graphs: Collection[str] | None) -> None:
    """Note that taxonomies are about to change, of which the graphs are given; None is any.

    Raises:
        OSError: the system refuses.

    """
    folder = root / KEPT
    if not folder.is_dir():
        return
    marks = [*folder.glob(f"*{FITS}")]
    going = [one for one in marks if graphs is None or _BEGINNING + one.name.removesuffix(FITS) in graphs]
    for mark in going:
        mark.unlink(missing_ok=True)
    if going:
        sync(folder)


def keep(store: Store, root: Path, name: str) -> Path:
    """The index of a taxonomy of the store, made where there is none; the caller holds the store's lock.

    Raises:
        OSError: the system refuses.

    """
    folder = root / KEPT
    folder.mkdir(exist_ok=True)
    mark = folder / f"{name}{FITS}"
    known = mark.read_text() if mark.exists() else ""
    here = folder / known
    if not known.endswith(made_by()) or not (here / CONTENT).exists():
        here = _made(store, name, folder)
        replace_file(mark, here.name.encode())
    return here


def ensure(root: Path, snapshot: Snapshot, name: str, *, anew: bool = False) -> Path:
    """The index of a taxonomy of a snapshot, made where there is none, or `anew` since it is damaged.

    Raises:
        StoreError: the system refuses.
        InputError: the snapshot has no such taxonomy.

    """
    here = found(snapshot.path, name)
    if here is not None and not anew:
        return here
    store = snapshot.open()
    if name not in (known := names(store)):
        there = f"it has {', '.join(known)}" if known else "it has none"
        raise InputError(f"there is no taxonomy {name!a} in the store, {there}; add it with `rolegraph taxonomy add`")
    here = snapshot.path / FOLDER / name
    with locked(root), explained("make the index", here):
        (root / KEPT).mkdir(exist_ok=True)
        kept = _made(store, name, root / KEPT, anew=anew)
        shutil.rmtree(here, ignore_errors=True)
        link(kept, here)
    return here


def _made(store: Store, name: str, folder: Path, *, anew: bool = False) -> Path:
    """The index of a taxonomy in a folder of indexes, made unless it is there."""
    labels, facts = reading.told(store.quads_for_pattern(None, None, None, taxonomy(name)))
    here = folder / named(name, labels, facts)
    if anew or not (here / CONTENT).exists():
        make(labels, facts, name, folder)
    return here


def named(name: str, labels: Sequence[Label], facts: Sequence[Fact]) -> str:
    """What the index of a taxonomy's content is called."""
    return f"{name}-{content(labels, facts)}-{made_by()}"


def make(labels: Sequence[Label], facts: Sequence[Fact], name: str, folder: Path, known: Path | None = None) -> None:
    """Make the index of a taxonomy's content in a folder; of one that the folder `known` holds, its name alone.

    Raises:
        OSError: the system refuses.

    """
    here = folder / named(name, labels, facts)
    if known is not None and (known / here.name / CONTENT).exists():
        here.mkdir()
        return
    build(here, labels, facts)
    replace_file(here / CONTENT, here.name.encode())


def settle(root: Path, name: str, made: Path) -> None:
    """Keep an index that was made elsewhere as the one that fits the store's graph; the caller holds the store's lock.

    Of one that is kept already, the name alone need be there.

    Raises:
        OSError: the system refuses.

    """
    folder = root / KEPT
    here = folder / made.name
    if not (here / CONTENT).exists():
        if not (made / CONTENT).exists():
            return
        unfinished = here.with_name(here.name + UNFINISHED)
        shutil.rmtree(unfinished, ignore_errors=True)
        link(made, unfinished)
        shutil.rmtree(here, ignore_errors=True)
        unfinished.rename(here)
    replace_file(folder / f"{name}{FITS}", here.name.encode())


def give(store: Store, root: Path, target: Path) -> None:
    """Put the indexes of a store's taxonomies into a snapshot's folder, and delete those that fit no longer.

    Raises:
        OSError: the system refuses.

    """
    known = names(store)
    fitting = [keep(store, root, name) for name in known]
    for name, here in zip(known, fitting, strict=True):
        link(here, target / FOLDER / name)
    if (root / KEPT).is_dir():
        marks = {f"{name}{FITS}" for name in known}
        for one in (root / KEPT).iterdir():
            if one.is_dir() and one not in fitting:
                shutil.rmtree(one)
            elif one.is_file() and one.name not in marks:
                one.unlink()


def carry(source: Path, target: Path) -> None:
    """Give a snapshot that is written anew, with the same taxonomies, the indexes of the old one.

    Raises:
        OSError: the system refuses.

    """
    for one in [*(source / FOLDER).iterdir()] if (source / FOLDER).is_dir() else []:
        link(one, target / FOLDER / one.name)


def link(source: Path, target: Path) -> None:
    """Give a folder the files of an index: hard links, or copies where the file system has none.

    Raises:
        OSError: the system refuses.

    """
    target.mkdir(parents=True, exist_ok=True)
    for file in source.iterdir():
        there = target / file.name
        if not there.exists():
            with suppress(OSError):
                os.link(file, there)
                continue
            shutil.copyfile(file, there)
            sync(there)
    for folder in (target, target.parent):
        sync(folder)


def complete(
    root: Path, snapshot: Path, name: str, progress: Callable[[int, int], None] = lambda done, total: None
) -> bool:
    """Make the vectors of a snapshot's index, and give them to all snapshots of the same content.

    Says whether there was anything to make: not without a model. A call that is broken off loses nothing.
    Raises OSError where the system refuses.
    """
    here = snapshot / FOLDER / name
    made = senses.add(here, progress)
    kept = root / KEPT / (here / CONTENT).read_text()
    if made and kept.is_dir():
        link(here, kept)
    for folder in root.glob(f"snapshots/*/{FOLDER}/{name}"):
        with suppress(FileNotFoundError):
            if (folder / CONTENT).read_bytes() == (here / CONTENT).read_bytes():
                link(here, folder)
    return made


def found(snapshot: Path, name: str) -> Path | None:
    """The index of a taxonomy of a snapshot; None where it has none that this version can read."""
    here = snapshot / FOLDER / name
    with suppress(OSError, ValueError):
        if json.loads((here / ABOUT).read_text(encoding="utf-8"))["format"] == FORMAT and (here / CONTENT).exists():
            return here
    return None


def made_by() -> str:
    """A hash of all that an index is made by beside the graph."""
    made = hashlib.sha256(f"{FORMAT} {shipped_fingerprint()}".encode())
    for path in sorted(data.LINKING.glob("*.tsv")):
        made.update(path.read_bytes())
    return made.hexdigest()[:8]


def content(labels: Iterable[Label], facts: Iterable[Fact]) -> str:
    """A hash of all of a taxonomy that an index holds."""
    made = hashlib.sha256()
    for label in labels:
        made.update(f"{label.concept} {label.kind} {label.language} {label.text}\0".encode("utf-8", "surrogatepass"))
    for fact in facts:
        made.update(f"{fact}\0".encode("utf-8", "surrogatepass"))
    return made.hexdigest()[:WIDTH]
