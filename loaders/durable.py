"""File operations that outlive a crash, and one sentence for each refusal of the system."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ontology.errors import StoreError

#: The ending of the engine's tables, which are on the disk before its lists name them.
TABLE = ".sst"
_FULL = "; free some space and run it again, nothing stored before is lost"
_OPEN = "; another program has it open"
_DENIED = "; check who owns the folder and its permissions"
_ADVICE = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: "; the file system is read-only",
    errno.EAGAIN: _OPEN,
    errno.ENOLCK: _OPEN,
}


@contextmanager
def explained(action: str, path: Path) -> Iterator[None]:
    """Turn what the system or the engine refuses into a StoreError: "can't <action> <path>: why; what to do".

    The engine raises OSError for files and RuntimeError for damaged or unusable data, neither with an
    `errno`, so the advice is found by the system's own words for it.
    """
    try:
        yield
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        advice = next((text for code, text in _ADVICE.items() if os.strerror(code) in reason), "")
        raise StoreError(f"can't {action} {path}: {reason}{advice}") from error


def sync(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk.

    Raises:
        OSError: if the system refuses.

    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_log(folder: Path) -> None:
    """Wait until an engine's log of changes is on the disk, and its lists of files, which are there before it is told.

    Raises:
        OSError: if the system refuses.

    """
    for file in folder.iterdir():
        if file.suffix != TABLE:
            # The engine deletes what it no longer needs at any time.
            with suppress(FileNotFoundError):
                sync(file)
    sync(folder)


def replace_file(path: Path, content: bytes) -> None:
    """Give `path` this content, wholly or not at all, and return when it is on the disk.

    A process killed on the way leaves at most a file whose name ends in ".new".

    Raises:
        OSError: if the system refuses.

    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    sync(path.parent)
