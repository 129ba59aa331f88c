"""The folders of a workspace's store: `store` is a name that leads to one of `stores/1`, `stores/2`, …

A copy under way has the next number; the name moves to it in one step once it is whole.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from pathlib import Path

from loaders.durable import TABLE, sync

#: The ending of names that are not yet what they will be.
UNFINISHED = ".new"
#: How the names of what the engine makes anew begin: its lock and its notes.
NOT_COPIED = ("LOCK", "LOG")
#: Where the vectors of labels are kept beside the store: a cache, which may be deleted.
VECTORS = "vectors"


def remove_old_logs(path: Path) -> None:
    """Delete the engine's notes on earlier openings, which are not data: it keeps a thousand of 130 kB."""
    for log in path.glob("LOG.old.*"):
        log.unlink()


def current(root: Path) -> Path:
    """The folder to which the name `store` leads, made where there is none.

    A copy of a store that was made by following links has a folder of that name: it is taken in.
    """
    link, folders = root / "store", root / "stores"
    folders.mkdir(exist_ok=True)
    if not link.is_symlink():
        here = oldest(folders)
        if link.exists():
            here = beside(here)
            if not link.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(link))
            link.rename(here)
        here.mkdir(exist_ok=True)
        point(root, here)
    return folders / link.readlink().name


def oldest(folders: Path) -> Path:
    """The store of the lowest number, which is whole, or the first that there will be."""
    return min((one for one in folders.iterdir() if one.name.isdigit()), key=number, default=folders / "1")


def beside(folder: Path) -> Path:
    """A folder that is not there yet, beside a store."""
    there = [int(one.name) for one in folder.parent.iterdir() if one.name.isdigit()]
    return folder.with_name(str(max(int(folder.name), *there) + 1))


def link(folder: Path, copy: Path) -> None:
    """Copy a store that is closed: its tables, which never change, by hard links where the file system has them.

    The engine's own copy of an open store waits until few of its tables are left to be merged.
    """
    copy.mkdir()
    for file in folder.iterdir():
        if not file.name.startswith(NOT_COPIED) and not (file.suffix == TABLE and linked(file, copy / file.name)):
            shutil.copyfile(file, copy / file.name)


def linked(file: Path, name: Path) -> bool:
    """Give a file one more name; False where the system refuses."""
    with suppress(OSError):
        name.hardlink_to(file)
        return True
    return False


def number(folder: Path) -> int:
    """The number that is a folder's name."""
    return int(folder.name)


def point(root: Path, folder: Path) -> None:
    """Move the name `store` to a folder, in one step."""
    link = root / f"store{UNFINISHED}"
    link.unlink(missing_ok=True)
    link.symlink_to(f"stores/{folder.name}")
    link.replace(root / "store")
    sync(root)


def remove_leftovers(root: Path) -> None:
    """Delete what a killed process left: copies that were not finished, and stores that were replaced."""
    here = current(root)
    for folder in here.parent.iterdir():
        if folder != here:
            shutil.rmtree(folder)
