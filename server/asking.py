"""Small questions of the server's own to the snapshot, put to a worker as any query is."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request

from server import answers, formats
from server.answers import Terms
from server.evaluate import Question
from server.formats import SOLUTIONS, Choice
from server.front import ORIGIN
from server.house import House
from server.places import client_of
from server.protocol import QueryRequest
from server.settings import MIB
from server.task import Task, fewer, prepare

#: The longest answer to a question of the server's own, in bytes: it is held in memory.
LONGEST = 16 * MIB

_JSON = formats.find(SOLUTIONS, "json")


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: its value as JSON has it, the tag of the snapshot that it is from, and its name, for an ETag."""

    value: Any
    snapshot: str
    name: str


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer's bytes, the tag of its snapshot, its name, and whether rows were left out."""

    body: bytes
    snapshot: str
    name: str
    truncated: bool


def read(house: House, reading: str, **arguments: object) -> Found:
    """Give what one of `server.readings` finds, from the cache where it is there. Raises a Problem or ClientLeft.

    `arguments` are what JSON can hold.
    """
    text = json.dumps(arguments, ensure_ascii=False, sort_keys=True)
    return _put(house, Question(text, house.settings.base_url, "reading", reading))


def prepared(house: House, asked: QueryRequest, query: str, most: int = 0) -> Task:
    """Make the task of a query that a page of ours puts, cut after so many rows unless that is 0. Raises a Problem."""
    given = house.settings
    return prepare(
        asked, query, None, given.bounds, f"{given.base_url}/sparql", fewer(most, given.max_rows), given.plain
    )


def asked(house: House, query: str) -> dict[str, Any]:
    """Give the JSON results of a query over the named graphs. Raises a Problem or ClientLeft."""
    found: dict[str, Any] = _put(house, Question(query, house.settings.base_url, "solutions", _JSON.name)).value
    return found


def has_graph(house: House, graph: str) -> bool:
    """Tell whether there is a graph of this IRI, be it empty."""
    return bool(asked(house, f"ASK {{ GRAPH <{graph}> {{}} }}")["boolean"])


def named_graphs(house: House, most: int) -> list[str]:
    """Give the IRIs of up to `most` named graphs."""
    rows = asked(house, f"SELECT ?g WHERE {{ GRAPH ?g {{}} }} LIMIT {most}")["results"]["bindings"]
    return sorted(row["g"]["value"] for row in rows if row["g"]["type"] == "uri")


def client_left() -> Callable[[], bool]:
    """Give the question whether this request's client has closed the connection; servers that can't tell say no."""
    found: Callable[[], bool] = request.environ.get("waitress.client_disconnected", lambda: False)
    return found


def whole(house: House, task: Task, seconds: float = math.inf) -> Whole:
    """Give the whole answer to a task, from the cache where it is there; a worker has up to `seconds` for it.

    Raises a Problem, AnswerTooLong beyond LONGEST, or ClientLeft.
    """
    name = task.etag(house.snapshot)
    kept = None if task.volatile else house.cache.get(name)
    if kept is not None:
        return Whole(kept.body, house.snapshot, name, kept.truncated)
    place = house.places.take(client_of(request.environ[ORIGIN].client))
    terms = Terms(house.settings.patience, client_left(), place, LONGEST)
    answer = answers.ask(house.pool, task, min(seconds, house.settings.timeout), terms)
    try:
        while not answer.complete:
            answer.hold_back()
        name = task.etag(answer.snapshot)
        if not task.volatile:
            house.cache.put(answer.snapshot, name, answer.held, answer.truncated)
        return Whole(answer.held, answer.snapshot, name, answer.truncated)
    finally:
        answer.close()


def _put(house: House, question: Question) -> Found:
    """Put a question of the server's own to a worker, unless its answer is kept."""
    found = whole(house, Task(question.encode(), Choice(_JSON, _JSON.media_types[0]), volatile=False))
    return Found(json.loads(found.body), found.snapshot, found.name)
