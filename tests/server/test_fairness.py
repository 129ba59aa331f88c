"""One client asks more than there are workers for; another, from another address, is answered meanwhile."""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from server.settings import Settings

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs 127.0.0.2 to be this machine")


def kind(reply: Any) -> str:
    return str(json.loads(reply.body)["type"]).rpartition("/")[2]


def test_another_client_is_answered_while_one_has_every_worker_and_waits_for_more(store_root: Path, serve: Any) -> None:
    settings = Settings(store=store_root, workers=2, queue=6, timeout=20, patience=8, cache_size=0)
    with serve(settings) as greedy, ThreadPoolExecutor(20) as threads:
        other = replace(greedy, source="127.0.0.2")
        asked = [threads.submit(greedy.get, HEAVY, [("timeout", "15")]) for _ in range(12)]
        time.sleep(1.5)
        answers = [other.get(COUNT) for _ in range(10)]
        greedy.supervisor.stop()
        statuses = [one.result().status for one in asked]

    assert [200] * 10 == [reply.status for reply in answers]
    assert {503, 500} >= set(statuses)


def test_beyond_its_share_a_client_is_refused_at_once_and_another_is_not(store_root: Path, serve: Any) -> None:
    settings = Settings(store=store_root, workers=2, client_share=1, timeout=2, cache_size=0)
    with serve(settings) as client, ThreadPoolExecutor() as threads:
        heavy = threads.submit(client.get, HEAVY)
        time.sleep(0.4)
        refused = client.get(COUNT)
        other = replace(client, source="127.0.0.2").get(COUNT)

        assert (503, "overloaded") == (refused.status, kind(refused))
        assert "1" == refused.headers["retry-after"]
        assert 200 == other.status
        assert "query-timeout" == kind(heavy.result())
        assert 200 == client.get(COUNT).status


def test_a_displaced_query_is_told_so_and_may_come_again(store_root: Path, serve: Any) -> None:
    settings = Settings(store=store_root, workers=2, extra_workers=0, timeout=6, patience=5, cache_size=0)
    with serve(settings) as greedy, ThreadPoolExecutor() as threads:
        asked = [threads.submit(greedy.get, HEAVY) for _ in range(2)]
        time.sleep(1.2)
        assert 200 == replace(greedy, source="127.0.0.2").get(COUNT).status
        replies = [one.result() for one in asked]

    assert ["overloaded", "query-timeout"] == sorted(kind(reply) for reply in replies)
    (displaced,) = [reply for reply in replies if kind(reply) == "overloaded"]
    assert "5" == displaced.headers["retry-after"]
    # A query that is too slow is too slow the next time too.
    (slow,) = [reply for reply in replies if kind(reply) == "query-timeout"]
    assert "retry-after" not in slow.headers


def test_beside_long_queries_others_are_answered(store_root: Path, serve: Any) -> None:
    settings = Settings(store=store_root, workers=1, extra_workers=2, timeout=5, patience=3, cache_size=0)
    with serve(settings) as client, ThreadPoolExecutor() as threads:
        heavy = [threads.submit(replace(client, source=f"127.0.0.{n}").get, HEAVY) for n in (2, 3)]
        time.sleep(0.2)
        answers = [client.get(COUNT) for _ in range(20)]
        replies = [one.result() for one in heavy]

        assert {200} == {reply.status for reply in answers}
        assert ["query-timeout"] * 2 == [kind(reply) for reply in replies]
        assert 1 == len(client.pids())


def test_where_all_workers_are_at_long_queries_the_oldest_makes_room(store_root: Path, serve: Any) -> None:
    settings = Settings(store=store_root, workers=1, extra_workers=1, timeout=6, patience=5, cache_size=0)
    with serve(settings) as client, ThreadPoolExecutor() as threads:
        heavy = [threads.submit(replace(client, source=f"127.0.0.{n}").get, HEAVY) for n in (2, 3)]
        time.sleep(1.8)
        started = time.monotonic()
        answer = client.get(COUNT)
        took = time.monotonic() - started
        replies = [one.result() for one in heavy]

    assert 200 == answer.status
    assert took < 4
    assert ["overloaded", "query-timeout"] == sorted(kind(reply) for reply in replies)


def test_the_clients_of_a_trusted_proxy_are_told_apart(store_root: Path, serve: Any) -> None:
    settings = Settings(store=store_root, workers=2, client_share=1, timeout=2, cache_size=0, trusted_proxy="127.0.0.1")
    with serve(settings) as client, ThreadPoolExecutor() as threads:
        heavy = threads.submit(client.get, HEAVY, X_Forwarded_For="192.0.2.1")
        time.sleep(0.4)

        assert 503 == client.get(COUNT, X_Forwarded_For="192.0.2.1").status
        assert 503 == client.get(COUNT, X_Forwarded_For="192.0.2.9, 192.0.2.1").status
        assert 200 == client.get(COUNT, X_Forwarded_For="192.0.2.2").status
        heavy.result()


def test_without_trust_the_header_changes_nothing(store_root: Path, serve: Any) -> None:
    settings = Settings(store=store_root, workers=2, client_share=1, timeout=2, cache_size=0)
    with serve(settings) as client, ThreadPoolExecutor() as threads:
        heavy = threads.submit(client.get, HEAVY, X_Forwarded_For="192.0.2.1")
        time.sleep(0.4)

        assert 503 == client.get(COUNT, X_Forwarded_For="192.0.2.2").status
        heavy.result()
