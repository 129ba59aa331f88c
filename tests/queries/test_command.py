"""`rolegraph query` on a published snapshot and on an endpoint."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Protocol

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, Store

from server.cli import group

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STR(?c) < STR(?l)) }"


class Endpoint(Protocol):
    url: str
    requests: list[object]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fixture graph as the current snapshot of a store."""
    root = tmp_path_factory.mktemp("store")
    (root / "snapshots").mkdir()
    store = Store(str(root / "snapshots" / "1"))
    store.bulk_load(path=str(Path(__file__).parent / "fixture.trig"), format=RdfFormat.TRIG)
    store.flush()
    (root / "current").symlink_to("snapshots/1")
    return root


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(group, ["query", *arguments], input=stdin)


def test_a_question_on_the_store(published: Path) -> None:
    result = run("skills-of-role", "--store", str(published), "--lang", "fi,en", "--format", "csv")

    assert 0 == result.exit_code, result.output
    assert [
        ["skill", "label", "language"],
        ["https://w3id.org/rolegraph/id/skill/empathy", "empatia", "fi"],
        ["https://w3id.org/rolegraph/id/skill/problem-solving", "ongelmanratkaisu", "fi"],
        ["https://w3id.org/rolegraph/id/skill/tålamod-sv-0000000002", "Tålamod", "sv"],
    ] == list(csv.reader(result.stdout.splitlines()))


def test_parameters_and_labels(published: Path) -> None:
    result = run(
        *("evidence", "--store", str(published), "--format", "json", "--lang", "fi"),
        *("--param", "role=kundtjänstmedarbetare", "--param", "concept=Salesforce"),
    )

    assert 0 == result.exit_code, result.output
    assert [("handbook/csr.sv.txt", 102, 112)] == [
        (row["source"], row["start"], row["end"]) for row in json.loads(result.stdout)
    ]


def test_a_question_on_an_endpoint(endpoint: Endpoint, tmp_path: Path) -> None:
    result = run("most-required-skills", "--endpoint", endpoint.url, "--param", "limit=1", "--store", str(tmp_path))

    assert 0 == result.exit_code, result.output
    assert "rgid:skill/empathy" in result.stdout
    assert "1 row" in result.stdout
    assert 1 == len(endpoint.requests)


def test_any_query_as_text_file_or_standard_input(published: Path, tmp_path: Path) -> None:
    text = "ASK { ?s a <https://w3id.org/rolegraph/ns#Role> }"
    file = tmp_path / "q.rq"
    file.write_text(text, encoding="utf-8")
    store = ("--store", str(published))
    results = [
        run("--text", text, *store),
        run("--file", str(file), *store),
        run("--file", "-", *store, stdin=text),
    ]

    assert [(0, "true\n")] * 3 == [(result.exit_code, result.stdout) for result in results]


def test_a_file_with_a_header_has_parameters(published: Path, tmp_path: Path) -> None:
    file = tmp_path / "roles-by-level.rq"
    file.write_text(
        "#+ summary: Roles of a level\n"
        "#+ params:\n"
        "#+   - {name: level, type: iri, default: rgid:level/none, description: The level.}\n"
        "SELECT ?role { ?role <https://w3id.org/rolegraph/ns#level> ?_level }",
        encoding="utf-8",
    )
    by_file = run("--file", str(file), "--store", str(published), "--param", "level=rgid:level/senior")
    by_name = run("roles-by-level", "--queries", str(tmp_path), "--store", str(published))

    assert "rgid:role/senior-customer-service-representative" in by_file.stdout
    assert "0 rows" in by_name.stdout


def test_the_list_names_every_question_with_its_defaults() -> None:
    rows = json.loads(run("--list", "--format", "json").stdout)
    found = {row["name"]: row for row in rows}

    assert len(found) == len(rows) >= 15
    assert "limit=20 (integer); lang=en (languages)" == found["most-required-skills"]["parameters"]


def test_show_prints_plain_sparql_and_opens_nothing(tmp_path: Path) -> None:
    result = run("most-required-skills", "--show", "--param", "limit=7", "--store", str(tmp_path / "none"))

    assert 0 == result.exit_code, result.output
    assert "LIMIT  7" in result.stdout
    assert "?_limit" not in result.stdout
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Give one of NAME, --text and --file"),
        (("roles", "--text", "ASK {}"), "Give one of NAME, --text and --file"),
        (("nonsense",), 'rolegraph: there is no query "nonsense"; `rolegraph query --list` lists them'),
        (("roles", "--param", "limit"), 'rolegraph: "limit" gives no value; write --param NAME=VALUE'),
        (("roles", "--param", "limit=1", "--param", "limit=2"), "rolegraph: the parameter limit is given twice"),
        (("roles", "--param", "limit=x"), 'rolegraph: parameter limit: "x" is no whole number'),
        (("roles", "--param", "n=1"), 'rolegraph: query roles has no parameter "n"; it has limit, lang'),
        (("--text", "ASK {}", "--param", "n=1"), 'rolegraph: query --text has no parameter "n"; it has none'),
        (("--text", "ASK {"), "rolegraph: the query can't be answered: it can't be parsed: error at 1"),
        (("--text", "CLEAR ALL"), "rolegraph: a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with CLEAR"),
        (("--text", "ASK {}", "--format", "turtle"), "rolegraph: the answer to ASK is no graph"),
        (("--file", "/nonexistent.rq"), "rolegraph: /nonexistent.rq: can't be read: No such file or directory"),
        (("roles", "--endpoint", "file:///x"), 'rolegraph: "file:///x" is no endpoint'),
        (("roles", "--endpoint", "http://127.0.0.1:1/"), "rolegraph: http://127.0.0.1:1/ can't be reached"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(published: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments, "--store", str(published))

    assert 2 == result.exit_code
    assert message in result.stderr
    assert "" == result.stdout


def test_a_store_without_a_snapshot(tmp_path: Path) -> None:
    result = run("roles", "--store", str(tmp_path))

    assert 2 == result.exit_code
    assert "rolegraph: nothing is published at " in result.stderr


def start(published: Path, *arguments: str) -> subprocess.Popen[str]:
    """The command as a process of its own, by the console script of this environment."""
    script = Path(sys.executable).parent / "rolegraph"
    command = [str(script), "query", "--store", str(published), *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_process_ends_at_the_deadline(published: Path) -> None:
    with start(published, "--text", SLOW, "--timeout", "0.3") as process:
        _, errors = process.communicate(timeout=30)

    assert (2, "rolegraph: the query took more than 0.3 seconds; ask for less, or allow more by --timeout\n") == (
        process.returncode,
        errors,
    )


def test_an_interrupt_ends_the_process(published: Path) -> None:
    with start(published, "--text", SLOW) as process:
        deadline = time.monotonic() + 20
        while cpu_seconds(process.pid) < 1.5 and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)

    assert (1, "Aborted!") == (process.returncode, errors.strip())


def cpu_seconds(pid: int) -> float:
    """The processor time of a process: once past its start-up, it is evaluating."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
