"""A fresh interpreter that runs one function of ours: single-threaded, isolated, its environment scrubbed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence

#: Variables that a child may need to start at all; every other one, secrets among them, stays behind.
KEPT_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZ")

BOOT = """\
import importlib, json, sys
sys.path[:] = json.loads(sys.argv[1])
module, _, name = sys.argv[2].partition(":")
getattr(importlib.import_module(module), name)(*sys.argv[3:])
"""


def environment() -> dict[str, str]:
    """Give the environment of a child: a plain path, UTF-8, and what KEPT_VARIABLES names."""
    kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", **kept}


def search_path() -> list[str]:
    """Give this interpreter's module path without the current directory, whose files must not shadow ours."""
    return [entry for entry in sys.path if os.path.isabs(entry)]


def start(entry: str, arguments: Sequence[str], descriptors: Sequence[int]) -> subprocess.Popen[bytes]:
    """Execute `entry` ("module:function") with `arguments` in a fresh interpreter, in the root directory.

    Only standard error and `descriptors` (open file descriptors) are inherited. The child has a session of its
    own, so that Ctrl-C at the terminal reaches only the parent, which then decides.
    """
    program = [sys.executable, "-I", "-X", "utf8", "-c", BOOT, json.dumps(search_path()), entry, *arguments]
    return subprocess.Popen(
        program,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd="/",
        env=environment(),
        pass_fds=tuple(descriptors),
        start_new_session=True,
    )
