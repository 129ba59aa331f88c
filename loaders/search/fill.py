"""The index of a snapshot that has none, since an older version published it: made in a process of its own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from pyoxigraph import Store

from loaders.folders import UNFINISHED
from loaders.sandbox import interpreter
from loaders.sandbox.limits import die_with_parent
from loaders.search.build import build


def start(snapshot: Path, target: Path) -> subprocess.Popen[bytes]:
    """Begin to make the index of the snapshot in a folder; `target` is there when all of it is.

    The process ends with the thread that calls this.
    """
    arguments = [str(os.getpid()), str(snapshot.resolve()), str(target.resolve())]
    return interpreter.start("loaders.search.fill:main", arguments, ())


def main(parent: str, snapshot: str, target: str) -> None:
    """Make an index as a process of its own; `parent` is the process id of who started it."""
    die_with_parent(int(parent))
    os.nice(10)
    made = Path(target + UNFINISHED)
    build(Store.read_only(snapshot), made)
    made.rename(target)
