"""`rolegraph load` and `remove` as a user calls them: output, exit codes, and what bad input costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from loaders.holding import open_current
from loaders.snapshots import current
from ontology.terms import Graph

ROLEGRAPH = Path(sys.executable).with_name("rolegraph")
NURSE = "# Nurse\n\n## Skills\n\n- Empathy: feel with them\n- Zyxo keeping: of charts\n"


def run(folder: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [ROLEGRAPH, *arguments], cwd=folder, input=stdin, capture_output=True, timeout=60, check=False
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def folder(tmp_path: Path, new_store: Callable[[Path], Path]) -> Path:
    new_store(tmp_path / ".rolegraph")
    (tmp_path / "nurse.md").write_text(NURSE)
    return tmp_path


def test_a_document_is_loaded_and_published(folder: Path) -> None:
    done = run(folder, "load", "nurse.md")

    assert (0, "") == (done.returncode, done.stderr)
    assert "nurse.md" in done.stdout
    assert done.stdout.endswith("Snapshot 1 is published.\n")
    assert len(open_current(folder / ".rolegraph")) > 1000


def test_the_report_is_json_on_demand(folder: Path) -> None:
    (folder / "nurse.md").write_text("5 min read\n\n" + NURSE + "\n## Zyxo\n\nGood.\n")
    report = json.loads(run(folder, "load", "nurse.md", "--json").stdout)
    (entry,) = report["documents"]

    assert ("added", "en", ["Nurse"], 2) == tuple(entry[name] for name in ("outcome", "language", "roles", "items"))
    assert [{"line": 1, "text": "5 min read", "reason": "boilerplate"}] == entry["skipped"]
    assert [(10, "heading", "Zyxo")] == [(one["line"], one["what"], one["text"]) for one in entry["uncertain"]]


def test_standard_input_is_loaded_under_a_name(folder: Path) -> None:
    done = run(folder, "load", "-", "--name", "from-pipe.md", "--json", stdin=NURSE.encode())

    assert ["from-pipe.md"] == [entry["source"] for entry in json.loads(done.stdout)["documents"]]


def test_the_store_is_named_by_the_environment(folder: Path) -> None:
    environment = {**os.environ, "ROLEGRAPH_STORE": str(folder / "elsewhere")}
    subprocess.run([ROLEGRAPH, "load", "nurse.md"], cwd=folder, env=environment, check=True, capture_output=True)

    assert current(folder / "elsewhere") is not None


def test_no_publish_leaves_the_readers_where_they_are(folder: Path) -> None:
    run(folder, "load", "nurse.md", "--no-publish")

    assert current(folder / ".rolegraph") is None


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.md", b"", "the file is empty"),
        ("picture.md", b"\x89PNG\x00\x00", "binary file"),
        ("torn.md", b"# N\xc3\xa4hter\n\xc3", "torn.md:2: the text is not UTF-8"),
        ("diary.md", b"Dear diary, nothing happened at all today, and that was fine.", "no role in it"),
    ],
)
def test_bad_input_costs_one_line_and_nothing_else(folder: Path, name: str, content: bytes, message: str) -> None:
    run(folder, "load", "nurse.md")
    before = sorted(str(quad) for quad in open_current(folder / ".rolegraph"))
    (folder / name).write_bytes(content)
    alone = run(folder, "load", name)
    mixed = run(folder, "load", name, "nurse.md")

    assert (2, 1) == (alone.returncode, mixed.returncode)
    assert 1 == len(alone.stderr.splitlines())
    assert message in alone.stderr
    assert "Traceback" not in alone.stderr
    assert before == sorted(str(quad) for quad in open_current(folder / ".rolegraph"))


def test_a_missing_file_and_a_device_are_refused(folder: Path) -> None:
    done = run(folder, "load", "none.md", "/dev/zero")

    assert (2, 2) == (done.returncode, len(done.stderr.splitlines()))


def test_a_store_that_is_no_folder_is_refused(folder: Path) -> None:
    (folder / "file").write_text("x")
    done = run(folder, "load", "nurse.md", "--store", "file")

    assert (2, 1) == (done.returncode, len(done.stderr.splitlines()))


def test_remove_takes_a_source_out(folder: Path) -> None:
    run(folder, "load", "nurse.md")
    done = run(folder, "remove", "nurse.md")
    store = open_current(folder / ".rolegraph")

    assert 0 == done.returncode
    assert [] == list(store.quads_for_pattern(None, None, None, Graph.DOCUMENTS))
    assert not list((folder / ".rolegraph" / "texts").iterdir()) or current(folder / ".rolegraph") is not None


def test_remove_of_an_unknown_source_says_so(folder: Path) -> None:
    run(folder, "load", "nurse.md")
    done = run(folder, "remove", "nobody.md")

    assert (2, True) == (done.returncode, "nobody.md: the store holds no source of this name" in done.stderr)


def test_extract_prints_one_object_or_lines(folder: Path) -> None:
    (folder / "cook.md").write_text(NURSE.replace("Nurse", "Cook"))
    one = run(folder, "extract", "nurse.md")
    several = run(folder, "extract", "nurse.md", "cook.md")

    assert "Nurse" == json.loads(one.stdout)["roles"][0]["label"]
    assert ["Nurse", "Cook"] == [json.loads(line)["roles"][0]["label"] for line in several.stdout.splitlines()]


def test_extract_refuses_bad_input_beside_good(folder: Path) -> None:
    (folder / "empty.md").write_text("")
    done = run(folder, "extract", "nurse.md", "empty.md")

    assert (1, 1, 1) == (done.returncode, len(done.stdout.splitlines()), len(done.stderr.splitlines()))
