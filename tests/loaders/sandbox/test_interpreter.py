"""A fresh interpreter: what it takes along and what it leaves behind."""

from __future__ import annotations

import os
import sys

import pytest

from loaders.sandbox import interpreter


def test_only_what_is_named_stays_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEGRAPH_SECRET", "hidden")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    monkeypatch.setenv("TZ", "UTC")
    found = interpreter.environment()

    assert {"PATH", "LC_ALL", "TZ"} == set(found) - {"LD_LIBRARY_PATH"}
    assert "UTC" == found["TZ"]


def test_modules_are_found_as_here_but_never_in_the_current_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", ["", ".", *sys.path])

    assert [entry for entry in sys.path if entry not in {"", "."}] == interpreter.search_path()


def test_it_runs_a_function_with_its_arguments_and_descriptors() -> None:
    reading, writing = os.pipe()
    process = interpreter.start("os:posix_spawn", [], [writing])
    os.close(writing)

    assert 1 == process.wait(10)
    assert b"" == os.read(reading, 1)
    os.close(reading)
