"""What a long load asks of the system (Linux; elsewhere nothing happens).

That the engine's own threads step back behind those that read and write documents, and that memory that was freed goes
back.
"""

from __future__ import annotations

import ctypes
import os
from contextlib import suppress
from pathlib import Path

#: How RocksDB names its threads that merge files.
MERGING = "rocksdb:low"
THREADS = Path("/proc/self/task")


def step_back() -> None:
    """Let the engine merge its files when the processor is idle: the later it does, the more of them it merges at once.

    It would merge after every second batch, and take from those who read and write (sched(7), SCHED_IDLE).
    """
    for thread in THREADS.iterdir() if THREADS.is_dir() else ():
        with suppress(OSError):
            if (thread / "comm").read_text().strip() == MERGING:
                os.sched_setscheduler(int(thread.name), os.SCHED_IDLE, os.sched_param(0))


def give_back() -> None:
    """Let the system have the memory that was freed; the C library keeps it else (malloc_trim(3))."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
