"""Snapshots held by those who read them, so that none is deleted under a reader."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Store

from loaders.durable import explained
from loaders.snapshots import Snapshot, current, lock_folder, names, numbered
from ontology.errors import StoreError


@contextmanager
def hold_current(root: Path) -> Iterator[Snapshot]:
    """Give the current snapshot and keep it from being pruned until the block is left.

    A child forked inside the block holds it too, as long as it lives.

    Raises:
        StoreError: nothing is published.

    """
    snapshot, descriptor = _hold(root)
    try:
        yield snapshot
    finally:
        os.close(descriptor)


@contextmanager
def hold(root: Path, number: int | None = None) -> Iterator[Snapshot]:
    """Give a kept snapshot, by default the current one, and keep it from being pruned until the block is left.

    Raises:
        StoreError: there is no such snapshot, or nothing is published.

    """
    if number is None:
        with hold_current(root) as snapshot:
            yield snapshot
        return
    found = numbered(root, number)
    with explained("hold the snapshot", root):
        descriptor = lock_folder(found.path, fcntl.LOCK_SH) if found is not None else None
    if found is None or descriptor is None:
        raise StoreError(f"there is no snapshot {number} at {root}; kept are: {names(root)}")
    try:
        yield found
    finally:
        os.close(descriptor)


def open_current(root: Path) -> Store:
    """Open the current snapshot for reading and hold it until this process ends, as a verb that reads wants.

    A process that opens one snapshot after another uses `hold_current` instead.

    Raises:
        StoreError: nothing is published, or the snapshot can't be opened.

    """
    snapshot, _until_exit = _hold(root)
    return snapshot.open()


def _hold(root: Path) -> tuple[Snapshot, int]:
    """Lock the folder of the current snapshot as a reader; give it with the descriptor that is the lock."""
    for _ in range(20):
        snapshot = current(root)
        if snapshot is None:
            raise StoreError(f"nothing is published at {root}; run `rolegraph load`, or `rolegraph publish`")
        with explained("hold the snapshot", snapshot.path):
            descriptor = lock_folder(snapshot.path, fcntl.LOCK_SH)
        if descriptor is not None:
            return snapshot, descriptor
    raise StoreError(f"the snapshots at {root} are replaced faster than one can be opened; run it again")
