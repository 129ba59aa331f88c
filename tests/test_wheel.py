"""The installed wheel works anywhere, also in a folder whose names look like its packages."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def installed(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel in it; dependencies come from the environment that runs the tests."""
    work = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(work), str(checkout)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = work.glob("rolegraph-*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(work / "env")], check=True)
    python = str(work / "env" / "bin" / "python")
    subprocess.run([*pip, "--python", python, "install", "--no-deps", "--no-index", str(wheel)], check=True)
    (site,) = (work / "env").glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return work / "env" / "bin" / "rolegraph"


@pytest.fixture
def misleading(tmp_path: Path) -> Path:
    """A folder that holds files named like the packages."""
    (tmp_path / "server.py").write_text("raise SystemExit('the wrong server')\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "__init__.py").write_text("raise SystemExit('the wrong data')\n")
    (tmp_path / "nurse.md").write_text("# Nurse\n\n## Skills\n\n- Empathy: feel with them\n")
    return tmp_path


def run(command: Path, folder: Path, *arguments: str) -> str:
    done = subprocess.run([str(command), *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stderr
    return done.stdout


def test_extract_runs(installed: Path, misleading: Path) -> None:
    assert "Nurse" == json.loads(run(installed, misleading, "extract", "nurse.md"))["roles"][0]["label"]


def test_load_and_query_run(installed: Path, misleading: Path) -> None:
    run(installed, misleading, "load", "nurse.md")
    question = "SELECT ?s { ?r rg:requiresSkill/skos:prefLabel ?s FILTER(LANG(?s) = 'en') }"
    found = run(installed, misleading, "query", "--text", question, "--format", "csv")

    assert ["s", "empathy"] == found.split()
