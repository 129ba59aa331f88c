"""The server as a process of its own: start, signals, and nothing left behind."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

START = [sys.executable, "-c", "from server.cli import main; main()", "serve", "--port", "0", "--workers", "2"]
HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def start(root: Path, *options: str) -> tuple[subprocess.Popen[str], str]:
    """Start a server; give it and its endpoint once it has printed it."""
    process = subprocess.Popen(
        [*START, "--store", str(root), *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    found = re.search(r"http://\S+/sparql", line)
    assert found, line
    return process, found[0]


@pytest.fixture
def running(store_root: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    process, endpoint = start(store_root)
    yield process, endpoint
    process.kill()
    process.communicate()


def ask(endpoint: str, query: str = "ASK { ?s ?p ?o }") -> bytes:
    with urlopen(f"{endpoint}?{urlencode({'query': query})}", timeout=15) as response:
        assert isinstance(response.status, int)
        received: bytes = response.read()
        return received


def descendants(parent: int) -> set[int]:
    """Give the processes below one, zombies not counted."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, ppid = path.read_text().rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if state not in "ZX":
            parents[int(path.parent.name)] = int(ppid)
    found: set[int] = set()
    while more := {pid for pid, ppid in parents.items() if ppid in found | {parent}} - found:
        found |= more
    return found


def gone(pids: set[int], seconds: float = 3) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not any(is_running(pid) for pid in pids):
            return True
        time.sleep(0.02)
    return False


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_and_all_its_processes(
    running: tuple[subprocess.Popen[str], str], number: signal.Signals
) -> None:
    process, endpoint = running
    assert b"true" in ask(endpoint)
    children = descendants(process.pid)
    assert 3 == len(children)

    process.send_signal(number)

    assert 0 == process.wait(5)
    assert gone(children)


def test_answers_under_way_are_finished_first(running: tuple[subprocess.Popen[str], str]) -> None:
    process, endpoint = running
    with ThreadPoolExecutor() as threads:
        slow = threads.submit(ask, endpoint, "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f }")
        time.sleep(0.2)
        process.send_signal(signal.SIGTERM)

        assert b"9030025" in slow.result()
    assert 0 == process.wait(5)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", int(endpoint.split(":")[2].split("/")[0])))


def test_sigkill_leaves_no_process_either(running: tuple[subprocess.Popen[str], str]) -> None:
    process, endpoint = running
    with ThreadPoolExecutor() as threads:
        lost = threads.submit(ask, endpoint, HEAVY)
        time.sleep(0.3)
        children = descendants(process.pid)
        process.kill()
        process.wait(5)

        assert isinstance(lost.exception(), OSError)
    assert 3 == len(children)
    assert gone(children)


def test_files_of_the_current_folder_shadow_nothing(
    store_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("server.py", "json.py", "socket.py", "pyoxigraph.py"):
        (tmp_path / name).write_text("raise SystemExit('shadowed')\n")
    monkeypatch.chdir(tmp_path)
    script = Path(sys.executable).parent / "rolegraph"
    monkeypatch.setattr(sys.modules[__name__], "START", [str(script), "serve", "--port", "0", "--workers", "1"])
    process, endpoint = start(store_root)
    try:
        assert b"true" in ask(endpoint)
    finally:
        process.kill()
        process.communicate()


def test_a_port_in_use_and_an_empty_store_are_one_line_each(store_root: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        found = subprocess.run(
            [*START, "--store", str(store_root), "--port", port], capture_output=True, text=True, timeout=20
        )
    assert 2 == found.returncode
    assert 1 == len(found.stderr.splitlines())
    assert f"127.0.0.1:{port}" in found.stderr

    found = subprocess.run([*START, "--store", str(tmp_path)], capture_output=True, text=True, timeout=20)
    assert 2 == found.returncode
    assert "rolegraph load" in found.stderr.splitlines()[-1]


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl: apt-get install curl")
def test_a_query_to_try_is_printed_and_works(store_root: Path) -> None:
    process, _ = start(store_root)
    try:
        assert process.stdout is not None
        hint = process.stdout.readline().removeprefix("Try: ")
        found = subprocess.run(
            ["sh", "-c", hint], capture_output=True, text=True, timeout=20, env={"PATH": os.environ["PATH"]}
        )
    finally:
        process.kill()
        process.communicate()

    assert "role,label" in found.stdout
    assert "edustaja" in found.stdout
