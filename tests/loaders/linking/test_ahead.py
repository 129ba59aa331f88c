"""An index that another process makes while the store is written: it is the one that a publish would make."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from loaders import snapshots
from loaders.linking import kept
from loaders.linking.ahead import Ahead, started
from loaders.linking.index import open_index
from loaders.publishing import publish
from loaders.snapshots import Snapshot
from loaders.store import Writer, open_writer
from loaders.taxonomies import adding, reading
from loaders.taxonomies.preparing import prepared
from ontology.terms import Skos, taxonomy
from tests.conftest import NewStore
from tests.loaders.linking.taxonomy import files, iri, subject

NAME = "lamps"


@pytest.fixture
def root(tmp_path: Path, new_store: NewStore) -> Path:
    return new_store(tmp_path / "store")


@contextmanager
def added(root: Path, folder: Path) -> Iterator[tuple[Writer, Ahead]]:
    """The store with a taxonomy in it whose index is on its way."""
    with (
        prepared(NAME, [files(folder)]) as found,
        started(found.nquads, NAME, root) as index,
        open_writer(root) as made,
    ):
        adding.add(root, made, found, index)
        yield made, index


def expected(writer: Writer) -> str:
    """The name of the index that fits the store's graph."""
    graph = taxonomy(NAME)
    return kept.named(NAME, *reading.told(writer.store.quads_for_pattern(None, None, None, graph)))


def first(snapshot: Snapshot, name: str) -> str:
    return open_index(snapshot.path / kept.FOLDER / NAME).ranked(subject(f"en:{name}"))[0].label


def test_it_is_the_index_that_fits_the_store(root: Path, tmp_path: Path) -> None:
    with added(root, tmp_path / "files") as (writer, index):
        index.take(root)

        assert expected(writer) == (root / kept.KEPT / f"{NAME}{kept.FITS}").read_text()
        assert [expected(writer)] == [one.name for one in (root / kept.KEPT).iterdir() if one.is_dir()]
        done = publish(root, writer, None).snapshot
    assert "tune harpsichords" == first(done, "tuning harpsichords")


def test_a_publish_takes_it(root: Path, tmp_path: Path) -> None:
    with added(root, tmp_path / "files") as (writer, _):
        done = publish(root, writer, None).snapshot

    assert "plan the day" == first(done, "plan a day")


def test_an_index_that_is_kept_is_not_made_again(root: Path, tmp_path: Path) -> None:
    with added(root, tmp_path / "files") as (writer, _):
        before = publish(root, writer, None).snapshot
    with added(root, tmp_path / "files") as (writer, _):
        after = publish(root, writer, None).snapshot

    one, other = (snapshot.path / kept.FOLDER / NAME / "texts.bin" for snapshot in (before, after))
    assert before != after
    assert one.samefile(other)


def test_a_change_after_it_was_begun_undoes_it(root: Path, tmp_path: Path) -> None:
    new = Quad(NamedNode(iri("tune")), Skos.altLabel, Literal("voice keyed strings", language="en"), taxonomy(NAME))
    with added(root, tmp_path / "files") as (writer, _):
        writer.apply((), [new])
        done = publish(root, writer, None).snapshot

    assert "voice keyed strings" == first(done, "voicing keyed strings")


def test_where_the_process_fails_the_publish_makes_the_index(root: Path, tmp_path: Path) -> None:
    with (
        tempfile.TemporaryFile() as bad,
        prepared(NAME, [files(tmp_path / "files")]) as found,
    ):
        bad.write(b"no quads")
        with started(bad, NAME, root) as index, open_writer(root) as writer:
            adding.add(root, writer, found, index)
            index.take(root)
            assert not (root / kept.KEPT / f"{NAME}{kept.FITS}").exists()
            done = publish(root, writer, None).snapshot

    assert "tune harpsichords" == first(done, "tuning harpsichords")
    assert done == snapshots.current(root)
