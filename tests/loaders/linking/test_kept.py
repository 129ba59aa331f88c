"""Indexes of taxonomies beside the store and in snapshots: made once for a graph, and there as long as it is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from loaders import snapshots
from loaders.forget import forget
from loaders.linking import kept, senses
from loaders.linking.index import open_index
from loaders.linking.targets import in_store
from loaders.load import Loader
from loaders.publishing import publish
from loaders.snapshots import Snapshot
from loaders.sources import sources
from loaders.store import Writer, open_writer
from loaders.taxonomies import adding
from loaders.taxonomies.preparing import prepared
from loaders.vectors import available
from ontology.errors import InputError, StoreError
from ontology.terms import Skos, taxonomy
from tests.conftest import NewStore
from tests.loaders.linking.taxonomy import files, iri, subject

NAME = "lamps"
NURSE = "# Nurse\n\n## Skills\n\n- Empathy: feel with them\n"


@pytest.fixture
def root(tmp_path: Path, new_store: NewStore) -> Path:
    return new_store(tmp_path / "store")


@pytest.fixture
def writer(root: Path, tmp_path: Path) -> Iterator[Writer]:
    """The store with a taxonomy in it, not yet published."""
    with open_writer(root) as opened, prepared(NAME, [files(tmp_path / "files")]) as found:
        adding.add(root, opened, found)
        yield opened


def index_of(snapshot: Snapshot, name: str = NAME) -> Path:
    return snapshot.path / kept.FOLDER / name


def load(root: Path, writer: Writer, folder: Path, text: str = NURSE) -> None:
    (folder / "nurse.md").write_text(text, encoding="utf-8")
    Loader(root, writer).load(sources([str(folder / "nurse.md")]))


def same_file(one: Path, other: Path) -> bool:
    return (one / "texts.bin").samefile(other / "texts.bin")


def label(text: str) -> Quad:
    return Quad(NamedNode(iri("tune")), Skos.altLabel, Literal(text, language="en"), taxonomy(NAME))


def first(snapshot: Snapshot, name: str) -> str:
    return open_index(index_of(snapshot)).ranked(subject(f"en:{name}"))[0].label


def test_a_snapshot_has_the_index_of_its_taxonomy(root: Path, writer: Writer) -> None:
    done = publish(root, writer, None).snapshot

    assert "tune harpsichords" == first(done, "tuning harpsichords")


def test_what_did_not_change_is_the_same_files(root: Path, writer: Writer, tmp_path: Path) -> None:
    before = publish(root, writer, None).snapshot
    load(root, writer, tmp_path)
    after = publish(root, writer, None).snapshot

    assert before != after
    assert same_file(index_of(before), index_of(after))


def test_a_change_of_the_graph_makes_a_new_index_and_leaves_the_old_snapshot_its_own(
    root: Path, writer: Writer
) -> None:
    before = publish(root, writer, None).snapshot
    writer.apply((), [label("voice keyed strings")])
    after = publish(root, writer, None).snapshot

    assert "voice keyed strings" == first(after, "voicing keyed strings")
    assert "voice keyed strings" != first(before, "voicing keyed strings")
    assert 1 == sum(one.is_dir() for one in (root / kept.KEPT).iterdir())


def test_a_change_by_sparql_is_seen(root: Path, writer: Writer) -> None:
    publish(root, writer, None)
    writer.branch()
    writer.update(f"DELETE WHERE {{ GRAPH {taxonomy(NAME)} {{ <{iri('tune')}> ?property ?value }} }}", "urn:x")
    writer.adopt()
    after = publish(root, writer, None).snapshot

    assert "tune harpsichords" != first(after, "tune harpsichords")


def test_the_index_goes_with_its_taxonomy(root: Path, writer: Writer) -> None:
    publish(root, writer, None)
    adding.remove(writer, NAME)
    after = publish(root, writer, None).snapshot

    assert not index_of(after).exists()
    assert [] == [*(root / kept.KEPT).iterdir()]


def test_rollback_and_pruning_need_nothing(root: Path, writer: Writer) -> None:
    first_one = publish(root, writer, None).snapshot
    for number in range(4):
        writer.apply((), [label(f"tune {number} strings")])
        newest = publish(root, writer, None).snapshot

    assert not first_one.path.exists()
    assert "tune 3 strings" == first(newest, "tune 3 strings")
    back = snapshots.all_snapshots(root)[0]
    assert "tune 3 strings" != first(back, "tune 3 strings")


def test_a_snapshot_that_is_cleaned_keeps_its_index(root: Path, writer: Writer, tmp_path: Path) -> None:
    load(root, writer, tmp_path)
    before = publish(root, writer, None).snapshot
    done = forget(root, writer, ["nurse.md"], None, patience=1)

    assert not before.path.exists()
    assert "tune harpsichords" == first(done.snapshot, "tuning harpsichords")


@pytest.mark.parametrize("damage", ["none", "lost", "cut"])
def test_a_missing_or_damaged_index_is_made_anew_when_it_is_asked_for(root: Path, damage: str, tmp_path: Path) -> None:
    with open_writer(root) as writer, prepared(NAME, [files(tmp_path / "files")]) as found:
        adding.add(root, writer, found)
        done = publish(root, writer, None).snapshot
    if damage == "none":
        shutil.rmtree(root / kept.KEPT)
        shutil.rmtree(index_of(done))
    elif damage == "lost":
        (index_of(done) / "owners.npy").unlink()
    else:
        (index_of(done) / "owners.npy").write_bytes(b"short")
    target = in_store(root, done, NAME)

    assert iri("tune") == target.index.ranked(subject("en:tuning harpsichords"))[0].concept
    assert "tune harpsichords" == first(done, "tuning harpsichords")


def test_an_unknown_taxonomy_is_refused_with_those_that_are_there(root: Path, writer: Writer) -> None:
    done = publish(root, writer, None).snapshot

    with pytest.raises(InputError, match=NAME):
        kept.ensure(root, done, "stars")


@pytest.mark.skipif(not available(), reason="needs the extra `align`")
def test_vectors_come_later_for_every_snapshot_of_the_graph(root: Path, writer: Writer, tmp_path: Path) -> None:
    one = publish(root, writer, None).snapshot
    load(root, writer, tmp_path)
    other = publish(root, writer, None).snapshot
    told: list[tuple[int, int]] = []

    assert not senses.is_made(index_of(one))
    assert 0 < senses.missing(index_of(one)) <= len(senses.wanted(index_of(one)))
    assert kept.complete(root, one.path, NAME, lambda done, total: told.append((done, total)))
    assert not kept.complete(root, one.path, NAME)
    assert all(senses.is_made(index_of(snapshot)) for snapshot in (one, other))
    assert told[-1][0] == told[-1][1]
    assert 0 == senses.missing(index_of(one))
    load(root, writer, tmp_path, NURSE + "- Charting: with care\n")
    assert senses.is_made(index_of(publish(root, writer, None).snapshot))


def test_an_index_of_another_format_is_none(root: Path, writer: Writer) -> None:
    done = publish(root, writer, None).snapshot
    about = index_of(done) / "about.json"
    about.unlink()
    about.write_text('{"format": 0}', encoding="utf-8")

    assert kept.found(done.path, NAME) is None
    with pytest.raises(StoreError):
        open_index(index_of(done))
