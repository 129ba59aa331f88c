"""URLs of pages are bounded, since a page repeats its own many times; those of files change with the files."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest


@pytest.mark.parametrize("path", ["/", "/roles", "/gap", "/search", "/explore", "/queries", "/id/x", "/nowhere"])
def test_a_long_url_is_refused_shortly(client: Any, path: str) -> None:
    for tail in ("?zz=" + "a" * 9000, "?" + "lang=fi&" * 2000):
        reply = client.send("GET", path + tail)
        page = client.send("GET", path + tail, Accept="text/html")

        assert (414, "application/problem+json") == (reply.status, reply.headers["content-type"])
        assert "8192" in json.loads(reply.body)["detail"]
        assert 414 == page.status
        assert len(page.body) < 20_000


def test_a_long_query_is_taken(client: Any) -> None:
    assert 200 == client.get("ASK {} #" + "a" * 20_000).status


def test_files_of_ours_are_kept_as_long_as_they_are_the_same(client: Any) -> None:
    found = re.search(r'"(/static/house\.css)\?v=(\w+)"', client.send("GET", "/", Accept="text/html").text)
    assert found is not None

    assert "immutable" in client.send("GET", f"{found[1]}?v={found[2]}").headers["cache-control"]
    assert "immutable" not in client.send("GET", f"{found[1]}?v=0").headers["cache-control"]
    assert "immutable" not in client.send("GET", found[1]).headers["cache-control"]
