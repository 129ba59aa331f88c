"""The kept text of each document, `texts/<key>.txt`, to which the offsets of its mentions refer.

A text is on the disk before the transaction that names it; one that no transaction came to name is harmless.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from loaders.durable import explained, replace_file
from ontology.errors import StoreError


def write(root: Path, key: str, text: str, *, durable: bool = True) -> None:
    """Keep the text of the document whose hash begins with `key`, and return when it is on the disk.

    Without `durable` it may still be on its way there; `sync_all` waits for all of them.

    Raises:
        StoreError: the system refuses, or `key` is not 16 hexadecimal digits.

    """
    path = _path(root, key)
    if path is None:
        raise StoreError(f"{key!r} is not the key of a document: 16 hexadecimal digits")
    if read(root, key) == text:
        return
    with explained("keep the text", path):
        path.parent.mkdir(exist_ok=True)
        if durable:
            replace_file(path, text.encode())
        else:
            path.write_bytes(text.encode())


def sync_all() -> None:
    """Wait until everything written is on the disk."""
    os.sync()


def read(root: Path, key: str) -> str | None:
    """Give a document's text to the code point, or None where none is kept; `key` may come from anyone.

    Raises:
        StoreError: it is there but can't be read.

    """
    path = _path(root, key)
    if path is None:
        return None
    with explained("read the text", path):
        try:
            return path.read_bytes().decode()
        except FileNotFoundError:
            return None


def sweep(root: Path, keep: set[str]) -> int:
    """Delete the texts of all documents but `keep`, and the leftovers of killed writes; say how many.

    `keep` holds the keys that the store names and those that a kept snapshot names. The caller holds the
    lock, or it could delete the text of a load under way.

    Raises:
        StoreError: the system refuses.

    """
    kept = {f"{key}.txt" for key in keep}
    with explained("delete texts in", root / "texts"):
        files = list((root / "texts").iterdir()) if (root / "texts").is_dir() else []
        swept = [file for file in files if file.name not in kept]
        for file in swept:
            file.unlink()
    return len(swept)


def _path(root: Path, key: str) -> Path | None:
    return root / "texts" / f"{key}.txt" if re.fullmatch("[0-9a-f]{16}", key) else None
