"""`rolegraph mappings …` and `rolegraph review`, the latter also at a real pseudo-terminal."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Literal, NamedNode, Quad

import data
from loaders import snapshots, sssom
from loaders.mappings import files, review
from loaders.publishing import publish
from loaders.store import open_writer
from ontology.terms import Graph, Rdf, Skos, taxonomy
from server.cli import group
from tests.conftest import ROOT
from tests.loaders.mappings.rows import (
    ANNA,
    BROAD,
    CLOSE,
    EMPATHY,
    EXACT,
    LISTENING,
    ONE,
    THREE,
    TWO,
    curated,
    machine,
    table,
)


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands in for the package's mappings, with one link."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    monkeypatch.setattr(data, "MAPPINGS", folder)
    table(folder / "isco.sssom.tsv", curated(EMPATHY, BROAD, "http://data.europa.eu/esco/isco/C4222"))
    return folder


@pytest.fixture
def workspace(tmp_path: Path, shipped: Path) -> Path:
    place = tmp_path / "store-workspace"
    review.propose(
        place,
        "esco",
        [
            machine(EMPATHY, CLOSE, ONE, 0.9, subject_label="empathy", object_label="empathise\x1b[2J\u202e"),
            machine(EMPATHY, CLOSE, TWO, 0.4, object_label="feel"),
            machine(LISTENING, CLOSE, THREE, 0.6, object_label="listen actively"),
        ],
    )
    return place


def run(tmp_path: Path, *words: str, keys: bytes | str = b"") -> Result:
    place = ["--store", str(tmp_path / "store")]
    environment = {"ROLEGRAPH_AUTHOR": "Anna Ö."}
    return CliRunner(env=environment).invoke(group, [*words, *place], input=keys)


def listed(tmp_path: Path, *words: str) -> dict[tuple[str, str], dict[str, Any]]:
    done = run(tmp_path, "mappings", "list", "--json", *words)
    assert (0, "") == (done.exit_code, done.stderr)
    return {(one["subject"], one["object"]): one for one in json.loads(done.stdout)}


def decisions(workspace: Path, scheme: str = "esco") -> dict[tuple[str, str], str]:
    found = files.read(workspace / f"{scheme}.sssom.tsv")
    return {one.pair: f"{'not ' if one.negated else ''}{one.name}" for one in found}


def test_the_list_tells_every_state(tmp_path: Path, workspace: Path) -> None:
    review.accept(workspace, "esco", (LISTENING, THREE), ANNA, EXACT)
    review.reject(workspace, "esco", (EMPATHY, TWO), ANNA)

    assert ["candidate", "rejected", "accepted", "accepted"] == [
        listed(tmp_path)[pair]["state"]
        for pair in (
            (EMPATHY, ONE),
            (EMPATHY, TWO),
            (LISTENING, THREE),
            (EMPATHY, "http://data.europa.eu/esco/isco/C4222"),
        )
    ]
    assert {(LISTENING, THREE)} == set(listed(tmp_path, "--state", "accepted", "--scheme", "esco"))
    shown = run(tmp_path, "mappings", "list", "--state", "candidate").stdout
    assert (True, True, False) == ("skill/empathy" in shown, "empathise" in shown, "\x1b" in shown)
    assert (2, 1) == (
        (done := run(tmp_path, "mappings", "list", "--scheme", "../x")).exit_code,
        done.stderr.count("\n"),
    )


def test_a_table_is_exported_and_brought_in_elsewhere(tmp_path: Path, workspace: Path) -> None:
    review.accept(workspace, "esco", (EMPATHY, ONE), ANNA)
    out = tmp_path / "out.sssom.tsv"
    assert 0 == run(tmp_path, "mappings", "export", "-o", str(out)).exit_code
    assert out.read_text(encoding="utf-8") == run(tmp_path, "mappings", "export", "--format", "sssom").stdout
    other = tmp_path / "other"
    done = run(tmp_path, "mappings", "import", str(out), "--workspace", str(other))

    assert (0, "esco: 1 decided\n1 rows were known\n", "") == (done.exit_code, done.stdout, done.stderr)
    assert decisions(workspace) == decisions(other)
    again = run(tmp_path, "mappings", "import", str(out), "--workspace", str(other))
    assert (0, "2 rows were known\n") == (again.exit_code, again.stdout)
    turtle = run(tmp_path, "mappings", "export", "--format", "skos", "--scheme", "esco").stdout
    assert f"<{EMPATHY}> skos:closeMatch <{ONE}>" in turtle.replace("escoc:skill\\/one", f"<{ONE}>").replace(
        "rgid:skill\\/empathy", f"<{EMPATHY}>"
    )
    assert 2 == len(json.loads(run(tmp_path, "mappings", "export", "--format", "jskos").stdout))


def test_a_bad_table_is_refused_in_one_line_and_nothing_is_written(tmp_path: Path, workspace: Path) -> None:
    bad = tmp_path / "bad.tsv"
    bad.write_bytes(f"{chr(9).join(sssom.REQUIRED)}\nrgid:skill/a\towl:sameAs\tescoc:b\tsemapv:X\n".encode())
    before = {path.name: path.read_bytes() for path in workspace.iterdir()}
    done = run(tmp_path, "mappings", "import", str(bad))

    assert (2, "", 1) == (done.exit_code, done.stdout, done.stderr.count("\n"))
    assert done.stderr.startswith("rolegraph: bad.tsv:2: the predicate owl:sameAs is unknown")
    bad.write_bytes(b"caf\xe9")
    assert "not UTF-8" in run(tmp_path, "mappings", "import", str(bad)).stderr
    assert before == {path.name: path.read_bytes() for path in workspace.iterdir()}
    odd = table(tmp_path / "odd.tsv", curated(EMPATHY, EXACT, LISTENING), curated(EMPATHY, EXACT, THREE))
    done = run(tmp_path, "mappings", "import", str(odd), "--scheme", "esco")
    assert (1, "esco: 1 decided\n") == (done.exit_code, done.stdout)
    assert "both are concepts of Rolegraph" in done.stderr


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("", {}),
        ("q", {}),
        ("sq", {}),
        ("a", {(EMPATHY, ONE): "closeMatch"}),
        ("e", {(EMPATHY, ONE): "exactMatch"}),
        ("ec", {(EMPATHY, ONE): "exactMatch", (LISTENING, THREE): "closeMatch"}),
        ("bn", {(EMPATHY, ONE): "broadMatch", (LISTENING, THREE): "narrowMatch"}),
        ("l\n", {(EMPATHY, ONE): "relatedMatch"}),
        ("2c", {(EMPATHY, TWO): "closeMatch"}),
        ("9c", {(EMPATHY, ONE): "closeMatch"}),
        ("xc", {(EMPATHY, ONE): "not closeMatch", (EMPATHY, TWO): "closeMatch"}),
        ("xxa", {(EMPATHY, ONE): "not closeMatch", (EMPATHY, TWO): "not closeMatch", (LISTENING, THREE): "closeMatch"}),
        ("Xa", {(EMPATHY, ONE): "not closeMatch", (EMPATHY, TWO): "not closeMatch", (LISTENING, THREE): "closeMatch"}),
        ("cu", {}),
        ("Xu", {}),
        ("xcuu", {}),
        ("cue", {(EMPATHY, ONE): "exactMatch"}),
        ("uusuc", {(LISTENING, THREE): "closeMatch"}),
        ("xuc", {(EMPATHY, ONE): "closeMatch"}),
        (b"\xff\xe4z?c", {(EMPATHY, ONE): "closeMatch"}),
    ],
)
def test_keys_decide(tmp_path: Path, workspace: Path, keys: bytes | str, expected: dict[tuple[str, str], str]) -> None:
    done = run(tmp_path, "review", "--scheme", "esco", keys=keys)

    assert (0, "") == (done.exit_code, done.stderr)
    assert expected == decisions(workspace)
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert all(one.authors or one.reviewers == ("Anna Ö.",) for one in files.read(workspace / "esco.sssom.tsv"))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("tas the guild says\na", {ONE: "as the guild says"}),
        ("tthey differ:\x1b[2J\tby a lamp\nxa", {ONE: "they differ: [2J by a lamp", TWO: ""}),
        ("tnot yet\nsc", {THREE: ""}),
        ("tnot yet\nt\nc", {ONE: ""}),
        ("t", {}),
    ],
)
def test_a_note_goes_with_the_next_decision(
    tmp_path: Path, workspace: Path, keys: str, expected: dict[str, str]
) -> None:
    done = run(tmp_path, "review", "--scheme", "esco", keys=keys)

    assert (0, "") == (done.exit_code, done.stderr)
    assert "\x1b" not in done.stdout
    found = {one.object: one.comment for one in files.read(workspace / "esco.sssom.tsv")}
    assert expected == {iri: "" if comment.startswith("words") else comment for iri, comment in found.items()}


def test_where_nothing_waits_it_says_so(tmp_path: Path, shipped: Path) -> None:
    done = run(tmp_path, "review")

    assert (0, "") == (done.exit_code, done.stderr)
    assert "Nothing waits" in done.stdout


def test_both_sides_are_shown_and_the_store_is_published_in_the_end(tmp_path: Path, workspace: Path) -> None:
    root = tmp_path / "store"
    ours, theirs, above = NamedNode(EMPATHY), NamedNode(ONE), NamedNode(THREE)
    graph = taxonomy("esco")
    with open_writer(root) as writer:
        quads = [
            Quad(ours, Rdf.type, Skos.Concept, Graph.VOCABULARY),
            Quad(ours, Skos.prefLabel, Literal("empatia", language="fi"), Graph.VOCABULARY),
            Quad(ours, Skos.prefLabel, Literal("Empathie", language="de"), Graph.VOCABULARY),
            Quad(theirs, Skos.prefLabel, Literal("osoittaa empatiaa", language="fi"), graph),
            Quad(theirs, Skos.definition, Literal("to feel\nwith others", language="en"), graph),
            Quad(theirs, Skos.broader, above, graph),
            Quad(above, Skos.prefLabel, Literal("social skills", language="en"), graph),
        ]
        writer.apply([], quads)
        publish(root, writer, workspace)
    done = run(tmp_path, "review", "--lang", "fi", keys="c")

    for shown in ("empatia (fi)", "osoittaa empatiaa (fi)", "to feel with others", "under social skills", "0.900"):
        assert shown in done.stdout
    assert "Empathie" not in done.stdout
    assert "1 accepted, 0 rejected." in done.stdout
    snapshot = snapshots.current(root)
    assert snapshot is not None
    links = snapshot.open().quads_for_pattern(ours, None, None, Graph.MAPPINGS)
    assert {ONE, "http://data.europa.eu/esco/isco/C4222"} == {quad.object.value for quad in links}  # type: ignore[union-attr]


@pytest.fixture
def birds(workspace: Path) -> Path:
    """The same proposals for a vocabulary of which nothing is shipped: another process has the package's own folder."""
    (workspace / "esco.candidates.sssom.tsv").rename(workspace / "birds.candidates.sssom.tsv")
    return workspace


@contextmanager
def at_a_terminal(workspace: Path) -> Iterator[Terminal]:
    """`rolegraph review` in a process of its own at a pseudo-terminal."""
    ours, theirs = pty.openpty()
    words = ["review", "--scheme", "birds", "--workspace", str(workspace), "--store", str(workspace.parent / "none")]
    code = "import sys; from server.cli import main; sys.argv[0] = 'rolegraph'; main()"
    environment = {**os.environ, "ROLEGRAPH_AUTHOR": "Anna Ö.", "TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=ROOT,
        env=environment,
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield Terminal(ours, process)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


class Terminal:
    """What a person at a terminal sees and does."""

    def __init__(self, descriptor: int, process: subprocess.Popen[bytes]) -> None:
        self._descriptor = descriptor
        self.process = process
        self.seen = ""

    def wait(self, text: str) -> None:
        """Wait until a text is seen, and forget what was seen until then."""
        end = time.monotonic() + 120
        while text not in self.seen:
            ready, _, _ = select.select([self._descriptor], [], [], max(0, end - time.monotonic()))
            assert ready, self.seen
            self.seen += os.read(self._descriptor, 65536).decode(errors="replace")
        self.seen = self.seen.partition(text)[2]

    def press(self, keys: str) -> None:
        """Press keys once a prompt stands there; the terminal forgets what is typed before it listens."""
        self.wait("[q]uit ")
        time.sleep(0.3)
        self.type(keys)

    def type(self, text: str) -> None:
        """Type a text at once."""
        os.write(self._descriptor, text.encode())


def test_a_person_at_a_terminal_decides_undoes_and_quits(birds: Path) -> None:
    with at_a_terminal(birds) as terminal:
        terminal.press("\x1b[A")
        terminal.wait("this key does nothing")
        terminal.press("2")
        terminal.wait("> 2")
        terminal.press("b")
        terminal.wait("broadMatch escoc:skill/two")
        assert {(EMPATHY, TWO): "broadMatch"} == decisions(birds, "birds")
        terminal.press("u")
        terminal.wait("1 of 2")
        terminal.press("t")
        terminal.wait("note, then Enter: ")
        terminal.type("sama tunne, näin\r")
        terminal.wait("your next decision")
        terminal.press("e")
        terminal.wait("exactMatch escoc")
        terminal.press("\x03")
        terminal.wait("1 accepted, 0 rejected.")
        assert 0 == terminal.process.wait(60)

    assert {(EMPATHY, ONE): "exactMatch"} == decisions(birds, "birds")
    (row,) = files.read(birds / "birds.sssom.tsv")
    assert (("Anna Ö.",), "sama tunne, näin") == (row.authors, row.comment)


def test_a_session_that_is_killed_or_loses_its_terminal_keeps_what_was_decided(birds: Path) -> None:
    with at_a_terminal(birds) as terminal:
        terminal.press("e")
        terminal.wait("exactMatch escoc")
        terminal.process.kill()

    assert {(EMPATHY, ONE): "exactMatch"} == decisions(birds, "birds")
    assert ["birds.candidates.sssom.tsv", "birds.sssom.tsv"] == sorted(os.listdir(birds))
