"""The log: one line a record, whatever a client sends."""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

import pytest

from server.logs import JsonLines, TextLines

START = [sys.executable, "-c", "from server.cli import main; main()", "serve", "--port", "0", "--workers", "1"]
SECRET = "ASK { <https://example.org/hidden> ?p ?o }"
FORGED = 'x\n{"level": "error"}\r\u2028\u202e\x1b[31m'


def record(message: str, fields: dict[str, object], error: bool = False) -> logging.LogRecord:
    try:
        raise ValueError(FORGED)
    except ValueError:
        info = sys.exc_info() if error else None
    made = logging.LogRecord("rolegraph.http", logging.INFO, "", 0, "%s", (message,), info)
    made.fields = fields
    return made


def test_a_line_of_json_holds_the_record_whatever_is_in_it() -> None:
    line = JsonLines().format(record(FORGED, {"path": FORGED, "status": 200}, error=True))
    entry = json.loads(line)

    assert line.isascii()
    assert line.isprintable()
    assert (FORGED, FORGED, 200, "info") == (entry["message"], entry["path"], entry["status"], entry["level"])
    assert "ValueError" in entry["traceback"]


def test_a_line_of_text_holds_no_control_characters_either() -> None:
    line = TextLines().format(record(FORGED, {"path": FORGED}))

    assert line.isprintable()
    assert "\\n" in line
    assert "\\u202e" in line
    with_traceback = TextLines().format(record("failed", {}, error=True)).splitlines()
    assert all(one.startswith("    ") for one in with_traceback[1:])


@contextmanager
def logged(root: Path, *options: str) -> Iterator[tuple[str, Callable[[], list[str]]]]:
    """Run a server; give its endpoint, and what ends it and gives the lines that it logged."""
    process = subprocess.Popen(
        [*START, "--store", str(root), *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    found = re.search(r"http://\S+/sparql", process.stdout.readline())
    assert found

    def end() -> list[str]:
        process.send_signal(signal.SIGTERM)
        return process.communicate(timeout=20)[1].splitlines()

    try:
        yield found[0], end
    finally:
        process.kill()
        process.communicate()


def ask(endpoint: str, query: str, **headers: str) -> Any:
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    with urlopen(Request(f"{endpoint}?query={quote(query)}", headers=named), timeout=15) as response:
        response.read()
        return response


def raw(endpoint: str, data: bytes) -> bytes:
    port = urlsplit(endpoint).port
    assert port
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(data)
        received = b""
        while piece := connection.recv(65536):
            received += piece
        return received


def test_each_request_is_one_line_of_json_without_the_query(store_root: Path) -> None:
    with logged(store_root, "--trusted-proxy", "127.0.0.1") as (endpoint, end):
        named = ask(endpoint, SECRET, X_Request_ID="req-12345678", X_Forwarded_For="192.0.2.7")
        same = ask(endpoint, SECRET, X_Request_ID="bad id; x=1")
        other = ask(endpoint, "ASK {}")
        raw(endpoint, b'GET /a%0a{"b%1b[31m HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
        raw(endpoint, b"GET /\xe2\x80\xae\x1b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        lines = end()
    entries = [json.loads(line) for line in lines]
    requests = [one for one in entries if one["message"] == "request"]

    assert all(line.isascii() and line.isprintable() for line in lines)
    assert "hidden" not in "".join(lines)
    assert "req-12345678" == named.headers["X-Request-ID"] == requests[0]["id"]
    assert "192.0.2.7" == requests[0]["client"]
    assert re.fullmatch("[0-9a-f]{16}", same.headers["X-Request-ID"])
    assert ("GET", "/sparql", 200) == tuple(requests[0][name] for name in ("method", "path", "status"))
    assert requests[0]["seconds"] > 0
    assert requests[0]["query"] == requests[1]["query"] != requests[2]["query"]
    assert other.headers["X-Request-ID"] == requests[2]["id"]
    assert [404] == [one["status"] for one in requests[3:]]
    assert [400] == [one["status"] for one in entries if one["message"] == "unreadable request"]


def test_a_kill_is_logged_with_the_querys_hash_and_its_cause(store_root: Path) -> None:
    heavy = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with logged(store_root, "--timeout", "0.3") as (endpoint, end):
        path = f"/sparql?query={quote(heavy)}"
        raw(endpoint, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        entries = [json.loads(line) for line in end()]
    (kill,) = [one for one in entries if one.get("cause")]
    (request,) = [one for one in entries if one["message"] == "request"]

    assert ("timeout", "warning") == (kill["cause"], kill["level"])
    assert request["query"] == kill["query"]
    assert 503 == request["status"]


def test_the_text_of_queries_is_logged_where_that_is_set(store_root: Path) -> None:
    with logged(store_root, "--log-queries", "--log-format", "text") as (endpoint, end):
        ask(endpoint, SECRET + "\n#\u202e")
        lines = end()

    (line,) = [one for one in lines if "request " in one]
    assert "https://example.org/hidden" in line
    assert "\\n#\\u202e" in line


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc")
def test_no_answer_names_a_path_of_the_server(client: Any, store_root: Path) -> None:
    for path in ("/nowhere", "/static/../../etc/passwd", "/static/%2e%2e/app.py", "/sparql?query=ASK%7B", "/metrics/x"):
        reply = client.send("GET", path)

        assert reply.status in {400, 404}
        assert str(store_root) not in reply.text
        assert os.getcwd() not in reply.text
