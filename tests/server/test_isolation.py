"""What a query can do to the server: nothing beyond itself. Real processes, killed in earnest."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection, IncompleteRead
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ontology.terms import Graph, Rdfs
from server.settings import Settings
from tests.server.processes import is_alive

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
# Every row is ready at once, and there are 27 thousand million of them.
ENDLESS = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
DOUBLED = (
    'SELECT (STRLEN(?z) AS ?n) WHERE { BIND("'
    + "x" * 1000
    + '" AS ?v0) '
    + " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(24))
    + " BIND(?v24 AS ?z) }"
)


def kind(reply: Any) -> str:
    return str(json.loads(reply.body)["type"]).rpartition("/")[2]


def wait_until(true: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return true()


def replaced(client: Any, before: set[int]) -> bool:
    return len(client.pids()) == len(before) and before.isdisjoint(client.pids())


def is_last(found: list[str], wanted: str) -> bool:
    return bool(found) and found[-1] == wanted


def test_a_heavy_query_ends_at_its_deadline_and_the_next_one_is_answered(client: Any) -> None:
    started = time.monotonic()
    reply = client.get(HEAVY, [("timeout", "0.5")])
    took = time.monotonic() - started

    assert (503, "query-timeout") == (reply.status, kind(reply))
    assert 0.5 <= took < 1.5
    assert ["3005"] == client.csv(COUNT)


def test_the_servers_limit_holds_whatever_timeout_is_asked(client: Any) -> None:
    started = time.monotonic()
    reply = client.get(HEAVY, [("timeout", "3600")])

    assert 503 == reply.status
    assert 2 <= time.monotonic() - started < 3


def test_a_killed_query_gives_back_its_processor(client: Any) -> None:
    assert wait_until(lambda: len(client.pids()) == 2, 3)
    before = client.pids()
    client.get(HEAVY, [("timeout", "0.3")])

    assert wait_until(lambda: sum(is_alive(pid) for pid in before) == len(before) - 1, 1)
    assert wait_until(lambda: len(client.pids()) == 2, 1)


def test_other_queries_are_answered_meanwhile(client: Any) -> None:
    with ThreadPoolExecutor() as threads:
        heavy = threads.submit(client.get, HEAVY, [("timeout", "1.5")])
        time.sleep(0.2)
        started = time.monotonic()
        for _ in range(20):
            assert ["3005"] == client.csv(COUNT)
        assert time.monotonic() - started < 1.2
        assert 503 == heavy.result().status


def test_too_much_memory_costs_that_query_alone(store_root: Path, serve: Any) -> None:
    with serve(Settings(store=store_root, cache_size=0, workers=1, query_memory=256)) as client:
        reply = client.get(DOUBLED)

        assert (503, "query-out-of-memory") == (reply.status, kind(reply))
        assert ["3005"] == client.csv(COUNT)


def test_a_worker_that_dies_costs_its_query_alone(client: Any) -> None:
    assert wait_until(lambda: len(client.pids()) == 2, 3)
    with ThreadPoolExecutor() as threads:
        before = client.pids()
        doomed = [threads.submit(client.get, HEAVY) for _ in range(2)]
        time.sleep(0.4)
        for pid in before:
            os.kill(pid, signal.SIGSEGV)
        found = [one.result() for one in doomed]

    assert [(500, "query-crashed")] * 2 == [(one.status, kind(one)) for one in found]
    assert ["3005"] == client.csv(COUNT)
    assert before.isdisjoint(client.pids())


def test_idle_workers_that_die_are_replaced(client: Any) -> None:
    for _ in range(3):
        assert wait_until(lambda: len(client.pids()) == 2, 3)
        before = client.pids()
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        assert wait_until(partial(replaced, client, before), 3)
        assert ["3005"] == client.csv(COUNT)


ATTACKS: tuple[Callable[[int], str], ...] = (
    lambda n: "SELECT * " + "{" * n + "}" * n,
    lambda n: "SELECT * { FILTER(" + "(" * n + "1" + ")" * n + ") }",
    lambda n: "SELECT * { FILTER(" + "!" * n + "1) }",
    lambda n: "SELECT * { FILTER(1" + "||1" * n + ") }",
    lambda n: "SELECT * { {} " + "UNION{}" * n + "}",
    lambda n: "SELECT * { FILTER(?a" + "<?b" * n + ") }",
    lambda n: "SELECT * { ?s " + "^" * n + "<a:b> ?o }",
    lambda n: "SELECT * " + "{SELECT * " * n + "{}" + "}" * n,
    lambda n: "SELECT * { ?s ?p " + "[<a:b> " * n + "1" + "]" * n + " }",
    lambda n: "SELECT * { FILTER EXISTS{" * n + "}" * 2 * n,
)


def test_a_hundred_attacks_by_nesting_leave_the_server_answering(client: Any) -> None:
    kills = client.supervisor.pool.kills
    before = kills.counts()
    replies = [client.post(attack(size)) for attack in ATTACKS for size in range(2500, 25000, 2250)]

    assert 100 == len(replies)
    assert {200, 400, 413} >= {reply.status for reply in replies}
    assert ["3005"] == client.csv(COUNT)
    assert before == kills.counts()


@pytest.mark.parametrize(
    "query",
    [
        "ASK " + "{" * 256 + "}" * 256,
        "ASK { FILTER(" + "STR(" * 250 + "1" + ")" * 250 + ") }",
        "ASK { " + "FILTER EXISTS{" * 250 + "}" * 250 + " }",
        "ASK { FILTER(1" + "||1" * 3900 + ") }",
        "ASK { VALUES ?x { " + "<a:b> " * 30000 + "} }",
    ],
    ids=["groups", "functions", "exists", "or", "values"],
)
def test_nesting_that_is_allowed_is_survived(store_root: Path, serve: Any, query: str) -> None:
    # The engine takes two seconds for thousands of alternatives.
    with serve(Settings(store=store_root, cache_size=0, workers=1, timeout=14)) as client:
        assert 200 == client.post(query).status


def test_a_body_cut_short_does_not_end_like_a_whole_one(client: Any) -> None:
    connection = HTTPConnection("127.0.0.1", client.port, timeout=10)
    connection.request("GET", "/sparql?" + urlencode({"query": ENDLESS, "timeout": "0.5"}))
    response = connection.getresponse()

    assert 200 == response.status
    with pytest.raises(IncompleteRead):
        response.read()
    connection.close()


def test_http_1_0_gets_all_or_an_error(client: Any) -> None:
    def ask(query: str) -> bytes:
        with socket.create_connection(("127.0.0.1", client.port), timeout=10) as connection:
            path = "/sparql?" + urlencode({"query": query, "timeout": "0.5", "format": "csv"})
            connection.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
            received = b""
            while data := connection.recv(65536):
                received += data
            return received

    assert b" 503 " in ask(ENDLESS).partition(b"\r\n")[0]
    whole = ask("SELECT * WHERE { ?s ?p ?o }")
    assert b"Content-Length:" in whole.partition(b"\r\n\r\n")[0]
    assert 3007 == whole.partition(b"\r\n\r\n")[2].count(b"\r\n") + 1


@pytest.mark.parametrize("query", [HEAVY, ENDLESS])
def test_a_client_that_leaves_ends_its_query(store_root: Path, serve: Any, query: str) -> None:
    with serve(Settings(store=store_root, cache_size=0, workers=1, timeout=30)) as client:
        before = client.pids()
        with socket.create_connection(("127.0.0.1", client.port)) as connection:
            path = "/sparql?" + urlencode({"query": query})
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            time.sleep(0.5)

        assert wait_until(lambda: not any(is_alive(pid) for pid in before), 2)
        assert ["3005"] == client.csv(COUNT)


def test_queries_beyond_the_queue_are_refused_at_once(store_root: Path, serve: Any) -> None:
    settings = Settings(store=store_root, cache_size=0, workers=1, queue=1, timeout=4, patience=2)
    with serve(settings) as client, ThreadPoolExecutor() as threads:
        heavy = threads.submit(client.get, HEAVY)
        time.sleep(0.3)
        waiting = threads.submit(client.get, COUNT)
        assert wait_until(lambda: client.app.extensions["rolegraph"].pool.waiting == 1, 1)
        refused = client.get(COUNT)

        assert not waiting.done()
        assert (503, "overloaded") == (refused.status, kind(refused))
        assert "1" == refused.headers["retry-after"]
        # A worker was started beside the long query.
        assert 200 == waiting.result().status
        assert 200 == client.send("GET", "/health").status
        assert "query-timeout" == kind(heavy.result())


def test_a_query_that_waited_as_long_as_patience_lasts_is_refused(store_root: Path, serve: Any) -> None:
    settings = Settings(store=store_root, cache_size=0, workers=1, queue=1, timeout=2, patience=0.3)
    with serve(settings) as client, ThreadPoolExecutor() as threads:
        heavy = threads.submit(client.get, HEAVY)
        time.sleep(0.3)
        refused = client.get(COUNT)

        assert (503, "overloaded") == (refused.status, kind(refused))
        assert "query-timeout" == kind(heavy.result())


def test_a_client_that_leaves_while_it_waits_makes_room_in_the_line(store_root: Path, serve: Any) -> None:
    settings = Settings(store=store_root, cache_size=0, workers=1, queue=1, timeout=4, patience=30, client_share=4)
    with serve(settings) as client, ThreadPoolExecutor() as threads:
        heavy = threads.submit(client.get, HEAVY)
        time.sleep(0.3)
        with socket.create_connection(("127.0.0.1", client.port)) as connection:
            path = "/sparql?" + urlencode({"query": COUNT})
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            assert wait_until(lambda: client.app.extensions["rolegraph"].pool.waiting == 1, 2)

        assert wait_until(lambda: client.app.extensions["rolegraph"].pool.waiting == 0, 2)
        assert 200 == client.get(COUNT).status
        assert "query-timeout" == kind(heavy.result())


def test_a_worn_out_worker_is_replaced(store_root: Path, serve: Any) -> None:
    with serve(Settings(store=store_root, cache_size=0, workers=1, worker_uses=5)) as client:
        before = client.pids()
        for _ in range(12):
            assert ["3005"] == client.csv(COUNT)
        assert wait_until(lambda: before.isdisjoint(client.pids()), 2)


def test_a_new_snapshot_is_taken_up_without_a_failed_request(
    tmp_path: Path, serve: Any, publish: Callable[[Path, Any], None]
) -> None:
    def quad(number: int) -> Quad:
        return Quad(NamedNode(f"https://example.org/{number}"), Rdfs.label, Literal("x"), Graph.DOCUMENTS)

    publish(tmp_path, [quad(0)])
    stop = threading.Event()
    statuses: list[int] = []
    counts: list[str] = []
    with serve(Settings(store=tmp_path, cache_size=0, workers=2)) as client:

        def keep_asking() -> None:
            while not stop.is_set():
                reply = client.get(COUNT, [("format", "csv")])
                statuses.append(reply.status)
                counts.append(reply.text.split()[1])

        threads = [threading.Thread(target=keep_asking) for _ in range(4)]
        first = client.get(COUNT)
        for thread in threads:
            thread.start()
        old = client.pids()
        for number in range(1, 4):
            publish(tmp_path, [quad(number)])
            assert wait_until(partial(is_last, counts, str(number + 1)), 5)
        stop.set()
        for thread in threads:
            thread.join(10)

        assert {200} == set(statuses)
        assert 200 == client.get(COUNT, If_None_Match=first.headers["etag"]).status
        assert wait_until(lambda: not any(is_alive(pid) for pid in old), 3)
        assert 4 == json.loads(client.send("GET", "/health").body)["snapshot"]


def test_a_dead_zygote_is_replaced(store_root: Path, serve: Any) -> None:
    with serve(Settings(store=store_root, cache_size=0, workers=1)) as client:
        (worker,) = client.pids()
        zygote = int(Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[1])
        os.kill(zygote, signal.SIGKILL)

        assert wait_until(lambda: not is_alive(worker), 1)
        assert ["3005"] == client.csv(COUNT)
        assert {worker}.isdisjoint(client.pids())


def test_the_snapshot_can_be_held_in_memory(store_root: Path, serve: Any) -> None:
    with serve(Settings(store=store_root, cache_size=0, workers=1, memory=True)) as client:
        assert ["3005"] == client.csv(COUNT)
        assert 503 == client.get(HEAVY, [("timeout", "0.3")]).status
        assert ["3005"] == client.csv(COUNT)


def test_no_child_sees_the_servers_environment(store_root: Path, serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLEGRAPH_SECRET", "hidden")
    with serve(Settings(store=store_root, cache_size=0, workers=1)) as client:
        client.csv(COUNT)
        (worker,) = client.pids()
        assert b"hidden" not in Path(f"/proc/{worker}/environ").read_bytes()
        assert "NoNewPrivs:\t1" in Path(f"/proc/{worker}/status").read_text()
