"""The last steps of whatever changes a store: alignment over all documents, then a snapshot for the readers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from loaders import decisions
from loaders.durable import explained, replace_file
from loaders.folders import VECTORS
from loaders.realign import realign
from loaders.snapshots import Snapshot
from loaders.store import Writer
from loaders.vectors import disk

#: The file that tells by which decisions the published state was aligned.
ALIGNED = "aligned"


def publish(
    root: Path,
    writer: Writer,
    workspace: Path | None,
    *,
    forward: bool = False,
    before: Callable[[], None] = lambda: None,
) -> Snapshot:
    """Align the store's documents with each other and with the decisions of a workspace, and publish.

    `before` is called in between: what must be done to the aligned store before a snapshot of it is made.
    Raises InputError where the decisions can't be read, StoreError where the system refuses; see also `Writer.publish`.
    """
    marker, wanted = root / ALIGNED, digest(workspace)
    if not (writer.is_published and marker.exists() and marker.read_bytes() == wanted):
        disk.keep_in(root / VECTORS)
        realign(root, writer, workspace)
    before()
    snapshot = writer.publish(forward=forward)
    if not marker.exists() or marker.read_bytes() != wanted:
        with explained("write", marker):
            replace_file(marker, wanted)
    return snapshot


def digest(workspace: Path | None) -> bytes:
    """A hash of the files of decisions."""
    files = [decisions.shipped_file(), *([workspace / decisions.FILE] if workspace else [])]
    return hashlib.sha256(b"\n".join(path.read_bytes() for path in files if path.exists())).hexdigest().encode()
