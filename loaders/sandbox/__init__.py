"""Disposable children: processes that what they read may kill, with limits, a deadline and frames.

    frames        what travels between a child and its parent
    limits        what a child takes upon itself before it touches foreign bytes
    interpreter   a fresh interpreter, its environment scrubbed
    child         one function in one child, for one argument or several
    calls         what it may no longer ask of the kernel
    landlock      which files it may touch

The server's workers and the readers of foreign formats use the same.
"""

from __future__ import annotations

from loaders.sandbox.child import Child, ChildFailed, run_in_child
from loaders.sandbox.limits import Limits, missing

__all__ = ["Child", "ChildFailed", "Limits", "missing", "run_in_child"]
