"""The pool, over real workers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from loaders.sandbox.limits import Limits
from server.errors import Overloaded
from server.supervisor import Supervisor
from server.workers import Pool
from server.zygote import Orders


@pytest.fixture
def pool(store_root: Path) -> Iterator[Pool]:
    """A pool of two workers with one place to wait."""
    supervisor = Supervisor(Orders(str(store_root), False, Limits()), size=2, queue=1, uses=100)
    supervisor.start()
    yield supervisor.pool
    supervisor.stop()


def test_what_is_given_back_is_lent_again(pool: Pool) -> None:
    first = pool.lend(1)
    second = pool.lend(1)
    pool.give_back(first)

    assert first is pool.lend(1)
    pool.give_back(first)
    pool.give_back(second)


def test_without_a_free_worker_one_waits_and_the_next_is_refused(pool: Pool) -> None:
    lent = [pool.lend(1), pool.lend(1)]
    found = []
    thread = threading.Thread(target=lambda: found.append(pool.lend(5)))
    thread.start()
    time.sleep(0.1)
    with pytest.raises(Overloaded):
        pool.lend(5)
    pool.give_back(lent[0])
    thread.join(5)

    assert [lent[0]] == found
    for worker in lent:
        pool.give_back(worker)


def test_patience_ends(pool: Pool) -> None:
    lent = [pool.lend(1), pool.lend(1)]
    started = time.monotonic()
    with pytest.raises(Overloaded, match=r"0\.1 seconds"):
        pool.lend(0.1)

    assert time.monotonic() - started < 1
    for worker in lent:
        pool.give_back(worker)


def test_a_discarded_worker_is_replaced(pool: Pool) -> None:
    worker = pool.lend(1)
    pool.discard(worker)
    lent = [pool.lend(3), pool.lend(3)]

    assert worker not in lent
    for one in lent:
        pool.give_back(one)


def test_a_worker_kept_beyond_its_deadline_is_killed(pool: Pool) -> None:
    worker = pool.lend(1)
    worker.deadline = time.monotonic()

    assert worker.ended.wait(3)
    pool.discard(worker)
