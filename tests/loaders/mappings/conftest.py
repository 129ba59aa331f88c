"""Links that tests make, and a folder in place of the shipped one."""

from __future__ import annotations

from pathlib import Path

import pytest

import data


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that stands in for the package's mappings."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    monkeypatch.setattr(data, "MAPPINGS", folder)
    return folder


@pytest.fixture
def workspace(tmp_path: Path, shipped: Path) -> Path:
    """A workspace that nobody made yet, beside an empty shipped folder."""
    return tmp_path / "workspace"
