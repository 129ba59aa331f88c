"""Answers that are given again without a worker."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ontology.terms import Graph, Rdfs
from server import again as again_module
from server.again import NAME, Again
from server.cache import OVERHEAD, PART, Cache, Keeping
from server.settings import Settings

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
HEAVY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def hits(client: Any) -> int:
    text = client.send("GET", "/metrics").text
    (line,) = [one for one in text.splitlines() if one.startswith("rolegraph_cache_hits_total ")]
    return int(float(line.split()[1]))


@pytest.fixture
def cache() -> Cache:
    made = Cache(PART * 1000)
    made.turn_to("1-a")
    return made


def test_what_is_put_is_given_until_its_snapshot_goes(cache: Cache) -> None:
    cache.put("1-a", "x", b"answer", False)
    found = cache.get("x")

    assert found is not None
    assert (b"answer", False) == (found.body, found.truncated)
    cache.turn_to("2-b")
    assert cache.get("x") is None
    assert 0 == cache.taken


def test_an_answer_from_another_snapshot_or_too_long_a_one_is_not_kept(cache: Cache) -> None:
    cache.put("0-z", "x", b"old", False)
    cache.put("1-a", "y", b"x" * 1001, False)

    assert 0 == len(cache)


def test_it_never_takes_more_than_its_size_and_the_oldest_goes_first(cache: Cache) -> None:
    room = PART * 1000 // (500 + OVERHEAD)
    for number in range(room + 1):
        cache.put("1-a", str(number), b"x" * 500, False)
        cache.get("0")

    assert room == len(cache)
    assert cache.get("0") is not None
    assert cache.get("1") is None
    assert cache.taken <= PART * 1000


def test_the_gzip_of_an_answer_is_counted_too(cache: Cache) -> None:
    cache.put("1-a", "x", b"x" * 1000, False)
    kept = cache.get("x")
    assert kept is not None
    before = cache.taken
    packed = cache.packed("x", kept)

    assert before + len(packed) == cache.taken
    assert packed is cache.packed("x", kept)


def test_a_cache_of_size_nothing_keeps_nothing() -> None:
    cache = Cache(0)
    cache.turn_to("1-a")
    cache.put("1-a", "x", b"", False)

    assert cache.get("x") is None


def test_threads_do_not_spoil_its_account(cache: Cache) -> None:
    def work(seed: int) -> None:
        for number in range(2000):
            name = str((number * seed) % 60)
            kept = cache.get(name)
            if kept is not None:
                cache.packed(name, kept)
            cache.put("1-a", name, b"x" * (number % 900), False)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in (1, 7, 11)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    names = [str(number) for number in range(60)]
    assert cache.taken == sum(kept.size for name in names if (kept := cache.get(name)))


def test_only_what_came_whole_is_kept(cache: Cache) -> None:
    def broken() -> Iterator[bytes]:
        yield b"a"
        raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        list(Keeping(broken(), cache, "1-a", "broken"))
    next(iter(Keeping([b"a", b"b"], cache, "1-a", "left")))
    assert [b"a", b"b"] == list(Keeping([b"a", b"b"], cache, "1-a", "whole"))

    assert (None, None) == (cache.get("broken"), cache.get("left"))
    kept = cache.get("whole")
    assert kept is not None
    assert b"ab" == kept.body


def test_an_answer_is_given_again_while_no_worker_is_free(store_root: Path, serve: Any) -> None:
    settings = Settings(store=store_root, workers=1, timeout=3, patience=0.2)
    with serve(settings) as client, ThreadPoolExecutor() as threads:
        first = client.get(COUNT)
        heavy = threads.submit(client.get, HEAVY)
        time.sleep(0.3)
        again = client.get(COUNT)
        other = client.get(COUNT, [("inferred", "false")])
        csv = client.get(COUNT, Accept="text/csv")

        assert (200, first.body) == (again.status, again.body)
        for name in ("etag", "vary", "content-type", "cache-control", "rolegraph-snapshot", "content-length"):
            assert first.headers[name] == again.headers[name]
        assert [503, 503] == [other.status, csv.status]
        assert 503 == heavy.result().status


@pytest.mark.parametrize("query", ["SELECT (RAND() AS ?x) {}", "SELECT (UUID() AS ?x) {}", "SELECT (NOW() AS ?x) {}"])
def test_an_answer_that_differs_each_time_is_not_kept(store_root: Path, serve: Any, query: str) -> None:
    with serve(Settings(store=store_root, workers=1)) as client:
        before = hits(client)

        assert client.get(query).body != client.get(query).body
        assert before == hits(client)


def test_a_streamed_answer_is_kept_too(store_root: Path, serve: Any) -> None:
    with serve(Settings(store=store_root, workers=1)) as client:
        query = "SELECT * WHERE { ?s ?p ?o } ORDER BY ?s"
        first = client.get(query)
        assert "chunked" == first.headers["transfer-encoding"]
        before = hits(client)
        again = client.get(query)

        assert before + 1 == hits(client)
        assert first.body == again.body


def test_a_post_is_answered_from_what_a_get_left(store_root: Path, serve: Any) -> None:
    with serve(Settings(store=store_root, workers=1)) as client:
        first = client.get(COUNT)
        before = hits(client)

        assert first.body == client.post(COUNT).body
        assert before + 1 == hits(client)


def test_errors_are_not_kept(store_root: Path, serve: Any) -> None:
    with serve(Settings(store=store_root, workers=1)) as client:
        for _ in range(2):
            assert 503 == client.get(HEAVY, [("timeout", "0.2")]).status
        assert 0 == hits(client)


def test_a_new_snapshot_is_answered_from(tmp_path: Path, serve: Any, publish: Callable[[Path, Any], None]) -> None:
    def quad(number: int) -> Quad:
        return Quad(NamedNode(f"https://example.org/{number}"), Rdfs.label, Literal("x"), Graph.DOCUMENTS)

    publish(tmp_path, [quad(0)])
    with serve(Settings(store=tmp_path, workers=1)) as client:
        assert ["1"] == client.csv(COUNT)
        publish(tmp_path, [quad(1)])
        end = time.monotonic() + 5
        while client.csv(COUNT) == ["1"] and time.monotonic() < end:
            time.sleep(0.05)

        assert ["2"] == client.csv(COUNT)


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_the_same_request_again_has_the_same_answer_with_all_its_headers(
    store_root: Path, serve: Any, coding: str
) -> None:
    query = "SELECT * WHERE { ?s ?p ?o } LIMIT 100"
    with serve(Settings(store=store_root, workers=1)) as client:
        replies = [client.get(query, Accept_Encoding=coding) for _ in range(4)]
        different = [
            client.get(query, Accept_Encoding=coding, Accept="text/csv"),
            client.get(query, Accept_Encoding=coding, Host="evil.example"),
            client.get(query, Accept_Encoding=coding, If_None_Match=replies[0].headers["etag"]),
        ]
    names = [one.headers.pop("x-request-id") for one in replies]
    for one in replies:
        del one.headers["date"]

    assert 4 == len(set(names))
    assert {200} == {one.status for one in replies}
    assert all((replies[0].headers, replies[0].body) == (one.headers, one.body) for one in replies[1:])
    assert [200, 421, 304] == [one.status for one in different]
    assert different[0].headers["content-type"].startswith("text/csv")


def test_a_request_whose_answer_is_gone_is_asked_anew() -> None:
    cache = Cache(PART * 1000)
    cache.turn_to("1-a")
    again = Again(cache)
    environ = {"REQUEST_METHOD": "GET", "REQUEST_URI": "/x", "HTTP_HOST": "localhost", NAME: "x"}
    cache.put("1-a", "x", b"answer", False)
    again.remember(environ, [("A", "b")], ())

    assert ([("A", "b")], b"answer") == again.answer(dict(environ))
    for other in ({"REQUEST_METHOD": "HEAD"}, {"HTTP_HOST": "x"}, {"REQUEST_URI": "/y"}, {"HTTP_IF_NONE_MATCH": "*"}):
        assert again.answer({**environ, **other}) is None
    cache.turn_to("2-b")
    assert again.answer(dict(environ)) is None


def test_only_so_many_requests_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(again_module, "MOST", 2)
    cache = Cache(PART * 1000)
    cache.turn_to("1-a")
    cache.put("1-a", "x", b"answer", False)
    again = Again(cache)
    environs = [
        {"REQUEST_METHOD": "GET", "REQUEST_URI": uri, "HTTP_HOST": "localhost", NAME: "x"}
        for uri in ("/1", "/2", "/3", "/" + "x" * again_module.LONGEST)
    ]
    for environ in environs:
        again.remember(environ, [], ())

    assert [False, True, True, False] == [again.answer(dict(environ)) is not None for environ in environs]
