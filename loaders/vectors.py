"""The vectors of texts, each made once: in memory, as shipped, as kept on the disk beside a store, else by the model.

They are kept as half floats, and used so even when new, so that it makes no difference where one comes from.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path

import numpy

import data
from loaders.embedders import Embedder, Vector, chosen

#: Bytes of a text's hash, by which its vector is found.
KEY = 16
#: Seconds to wait for another process that writes.
WAIT = 5.0
#: Bytes of a file that are read where they lie, not copied.
MAPPED = 1 << 31
TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"


def available() -> bool:
    """Whether there is a model to make vectors with."""
    return chosen() is not None


def vector(text: str) -> Vector:
    """The vector of a text, of length one; to be asked for only where a model is `available`."""
    embedder = chosen()
    assert embedder is not None
    return _vector(embedder, text)


@lru_cache(maxsize=16384)
def _vector(embedder: Embedder, text: str) -> Vector:
    """The same by one model."""
    place = key(text)
    kept = shipped(embedder.identity).get(place) or disk.get(embedder.identity, place)
    if kept is None:
        kept = embedder.embed(text).astype(numpy.float16).tobytes()
        disk.put(embedder.identity, place, kept)
    return numpy.frombuffer(kept, dtype=numpy.float16).astype(numpy.float32)


def missing(texts: Iterable[str]) -> int:
    """How many of some texts have no vector yet; to be asked for only where a model is `available`."""
    embedder = chosen()
    assert embedder is not None
    there = {*shipped(embedder.identity), *disk.keys(embedder.identity)}
    return len({key(text) for text in texts} - there)


def key(text: str) -> bytes:
    """What a text's vector is found by: a hash of it."""
    return hashlib.sha256(text.encode()).digest()[:KEY]


@cache
def shipped(identity: str) -> dict[bytes, bytes]:
    """The vectors of the tables' texts that the package brings for a model; empty for others."""
    path = data.VECTORS / f"{identity}.texts.npz"
    if not path.exists():
        return {}
    with numpy.load(path) as file:
        return {place.tobytes(): row.tobytes() for place, row in zip(file["keys"], file["vectors"], strict=True)}


class Disk:
    """Vectors in a folder, a file a model. A cache: what goes wrong with it costs time only."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._open: dict[str, sqlite3.Connection | None] = {}
        self._process = 0
        self._inherited: list[object] = []

    def keep_in(self, folder: Path | None) -> None:
        """Keep vectors in a folder from now on, or on no disk."""
        self._here()
        for connection in filter(None, self._open.values()):
            connection.close()
        self._folder, self._open = folder, {}

    def get(self, identity: str, place: bytes) -> bytes | None:
        """The vector kept for a key, as bytes."""
        with suppress(sqlite3.Error):
            connection = self._connection(identity)
            row = connection and connection.execute("SELECT vector FROM vectors WHERE key = ?", (place,)).fetchone()
            return row[0] if row else None
        return None

    def keys(self, identity: str) -> list[bytes]:
        """The keys of all vectors that are kept."""
        with suppress(sqlite3.Error):
            if connection := self._connection(identity):
                return [row[0] for row in connection.execute("SELECT key FROM vectors")]
        return []

    def put(self, identity: str, place: bytes, kept: bytes) -> None:
        """Keep a vector."""
        with suppress(sqlite3.Error):
            if connection := self._connection(identity):
                connection.execute("INSERT OR IGNORE INTO vectors VALUES (?, ?)", (place, kept))

    def _connection(self, identity: str) -> sqlite3.Connection | None:
        """The open file of a model."""
        self._here()
        if self._folder and self._open.get(identity) is None and self._folder.is_dir():
            self._open[identity] = connect(self._folder / f"{identity}.sqlite")
        return self._open.get(identity)

    def _here(self) -> None:
        """Set aside what a parent opened: a connection must not be used across a fork, nor closed there."""
        if self._process != os.getpid():
            self._inherited.append(self._open)
            self._open, self._process = {}, os.getpid()


def connect(path: Path) -> sqlite3.Connection | None:
    """Open a file of vectors, made anew where it is damaged; None where the system refuses, or there is no folder."""
    for attempt in range(2):
        connection = None
        try:
            connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(f"PRAGMA mmap_size = {MAPPED}")
            connection.execute(TABLE)
        except sqlite3.DatabaseError as error:
            if connection:
                connection.close()
            if attempt or isinstance(error, sqlite3.OperationalError):
                return None
            remove(path)
        else:
            return connection
    return None


def remove(path: Path) -> None:
    """Delete a file of SQLite's with what it keeps beside it, as far as the system lets us."""
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)


#: The vectors on the disk; in no folder until one is told.
disk = Disk()
