"""Disposable children: processes that what they read may kill, with limits, a deadline and frames.

    frames        what travels between a child and its parent
    limits        what a child takes upon itself before it touches foreign bytes
    interpreter   a fresh interpreter, its environment scrubbed
    child         one function on one argument in one child

The server's workers and the readers of foreign formats use the same four.
"""

from __future__ import annotations

from loaders.sandbox.child import ChildFailed, run_in_child
from loaders.sandbox.limits import Limits, missing

__all__ = ["ChildFailed", "Limits", "missing", "run_in_child"]
