"""The store folder: whose it is, and the lock that lets one process at a time write in it."""

from __future__ import annotations

import fcntl
import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders.durable import explained, replace_file, sync
from ontology.errors import StoreBusy, StoreError

#: Seconds between two looks at a lock that another process holds.
POLL = 0.05

#: What the file `format` of a store folder says; another layout will say another number.
FORMAT = b"rolegraph store 1\n"


@contextmanager
def locked(
    root: Path,
    wait: float | None = None,
    on_wait: Callable[[str], None] | None = None,
    *,
    create: bool = False,
) -> Iterator[None]:
    """Hold the store folder `root` for writing; however the process dies, the system then lets go of it.

    Args:
        root: the store folder; with `create` it is made (mode 0700) where it is missing or empty.
        wait: seconds to wait for another writer, None for as long as it takes.
        on_wait: is told once, in a sentence, that and for whom this process waits.
        create: whether a new store may be made.

    Raises:
        StoreBusy: another process holds the store beyond `wait`.
        StoreError: `root` is no store, or can't be used.

    """
    with explained("use the store folder", root):
        _admit(root, create)
        descriptor = os.open(root / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
    try:
        _acquire(descriptor, root, wait, on_wait)
        with explained("use the store folder", root):
            _mark(root)
        yield
    finally:
        # Unlocked by name: a child forked meanwhile has the descriptor too, and closing ours would not do.
        fcntl.flock(descriptor, fcntl.LOCK_UN)
        os.close(descriptor)


def _admit(root: Path, create: bool) -> None:
    """Let in a store, or with `create` an empty or missing folder: the engine would write into any."""
    if create and not root.exists():
        root.parent.mkdir(parents=True, exist_ok=True)
        root.mkdir(mode=0o700, exist_ok=True)
        sync(root.parent)
    names = set(os.listdir(root)) if root.exists() else set()
    if "format" in names:
        return
    if not create:
        raise StoreError(f"there is no store at {root}; run `rolegraph load` or name another folder")
    if strangers := sorted(name for name in names if name.partition(".")[0] not in {"lock", "format"}):
        raise StoreError(f"{root} is not a store of rolegraph, it holds {strangers[0]!r}; name a new or empty folder")


def _mark(root: Path) -> None:
    """Write the format into a new store, and refuse a layout that this version doesn't know."""
    file = root / "format"
    if not file.exists():
        replace_file(file, FORMAT)
    elif file.read_bytes() != FORMAT:
        raise StoreError(f"{root} was made by another version of rolegraph; use that one, or load into a new folder")


def _acquire(descriptor: int, root: Path, wait: float | None, on_wait: Callable[[str], None] | None) -> None:
    """Take the lock and write our process id into it for those who wait."""
    deadline = math.inf if wait is None else time.monotonic() + wait
    while not _try(descriptor):
        if time.monotonic() >= deadline:
            raise StoreBusy(f"{_holder(descriptor)} is writing {root}; run it again when that is done")
        if on_wait is not None:
            on_wait(f"{_holder(descriptor)} is writing {root}; waiting")
            on_wait = None
        time.sleep(POLL)
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(descriptor: int) -> str:
    pid = os.pread(descriptor, 20, 0).decode("ascii", "replace")
    return f"another rolegraph process (pid {pid})" if pid.isdigit() else "another rolegraph process"
