"""The measures, each seen in a process that has taken it."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from loaders.sandbox import landlock
from loaders.sandbox.limits import MEASURES, Limits, missing

SCRIPT = """
import json, os, resource, sys
from loaders.sandbox import landlock
from loaders.sandbox.limits import Limits, restrict
before = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
restrict(Limits(memory=123 << 20, stack=32 << 20, oom_score=77), int(sys.argv[1]))
print(json.dumps({
    "memory": resource.getrlimit(resource.RLIMIT_AS)[0] - before,
    "stack": resource.getrlimit(resource.RLIMIT_STACK)[0],
    "core": resource.getrlimit(resource.RLIMIT_CORE)[1],
    "files": resource.getrlimit(resource.RLIMIT_FSIZE)[1],
    "oom": int(open("/proc/self/oom_score_adj").read()),
}))
"""


FENCED = """
import json, os, sys
from loaders.sandbox import landlock
from loaders.sandbox.limits import Limits, restrict
root, outside, writes = sys.argv[1], sys.argv[2], sys.argv[3] == "writes"
restrict(Limits(folder=root, writes=writes), os.getppid())

def tried(deed, *arguments):
    try:
        deed(*arguments)
    except PermissionError:
        return "refused"
    return "done"

found = {
    "read inside": tried(open, root + "/inside"),
    "read outside": tried(open, outside),
    "list outside": tried(os.listdir, os.path.dirname(outside)),
    "write inside": tried(open, root + "/new", "w"),
    "write outside": tried(open, outside, "w"),
    "rename out": tried(os.rename, root + "/inside", outside + ".new"),
    "signal outside": tried(os.kill, os.getppid(), 0),
}
import email.mime.text
print(json.dumps(found))
"""


def restricted(parent: int) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", SCRIPT, str(parent)], capture_output=True, text=True, timeout=20, check=False
    )


@pytest.fixture(scope="module")
def taken() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(restricted(os.getpid()).stdout)
    return found


def test_memory_is_bounded_above_what_was_there(taken: dict[str, Any]) -> None:
    assert 123 << 20 <= taken["memory"] < 140 << 20


def test_the_other_limits_hold(taken: dict[str, Any]) -> None:
    assert {"stack": 32 << 20, "core": 0, "files": 0, "oom": 77} == {
        name: taken[name] for name in ("stack", "core", "files", "oom")
    }


def test_a_child_whose_parent_has_gone_ends_at_once() -> None:
    found = restricted(os.getpid() + 1)

    assert (1, "") == (found.returncode, found.stdout)


def test_this_system_lacks_what_is_said() -> None:
    assert () == missing() if sys.platform == "linux" else "bounded memory" in missing()
    assert len(MEASURES) == len({measure.name for measure in MEASURES})


@pytest.mark.skipif(not landlock.available(), reason="the kernel has no Landlock")
@pytest.mark.parametrize("verb", ["reads", "writes"])
def test_files_beyond_the_folder_are_out_of_reach(tmp_path: Path, verb: str) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    (root / "inside").write_text("x")
    outside.write_text("y")
    ran = subprocess.run(
        [sys.executable, "-c", FENCED, str(root), str(outside), verb], capture_output=True, text=True, check=True
    )
    found = json.loads(ran.stdout)

    done = {"read inside", *(["write inside"] if verb == "writes" else [])}
    if landlock.version() < landlock.OUTSIDE[0]:
        done.add("signal outside")
    assert done == {name for name, end in found.items() if end == "done"}
    assert "y" == outside.read_text()


def test_the_stack_fits_below_what_linux_keeps_free() -> None:
    assert Limits().stack < 128 << 20
    assert Limits().memory > 0
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY
