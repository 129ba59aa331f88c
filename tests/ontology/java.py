"""What the tests that need Java share: whether it is here, and what to do where it is not."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

#: Set by the CI script, where a check that can't run must not pass for one that ran.
REQUIRED = "ROLEGRAPH_REQUIRE_JAVA"


def java_home() -> Path | None:
    """The folder of the Java that the command `java` starts."""
    command = shutil.which("java")
    return Path(command).resolve().parent.parent if command else None


def need(present: object, what: str) -> None:
    """Skip the test where something is not installed; fail it where it has to be."""
    if present:
        return
    if os.environ.get(REQUIRED):
        pytest.fail(f"{what} is not installed, and {REQUIRED} is set")
    pytest.skip(f"needs {what}")
