"""Links from one page of rows to the others (RFC 8288)."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from flask import request

from server.parameters import decode_form
from server.queries.wish import Window


def pages(window: Window, rows: int) -> dict[str, str]:
    """Give the URLs of the first, previous, next and last page of so many rows, as far as there are such."""
    last = max(1, -(-rows // window.size))
    numbers = {"first": 1, "last": last}
    if window.page > 1:
        numbers["prev"] = min(window.page - 1, last)
    if window.page < last:
        numbers["next"] = window.page + 1
    order = ("first", "prev", "next", "last")
    return {name: page(numbers[name], window.size) for name in order if name in numbers}


def page(number: int, size: int) -> str:
    """Give this request's URL for another page."""
    pairs = [(name, text) for name, text in decode_form(request.query_string) if name not in {"page", "per_page"}]
    whole = [*((name, text) for name, text in pairs if text), ("page", str(number)), ("per_page", str(size))]
    return with_pairs(f"{request.script_root}{quote(request.path)}", whole)


def with_pairs(path: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Give a URL with parameters."""
    return f"{path}?{urlencode(pairs)}" if pairs else path


def header(links: dict[str, str]) -> str:
    """Write links as a Link header."""
    return ", ".join(f'<{url}>; rel="{name}"' for name, url in links.items())
