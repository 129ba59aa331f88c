"""Sources forgotten for good, judged by the bytes of every file that is left."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from loaders import holding, snapshots
from loaders.forget import forget
from loaders.load import Loader
from loaders.publishing import publish
from loaders.quads import integer
from loaders.sources import sources
from loaders.store import open_writer
from ontology.errors import InputError
from ontology.terms import DEFAULT_GRAPHS, Graph, Rdf, Rg, Void

SECRET = "Qzxvyplk"
NURSE = f"# Nurse\n\n## Skills\n\n- Empathy: feel with them\n- {SECRET} charting: as {SECRET} says\n"
COOK = "# Cook\n\n## Skills\n\n- Empathy: for guests\n- Tasting: of soups\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A store with three snapshots, of which the last two hold a nurse."""
    found = tmp_path / "store"
    for name, text in (("cook.md", COOK), ("nurse.md", NURSE), ("waiter.md", COOK.replace("Cook", "Waiter"))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with open_writer(found) as writer:
            Loader(found, writer, shipped=False).load(sources([str(tmp_path / name)]))
            publish(found, writer, None)
    return found


def bytes_with(root: Path, word: str) -> list[str]:
    """The files below a folder that hold a word."""
    files = (Path(folder) / name for folder, _, names in os.walk(root) for name in names)
    return [
        str(file.relative_to(root))
        for file in files
        if word.casefold() in file.read_bytes().decode("utf-8", "replace").casefold()
    ]


def graphs(store: Store) -> set[Quad]:
    return {quad for graph in DEFAULT_GRAPHS for quad in store.quads_for_pattern(None, None, None, graph)}


def forgotten(root: Path, *names: str) -> None:
    with open_writer(root) as writer:
        assert () == forget(root, writer, names, None, patience=1).held


def test_nothing_of_a_forgotten_source_is_left_in_any_file(root: Path) -> None:
    assert bytes_with(root, SECRET)
    forgotten(root, "nurse.md")

    assert [] == bytes_with(root, SECRET)


def test_what_other_sources_say_is_left_in_every_snapshot(root: Path, tmp_path: Path) -> None:
    before = [graphs(one.open()) for one in snapshots.all_snapshots(root)]
    forgotten(root, "nurse.md")
    after = [graphs(one.open()) for one in snapshots.all_snapshots(root)]
    with open_writer(tmp_path / "other") as writer:
        paths = [str(tmp_path / name) for name in ("cook.md", "waiter.md")]
        Loader(tmp_path / "other", writer, shipped=False).load(sources(paths))
        publish(tmp_path / "other", writer, None)
        wanted = graphs(writer.store)

    shown = snapshots.current(root)
    assert shown is not None
    assert wanted == graphs(shown.open()) == after[-1]
    assert before[0] in after
    assert all(one <= wanted for one in after)


def test_the_figures_of_each_snapshot_are_those_of_what_is_left(root: Path) -> None:
    forgotten(root, "nurse.md")

    for snapshot in snapshots.all_snapshots(root):
        store = snapshot.open()
        documents = NamedNode(f"{Graph.REPORT.value}#snapshot-{snapshot.number}/Document")
        told = [quad.object for quad in store.quads_for_pattern(documents, Void.entities, None, Graph.REPORT)]
        held = list(store.quads_for_pattern(None, Rdf.type, Rg.Document, Graph.DOCUMENTS))
        assert [integer(len(held))] == told


def test_the_store_goes_on(root: Path, tmp_path: Path) -> None:
    forgotten(root, "nurse.md")
    with open_writer(root) as writer:
        Loader(root, writer, shipped=False).load(sources([str(tmp_path / "nurse.md")]))
        publish(root, writer, None)

    assert bytes_with(root, SECRET)


def test_a_second_name_keeps_a_document(root: Path, tmp_path: Path) -> None:
    with open_writer(root) as writer:
        Loader(root, writer, shipped=False).load(sources([str(tmp_path / "nurse.md")], "copy.md"))
        publish(root, writer, None)
    forgotten(root, "nurse.md")

    assert bytes_with(root, SECRET)
    assert [] == bytes_with(root, "nurse.md")


def test_a_source_that_only_a_snapshot_has_is_forgotten_there(root: Path) -> None:
    with open_writer(root) as writer:
        Loader(root, writer, shipped=False).remove(["nurse.md"])
    forgotten(root, "nurse.md")

    assert [] == bytes_with(root, SECRET)


def test_an_unknown_source_is_refused_and_nothing_is_done(root: Path) -> None:
    before = [one.number for one in snapshots.all_snapshots(root)]
    with open_writer(root) as writer, pytest.raises(InputError, match=r"doctor\.md: neither the store nor a kept"):
        forget(root, writer, ["nurse.md", "doctor.md"], None)

    assert before == [one.number for one in snapshots.all_snapshots(root)]


def test_a_snapshot_that_a_reader_holds_is_told(root: Path) -> None:
    with holding.hold_current(root) as held, open_writer(root) as writer:
        found = forget(root, writer, ["nurse.md"], None, patience=0.3)
        assert (held.number,) == tuple(one.number for one in found.held)
    forgotten_later = [one for one in bytes_with(root, SECRET) if not one.startswith(f"snapshots/{held.number}/")]

    assert [] == forgotten_later
