"""What is known of a store beyond its content: which snapshot equals it, and by which rules its conclusions are right.

Each is a file beside the store. It goes before a transaction and comes after what it tells of is on the disk: a kill
in between costs one publish or inference too many, never one too few.
"""

from __future__ import annotations

from pathlib import Path

from loaders import snapshots
from loaders.durable import explained, replace_file, sync
from loaders.snapshots import Snapshot
from loaders.stated import Stated


class Marks:
    """The marks of the store in a folder; `stated` tells what changed since the inferred graph was right."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._published = root / "published"
        self._inferred = root / "inferred"
        self._rules = self._inferred.read_bytes() if self._inferred.exists() else None
        self.stated = Stated(known=self._rules is not None)

    @property
    def published(self) -> Snapshot | None:
        """The snapshot that equals the store, or None where there is none or it isn't known."""
        try:
            number = int(self._published.read_bytes())
        except (FileNotFoundError, ValueError):
            return None
        return snapshots.numbered(self._root, number)

    @property
    def rules(self) -> bytes | None:
        """The rules by which the inferred graph was right before what `stated` tells; None where it was not."""
        return self._rules if self.stated.known else None

    def mark_published(self, snapshot: Snapshot) -> None:
        """Note that a snapshot equals the store; raises StoreError."""
        with explained("write", self._published):
            replace_file(self._published, b"%d\n" % snapshot.number)

    def mark_inferred(self, rules: bytes) -> None:
        """Note that the inferred graph is right, by these rules; raises StoreError."""
        if not self._inferred.exists():
            with explained("write", self._inferred):
                replace_file(self._inferred, rules)
        self.stated, self._rules = Stated(known=True), rules

    def clear(self, *, reasoned: bool = True) -> None:
        """Take the marks of what is about to be no longer so; a change beside what is reasoned over leaves one."""
        marks = [mark for mark in (self._published, *([self._inferred] if reasoned else [])) if mark.exists()]
        for mark in marks:
            mark.unlink()
        if marks:
            sync(self._root)
