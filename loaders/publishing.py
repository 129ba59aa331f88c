"""The last steps of whatever changes a store: alignment over all documents, then a snapshot for the readers."""

from __future__ import annotations

from pathlib import Path

from loaders.folders import VECTORS
from loaders.realign import realign
from loaders.snapshots import Snapshot
from loaders.store import Writer
from loaders.vectors import disk


def publish(root: Path, writer: Writer, workspace: Path | None, *, forward: bool = False) -> Snapshot:
    """Align the store's documents with each other and with the decisions of a workspace, and publish.

    Raises InputError where the decisions can't be read, StoreError where the system refuses; see also `Writer.publish`.
    """
    disk.keep_in(root / VECTORS)
    realign(root, writer, workspace)
    return writer.publish(forward=forward)
