"""Connections that are slow, broken or too many: raw sockets, while others are answered."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from server import channel
from server.settings import Settings

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
ENDLESS = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HEAD = b"GET /health HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"


@pytest.fixture
def client(store_root: Path, serve: Any) -> Iterator[Any]:
    with serve(Settings(store=store_root, workers=2, timeout=2, cache_size=0)) as found:
        yield found


def connect(client: Any) -> socket.socket:
    return socket.create_connection(("127.0.0.1", client.port), timeout=10)


def read_all(connection: socket.socket) -> bytes:
    received = b""
    with contextlib.suppress(ConnectionError):
        while piece := connection.recv(65536):
            received += piece
    return received


def ask(client: Any, data: bytes) -> bytes:
    with connect(client) as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(data)
        return read_all(connection)


def closed(connection: socket.socket, seconds: float) -> bool:
    connection.settimeout(seconds)
    try:
        return connection.recv(65536) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


BROKEN = {
    "nothing": b"\x00\x01\x02\r\n\r\n",
    "tls": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200) + b"\r\n\r\n",
    "lower case method": b"get / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "bare line feed": b"GET / HTTP/1.1\nHost: localhost\r\n\r\n",
    "header without colon": b"GET / HTTP/1.1\r\nHost localhost\r\n\r\n",
    "header with space": b"GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
    "negative length": POST + b"Content-Length: -1\r\n\r\n",
    "no number": POST + b"Content-Length: 1e3\r\n\r\n",
    "two lengths": POST + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\nASK {}",
    "chunk size": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nASK {}\r\n0\r\n\r\n",
    "negative chunk": POST + b"Transfer-Encoding: chunked\r\n\r\n-6\r\nASK {}\r\n0\r\n\r\n",
    "chunk without end": POST + b"Transfer-Encoding: chunked\r\n\r\n6\r\nASK {}XX0\r\n\r\n",
    "unknown coding": POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_http_is_told_so_with_the_headers_of_every_answer(client: Any, data: bytes) -> None:
    head, _, body = ask(client, data).partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    headers = {name.lower(): text for name, _, text in (line.partition(": ") for line in lines[1:])}

    assert int(lines[0].split()[1]) in {400, 501}
    assert "application/problem+json" == headers["content-type"]
    assert "nosniff" == headers["x-content-type-options"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "no-referrer" == headers["referrer-policy"]
    assert "close" == headers["connection"]
    assert {"type", "title", "status", "detail"} == set(json.loads(body))
    assert ["3005"] == client.csv(COUNT)


def test_huge_headers_are_refused_and_cost_nobody_else(client: Any) -> None:
    for data in (
        HEAD + b"X: " + b"x" * 400_000 + b"\r\n\r\n",
        HEAD + b"".join(b"X%d: y\r\n" % number for number in range(30_000)) + b"\r\n",
        b"GET /" + b"x" * 400_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ):
        received = ask(client, data)

        # The rest may be on its way when the connection is closed, and the answer be lost with it.
        assert received == b"" or received.startswith((b"HTTP/1.0 431 ", b"HTTP/1.1 431 "))
        assert ["3005"] == client.csv(COUNT)


def test_huge_bodies_are_refused_before_they_have_come(client: Any) -> None:
    declared = ask(client, POST + b"Content-Length: 99999999999\r\n\r\n")
    assert b" 413 " in declared.partition(b"\r\n")[0]
    assert b"application/problem+json" in declared

    endless = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    with connect(client) as connection:
        connection.sendall(POST + b"Transfer-Encoding: chunked\r\n\r\n")
        sent = 0
        with contextlib.suppress(ConnectionError):
            while sent < 80:
                connection.sendall(endless)
                sent += 1
                time.sleep(0.002)
        received = read_all(connection)
    assert received == b"" or b" 413 " in received.partition(b"\r\n")[0]
    assert sent < 80 or received
    assert ["3005"] == client.csv(COUNT)


def test_requests_in_a_row_are_answered_in_their_order(client: Any) -> None:
    paths = [b"/health", b"/nowhere", b"/sparql?query=ASK%7B%7D&format=csv", b"/health"]
    data = b"".join(b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\n\r\n" for path in paths[:-1])
    received = ask(client, data + b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")

    assert [b"200", b"404", b"200", b"200"] == re.findall(rb"HTTP/1\.1 (\d+)", received)
    assert received.index(b"Not Found") < received.index(b"true") < received.rindex(b'"status"')


def test_a_body_is_no_second_request(client: Any) -> None:
    hidden = b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"
    length = b"Content-Length: %d\r\nConnection: close\r\n\r\n" % len(hidden)

    assert 1 == ask(client, POST + length + hidden).count(b"HTTP/1.1 ")


def test_half_requests_do_not_keep_others_waiting(client: Any) -> None:
    halves = (HEAD, b"", POST + b"Content-Length: 100\r\n\r\nASK", POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nA")
    with contextlib.ExitStack() as stack:
        for number in range(200):
            connection = stack.enter_context(connect(client))
            connection.sendall(halves[number % len(halves)])
        for _ in range(20):
            assert ["3005"] == client.csv(COUNT)
    assert 200 == client.send("GET", "/health").status


def test_a_request_that_does_not_come_is_given_up(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "ARRIVAL", 0.5)
    with connect(client) as connection:
        stop = threading.Event()

        def trickle() -> None:
            with contextlib.suppress(OSError):
                while not stop.is_set():
                    connection.sendall(b"X-Slow: 1\r\n")
                    time.sleep(0.2)

        connection.sendall(HEAD)
        thread = threading.Thread(target=trickle)
        thread.start()

        assert closed(connection, 10)
        stop.set()
        thread.join()


def test_an_idle_connection_makes_room_for_a_new_one(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(channel, "MOST", 20)
    with contextlib.ExitStack() as stack:
        idle = [stack.enter_context(connect(client)) for _ in range(60)]
        for _ in range(5):
            assert ["3005"] == client.csv(COUNT)

        assert closed(idle[0], 5)
        idle[-1].sendall(HEAD + b"\r\n")
        assert b" 200 " in idle[-1].recv(65536)


def test_clients_that_do_not_read_cost_no_thread_for_long(store_root: Path, serve: Any) -> None:
    settings = Settings(store=store_root, workers=2, queue=1, timeout=1, patience=0.5, cache_size=0)
    path = "/sparql?" + urlencode({"query": ENDLESS})
    with serve(settings) as client, contextlib.ExitStack() as stack:
        # Seven threads in all; each of these asks for more than will ever be kept for it.
        for _ in range(10):
            connection = stack.enter_context(connect(client))
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        end = time.monotonic() + 20
        statuses = [client.send("GET", "/health").status for _ in range(5)]
        while (found := client.get(COUNT).status) != 200 and time.monotonic() < end:
            time.sleep(0.2)

        assert [200] * 5 == statuses
        assert 200 == found


def test_a_client_that_sends_and_leaves_is_forgotten(client: Any) -> None:
    before = len(client.pids())
    for _ in range(50):
        with connect(client) as connection:
            connection.sendall(HEAD + b"\r\n")
        with connect(client) as connection:
            connection.sendall(POST + b"Content-Length: 100\r\n\r\nASK")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")

    assert ["3005"] == client.csv(COUNT)
    assert before == len(client.pids())
