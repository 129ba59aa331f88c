"""The server against its own description: whatever is asked, nothing fails and every answer is as described."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.settings import Settings
from tests.server.conftest import Client, serving
from tests.server.queries.conftest import questions_root

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "unsupported_method",
)
#: Requests of each kind that are made up for an operation.
EXAMPLES = 25
#: A shorter deadline of the client's own ends any query, as it should; and requests may wait for each other.
CONFIGURATION = 'request-timeout = 60.0\n\n[parameters]\ntimeout = "30"\n'
CHECKOUT = Path(__file__).resolve().parents[3]
TOKEN = "the-token-of-this-test"

__all__ = ["questions_root"]


@pytest.fixture
def configuration(tmp_path: Path) -> Path:
    path = tmp_path / "schemathesis.toml"
    path.write_text(CONFIGURATION)
    return path


@pytest.fixture
def reading(questions_root: Path) -> Iterator[Client]:
    with serving(Settings(store=questions_root, workers=2, timeout=30, patience=30)) as found:
        yield found


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[Client]:
    (tmp_path / "token").write_text(TOKEN)
    given = Settings(
        store=tmp_path / "plain",
        workers=2,
        timeout=30,
        patience=30,
        plain=True,
        allow_update=True,
        token_file=tmp_path / "token",
    )
    with serving(given) as found:
        yield found


def findings(client: Client, configuration: Path, *more: str, examples: int = EXAMPLES) -> str:
    """Run schemathesis; give what it reports, empty where it found nothing."""
    program = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(configuration), "run"]
    options = ["-n", str(examples), "--seed", "1", "--phases", "examples,coverage,fuzzing", "-c", ",".join(CHECKS)]
    where = f"http://127.0.0.1:{client.port}/openapi.json"
    run = subprocess.run(
        [*program, where, *options, "--continue-on-failure", "--warnings", "off", "--no-color", *more],
        capture_output=True,
        text=True,
        cwd=configuration.parent,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "SCHEMATHESIS_HOOKS": "tests.server.api.hooks"},
        check=False,
    )
    tested = re.search(r"Selected: (\d+)/\d+\n\s*Tested: (\d+)", run.stdout)
    assert tested, run.stdout + run.stderr
    assert tested[1] == tested[2], run.stdout
    return "" if run.returncode == 0 else run.stdout + run.stderr


@pytest.mark.slow
def test_no_request_fails_or_is_answered_otherwise_than_described(reading: Client, configuration: Path) -> None:
    assert "" == findings(reading, configuration)


@pytest.mark.slow
def test_no_write_fails_or_is_answered_otherwise_than_described(writing: Client, configuration: Path) -> None:
    paths = ("--include-path-regex", "^/(graphs|sparql)")

    assert "" == findings(writing, configuration, *paths, "-H", f"Authorization: Bearer {TOKEN}", examples=8)
