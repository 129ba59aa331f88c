"""Many documents in bulk: the same graph as in transactions, nothing lost by a stop or a kill, nothing done twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Quad

from bench import corpus
from loaders.candidates import all_described
from loaders.ledger import BULK_BATCH
from loaders.load import Loader
from loaders.pieces import one_file
from loaders.publishing import publish
from loaders.readers import Readers
from loaders.reasoning.upkeep import keep
from loaders.report import Entry
from loaders.sources import Source, sources
from loaders.store import open_writer
from ontology.errors import InputError, StoreError
from ontology.terms import Graph

COUNT = 40


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("corpus")
    corpus.write(found, COUNT)
    return found


def load(root: Path, folder: Path, *, bulk: bool) -> Loader:
    with open_writer(root) as writer:
        loader = Loader(root, writer, bulk=bulk)
        loader.load(sources([str(folder)]))
        keep(writer)
        return loader


def quads(root: Path) -> set[Quad]:
    """All quads but the report's, which has times."""
    with open_writer(root) as writer:
        return {quad for quad in writer.store if quad.graph_name != Graph.REPORT}


def test_bulk_gives_the_graph_that_transactions_give(tmp_path: Path, folder: Path) -> None:
    load(tmp_path / "bulk", folder, bulk=True)
    load(tmp_path / "plain", folder, bulk=False)

    assert quads(tmp_path / "plain") == quads(tmp_path / "bulk")
    names = [{path.name for path in (tmp_path / one / "texts").iterdir()} for one in ("plain", "bulk")]
    assert names[0] == names[1]


def test_a_changed_document_is_replaced_in_a_bulk_load(tmp_path: Path, folder: Path) -> None:
    docs = tmp_path / "docs"
    corpus.write(docs, 3)
    load(tmp_path / "store", docs, bulk=True)
    first = next(docs.rglob("*.txt"))
    before = first.read_text(encoding="utf-8")
    first.write_text(f"{before}\n", encoding="utf-8")
    again = load(tmp_path / "store", docs, bulk=True)

    assert {"replaced": 1, "unchanged": 2} == dict(again.report.outcomes)
    load(tmp_path / "fresh", docs, bulk=False)
    assert quads(tmp_path / "fresh") == quads(tmp_path / "store")


def test_a_stopped_load_keeps_what_it_told_and_goes_on_from_there(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.ledger.BULK_BATCH", 8)
    told: list[str] = []
    with open_writer(tmp_path / "store") as writer:
        loader = Loader(tmp_path / "store", writer, shipped=False, bulk=True, progress=lambda entry: stop(entry))

        def stop(entry: Entry) -> None:
            told.append(entry.source)
            loader.stop()

        loader.load(sources([str(folder)]))
    assert loader.stopped
    assert 0 < len(told) < COUNT < BULK_BATCH
    again = load(tmp_path / "store", folder, bulk=True)

    assert {"unchanged": len(told), "added": COUNT - len(told)} == dict(again.report.outcomes)


def test_a_load_that_was_killed_between_two_checkpoints_leaves_nothing_without_a_description(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.ledger.BULK_BATCH", 8)
    monkeypatch.setattr("loaders.bulk.CHECKPOINT", 0.0)

    def killed(entry: Entry) -> None:
        raise KeyboardInterrupt

    root = tmp_path / "store"
    with pytest.raises(KeyboardInterrupt), open_writer(root) as writer:
        Loader(root, writer, bulk=True, progress=killed).load(sources([str(folder)]))
    with open_writer(root) as writer:
        assert not all_described(writer.store)
        # What was concluded is known: nothing is concluded from scratch.
        assert writer.stated.only_bulk
        publish(root, writer, None)
        assert all_described(writer.store)
    with open_writer(root) as writer:
        Loader(root, writer, bulk=True).load(sources([str(folder)]))
        publish(root, writer, None)
    with open_writer(tmp_path / "plain") as writer:
        Loader(tmp_path / "plain", writer).load(sources([str(folder)]))
        publish(tmp_path / "plain", writer, None)

    assert quads(tmp_path / "plain") == quads(root)


def test_checkpoints_change_nothing_of_what_is_loaded(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(tmp_path / "once", folder, bulk=True)
    monkeypatch.setattr("loaders.ledger.BULK_BATCH", 8)
    monkeypatch.setattr("loaders.bulk.CHECKPOINT", 0.0)
    load(tmp_path / "often", folder, bulk=True)
    monkeypatch.setattr("loaders.bulk.MOST_FORMS", 100)
    load(tmp_path / "described often", folder, bulk=True)

    assert quads(tmp_path / "once") == quads(tmp_path / "often") == quads(tmp_path / "described often")


def test_a_copy_that_was_not_adopted_costs_nothing(tmp_path: Path, folder: Path) -> None:
    load(tmp_path / "store", folder, bulk=False)
    before = quads(tmp_path / "store")
    with open_writer(tmp_path / "store") as writer:
        writer.branch()
        writer.bulk(BytesIO(b'<urn:a> <urn:b> "c" <urn:g> .\n'))

    assert before == quads(tmp_path / "store")
    assert 1 == len(list((tmp_path / "store" / "stores").iterdir()))


def test_nothing_goes_in_bulk_into_the_store_itself(tmp_path: Path) -> None:
    with open_writer(tmp_path / "store") as writer, pytest.raises(StoreError, match="no copy"):
        writer.bulk(BytesIO())


def test_who_stops_a_load_does_not_wait_for_what_is_not_read_yet(tmp_path: Path) -> None:
    count = 300
    docs = tmp_path / "docs"
    corpus.write(docs, count)
    told: list[str] = []
    with Readers(1) as readers, open_writer(tmp_path / "store") as writer:
        loader = Loader(tmp_path / "store", writer, readers, shipped=False, bulk=True)

        def seen() -> Iterator[Source | InputError]:
            """Stop when all are taken, and the first few at most are read."""
            yield from sources([str(docs)])
            loader.stop()

        loader.load(seen())
        told += [entry.source for entry in loader.report.entries]
    assert len(told) < count
    with open_writer(tmp_path / "store") as writer:
        again = Loader(tmp_path / "store", writer, shipped=False, bulk=True)
        again.load(sources([str(docs)]))

    assert Counter(unchanged=len(told), added=count - len(told)) == again.report.outcomes


@given(st.lists(st.binary(max_size=300)), st.integers(1, 100))
def test_pieces_read_as_one_file(pieces: list[bytes], size: int) -> None:
    file = one_file(pieces)

    assert b"".join(pieces) == b"".join(iter(lambda: file.read(size), b""))
