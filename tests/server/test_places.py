"""How many queries are taken of one client, and who is next; the line with workers that are only counted."""

from __future__ import annotations

import math
import time
from types import SimpleNamespace
from typing import Any, cast

import pytest

from server.errors import Overloaded
from server.line import FAIR_RUN, FAIR_WAIT, Line
from server.places import Places, client_of
from server.worker import Worker


def lent(client: str, age: float = 0.0) -> Worker:
    return cast(Worker, SimpleNamespace(client=client, since=time.monotonic() - age, deadline=math.inf))


def test_one_client_has_its_share_and_others_theirs() -> None:
    places = Places(4, 2)
    first = places.take("a")
    places.take("a")
    with pytest.raises(Overloaded, match="2 queries of yours"):
        places.take("a")
    places.take("b")
    first.leave()
    first.leave()

    assert 2 == places.taken
    places.take("a")


def test_all_together_have_no_more_than_there_is() -> None:
    places = Places(2, 2)
    places.take("a")
    last = places.take("b")
    with pytest.raises(Overloaded) as refused:
        places.take("c")
    last.leave()

    assert "1" == refused.value.headers["Retry-After"]
    places.take("c")


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("localhost", "localhost"),
    ],
)
def test_a_client_is_an_address_or_a_network_of_ipv6(address: str, client: str) -> None:
    assert client == client_of(address)


def test_the_client_with_the_fewest_at_work_is_next_then_the_first() -> None:
    line = Line()
    for client in ("a", "a", "b", "c"):
        line.enter(client)
    tickets = list(line.tickets)
    busy = [lent("a"), lent("b")]
    called = []
    for _ in tickets:
        worker = lent("gone")
        line.call(worker, [*busy, worker])
        busy.append(worker)
        called.append(worker.client)

    assert ["c", "a", "b", "a"] == called
    assert all(ticket.wait(0) for ticket in tickets)


def waiting(client: str, seconds: float) -> Any:
    line = Line()
    line.enter(client).since -= seconds
    return line


def test_the_youngest_query_of_age_makes_room_for_a_client_that_has_none() -> None:
    old, young, fresh = lent("a", 9), lent("a", FAIR_RUN + 0.5), lent("a")

    assert young is waiting("b", FAIR_WAIT + 0.1).displaced([old, fresh, young], 3)


def test_where_all_are_at_long_queries_the_oldest_that_had_its_part_makes_room() -> None:
    old, young = lent("a", 9), lent("b", 8)
    for one in (old, young):
        one.deadline = one.since + 10
    new = lent("d", FAIR_RUN + 0.5)
    new.deadline = new.since + 10

    assert old is waiting("c", FAIR_WAIT + 0.1).displaced([young, old, new], 3)
    assert waiting("a", FAIR_WAIT + 0.1).displaced([young, old, new], 3) is None
    assert waiting("c", FAIR_WAIT + 0.1).displaced([young, old, lent("d")], 3) is None
    assert waiting("c", FAIR_WAIT + 0.1).displaced([new], 1) is None
    assert waiting("c", FAIR_WAIT + 0.1).displaced([old, young], 3) is None


@pytest.mark.parametrize(
    ("client", "seconds", "workers"),
    [
        ("a", 9, ["a", "a", "a"]),
        ("b", 0, ["a", "a", "a"]),
        ("b", 9, ["a"]),
        ("b", 9, ["a", "b"]),
        ("b", 9, ["a", "a", "b"]),
        ("b", 9, []),
    ],
)
def test_nobody_is_displaced_for_less(client: str, seconds: float, workers: list[str]) -> None:
    assert waiting(client, seconds).displaced([lent(one, 9) for one in workers], 3) is None
