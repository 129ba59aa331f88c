"""A zygote and its workers, without the pool."""

from __future__ import annotations

import json
import os
import select
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from loaders.sandbox.frames import Kind
from loaders.sandbox.limits import Limits
from loaders.snapshots import current
from server.evaluate import Question
from server.generation import Generation
from server.worker import Worker
from server.zygote import Orders

QUESTION = Question("ASK { GRAPH ?g { ?s ?p ?o } }", "https://example.org/sparql", "solutions", "csv").encode()


def attend_until(generation: Generation, done: Callable[[list[Worker]], bool]) -> list[Worker]:
    """Attend to a zygote until something holds of the workers that came; five seconds at most."""
    came: list[Worker] = []
    end = time.monotonic() + 5
    while not done(came) and not generation.failure and time.monotonic() < end:
        if select.select([generation], [], [], 0.1)[0]:
            came += generation.attend()
    generation.workers.update(came)
    return came


@pytest.fixture
def generation(store_root: Path) -> Iterator[Generation]:
    made = Generation(Orders(str(store_root), False, Limits()))
    yield made
    made.stop()


def answer(worker: Worker) -> bytes:
    worker.ask(QUESTION)
    received = b""
    while (frame := worker.read(5)) is not None and frame.kind is not Kind.END:
        received += frame.payload
    return received


def test_it_tells_what_it_serves(generation: Generation, store_root: Path) -> None:
    attend_until(generation, lambda came: generation.ready)
    snapshot = current(store_root)

    assert snapshot is not None
    assert (snapshot.number, snapshot.tag) == (generation.number, generation.tag)


def test_workers_come_as_ordered_and_answer(generation: Generation) -> None:
    attend_until(generation, lambda came: generation.ready)
    generation.order(3)
    came = attend_until(generation, lambda came: len(came) == 3)

    assert [b"true"] * 3 == [answer(worker) for worker in came]
    generation.order(3)
    assert [] == generation.attend() if select.select([generation], [], [], 0.2)[0] else True
    for worker in came:
        worker.close()


def test_the_end_of_a_worker_is_reported_with_its_cause(generation: Generation) -> None:
    attend_until(generation, lambda came: generation.ready)
    generation.order(1)
    (worker,) = attend_until(generation, lambda came: bool(came))
    os.kill(worker.pid, signal.SIGSEGV)
    attend_until(generation, lambda came: worker.ended.is_set())

    assert -signal.SIGSEGV == worker.exit_code
    worker.kill()
    worker.close()
    worker.close()


def test_a_worker_let_go_ends_by_itself(generation: Generation) -> None:
    attend_until(generation, lambda came: generation.ready)
    generation.order(1)
    (worker,) = attend_until(generation, lambda came: bool(came))
    worker.close()
    attend_until(generation, lambda came: worker.ended.is_set())

    assert 0 == worker.exit_code


def test_a_store_without_a_snapshot_is_told(tmp_path: Path) -> None:
    made = Generation(Orders(str(tmp_path), False, Limits()))
    attend_until(made, lambda came: False)

    assert "rolegraph load" in (made.failure or "")
    made.stop()


def test_orders_travel_whole() -> None:
    orders = Orders("/store", True, Limits(memory=1))

    assert {"root": "/store", "memory": True} == {
        name: given for name, given in json.loads(orders.encode()).items() if name != "limits"
    }
