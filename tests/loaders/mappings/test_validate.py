"""SSSOM's own validator on the tables that are shipped and on those that Rolegraph writes.

It brings a hundred distributions, so it lives in an environment of its own (`.venv/sssom`, made by the CI script).
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.loaders.mappings.validated import made

VALIDATOR = ROOT / ".venv" / "sssom" / "bin" / "sssom"
SHIPPED = sorted((ROOT / "data" / "mappings").glob("*.sssom.tsv"))


def problems(path: Path) -> str:
    """What the validator says against a table; empty where it is valid."""
    if not VALIDATOR.exists():
        reason = f"needs sssom in {VALIDATOR.parent.parent.relative_to(ROOT)}, which .ci/run makes"
        if os.environ.get("ROLEGRAPH_REQUIRE_SSSOM"):
            pytest.fail(reason)
        pytest.skip(reason)
    done = subprocess.run([VALIDATOR, "validate", path], capture_output=True, text=True, timeout=300, check=False)
    return done.stderr if done.returncode else ""


@pytest.mark.slow
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_what_is_shipped_is_valid(path: Path) -> None:
    assert "" == problems(path)


@pytest.mark.slow
def test_what_is_written_is_valid(tmp_path: Path, workspace: Path) -> None:
    workspace.mkdir()
    tables = made(workspace)

    assert 5 == len(tables)
    assert {path.name: "" for path in tables} == {path.name: problems(path) for path in tables}


@pytest.mark.slow
def test_the_validator_finds_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "wrong.sssom.tsv"
    head = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\n"
    path.write_text(f"{head}rgid:skill/a\tskos:closeMatch\tfoo:b\tsemapv:Guess\t1.5\n", encoding="utf-8")

    assert "validation error" in problems(path)
