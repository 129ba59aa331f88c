"""Files of RDF in a real store and out of it, among documents."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from loaders.forget import forget
from loaders.load import Loader
from loaders.publishing import publish
from loaders.rdf import register
from loaders.rdf.names import graph_of
from loaders.report import Report
from loaders.snapshots import all_snapshots
from loaders.sources import folder_names, sources
from loaders.store import open_writer
from ontology.terms import DEFAULT_GRAPHS, Graph, Prov, Rdf, Void

EX = "http://example.org/"
NURSE = "# Nurse\n\n## Skills\n\n- Empathy: feel with them\n"
ONE = f"<{EX}a> <{EX}b> <{EX}c> .\n"
QUADS = f'{ONE}<{EX}a> <{EX}b> "2" <{EX}g1> .\n<{EX}a> <{EX}b> _:x <{EX}g2> .\n'


def load(
    root: Path, *paths: Path | str, graph: str | None = None, name: str | None = None, prune: bool = False
) -> Report:
    names = [str(path) for path in paths]
    with open_writer(root) as writer:
        loader = Loader(root, writer, shipped=False, graph=NamedNode(graph) if graph else None)
        loader.load(sources(names, name, rdf=True), folder_names(names, name) if prune else ())
        return loader.report


def remove(root: Path, *names: str) -> Report:
    with open_writer(root) as writer:
        loader = Loader(root, writer, shipped=False)
        loader.remove(names)
        return loader.report


def quads(root: Path) -> list[str]:
    with open_writer(root) as writer:
        return sorted(map(str, writer.store))


def graphs(root: Path) -> set[str]:
    """The graphs of a store that are not Rolegraph's."""
    ours = {*DEFAULT_GRAPHS, Graph.REPORT}
    with open_writer(root) as writer:
        return {one.value for one in writer.store.named_graphs() if one not in ours and isinstance(one, NamedNode)}


def outcomes(report: Report) -> list[tuple[str, str]]:
    return [(entry.source, entry.outcome) for entry in report.entries]


def problems(report: Report) -> list[str]:
    return [entry.problem for entry in report.entries if entry.problem is not None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "docs"
    found.mkdir()
    (found / "a.ttl").write_text(ONE)
    (found / "b.nq").write_text(QUADS)
    (found / "nurse.md").write_text(NURSE)
    return found


def test_triples_go_into_a_graph_named_after_the_file_and_quads_into_their_own(root: Path, folder: Path) -> None:
    report = load(root, folder)

    assert [("docs/nurse.md", "added"), ("docs/a.ttl", "added"), ("docs/b.nq", "added")] == outcomes(report)
    own = {graph_of(name).value for name in ("docs/a.ttl", "docs/b.nq")}
    assert own | {EX + "g1", EX + "g2"} == graphs(root)
    file = report.entries[2].rdf
    assert file is not None
    assert {EX + "g1": 1, EX + "g2": 1, graph_of("docs/b.nq").value: 1} == file.graphs


def test_a_named_graph_takes_what_has_none(root: Path, folder: Path) -> None:
    load(root, folder / "b.nq", graph=EX + "mine")

    assert {EX + "mine", EX + "g1", EX + "g2"} == graphs(root)


def test_the_same_bytes_write_nothing(root: Path, folder: Path) -> None:
    load(root, folder)
    before = quads(root)
    (folder / "a.ttl").touch()

    assert {"unchanged"} == {outcome for _, outcome in outcomes(load(root, folder))}
    assert before == quads(root)


def test_other_bytes_replace_what_the_file_gave_and_nothing_else(root: Path, folder: Path) -> None:
    load(root, folder)
    other = [one for one in quads(root) if "b.nq" not in one and f"{EX}g" not in one]
    (folder / "b.nq").write_text(f"<{EX}a> <{EX}b> <{EX}new> <{EX}g2> .\n")

    assert ("docs/b.nq", "replaced") in outcomes(load(root, folder))
    assert {graph_of("docs/a.ttl").value, EX + "g2"} == graphs(root)
    after = quads(root)
    assert [f"<{EX}a> <{EX}b> <{EX}new> <{EX}g2>"] == [one for one in after if one.endswith(f"<{EX}g2>")]
    assert set(other) <= set(after)
    assert not [one for one in after if f"{EX}g1" in one]


def test_another_graph_for_the_same_bytes_moves_them(root: Path, folder: Path) -> None:
    load(root, folder / "a.ttl")
    report = load(root, folder / "a.ttl", graph=EX + "mine")

    assert [("a.ttl", "replaced")] == outcomes(report)
    assert {EX + "mine"} == graphs(root)
    assert [("a.ttl", "unchanged")] == outcomes(load(root, folder / "a.ttl", graph=EX + "mine"))


def test_a_graph_that_somebody_deleted_comes_again(root: Path, folder: Path) -> None:
    load(root, folder / "a.ttl")
    with open_writer(root) as writer:
        writer.replace(graph_of("a.ttl"), None)

    assert [("a.ttl", "replaced")] == outcomes(load(root, folder / "a.ttl"))
    assert {graph_of("a.ttl").value} == graphs(root)


def test_a_graph_comes_from_one_file(root: Path, folder: Path) -> None:
    (folder / "c.nq").write_text(f"<{EX}a> <{EX}b> <{EX}c> <{EX}g1> .\n")
    report = load(root, folder / "b.nq", folder / "c.nq")

    assert [("b.nq", "added"), ("c.nq", "refused")] == outcomes(report)
    (problem,) = problems(report)
    assert problem.startswith(f"c.nq: the graph {EX}g1 is what b.nq gave")
    assert f'<{EX}a> <{EX}b> "2" <{EX}g1>' in quads(root)


def test_what_a_graph_held_otherwise_is_replaced(root: Path, folder: Path) -> None:
    graph = NamedNode(EX + "mine")
    with open_writer(root) as writer:
        writer.apply([], [Quad(graph, graph, graph, graph)])
    load(root, folder / "a.ttl", graph=graph.value)

    assert [one for one in quads(root) if one.endswith(f"{graph}") and "void" not in one] == [
        f"<{EX}a> <{EX}b> <{EX}c> {graph}"
    ]


@pytest.mark.parametrize("wrong", [Graph.STATEMENTS, Graph.REPORT])
def test_a_file_of_our_graphs_is_refused_whole(wrong: NamedNode, root: Path, folder: Path) -> None:
    (folder / "dump.nq").write_text(f"{QUADS}<{EX}a> <{EX}b> <{EX}c> {wrong} .\n")
    load(root, folder / "a.ttl")
    before = quads(root)
    report = load(root, folder / "dump.nq")

    assert [("dump.nq", "refused")] == outcomes(report)
    assert before == quads(root)


def test_a_bad_file_leaves_what_it_gave_before(root: Path, folder: Path) -> None:
    load(root, folder / "b.nq")
    before = quads(root)
    (folder / "b.nq").write_text(QUADS + "<cut")
    report = load(root, folder)

    assert ("docs/b.nq", "refused") in outcomes(report)
    assert ("docs/nurse.md", "added") in outcomes(report)
    assert set(before) <= set(quads(root))


@pytest.mark.parametrize(
    ("content", "message"),
    [("", "the file is empty"), (None, "no regular file"), ("a", "a.ttl:1: ")],
)
def test_files_that_are_none(content: str | None, message: str, root: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    if content is None:
        os.mkfifo(path)
    else:
        path.write_text(content)

    (problem,) = problems(load(root, path))
    assert message in problem


def test_removing_takes_its_graphs_and_its_report(root: Path, folder: Path) -> None:
    load(root, folder / "nurse.md")
    before = quads(root)
    load(root, folder / "a.ttl", folder / "b.nq")
    report = remove(root, "b.nq", "a.ttl", "none.ttl")

    assert [("none.ttl", "refused"), ("b.nq", "removed"), ("a.ttl", "removed")] == outcomes(report)
    assert before == quads(root)
    assert set() == graphs(root)


def test_prune_removes_files_that_are_gone(root: Path, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.ttl").write_text(ONE)
    load(root, folder, tmp_path / "other.ttl")
    (folder / "b.nq").unlink()
    report = load(root, folder, prune=True)

    assert ("docs/b.nq", "removed") in outcomes(report)
    assert {graph_of("docs/a.ttl").value, graph_of("other.ttl").value} == graphs(root)


def test_a_name_is_of_a_document_or_of_a_file(root: Path, folder: Path) -> None:
    load(root, folder / "nurse.md", name="one")
    load(root, folder / "a.ttl", name="two")

    assert [("one", "refused")] == outcomes(load(root, folder / "a.ttl", name="one"))
    assert [("two", "refused")] == outcomes(load(root, folder / "nurse.md", name="two"))


def test_the_report_tells_time_tool_and_triples(root: Path, folder: Path) -> None:
    load(root, folder / "b.nq")
    with open_writer(root) as writer:
        store = writer.store
        (file,) = register.files(store).values()
        assert ("b.nq", {EX + "g1": 1, EX + "g2": 1, graph_of("b.nq").value: 1}) == (file.source, file.graphs)
        (load_,) = (quad.subject for quad in store.quads_for_pattern(None, Rdf.type, Prov.Activity, Graph.REPORT))
        found = {quad.predicate for quad in store.quads_for_pattern(load_, None, None, Graph.REPORT)}
        assert {Prov.startedAtTime, Prov.endedAtTime, Prov.wasAssociatedWith, Prov.used, Prov.generated} <= found
        (one,) = store.quads_for_pattern(NamedNode(EX + "g1"), Void.triples, None, Graph.REPORT)
        assert isinstance(one.object, Literal)
        assert "1" == one.object.value


def test_the_store_stays_without_blank_nodes(root: Path, folder: Path) -> None:
    load(root, folder)

    assert not [one for one in quads(root) if "_:" in one]


def contents(root: Path) -> list[bytes]:
    return [path.read_bytes() for path in root.rglob("*") if path.is_file()]


def test_forgetting_leaves_it_in_no_file(root: Path, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.nq").write_text(f'<{EX}a> <{EX}b> "zyxosecret" <{EX}hidden> .\n')
    load(root, folder / "a.ttl", tmp_path / "secret.nq")
    with open_writer(root) as writer:
        publish(root, writer, None)
    load(root, folder / "nurse.md")
    with open_writer(root) as writer:
        publish(root, writer, None)
        forget(root, writer, ["secret.nq"], None)

    assert {graph_of("a.ttl").value} == graphs(root)
    assert not [one for one in contents(root) if b"zyxosecret" in one or b"secret.nq" in one]
    for snapshot in all_snapshots(root):
        assert NamedNode(EX + "hidden") not in set(snapshot.open().named_graphs())


@pytest.mark.parametrize("ending", [b".ttl", b".md"])
def test_a_name_that_is_not_utf_8_is_refused(ending: bytes, root: Path, tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/\xff" + ending)
    Path(path).write_text(ONE)
    (problem,) = problems(load(root, path))

    assert problem.startswith("\\udcff")
    assert "not UTF-8" in problem


def names_of(paths: Sequence[str], *, rdf: bool) -> list[str]:
    return [str(getattr(one, "name", "")) for one in sources(paths, rdf=rdf)]


def test_folders_are_searched_for_rdf_by_load_alone(folder: Path) -> None:
    (folder / "c.jsonld.gz").write_bytes(b"")
    (folder / "d.xml").write_text("<page/>")

    assert ["docs/nurse.md"] == names_of([str(folder)], rdf=False)
    assert ["docs/a.ttl", "docs/b.nq", "docs/c.jsonld.gz", "docs/nurse.md"] == names_of([str(folder)], rdf=True)
