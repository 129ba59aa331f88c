"""Numbered snapshots of the store, whole and never changed, of which the name `current` shows one.

    snapshots/4  snapshots/5  snapshots/6  current -> snapshots/6

A reader holds the snapshot that it has open, so that pruning leaves it: the engine opens a large one's files
as they are needed, not at once.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from loaders.durable import explained, sync
from loaders.lock import locked
from ontology.errors import StoreError

#: How many snapshots stay when a new one is published (the current one besides, if it is older).
KEPT = 3
#: Seconds between two looks at whether a snapshot's readers let go.
LOOK = 0.2


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A published state of the store, in a folder of its own."""

    number: int
    path: Path

    @property
    def tag(self) -> str:
        """A name for this content; the number alone comes again where a store is deleted and made anew."""
        with explained("look at the snapshot", self.path):
            return f"{self.number}-{self.path.stat().st_mtime_ns:x}"

    def open(self) -> Store:
        """Open it for reading, which writes nothing.

        Raises:
            StoreError: it is damaged or can't be read.

        """
        with explained("open the snapshot", self.path):
            return Store.read_only(str(self.path))


def current(root: Path) -> Snapshot | None:
    """Give the snapshot that readers see, or None where none is published or the name leads to none.

    Raises:
        StoreError: `current` is not a link, or can't be read.

    """
    with explained("follow the name", root / "current"):
        try:
            target = os.readlink(root / "current")
        except FileNotFoundError:
            return None
    found = re.fullmatch(r"snapshots/([1-9][0-9]*)", target)
    return numbered(root, int(found[1])) if found else None


def numbered(root: Path, number: int) -> Snapshot | None:
    """Give the kept snapshot of this number, or None."""
    path = root / "snapshots" / str(number)
    with explained("look for the snapshot", path):
        return Snapshot(number, path) if path.is_dir() else None


def all_snapshots(root: Path) -> list[Snapshot]:
    """Give the kept snapshots in the order in which they were published."""
    with explained("list the snapshots of", root):
        names = os.listdir(root / "snapshots") if (root / "snapshots").is_dir() else []
    numbers = sorted(int(name) for name in names if re.fullmatch("[1-9][0-9]*", name))
    return [Snapshot(number, root / "snapshots" / str(number)) for number in numbers]


def names(root: Path) -> str:
    """The numbers of the kept snapshots, for a message."""
    return ", ".join(str(one.number) for one in all_snapshots(root)) or "none"


def lock_folder(path: Path, kind: int) -> int | None:
    """Lock a folder and give its descriptor, or None if it went or, without blocking, others hold it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, kind)
        if os.path.samestat(os.fstat(descriptor), path.stat()):
            return descriptor
    except (FileNotFoundError, BlockingIOError):
        pass
    os.close(descriptor)
    return None


def next_number(root: Path) -> int:
    """Give the number that the next snapshot will have."""
    return max((snapshot.number for snapshot in all_snapshots(root)), default=0) + 1


def make(root: Path, backup: Callable[[Path], None]) -> Snapshot:
    """Let `backup` fill a new folder, and give it the next number when all of it is on the disk.

    The caller holds the lock.

    Raises:
        StoreError: the system refuses, because the disk is full for instance; nothing is left then.

    """
    folder = root / "snapshots"
    with explained("write a snapshot into", folder):
        folder.mkdir(exist_ok=True)
        _remove_leftovers(folder)
        number = next_number(root)
        snapshot = Snapshot(number, folder / str(number))
        unfinished = folder / f"{number}.new"
        try:
            backup(unfinished)
            for file in (*unfinished.iterdir(), unfinished):
                sync(file)
            unfinished.rename(snapshot.path)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        sync(folder)
    return snapshot


def point(root: Path, snapshot: Snapshot) -> None:
    """Move the name `current` to a snapshot, in one step for all who look. The caller holds the lock.

    Raises:
        StoreError: the system refuses.

    """
    with explained("move the name", root / "current"):
        for leftover in root.glob("*.new"):
            leftover.unlink()
        link = root / "current.new"
        link.symlink_to(f"snapshots/{snapshot.number}")
        link.replace(root / "current")
        sync(root)


def prune(root: Path, keep: int = KEPT) -> None:
    """Delete all but the newest `keep` snapshots, the current one and those that a reader holds.

    The caller holds the lock. What is held now goes at a later call.

    Raises:
        StoreError: the system refuses.

    """
    shown = current(root)
    with explained("delete old snapshots of", root):
        for snapshot in all_snapshots(root)[:-keep]:
            if snapshot != shown:
                _delete(snapshot)


def _delete(snapshot: Snapshot) -> bool:
    """Delete a snapshot, unless somebody holds it, and say whether it is gone.

    It loses its number first, so that none is ever seen in part.
    """
    descriptor = lock_folder(snapshot.path, fcntl.LOCK_EX | fcntl.LOCK_NB)
    if descriptor is None:
        return not snapshot.path.exists()
    try:
        shutil.rmtree(snapshot.path.rename(snapshot.path.with_suffix(".old")))
    finally:
        os.close(descriptor)
    return True


def delete(snapshot: Snapshot, patience: float) -> bool:
    """Delete a snapshot for good, as soon as its readers let go; False where they do not within some seconds.

    The caller holds the lock, and `current` names another one.

    Raises:
        StoreError: the system refuses.

    """
    end = time.monotonic() + patience
    with explained("delete the snapshot", snapshot.path):
        while not (gone := _delete(snapshot)) and time.monotonic() < end:
            time.sleep(LOOK)
    return gone


def _remove_leftovers(folder: Path) -> None:
    """Delete what a killed process left half made or half deleted."""
    for path in folder.iterdir():
        if path.suffix in {".new", ".old"}:
            shutil.rmtree(path)


def rollback(
    root: Path,
    number: int | None = None,
    wait: float | None = None,
    on_wait: Callable[[str], None] | None = None,
) -> Snapshot:
    """Move the name `current` to snapshot `number`, by default to the one before the current one.

    Only the name moves. The writer's store stays as it is: the next publish after a change shows all of it.

    Raises:
        StoreError: no store, no such snapshot, a damaged one, or the lock (`loaders.lock.locked`).

    """
    with locked(root, wait, on_wait):
        snapshot = _earlier(root) if number is None else numbered(root, number)
        if snapshot is None:
            wanted = "older than the current one" if number is None else f"{number}"
            raise StoreError(f"there is no snapshot {wanted} at {root}; kept are: {names(root)}")
        snapshot.open()
        point(root, snapshot)
    return snapshot


def _earlier(root: Path) -> Snapshot | None:
    shown, kept = current(root), all_snapshots(root)
    older = [one for one in kept if shown is None or one.number < shown.number]
    return older[-1] if older else None
