"""The index of a snapshot: made with it, gone with it, and holding what the snapshot holds."""

from __future__ import annotations

import os
from pathlib import Path

from pyoxigraph import Quad

from loaders import snapshots
from loaders.forget import forget
from loaders.load import Loader
from loaders.publishing import publish
from loaders.readers import Readers
from loaders.search.build import ABOUT, FOLDER, KEPT, LOCKS
from loaders.search.index import SearchIndex
from loaders.sources import sources
from loaders.store import open_writer
from ontology.terms import Graph, Rdfs, Skos
from tests.loaders.search.conftest import EX, quad


def word(name: str, label: str) -> Quad:
    return quad(name, label, Skos.prefLabel, Graph.VOCABULARY)


def changed(root: Path, insert: list[Quad], delete: list[Quad] | None = None) -> None:
    with open_writer(root) as writer:
        writer.apply(delete or [], insert)
        writer.publish()


def current(root: Path) -> Path:
    shown = snapshots.current(root)
    assert shown is not None
    return shown.path / FOLDER


def found(root: Path, text: str) -> list[str]:
    return [hit.iri.removeprefix(EX) for hit in SearchIndex(current(root), everything=True).search(text).hits]


def kept(root: Path) -> list[str]:
    return [path.name for path in (root / KEPT).iterdir()]


def test_each_snapshot_has_the_index_of_its_own_labels(tmp_path: Path) -> None:
    changed(tmp_path, [word("cook", "cook@en")])
    changed(tmp_path, [quad("nurse", "nurse@en", Skos.prefLabel)])
    assert (["cook"], ["nurse"]) == (found(tmp_path, "cook"), found(tmp_path, "nurse"))

    snapshots.rollback(tmp_path)

    assert (["cook"], []) == (found(tmp_path, "cook"), found(tmp_path, "nurse"))


def test_the_vocabularys_part_is_kept_as_long_as_the_vocabulary_is_the_same(tmp_path: Path) -> None:
    changed(tmp_path, [word("cook", "cook@en")])
    first = kept(tmp_path)
    changed(tmp_path, [quad("nurse", "nurse@en", Skos.prefLabel)])
    assert first == kept(tmp_path)
    links = [file.stat().st_nlink for file in current(tmp_path).iterdir() if file.suffix == ".term"]
    # The vocabulary's part is in the folder that is kept and in both snapshots.
    assert [1, 3] == sorted(links)

    changed(tmp_path, [word("chef", "chef@fr")], [word("cook", "cook@en")])

    assert first != kept(tmp_path)
    assert 1 == len(kept(tmp_path))
    assert ([], ["chef"], ["nurse"]) == tuple(found(tmp_path, text) for text in ("cook", "chef", "nurse"))


def test_a_label_that_goes_and_comes_back_is_found_again(tmp_path: Path) -> None:
    label = word("cook", "cook@en")
    changed(tmp_path, [label])
    changed(tmp_path, [word("chef", "chef@fr")], [label])
    assert [] == found(tmp_path, "cook")

    changed(tmp_path, [label])

    assert ["cook"] == found(tmp_path, "cook")


def test_a_process_that_reads_makes_the_part_of_a_new_stores_vocabulary(tmp_path: Path) -> None:
    (tmp_path / "cook.md").write_text("# Cook\n\n## Skills\n\n- Empathy: for guests\n")
    root = tmp_path / "store"
    with Readers(1) as readers, open_writer(root) as writer:
        Loader(root, writer, readers).load(sources([str(tmp_path / "cook.md")]))
        announced = (root / "worded").read_text()
        publish(root, writer, None)

    assert [announced] == kept(root)
    assert 1 < len([file for file in current(root).iterdir() if file.suffix == ".term"])
    names = [hit.iri.rpartition("/")[2] for hit in SearchIndex(current(root)).search("empathy").hits]
    assert "empathy" in names


def test_a_process_that_fails_to_make_it_costs_nothing_else(tmp_path: Path) -> None:
    root = tmp_path / "store"
    (tmp_path / "cook.md").write_text("# Cook\n\n## Skills\n\n- Empathy: for guests\n")
    with Readers(1) as readers, open_writer(root) as writer:
        # A file where the folder would be.
        (root / KEPT).write_text("")
        Loader(root, writer, readers).load(sources([str(tmp_path / "cook.md")]))
        readers.__exit__(None, None, None)
        (root / KEPT).unlink()
        announced = (root / "worded").read_text()
        publish(root, writer, None)

    assert 1 == len(kept(root))
    assert announced not in kept(root)


def test_what_a_kill_left_of_the_kept_part_is_made_anew(tmp_path: Path) -> None:
    changed(tmp_path, [word("cook", "cook@en")])
    (name,) = kept(tmp_path)
    (tmp_path / KEPT / name / ABOUT).unlink()
    (tmp_path / KEPT / f"{name}.new").mkdir()

    changed(tmp_path, [quad("nurse", "nurse@en", Skos.prefLabel)])

    assert 1 == len(kept(tmp_path))
    assert name not in kept(tmp_path)
    assert (["cook"], ["nurse"]) == (found(tmp_path, "cook"), found(tmp_path, "nurse"))


def test_reading_an_index_writes_nothing_and_outlives_its_folder(tmp_path: Path) -> None:
    changed(tmp_path, [word("cook", "cook@en"), quad("nurse", "nurse@en", Rdfs.label)])
    folder = current(tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in (folder, *folder.iterdir())}
    index = SearchIndex(folder)
    assert before == {path.name: path.stat().st_mtime_ns for path in (folder, *folder.iterdir())}

    for number in range(5):
        changed(tmp_path, [word(f"n{number}", f"number {number}@en")])
    assert not folder.exists()

    assert [f"{EX}nurse"] == [hit.iri for hit in index.search("nurse").hits]


def test_no_index_holds_a_forgotten_label(tmp_path: Path) -> None:
    root = tmp_path / "store"
    for name in ("qzxvyplk", "cook"):
        (tmp_path / f"{name}.md").write_text(f"# Nurse\n\n## Skills\n\n- Empathy: feel\n- {name} charting: so\n")
        with open_writer(root) as writer:
            Loader(root, writer, shipped=False).load(sources([str(tmp_path / f"{name}.md")]))
            publish(root, writer, None)
    assert SearchIndex(current(root)).search("qzxvyplk").total
    with open_writer(root) as writer:
        forget(root, writer, ["qzxvyplk.md"], None, patience=1)

    for snapshot in snapshots.all_snapshots(root):
        index = SearchIndex(snapshot.path / FOLDER)
        assert 0 == index.search("qzxvyplk").total
    assert SearchIndex(current(root)).search("cook charting").total
    files = (Path(folder) / name for folder, _, names in os.walk(root) for name in names)
    assert [] == [file for file in files if b"qzxvyplk" in file.read_bytes() or b"klpyvxzq" in file.read_bytes()]


def test_nothing_is_locked_in_a_snapshot(tmp_path: Path) -> None:
    changed(tmp_path, [word("cook", "cook@en")])
    changed(tmp_path, [quad("nurse", "nurse@en", Skos.prefLabel)])
    locks = list(current(tmp_path).glob(LOCKS))

    assert all(path.stat().st_nlink == 1 for path in locks)
