"""Vectors of texts: the same bits wherever they come from, and a cache that may fail without harm."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy
import pytest

import data
from loaders import centroids, vectors
from loaders.embedders import chosen
from loaders.identity import scheme_name
from loaders.likeness import prototypes
from loaders.pivot import KINDS
from loaders.vectors import Disk, key

pytestmark = pytest.mark.skipif(not vectors.available(), reason="needs the extra `align`")

#: A text that no table holds.
TEXT = "Falkenering med små klockor"
PLACE, KEPT = key("a text"), bytes(range(8))


def identity() -> str:
    embedder = chosen()
    assert embedder is not None
    return embedder.identity


def by_the_model(text: str) -> bytes:
    embedder = chosen()
    assert embedder is not None
    return embedder.embed(text).astype(numpy.float16).tobytes()


def disk_in(folder: Path) -> Disk:
    disk = Disk()
    disk.keep_in(folder)
    return disk


def filled(folder: Path) -> Path:
    """A folder with one vector, whose file nobody has open."""
    disk = disk_in(folder)
    disk.put("model", PLACE, KEPT)
    disk.keep_in(None)
    assert ["model.sqlite"] == os.listdir(folder)
    return folder / "model.sqlite"


def test_the_model_the_shipped_file_and_the_disk_give_the_same_bits(tmp_path: Path) -> None:
    shipped = vectors.shipped(identity())
    texts = sorted({text for _, text in prototypes()})
    assert {key(text) for text in texts} == shipped.keys()
    disk = disk_in(tmp_path)
    for text in texts[::40]:
        assert by_the_model(text) == shipped[key(text)]
        disk.put(identity(), key(text), by_the_model(text))
        assert shipped[key(text)] == disk.get(identity(), key(text))
        assert shipped[key(text)] == vectors.vector(text).astype(numpy.float16).tobytes()


MAKE = """
import sys
import tempfile
from pathlib import Path
from loaders import vectors
from loaders.embedders import Nano
vectors.disk.keep_in(Path(sys.argv[1]))
if sys.argv[3] == "kept":
    def embed(self, text): raise AssertionError("it was to be on the disk")
    Nano.embed = embed
print(vectors.vector(sys.argv[2]).tobytes().hex())
"""


def test_a_vector_new_or_kept_is_the_same_to_the_bit(tmp_path: Path) -> None:
    found = [
        subprocess.run([sys.executable, "-c", MAKE, str(tmp_path), TEXT, how], check=True, capture_output=True).stdout
        for how in ("new", "kept")
    ]

    assert found[0] == found[1]
    assert vectors.vector(TEXT).tobytes().hex().encode() == found[0].strip()


def test_no_text_stands_in_the_file(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", MAKE, str(tmp_path), TEXT, "new"], check=True, capture_output=True)
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert key(TEXT) in content
    for word in TEXT.casefold().split():
        assert word.encode() not in content.lower()
        assert word.encode("utf-16-le") not in content.lower()


def test_what_is_put_is_got_also_by_others(tmp_path: Path) -> None:
    one, other = disk_in(tmp_path), disk_in(tmp_path)
    one.put("model", PLACE, KEPT)
    one.put("model", PLACE, b"what comes later changes nothing")

    assert KEPT == one.get("model", PLACE) == other.get("model", PLACE)
    assert None is other.get("another-model", PLACE)
    assert None is one.get("model", key("another text"))


def test_the_keys_are_those_of_what_was_put(tmp_path: Path) -> None:
    disk = disk_in(filled(tmp_path).parent)
    disk.put("model", b"new", b"vector")

    assert {PLACE, b"new"} == set(disk.keys("model"))
    assert [] == Disk().keys("model")


def test_nothing_is_kept_in_no_folder(tmp_path: Path) -> None:
    disk = disk_in(tmp_path)
    disk.keep_in(None)
    disk.put("model", PLACE, KEPT)
    assert None is disk.get("model", PLACE)
    disk.keep_in(tmp_path / "missing")
    disk.put("model", PLACE, KEPT)

    assert None is disk.get("model", PLACE)
    assert [] == os.listdir(tmp_path)


@pytest.mark.parametrize("damage", ["text", "half", "head", "page"])
def test_a_damaged_file_is_made_anew_or_left_out(tmp_path: Path, damage: str) -> None:
    path = filled(tmp_path)
    content = path.read_bytes()
    harmed = {
        "text": b"These are no vectors.\n" * 500,
        "half": content[: len(content) // 2],
        "head": bytes(100) + content[100:],
        "page": content[:4096] + b"\xa5" * (len(content) - 4096),
    }
    path.write_bytes(harmed[damage])
    disk = disk_in(tmp_path)

    assert None is disk.get("model", PLACE)
    disk.put("model", PLACE, KEPT)
    found = disk.get("model", PLACE)
    assert KEPT == found if damage in ("text", "head") else found in (None, KEPT)


def test_a_file_of_another_layout_is_left_out(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "model.sqlite") as connection:
        connection.execute("CREATE TABLE vectors (other TEXT)")
    connection.close()
    disk = disk_in(tmp_path)
    disk.put("model", PLACE, KEPT)

    assert None is disk.get("model", PLACE)


def test_a_folder_in_the_files_place_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "model.sqlite").mkdir()
    disk = disk_in(tmp_path)
    disk.put("model", PLACE, KEPT)

    assert None is disk.get("model", PLACE)


@pytest.mark.skipif(os.getuid() != 0, reason="another user's folder is made by root alone")
def test_a_folder_that_is_not_to_be_written_costs_nothing_but_time() -> None:
    # The folders of pytest are closed to other users.
    folder = Path(tempfile.mkdtemp())
    child = 0
    try:
        filled(folder)
        (folder / "damaged.sqlite").write_bytes(b"These are no vectors.\n" * 500)
        folder.chmod(0o555)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.setuid(54321)
                disk = disk_in(folder)
                for name in ("new", "damaged", "model"):
                    disk.put(name, key("another"), b"another")
                status = 0 if not any(disk.get(name, key("another")) for name in ("new", "damaged", "model")) else 2
            finally:
                os._exit(status)
        assert 0 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert {"model.sqlite", "damaged.sqlite"} == set(os.listdir(folder))
    finally:
        if child:
            shutil.rmtree(folder)


def test_a_child_and_its_parent_keep_vectors_at_once(tmp_path: Path) -> None:
    disk = disk_in(tmp_path)
    disk.put("model", PLACE, KEPT)
    opened = disk._connection("model")
    child = os.fork()
    if child == 0:
        status = 1
        try:
            disk.put("model", key("the child's"), b"child")
            # SQLite forbids to use a connection in a child, though that may go well for a while.
            apart = opened is not None and opened is not disk._connection("model")
            if apart and (KEPT, b"child") == (disk.get("model", PLACE), disk.get("model", key("the child's"))):
                status = 0
        finally:
            os._exit(status)
    disk.put("model", key("the parent's"), b"parent")

    assert 0 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    for place, kept in ((PLACE, KEPT), (key("the child's"), b"child"), (key("the parent's"), b"parent")):
        assert kept == disk.get("model", place)
    with sqlite3.connect(tmp_path / "model.sqlite") as connection:
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
    connection.close()


def test_a_child_uses_the_model_of_its_parent() -> None:
    expected = vectors.vector(TEXT).tobytes()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            vectors._vector.cache_clear()
            os.write(writing, vectors.vector(TEXT).tobytes())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert expected == pipe.read()
    os.waitpid(child, 0)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_shipped_vectors_are_those_of_the_vocabulary(kind: str) -> None:
    """Else run `make vectors`."""
    scheme = next(scheme_name(one) for one in KINDS if one == kind)
    shipped = centroids.shipped(scheme)
    wanted = centroids.labels_by_concept(scheme)
    assert shipped is not None

    assert tuple(wanted) == shipped.concepts
    assert tuple(map(centroids.fingerprint, wanted.values())) == shipped.prints
    assert {label.language for labels in wanted.values() for label in labels} == shipped.means.keys()
    assert len(wanted) == len(shipped.rows)
    space = centroids.space(scheme)
    assert (shipped.rows == space.rows).all()
    # A sample is what the model makes of the labels.
    for place in range(0, len(wanted), len(wanted) // 3):
        made = centroids.half(centroids.centroid(wanted[shipped.concepts[place]], shipped.means))
        assert (made == shipped.rows[place]).all()


def test_the_package_ships_vectors_of_one_model_alone() -> None:
    names = {path.name for path in data.VECTORS.glob("*.npz")}

    assert {f"{identity()}.{name}.npz" for name in ("careers", "texts", *map(scheme_name, KINDS))} == names


def test_a_space_is_saved_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = centroids.shipped("skills")
    assert before is not None
    monkeypatch.setattr(data, "VECTORS", tmp_path)
    assert None is centroids.shipped("skills")
    centroids.save("skills", before)
    after = centroids.shipped("skills")
    assert after is not None

    assert (before.concepts, before.prints, before.bound) == (after.concepts, after.prints, after.bound)
    assert (before.rows == after.rows).all()
    assert list(before.means) == list(after.means)
    assert all((before.means[name] == after.means[name]).all() for name in before.means)
