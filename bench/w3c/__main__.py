"""Print how many tests of each group pass, and which fail and why."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from bench.w3c.exchange import serving
from bench.w3c.manifest import GROUPS
from bench.w3c.runner import run


def main(root: Path, groups: list[str]) -> None:
    """Run the groups named, or all."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        for group in groups or list(GROUPS):
            started = time.monotonic()
            found = list(run(root, group, server))
            failed = [(name, cause) for name, cause in found if cause is not None]
            seconds = time.monotonic() - started
            print(f"{group}: {len(found) - len(failed)} of {len(found)} ({seconds:.0f} s)", flush=True)
            for name, cause in failed:
                print(f"  {name}: {cause}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
