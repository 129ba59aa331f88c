"""The filter of system calls: what the kernel refuses a child, by every way of opening a file for writing."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from loaders.sandbox import calls

#: Asks the kernel directly, past the C library; prints the errno of each call, 0 where it went through.
ASKING = """
import ctypes, errno, json, os, sys
from loaders.sandbox import calls
calls.deny(files=sys.argv[2] == "reads")
libc = ctypes.CDLL(None, use_errno=True)
name = sys.argv[1].encode()
flags = os.O_WRONLY | os.O_CREAT
how = (ctypes.c_uint64 * 3)(flags, 0o600, 0)
asked = {
    "creat": (85, name, 0o600),
    "open": (2, name, flags, 0o600),
    "openat": (257, -100, name, flags, 0o600),
    "openat2": (437, -100, name, how, 24),
    "read": (257, -100, b"/proc/self/status", os.O_RDONLY, 0),
    "socket": (41, 2, 1, 0),
}
print(json.dumps({one: ctypes.get_errno() if libc.syscall(*given) < 0 else 0 for one, given in asked.items()}))
"""


@pytest.mark.skipif(
    not calls.available() or platform.machine() != "x86_64", reason="the numbers are those of Linux on x86_64"
)
@pytest.mark.parametrize("kind", ["reads", "writes"])
def test_no_way_of_opening_a_file_for_writing_is_left(tmp_path: Path, kind: str) -> None:
    command = [sys.executable, "-c", ASKING, str(tmp_path / "file"), kind]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    refused, missing = (1, 38) if kind == "reads" else (0, 0)

    assert {"creat": refused, "open": refused, "openat": refused, "openat2": missing, "read": 0, "socket": 1} == found
    assert (kind == "writes") == (tmp_path / "file").exists()
