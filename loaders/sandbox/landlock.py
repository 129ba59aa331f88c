"""Which files a child may touch, and whom it may signal: a Landlock ruleset (Linux 5.13 and later).

The interface is that of <linux/landlock.h> and https://docs.kernel.org/userspace-api/landlock.html: a later version
of it knows more rights, and a kernel is asked only for those that its version knows.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable
from functools import cache

from loaders.sandbox.interpreter import search_path

# The system calls have the same numbers on every processor.
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_FLAG = 1
RULE_PATH_BENEATH = 1

READ_FILE, READ_FOLDER = 1 << 2, 1 << 3
#: Reading, running and changing files, in the first version and by those that added to it.
FIRST_RIGHTS = (1 << 13) - 1
LATER_RIGHTS = {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
#: Rights that a file that is no folder can have.
OF_FILES = 1 | 1 << 1 | READ_FILE | 1 << 14 | 1 << 15
#: Listening on and connecting to TCP ports, since version 4.
NETWORK = (4, 0b11)
#: Abstract sockets and signals that leave the child, since version 6.
OUTSIDE = (6, 0b11)

#: What libraries read wherever the interpreter stands.
SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share", "/etc/ld.so.cache", "/proc/self")


class Ruleset(ctypes.Structure):
    """The rights that are taken away: of files, of the network, of what is outside."""

    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("outside", ctypes.c_uint64))


class PathBeneath(ctypes.Structure):
    """The rights that are given back below a folder."""

    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("parent", ctypes.c_int32))


@cache
def version() -> int:
    """The version of the interface that this kernel has; 0 where it has none."""
    if sys.platform != "linux":
        return 0
    known: int = _libc().syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(VERSION_FLAG))
    return max(0, known)


def available() -> bool:
    """Whether files can be fenced off here."""
    return version() > 0


def fence(reads: Iterable[str], writes: Iterable[str]) -> None:
    """Let this thread and what it starts read only what the interpreter and `reads` hold, and change only `writes`.

    Both are folders. It can't be undone. Raises OSError where the kernel refuses.
    """
    known = version()
    rights = FIRST_RIGHTS | sum(right for since, right in LATER_RIGHTS.items() if since <= known)
    network, outside = (right if since <= known else 0 for since, right in (NETWORK, OUTSIDE))
    ruleset = Ruleset(rights, network, outside)
    size = 8 if known < NETWORK[0] else 16 if known < OUTSIDE[0] else 24
    descriptor = _call(CREATE_RULESET, ctypes.byref(ruleset), ctypes.c_size_t(size), ctypes.c_uint32(0))
    try:
        for path in dict.fromkeys((*SYSTEM, sys.prefix, sys.base_prefix, *search_path(), *reads)):
            _allow(descriptor, path, READ_FILE | READ_FOLDER)
        for path in writes:
            _allow(descriptor, path, rights)
        _call(RESTRICT_SELF, ctypes.c_int(descriptor), ctypes.c_uint32(0))
    finally:
        os.close(descriptor)


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        bounded = rights if os.path.isdir(path) else rights & OF_FILES
        rule = PathBeneath(bounded, place)
        _call(ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(RULE_PATH_BENEATH), ctypes.byref(rule), ctypes.c_uint32(0))
    finally:
        os.close(place)


def _call(number: int, *arguments: object) -> int:
    result: int = _libc().syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"Landlock ({number}): {os.strerror(error)}")
    return result


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
