"""Starting: from `make serve` in a built environment to the first answered query, store fresh and store there.

python -m bench.start [RUNS]        by default 3
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
QUERY = urllib.parse.urlencode({"query": "ASK { ?s ?p ?o }"})
#: Seconds after which a start counts as failed.
LONGEST = 60.0


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def answered(port: int) -> bool:
    """Whether the server answers a query."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sparql?{QUERY}", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False


def start(store: str) -> float:
    """Seconds from `make serve` to the first answer."""
    port = free_port()
    command = ["make", "serve", f"STORE={store}", f"PORT={port}"]
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=CHECKOUT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        while not answered(port) and time.perf_counter() - started < LONGEST:
            time.sleep(0.02)
        seconds = time.perf_counter() - started
        os.killpg(process.pid, signal.SIGTERM)
    return seconds


def main(runs: int) -> None:
    """Print both times of each run."""
    print("fresh store, s   store there, s")
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as work:
            fresh = start(f"{work}/store")
            there = start(f"{work}/store")
            shutil.rmtree(f"{work}/store", ignore_errors=True)
        print(f"{fresh:14.1f} {there:16.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
