"""The kept texts of documents that neither the store nor a kept snapshot names any more are deleted."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from pyoxigraph import Store

from loaders import texts
from loaders.rows import DOCUMENTS, literal, select
from loaders.snapshots import Snapshot, all_snapshots
from loaders.store import Writer


def sweep_texts(root: Path, writer: Writer, doomed: Collection[Snapshot] = ()) -> int:
    """Delete texts that nothing names but the `doomed` snapshots; gives how many. The caller holds the lock."""
    kept = (snapshot for snapshot in all_snapshots(root) if snapshot not in doomed)
    stores = [writer.store, *(Store.read_only(str(snapshot.path)) for snapshot in kept)]
    return texts.sweep(root, {key for store in stores for key in keys(store)})


def keys(store: Store) -> set[str]:
    """The keys of a store's documents."""
    return {literal(row, "hash").value[:16] for row in select(store, DOCUMENTS)}
