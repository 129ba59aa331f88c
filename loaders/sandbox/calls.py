"""What a child may no longer ask of the kernel: a system call filter (seccomp, Linux), by libseccomp.

A parser or an evaluation that was taken over can compute and answer over its socket, and no more: no network, no other
program or process, no change to a file. Threads stay possible.
"""

from __future__ import annotations

import errno
import os
import sys
from functools import cache
from importlib import import_module
from types import ModuleType

#: Calls that open the network, start programs, reach other processes or change files and the system.
CALLS = (
    "socket socketpair connect bind listen accept accept4 execve execveat fork vfork ptrace process_vm_readv "
    "process_vm_writev kill tkill pidfd_open pidfd_send_signal mknod mknodat chown fchown lchown fchownat "
    "setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr mount umount2 pivot_root chroot unshare setns "
    "init_module finit_module delete_module kexec_load kexec_file_load bpf perf_event_open userfaultfd keyctl add_key "
    "request_key reboot swapon swapoff sethostname setdomainname settimeofday clock_settime open_by_handle_at "
    "io_uring_setup memfd_create"
)
#: Calls that change files, which a child that writes a store needs.
FILE_CALLS = (
    "creat unlink unlinkat rename renameat renameat2 mkdir mkdirat rmdir link linkat symlink symlinkat truncate chmod "
    "fchmod fchmodat fchmodat2"
)
#: Flags of open(2) that write.
WRITING = (os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC)
#: From <linux/sched.h>: a clone with this flag is a thread.
CLONE_THREAD = 0x00010000


@cache
def library() -> ModuleType | None:
    """The binding of libseccomp, or None where the library or the system lacks it."""
    if sys.platform != "linux":
        return None
    try:
        return import_module("pyseccomp")
    except (ImportError, OSError, RuntimeError):
        return None


def available() -> bool:
    """Whether the filter can be taken here."""
    return library() is not None


def deny(files: bool = True) -> None:
    """Have the kernel refuse the calls (EPERM) from now on, in all threads; `files` those that write too.

    It can't be undone.
    """
    seccomp = library()
    if seccomp is None:
        return
    refused = seccomp.ERRNO(errno.EPERM)
    calls = seccomp.SyscallFilter(defaction=seccomp.ALLOW)
    for name in f"{CALLS} {FILE_CALLS if files else ''}".split():
        try:
            calls.add_rule(refused, name)
        except (OSError, ValueError):
            # A call that this machine's kernel or processor does not have.
            continue
    for name, place in (("open", 1), ("openat", 2)) if files else ():
        for flag in WRITING:
            calls.add_rule(refused, name, seccomp.Arg(place, seccomp.MASKED_EQ, flag, flag))
    # These hide their flags from filters: where they are missing, programs fall back to clone and openat.
    for name in ("clone3", "openat2") if files else ("clone3",):
        calls.add_rule(seccomp.ERRNO(errno.ENOSYS), name)
    calls.add_rule(refused, "clone", seccomp.Arg(0, seccomp.MASKED_EQ, CLONE_THREAD, 0))
    calls.load()
