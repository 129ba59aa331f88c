"""What is known of a store beyond its content: which snapshot equals it, by which rules its conclusions are right, and
which part of the search index its vocabulary needs.

Each is a file beside the store. It goes before a transaction and comes after what it tells of is on the disk: a kill
in between costs one publish or inference too many, never one too few.
"""

from __future__ import annotations

from pathlib import Path

from loaders import snapshots
from loaders.durable import explained, replace_file, sync
from loaders.snapshots import Snapshot
from loaders.stated import Stated

#: What stands behind the rules where what follows from single triples is there, and only the rest is to be concluded.
IN_BULK = b" in bulk"
#: What stands behind that where descriptions of candidates are missing too.
UNDESCRIBED = b", undescribed"


class Marks:
    """The marks of the store in a folder; `stated` tells what changed since the inferred graph was right."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._published = root / "published"
        self._inferred = root / "inferred"
        self._worded = root / "worded"
        rules = self._inferred.read_bytes() if self._inferred.exists() else None
        self.stated = Stated(known=rules is not None)
        self._rules = rules
        if rules is not None and (told := rules.removesuffix(UNDESCRIBED)).endswith(IN_BULK):
            self._rules = told.removesuffix(IN_BULK)
            self.stated.note_bulk()
            self.stated.undescribed = told != rules

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
        self._write_inferred(rules)
        self.stated, self._rules = Stated(known=True), rules

    def leave(self) -> None:
        """Note for the next process what is known of the inferred graph; what is on the disk must be so."""
        if self._rules is not None and self.stated.only_bulk:
            self._write_inferred(self._rules + IN_BULK + (UNDESCRIBED if self.stated.undescribed else b""))

    def _write_inferred(self, content: bytes) -> None:
        if not (self._inferred.exists() and self._inferred.read_bytes() == content):
            with explained("write", self._inferred):
                replace_file(self._inferred, content)

    @property
    def worded(self) -> str | None:
        """The kept part of the search index that equals the vocabulary graph, or None where that isn't known."""
        return self._worded.read_text() if self._worded.exists() else None

    def mark_worded(self, name: str | None) -> None:
        """Note which kept part of the search index equals the vocabulary graph; raises StoreError."""
        if name is not None and name != self.worded:
            with explained("write", self._worded):
                replace_file(self._worded, name.encode())

    def clear(self, *, reasoned: bool = True, worded: bool = True) -> None:
        """Take the marks of what is about to be no longer so; a change beside what they tell of leaves one."""
        concerned = [self._published, *([self._inferred] if reasoned else []), *([self._worded] if worded else [])]
        marks = [mark for mark in concerned if mark.exists()]
        for mark in marks:
            mark.unlink()
        if marks:
            sync(self._root)
