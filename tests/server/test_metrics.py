"""What the server counts, and who may read it."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from server.settings import Settings

HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def figures(client: Any) -> dict[tuple[str, ...], float]:
    """Read the figures with Prometheus' own parser; a key is a name and its labels' values, by the labels' names."""
    text = client.send("GET", "/metrics").text
    return {
        (sample.name, *(given for _, given in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_method_route_and_status(store_root: Path, serve: Any) -> None:
    with serve(Settings(store=store_root, workers=1)) as client:
        for _ in range(2):
            client.get("ASK {}")
        client.get("ASK {")
        client.send("GET", "/no/such/page")
        client.send("BREW", "/sparql")
        client.send("GET", "/sparql", Host="evil.example")
        found = figures(client)

    assert 2 == found["rolegraph_requests_total", "GET", "/sparql", "200"]
    assert 1 == found["rolegraph_requests_total", "GET", "/sparql", "400"]
    assert 1 == found["rolegraph_requests_total", "GET", "/sparql", "421"]
    assert 1 == found["rolegraph_requests_total", "GET", "none", "404"]
    assert 1 == found["rolegraph_requests_total", "other", "none", "405"]
    assert 4 == found["rolegraph_request_seconds_count", "/sparql"]
    assert 1 == found["rolegraph_cache_hits_total",]
    assert 1 == found["rolegraph_snapshot",]
    assert (0, 0) == (found["rolegraph_queue_length",], found["rolegraph_places_taken",])
    assert 1 == found["rolegraph_workers", "idle"]


def test_kills_are_counted_by_cause(store_root: Path, serve: Any) -> None:
    with serve(Settings(store=store_root, workers=1, query_memory=256, cache_size=0)) as client:
        client.get(HEAVY, [("timeout", "0.2")])
        doubled = " ".join(f"BIND(CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(24))
        client.get(f'SELECT (STRLEN(?v24) AS ?n) WHERE {{ BIND("{"x" * 1000}" AS ?v0) {doubled} }}')
        # The rest of a long answer is not wanted.
        client.send("HEAD", "/sparql?query=SELECT+*+WHERE+%7B+%3Fs+%3Fp+%3Fo+.+%3Fa+%3Fb+%3Fc+%7D")
        found = figures(client)

    causes = {key[1]: number for key, number in found.items() if key[0] == "rolegraph_kills_total"}
    assert 1 == causes["timeout"] == causes["memory"] == causes["not wanted"]
    assert 0 == causes["crash"] == causes["client left"] == causes["displaced"]


def test_a_crash_is_counted(store_root: Path, serve: Any) -> None:
    with serve(Settings(store=store_root, workers=1)) as client, ThreadPoolExecutor() as threads:
        heavy = threads.submit(client.get, HEAVY)
        time.sleep(0.4)
        (pid,) = client.pids()
        os.kill(pid, signal.SIGSEGV)

        assert 500 == heavy.result().status
        assert 1 == figures(client)["rolegraph_kills_total", "crash"]


@pytest.mark.parametrize(
    ("metrics", "headers", "status"),
    [
        ("local", {}, 200),
        ("local", {"Host": "localhost"}, 200),
        ("local", {"Host": "data.example.org"}, 404),
        ("local", {"X_Forwarded_For": "192.0.2.1"}, 404),
        ("local", {"Forwarded": "for=127.0.0.1"}, 404),
        ("local", {"Via": "1.1 proxy"}, 404),
        ("public", {"X_Forwarded_For": "192.0.2.1"}, 200),
        ("off", {}, 404),
    ],
)
def test_they_are_for_this_machine_unless_set(
    store_root: Path, serve: Any, metrics: str, headers: dict[str, str], status: int
) -> None:
    settings = Settings(store=store_root, workers=1, metrics=metrics, public_url="https://data.example.org")
    with serve(settings) as client:
        assert status == client.send("GET", "/metrics", **headers).status


def test_a_trusted_proxys_clients_are_not_this_machine(store_root: Path, serve: Any) -> None:
    with serve(Settings(store=store_root, workers=1, trusted_proxy="127.0.0.1")) as client:
        assert 404 == client.send("GET", "/metrics", X_Forwarded_For="127.0.0.1").status
        assert 200 == client.send("GET", "/metrics").status
