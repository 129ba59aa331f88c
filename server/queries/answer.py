"""The answer to a named query as its page shows it: a table, a yes or no, or a graph's text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from server.asking import Whole, prepared, read, whole
from server.house import House
from server.outline import Form
from server.pages.shell import reader
from server.queries import cells, links
from server.queries.cells import Table
from server.queries.paging import COUNT
from server.queries.putting import Put
from server.queries.wish import Window

#: Rows of a page for people: as asked for, at most so many, or so many where nothing is asked.
MOST_ROWS, ROWS = 500, 50
#: Triples that are shown.
MOST_TRIPLES = 500


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer on a page; `name` names it for an ETag.

    Of a SELECT `table` holds the rows from `first` to `last` (from 1) of `rows`, and `pages` leads to others;
    `at_limit` tells that the query itself lets no more than `rows` through. Of an ASK `boolean` is the answer, and of
    a graph `text` is its Turtle. `truncated` tells that the server left something out, and `is_network` whether a
    thing is in the answer, so that it can be written as a network.
    """

    name: str
    truncated: bool = False
    table: Table | None = None
    first: int = 0
    last: int = 0
    rows: int = 0
    at_limit: bool = False
    pages: Mapping[str, str] = field(default_factory=dict)
    boolean: bool | None = None
    text: str = ""
    is_network: bool = True


def shown(house: House, form: Form, asked: Put) -> Shown:
    """Have a query answered for its page; raises a Problem or ClientLeft."""
    if form == "select":
        return _rows(house, asked)
    if form == "ask":
        found = _whole(house, asked, "json")
        return Shown(found.name, boolean=bool(json.loads(found.body)["boolean"]))
    found = _whole(house, asked, "turtle", MOST_TRIPLES)
    return Shown(found.name, found.truncated, text=found.body.decode())


def count(house: House, asked: Put) -> int:
    """Count the rows of a SELECT, by a worker. Raises a Problem or ClientLeft."""
    found = whole(house, prepared(house, asked.asking(asked.counting, "json"), asked.counting), asked.seconds)
    rows: list[dict[str, Any]] = json.loads(found.body)["results"]["bindings"]
    return int(rows[0][COUNT]["value"])


def _rows(house: House, asked: Put) -> Shown:
    wanted = asked.wish.window or Window(1, ROWS)
    window = Window(wanted.page, min(wanted.size, MOST_ROWS))
    paged = replace(asked, wish=replace(asked.wish, window=window))
    found = _whole(house, paged, "json")
    results = json.loads(found.body)
    got = len(results["results"]["bindings"])
    # Counting takes as long as asking, and on the last page tells nothing new.
    known = not found.truncated and (0 < got < window.size or (got == 0 and window.page == 1))
    rows = window.offset + got if known else count(house, paged)
    titles = read(house, "titles", iris=cells.unnamed(results), chain=reader().chain).value
    table = cells.folded(results, titles)
    last = window.offset + len(table.rows)
    pages = links.pages(window, rows)
    cells_shown = [cell for row in results["results"]["bindings"] for cell in row.values()]
    has_things = not cells_shown or any(cell["type"] == "uri" for cell in cells_shown)
    first = window.offset + 1
    return Shown(
        found.name, found.truncated, table, first, last, rows, asked.limit == rows, pages, is_network=has_things
    )


def _whole(house: House, asked: Put, format: str, most: int = 0) -> Whole:
    return whole(house, prepared(house, asked.asking(asked.paged, format), asked.paged, most), asked.seconds)
