"""What a query is offered as and answered with: never what it was before, and no file that can only fail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from server.settings import Settings

HEAD = "#+ summary: A number\nSELECT ?n WHERE { VALUES ?n { "


def test_a_changed_query_answers_anew(samples_root: Path, serve: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(HEAD + "1 } }")
    with serve(Settings(store=samples_root, workers=1, queries=tmp_path)) as client:
        first = [client.send("GET", "/queries/mine?format=csv").text.split() for _ in range(3)]
        file.write_text(HEAD + "22 } }")
        second = client.send("GET", "/queries/mine?format=csv").text.split()
        file.unlink()
        gone = client.send("GET", "/queries/mine?format=csv").status

    assert [["n", "1"]] * 3 == first
    assert ["n", "22"] == second
    assert 404 == gone


def test_files_of_graphs_are_offered_where_there_is_a_graph(samples_root: Path, serve: Callable[..., Any]) -> None:
    with serve(Settings(store=samples_root, workers=1)) as client:
        texts = client.send("GET", "/queries/document-outline", Accept="text/html").text
        things = client.send("GET", "/queries/skills-of-role", Accept="text/html").text

    assert "format=graphml" not in texts
    assert "format=csv" in texts
    assert "format=graphml" in things
