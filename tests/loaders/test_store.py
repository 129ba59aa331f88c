"""The writer: transactions, publishing, one process at a time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from loaders import folders, holding, snapshots
from loaders.store import Writer, open_writer
from ontology.errors import StoreError

S = NamedNode("http://example.org/s")
P = NamedNode("http://example.org/p")
G = NamedNode("http://example.org/g")

foo, bar, baz = (Quad(S, P, Literal(name), G) for name in ("foo", "bar", "baz"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "store"


def content(root: Path) -> set[Quad]:
    with open_writer(root) as writer:
        return set(writer.store)


def test_a_change_stays_when_the_store_is_opened_again(root: Path) -> None:
    with open_writer(root) as writer:
        assert writer.apply([], [foo, bar]) is True

    assert {foo, bar} == content(root)


def test_deleting_and_inserting_is_one_change(root: Path) -> None:
    with open_writer(root) as writer:
        writer.apply([], [foo, bar])
        assert writer.apply([foo], [baz]) is True

    assert {bar, baz} == content(root)


def test_what_is_so_already_changes_nothing(root: Path) -> None:
    with open_writer(root) as writer:
        writer.apply([], [foo])

        assert writer.apply([bar], [foo]) is False
        assert writer.apply([], []) is False
        assert writer.apply([foo], [foo]) is False


def test_a_change_with_one_bad_quad_is_refused_whole(root: Path) -> None:
    with open_writer(root) as writer:
        writer.apply([], [foo])
        with pytest.raises(StoreError, match=r"blank nodes"):
            writer.apply([foo], [bar, Quad(S, P, BlankNode(), G)])

        assert {foo} == set(writer.store)


def test_an_error_in_the_block_keeps_what_was_applied(root: Path) -> None:
    def work() -> None:
        with open_writer(root) as writer:
            writer.apply([], [foo])
            raise KeyError("a mistake")

    with pytest.raises(KeyError):
        work()
    assert {foo} == content(root)


def test_the_store_is_closed_after_the_block(root: Path) -> None:
    with open_writer(root) as writer:
        pass

    with pytest.raises(StoreError, match=r"is closed"):
        writer.apply([], [foo])


def publish(writer: Writer) -> int:
    return writer.publish().number


def test_publish_makes_a_snapshot_only_after_a_change(root: Path) -> None:
    with open_writer(root) as writer:
        assert [publish(writer), publish(writer)] == [1, 1]
        writer.apply([], [foo])
        assert [publish(writer), publish(writer)] == [2, 2]
        writer.apply([], [foo])
        assert publish(writer) == 2
    with open_writer(root) as writer:
        assert publish(writer) == 2


def test_a_change_of_an_earlier_run_is_published_by_the_next(root: Path) -> None:
    with open_writer(root) as writer:
        publish(writer)
        writer.apply([], [foo])
    with open_writer(root) as writer:
        assert publish(writer) == 2

    assert [foo] == list(holding.open_current(root))


@pytest.mark.parametrize("marker", [None, "", "rubbish", "7"])
def test_a_marker_that_says_nothing_costs_a_publish_and_no_more(root: Path, marker: str | None) -> None:
    with open_writer(root) as writer:
        writer.apply([], [foo])
        publish(writer)
    (root / "published").unlink()
    if marker is not None:
        (root / "published").write_text(marker)

    with open_writer(root) as writer:
        assert [publish(writer), publish(writer)] == [2, 2]


def test_a_rollback_stands_until_something_changes(root: Path) -> None:
    with open_writer(root) as writer:
        publish(writer)
        writer.apply([], [foo])
        publish(writer)
    snapshots.rollback(root)

    with open_writer(root) as writer:
        assert publish(writer) == 1
        writer.apply([], [bar])
        assert publish(writer) == 3

    assert {foo, bar} == set(holding.open_current(root))


def test_publishing_forward_ends_a_rollback(root: Path) -> None:
    with open_writer(root) as writer:
        publish(writer)
        writer.apply([], [foo])
        publish(writer)
    snapshots.rollback(root)

    with open_writer(root) as writer:
        assert writer.publish(forward=True).number == 2
    assert [snapshot.number for snapshot in snapshots.all_snapshots(root)] == [1, 2]


def test_a_snapshot_does_not_follow_the_store(root: Path) -> None:
    with open_writer(root) as writer:
        writer.apply([], [foo])
        snapshot = writer.publish()
        writer.apply([foo], [bar])
        writer.store.flush()
        writer.store.optimize()

        assert [foo] == list(snapshot.open())


def test_the_engines_notes_do_not_pile_up(root: Path) -> None:
    for _ in range(4):
        with open_writer(root):
            pass

    assert len(list((root / "store").glob("LOG*"))) <= 2


def test_a_file_in_place_of_the_engines_folder_is_a_clear_error(root: Path) -> None:
    with open_writer(root):
        pass
    (root / "store").rename(root / "elsewhere")
    (root / "store").write_text("")

    with pytest.raises(StoreError, match=r"can't open the store .*Not a directory"), open_writer(root):
        pass


def test_a_damaged_store_is_a_clear_error(root: Path) -> None:
    with open_writer(root) as writer:
        writer.apply([], [foo])
    (root / "store" / "CURRENT").write_bytes(b"rubbish")

    with pytest.raises(StoreError, match=r"can't open the store .*Corruption"), open_writer(root):
        pass


def test_a_store_open_elsewhere_is_a_clear_error(root: Path) -> None:
    with open_writer(root):
        pass
    program = """
import sys, pyoxigraph
store = pyoxigraph.Store(sys.argv[1])
print("open", flush=True)
sys.stdin.read()
"""
    command = [sys.executable, "-c", program, str(root / "store")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match=r"another program has it open"), open_writer(root):
            pass
        other.communicate("", timeout=10)


def test_two_processes_write_one_after_the_other(root: Path) -> None:
    program = """
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from pyoxigraph import Literal, NamedNode, Quad
from loaders.store import open_writer
for n in range(5):
    with open_writer(Path(sys.argv[1]), wait=30, on_wait=print) as writer:
        node = NamedNode(f"http://example.org/{sys.argv[2]}/{n}")
        writer.apply([], [Quad(node, node, Literal("x"), node)])
        writer.publish()
"""
    commands = [[sys.executable, "-c", program, str(root), name] for name in "abc"]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for command in commands]
    outputs = [process.communicate(timeout=60)[0] for process in processes]

    assert [process.returncode for process in processes] == [0, 0, 0]
    assert "is writing" in "".join(outputs)
    assert 15 == len(content(root)) == len(holding.open_current(root))


FULL = """
import resource, sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from loaders.store import open_writer
from ontology.errors import StoreError
node = NamedNode("http://example.org/s")
big = [Quad(node, node, Literal(f"{n} " + "x" * 400), node) for n in range(4000)]
try:
    with open_writer(Path(sys.argv[1])) as writer:
        resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
        writer.apply(big[:1] if sys.argv[2] == "delete" else [], big)
        if sys.argv[2] == "publish":
            writer.publish()
except StoreError as error:
    print(error)
    sys.exit(error.exit_code)
"""


@pytest.mark.parametrize("how", ["insert", "delete", "publish"])
def test_no_room_is_a_clear_error_and_loses_nothing(root: Path, how: str) -> None:
    """A limit on the size of files stands for a full disk: the engine's log can't grow."""
    node = NamedNode("http://example.org/s")
    first = Quad(node, node, Literal("0 " + "x" * 400), node)
    with open_writer(root) as writer:
        writer.apply([], [first])
        writer.publish()

    ran = subprocess.run([sys.executable, "-c", FULL, str(root), how], capture_output=True, text=True, timeout=60)

    assert (ran.returncode, ran.stderr) == (2, "")
    assert "can't write into" in ran.stdout
    assert "free some space and run it again, nothing stored before is lost" in ran.stdout
    assert {first} == content(root) == set(holding.open_current(root))


def test_an_empty_store_is_filled(root: Path) -> None:
    nquads = "".join(f"{quad} .\n" for quad in (foo, bar, baz)).encode()
    with open_writer(root) as writer:
        writer.fill(nquads)
        assert {foo, bar, baz} == set(writer.store)
        assert 1 == writer.publish().number


def test_a_store_that_holds_something_is_not_filled(root: Path) -> None:
    with open_writer(root) as writer:
        writer.apply([], [foo])
        with pytest.raises(StoreError, match="not empty"):
            writer.fill(f"{bar} .\n".encode())


@pytest.mark.parametrize(("reasoned", "known"), [(True, None), (False, b"rules")])
def test_a_copy_that_differs_beside_what_is_reasoned_over_leaves_the_conclusions_right(
    root: Path, reasoned: bool, known: bytes | None
) -> None:
    with open_writer(root) as writer:
        writer.mark_inferred(b"rules")
        writer.branch()
        writer.update("INSERT DATA { GRAPH <a:g> { <a:s> <a:p> 1 } }", "a:")
        writer.adopt(reasoned=reasoned)
    with open_writer(root) as writer:
        assert known == writer.inferred_by


def test_a_copy_holds_all_and_changes_nothing(root: Path) -> None:
    with open_writer(root) as writer:
        writer.fill(f"{foo} .\n".encode())
        writer.apply([], [bar])
        writer.branch()
        assert {foo, bar} == set(writer.store)
        writer.update("INSERT DATA { <a:s> <a:p> 1 }", "a:")
    with open_writer(root) as writer:
        assert {foo, bar} == set(writer.store)


def test_a_store_that_can_not_be_copied_goes_on(root: Path) -> None:
    with open_writer(root) as writer:
        writer.apply([], [foo])
        (root / "stores" / "1" / "folder").mkdir()
        with pytest.raises(StoreError, match=r"copy the store to .*directory"):
            writer.branch()
        writer.apply([], [bar])
        assert {foo, bar} == set(writer.store)
    assert ["1"] == [one.name for one in (root / "stores").iterdir()]


def test_a_copy_is_whole_where_no_file_can_have_two_names(root: Path) -> None:
    with open_writer(root) as writer:
        writer.apply([], [foo])
        writer.spill()
    folder = folders.current(root)
    with TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as other:
        if Path(other).stat().st_dev == folder.stat().st_dev:
            pytest.skip("there is one file system")
        copy = Path(other) / "copy"
        folders.link(folder, copy)
        assert {1} == {file.stat().st_nlink for file in copy.iterdir()}
        assert not list(copy.glob("LOG*"))
        assert {foo} == set(Store.read_only(str(copy)))
