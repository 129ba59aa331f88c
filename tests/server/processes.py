"""What the system tells of processes."""

from __future__ import annotations

import contextlib

import psutil


def below(pid: int) -> list[int]:
    """Give the processes below one, however deep, zombies not counted."""
    return [one.pid for one in psutil.Process(pid).children(recursive=True) if is_alive(one.pid)]


def is_alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        return bool(psutil.Process(pid).status() not in {psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD})
    except psutil.NoSuchProcess:
        return False


def command(pid: int) -> str:
    """Give a process's arguments with spaces between them; nothing of one that has ended."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return " ".join(psutil.Process(pid).cmdline())
    return ""


def environment(pid: int) -> dict[str, str]:
    """Give the environment that a process was started with; nothing of one that has ended."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return dict(psutil.Process(pid).environ())
    return {}
