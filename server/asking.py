"""Small questions of the server's own to the snapshot, put to a worker as any query is."""

from __future__ import annotations

import json
from typing import Any

from flask import request

from server import answers, formats
from server.answers import Terms
from server.evaluate import Question
from server.formats import SOLUTIONS, Choice
from server.front import ORIGIN
from server.places import Places, client_of
from server.settings import Settings
from server.task import Task
from server.workers import Pool

_JSON = formats.find(SOLUTIONS, "json")


def asked(pool: Pool, places: Places, settings: Settings, query: str) -> dict[str, Any]:
    """Give the JSON results of a query over the named graphs. Raises a Problem."""
    return put(pool, places, settings, Question(query, settings.base_url, "solutions", _JSON.name))


def put(pool: Pool, places: Places, settings: Settings, question: Question) -> dict[str, Any]:
    """Put a question to a worker, and give the JSON of its answer. Raises a Problem."""
    task = Task(question.encode(), Choice(_JSON, _JSON.media_types[0]), volatile=False)
    place = places.take(client_of(request.environ[ORIGIN].client))
    answer = answers.ask(pool, task, settings.timeout, Terms(settings.patience, lambda: False, place))
    try:
        answer.hold_back(answers.HELD_BACK * 1024)
        found: dict[str, Any] = json.loads(answer.held)
        return found
    finally:
        answer.close()


def has_graph(pool: Pool, places: Places, settings: Settings, graph: str) -> bool:
    """Tell whether there is a graph of this IRI, be it empty."""
    return bool(asked(pool, places, settings, f"ASK {{ GRAPH <{graph}> {{}} }}")["boolean"])


def named_graphs(pool: Pool, places: Places, settings: Settings, most: int) -> list[str]:
    """Give the IRIs of up to `most` named graphs."""
    rows = asked(pool, places, settings, f"SELECT ?g WHERE {{ GRAPH ?g {{}} }} LIMIT {most}")["results"]["bindings"]
    return sorted(row["g"]["value"] for row in rows if row["g"]["type"] == "uri")
