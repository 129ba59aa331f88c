"""Snapshots: what readers see, and for how long."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders import holding, snapshots
from loaders.store import open_writer
from ontology.errors import StoreError

P = NamedNode("http://example.org/p")
G = NamedNode("http://example.org/g")


def quad(n: int) -> Quad:
    return Quad(NamedNode(f"http://example.org/{n}"), P, Literal(f"value {n}"), G)


def publish(root: Path, *numbers: int) -> None:
    """Publish one snapshot for each number, which holds that number's quad and those before."""
    with open_writer(root) as writer:
        for number in numbers:
            writer.apply([], [quad(number)])
            writer.publish()


def kept(root: Path) -> list[int]:
    return [snapshot.number for snapshot in snapshots.all_snapshots(root)]


def shown(root: Path) -> int | None:
    snapshot = snapshots.current(root)
    return snapshot.number if snapshot else None


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_what_is_published_can_be_read(root: Path) -> None:
    publish(root, 1)

    assert [quad(1)] == list(holding.open_current(root))
    assert os.readlink(root / "current") == "snapshots/1"


def test_nothing_published_says_what_to_do(root: Path) -> None:
    assert snapshots.current(root) is None
    assert snapshots.all_snapshots(root) == []
    with pytest.raises(StoreError, match=r"nothing is published at .*; run `rolegraph load`"):
        holding.open_current(root)


def test_numbers_go_up_and_the_last_three_stay(root: Path) -> None:
    publish(root, *range(1, 6))

    assert kept(root) == [3, 4, 5]
    assert shown(root) == 5


def test_the_current_snapshot_stays_however_old(root: Path) -> None:
    publish(root, 1, 2, 3)
    snapshots.rollback(root, 1)
    with open_writer(root) as writer:
        for _ in range(3):
            snapshots.make(root, writer.store.backup)
        snapshots.prune(root)

    assert kept(root) == [1, 4, 5, 6]


def test_a_reader_keeps_its_state_while_the_name_moves(root: Path) -> None:
    publish(root, 1)
    with holding.hold_current(root) as held:
        reader = held.open()
        publish(root, 2, 3, 4, 5)

        assert [quad(1)] == list(reader)
        assert len(holding.open_current(root)) == 5
        assert kept(root) == [1, 3, 4, 5]

    publish(root, 6)
    assert 1 not in kept(root)


def test_a_large_snapshot_held_opens_its_files_late(root: Path) -> None:
    """With few descriptors allowed the engine opens tables at need: they must still be there."""
    with open_writer(root) as writer:
        for n in range(12):
            writer.apply([], [quad(n)])
            writer.store.flush()
        writer.publish()
    program = """
import resource, sys
from pathlib import Path
from loaders import holding
resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
store = holding.open_current(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
for pattern in "?s ?p 'value 3'", "?s ?p ?o", "<http://example.org/7> ?p ?o":
    print(len(list(store.query(f"SELECT * {{ GRAPH ?g {{ {pattern} }} }}"))))
print(len(list(store.named_graphs())))
"""
    command = [sys.executable, "-c", program, str(root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "open\n"
        publish(root, 20, 21, 22, 23)
        output, _ = reader.communicate("go\n", timeout=20)

    assert output == "1\n12\n1\n1\n"


def test_reading_writes_nothing_into_a_snapshot(root: Path) -> None:
    publish(root, 1)
    folder = root / "snapshots" / "1"
    before = {path.name: path.stat().st_mtime_ns for path in (folder, *folder.iterdir())}

    list(holding.open_current(root))

    assert before == {path.name: path.stat().st_mtime_ns for path in (folder, *folder.iterdir())}


def test_a_snapshot_refuses_writes(root: Path) -> None:
    publish(root, 1)

    with pytest.raises(RuntimeError, match=r"read-write"):
        holding.open_current(root).extend([quad(2)])


def test_a_store_made_anew_has_other_tags(root: Path, tmp_path: Path) -> None:
    publish(root, 1)
    first = snapshots.current(root)
    root.rename(tmp_path / "old")
    publish(root, 1)
    second = snapshots.current(root)

    assert first is not None
    assert second is not None
    assert first.number == second.number
    assert snapshots.Snapshot(1, tmp_path / "old/snapshots/1").tag != second.tag


def test_the_name_always_leads_somewhere_while_it_moves(root: Path) -> None:
    publish(root, 1)
    misses: list[BaseException] = []
    sizes: list[int] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                with holding.hold_current(root) as held:
                    sizes.append(len(held.open()))
            except (StoreError, OSError) as error:
                misses.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    publish(root, *range(2, 12))
    done.set()
    reader.join()

    assert misses == []
    assert sorted(sizes) == sizes
    assert len(set(sizes)) > 1


def test_rollback_shows_the_one_before(root: Path) -> None:
    publish(root, 1, 2, 3)

    assert snapshots.rollback(root).number == 2
    assert snapshots.rollback(root).number == 1
    assert [quad(1)] == list(holding.open_current(root))
    with pytest.raises(StoreError, match=r"no snapshot older than the current one .*; kept are: 1, 2, 3"):
        snapshots.rollback(root)


def test_rollback_to_a_number_goes_either_way(root: Path) -> None:
    publish(root, 1, 2, 3)
    snapshots.rollback(root, 1)
    snapshots.rollback(root, 3)

    assert shown(root) == 3


def test_rollback_to_what_is_not_kept_is_refused(root: Path) -> None:
    publish(root, 1, 2)

    with pytest.raises(StoreError, match=r"no snapshot 9 at .*; kept are: 1, 2"):
        snapshots.rollback(root, 9)
    assert shown(root) == 2


def test_rollback_without_a_store_is_refused(root: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no store at"):
        snapshots.rollback(root)


def test_rollback_waits_for_the_writer(root: Path) -> None:
    publish(root, 1, 2)

    with open_writer(root), pytest.raises(StoreError, match=rf"pid {os.getpid()}"):
        snapshots.rollback(root, wait=0)


def test_rollback_to_a_damaged_snapshot_is_refused(root: Path) -> None:
    publish(root, 1, 2)
    (root / "snapshots" / "1" / "CURRENT").write_bytes(b"rubbish")

    with pytest.raises(StoreError, match=r"can't open the snapshot .*Corruption"):
        snapshots.rollback(root, 1)
    assert shown(root) == 2


def test_leftovers_of_a_killed_publish_are_removed_and_not_listed(root: Path) -> None:
    publish(root, 1)
    for name in ("2.new", "0.old"):
        (root / "snapshots" / name).mkdir()
    (root / "current.new").symlink_to("snapshots/2")
    (root / "published.77.new").touch()
    assert kept(root) == [1]

    publish(root, 2)

    assert {"1", "2"} == {path.name for path in (root / "snapshots").iterdir()}
    assert list(root.glob("*.new")) == []


@pytest.mark.parametrize("target", ["snapshots/9", "/etc", "nowhere"])
def test_a_name_that_leads_astray_is_as_none_and_the_next_publish_mends_it(root: Path, target: str) -> None:
    publish(root, 1)
    (root / "current").unlink()
    (root / "current").symlink_to(target)
    assert snapshots.current(root) is None

    publish(root, 1)

    assert shown(root) == 1


def test_a_file_in_place_of_the_name_is_a_clear_error(root: Path) -> None:
    publish(root, 1)
    (root / "current").unlink()
    (root / "current").write_text("snapshots/1")

    with pytest.raises(StoreError, match=r"can't follow the name .*current"):
        snapshots.current(root)


def test_a_snapshot_that_fails_leaves_nothing(root: Path) -> None:
    publish(root, 1)

    def fail_half_way(target: Path) -> None:
        target.mkdir()
        (target / "part").touch()
        raise OSError("IO error: No space left on device")

    with pytest.raises(StoreError, match=r"No space left on device; free some space"):
        snapshots.make(root, fail_half_way)
    assert [path.name for path in (root / "snapshots").iterdir()] == ["1"]


def test_a_snapshot_opens_as_the_engine_opens_any_store(root: Path) -> None:
    publish(root, 1)

    assert [quad(1)] == list(Store.read_only(str(root / "current")))
