"""What a child takes upon itself before it touches foreign bytes: one row of `MEASURES` each.

`restrict` applies the rows in order and `missing` tells which of them this system lacks.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from loaders.sandbox import calls, landlock

# From <linux/prctl.h>.
PR_SET_PDEATHSIG = 1
PR_SET_NO_NEW_PRIVS = 38

MEMORY_IN_USE = Path("/proc/self/statm")
OOM_SCORE = Path("/proc/self/oom_score_adj")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a child may take.

    `memory` is the address space in bytes above what the child has when it starts, so a snapshot inherited in
    memory is not counted; `stack` is in bytes; `oom_score` (0 to 1000) makes the kernel take the child before
    its parent when memory runs out. Beside what the interpreter itself reads the child may read what is below `folder`;
    `writes` lets it change that, as the writer of a store must.
    """

    memory: int = 1024 * 1024 * 1024
    # The engine's parser recurses: 64 MiB hold eight times the nesting that kills it on the usual 8 MiB.
    # Linux keeps 128 MiB of addresses free below the first stack, so this needs no new execution.
    stack: int = 64 * 1024 * 1024
    oom_score: int = 500
    folder: str | None = None
    writes: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """One restriction: its name for the operator, whether this system has it, and how it is taken."""

    name: str
    available: Callable[[], bool]
    apply: Callable[[Limits], None]


def on_linux() -> bool:
    """Tell whether the kernel is Linux."""
    return sys.platform == "linux"


def control_process(option: int, value: int) -> None:
    """Call prctl(2); raises OSError when the kernel refuses."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"prctl({option}): {os.strerror(number)}")


def die_with_parent(parent: int) -> None:
    """Have the kernel kill this process when the thread that started it ends; `parent` is its process id.

    A parent that died before the call would never be noticed, hence the look at it afterwards.
    """
    if on_linux():
        control_process(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def no_new_privileges(limits: Limits) -> None:
    """Give up for good what set-user-id programs and file capabilities would add."""
    control_process(PR_SET_NO_NEW_PRIVS, 1)


def no_core(limits: Limits) -> None:
    """Leave no memory image on disk when the child crashes: it would hold the data."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def larger_stack(limits: Limits) -> None:
    """Raise the stack to `limits.stack`, or as far as the system lets."""
    _, hard = resource.getrlimit(resource.RLIMIT_STACK)
    size = limits.stack if hard == resource.RLIM_INFINITY else min(limits.stack, hard)
    resource.setrlimit(resource.RLIMIT_STACK, (size, size))


def bounded_memory(limits: Limits) -> None:
    """Bound the address space to what is used now and `limits.memory` above it."""
    pages = int(MEMORY_IN_USE.read_text().split()[0])
    size = pages * resource.getpagesize() + limits.memory
    resource.setrlimit(resource.RLIMIT_AS, (size, size))


def no_growing_files(limits: Limits) -> None:
    """Let no file grow: a child answers over its socket and writes nothing, unless that is its task."""
    if limits.writes:
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def fenced_files(limits: Limits) -> None:
    """Leave the child the files below `limits.folder` and those of the interpreter."""
    folders = [limits.folder] if limits.folder is not None else []
    landlock.fence(folders, folders if limits.writes else [])


def first_to_go(limits: Limits) -> None:
    """Offer the child first when the system runs out of memory."""
    OOM_SCORE.write_text(str(limits.oom_score))


MEASURES = (
    Measure("first to go when memory runs out", OOM_SCORE.exists, first_to_go),
    Measure("no memory image after a crash", lambda: True, no_core),
    Measure("a larger stack", lambda: True, larger_stack),
    Measure("no new privileges", on_linux, no_new_privileges),
    Measure("no growing files", lambda: True, no_growing_files),
    Measure("bounded memory", MEMORY_IN_USE.exists, bounded_memory),
    Measure("a fence around files", landlock.available, fenced_files),
    Measure("a system call filter", calls.available, lambda limits: calls.deny(files=not limits.writes)),
)

#: What holds of the parent rather than of a row above.
DEATH_WITH_PARENT = "death with the parent"


def restrict(limits: Limits, parent: int) -> None:
    """Tie this process to its parent and take every measure that the system has. It can't be undone."""
    die_with_parent(parent)
    # All are asked first: one measure may hinder another from finding its library.
    for measure in [one for one in MEASURES if one.available()]:
        measure.apply(limits)


def missing() -> tuple[str, ...]:
    """Name the measures that this system lacks, for the line that the server prints when it starts."""
    lacking = [measure.name for measure in MEASURES if not measure.available()]
    return (*lacking, *(() if on_linux() else (DEATH_WITH_PARENT,)))
