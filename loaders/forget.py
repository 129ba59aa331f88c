"""Sources forgotten for good: out of the store, every kept snapshot, the texts and the caches, and out of their files.

The engine leaves what was deleted in its files, so the store and each snapshot that held a source are written anew.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from loaders import snapshots
from loaders.changes import net_change, update_request
from loaders.copying import write_anew
from loaders.durable import explained
from loaders.folders import VECTORS
from loaders.ledger import name_quad
from loaders.linking import kept
from loaders.load import Loader
from loaders.mappings.graph import relinked
from loaders.publishing import publish
from loaders.quality.observations import observed
from loaders.rdf import register
from loaders.realign import realigned
from loaders.reasoning.infer import infer, rules_of
from loaders.revise import revise
from loaders.rows import DOCUMENTS, literal, select
from loaders.search.build import FOLDER as INDEX
from loaders.search.build import build
from loaders.snapshots import Snapshot
from loaders.store import Writer
from loaders.sweep import sweep_texts
from ontology.errors import InputError

#: Seconds that readers have to let go of a snapshot: longer than a query may take.
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was done: the snapshot that readers see, and those that a reader still holds, which are not clean."""

    snapshot: Snapshot
    held: tuple[Snapshot, ...]


def forget(
    root: Path, writer: Writer, names: Collection[str], workspace: Path | None, patience: float = PATIENCE
) -> Forgotten:
    """Forget sources by name.

    Raises InputError where neither the store nor a kept snapshot has one of them; StoreError where the system refuses:
    what was not done then is done when it is called again.
    """
    kept = snapshots.all_snapshots(root)
    sources = {snapshot: held(snapshot.open()) for snapshot in kept}
    here = held(writer.store)
    for name in names:
        if not any(name in one for one in (here, *sources.values())):
            raise InputError("neither the store nor a kept snapshot has a source of this name", name)
    stale = [snapshot for snapshot in kept if not sources[snapshot].isdisjoint(names)]
    shown = snapshots.current(root)
    clean = {old: snapshots.make(root, partial(cleaned, root, old, names, workspace)) for old in stale}
    Loader(root, writer, shipped=False).remove([name for name in names if name in here])
    clear_vectors(root)
    leaving = [old.number for old in stale]
    done = publish(root, writer, workspace, before=writer.rewrite, forward=shown in clean, leaving=leaving)
    left = tuple(old for old in stale if not snapshots.delete(old, patience))
    sweep_texts(root, writer, left)
    clear_vectors(root)
    return Forgotten(done.snapshot, left)


def held(store: Store) -> set[str]:
    """The sources in a store."""
    return {*documents(store), *register.files(store)}


def documents(store: Store) -> dict[str, str]:
    """The hash of each document's source in a store."""
    return {literal(row, "source").value: literal(row, "hash").value for row in select(store, DOCUMENTS)}


def cleaned(root: Path, old: Snapshot, names: Collection[str], workspace: Path | None, target: Path) -> None:
    """Write a snapshot anew without some sources."""
    work = target.with_suffix(".work.new")
    try:
        old.open().backup(work)
        store = Store(work)
        sources = documents(store)
        staying = {sha256 for name, sha256 in sources.items() if name not in names}
        leaving = {sha256[:16] for name, sha256 in sources.items() if name in names and sha256 not in staying}
        change = revise(store, leaving, [])
        change.delete.update(name_quad(sha256, name) for name, sha256 in sources.items() if name in names)
        apply(store, change.delete, change.insert)
        clean_files(store, names)
        apply(store, *realigned(root, store, workspace))
        apply(store, *relinked(store, workspace))
        infer(store, rules_of(store))
        apply(store, *observed(store, int(target.stem)))
        write_anew(store, target)
        build(store, target / INDEX)
        kept.carry(old.path, target)
        del store
    finally:
        shutil.rmtree(work, ignore_errors=True)


def clean_files(store: Store, names: Collection[str]) -> None:
    """Take files of RDF out of a store that nobody else has open."""
    for file in register.files(store).values():
        if file.source in names:
            apply(store, list(register.told(store, file)), [])
            for graph in file.graphs:
                store.remove_graph(NamedNode(graph))


def apply(store: Store, delete: Collection[Quad], insert: Collection[Quad]) -> None:
    """Change a store that nobody else has open."""
    gone, new = net_change(store, delete, insert)
    if gone or new:
        store.update(update_request(store, gone, new))


def clear_vectors(root: Path) -> None:
    """Delete the vectors of labels, and which labels are alike."""
    with explained("delete the vectors in", root / VECTORS):
        for path in (root / VECTORS).iterdir():
            path.unlink()
