"""What the system tells of processes (Linux)."""

from __future__ import annotations

from pathlib import Path


def below(pid: int) -> list[int]:
    """Give the processes below one, however deep, zombies not counted."""
    found, parents = [pid], {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state not in "ZX":
            parents[int(path.parent.name)] = int(parent)
    while more := [one for one, parent in parents.items() if parent in found and one not in found]:
        found += more
    return found[1:]


def command(pid: int) -> bytes:
    """Give a process's arguments."""
    return process_file(pid, "cmdline")


def process_file(pid: int, name: str) -> bytes:
    """Read what the system tells of a process; nothing of one that has ended."""
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


def is_alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    state = process_file(pid, "stat").rpartition(b")")[2].split()[:1]
    return bool(state) and state[0] not in (b"Z", b"X")
