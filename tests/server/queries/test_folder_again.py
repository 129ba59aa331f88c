"""A query of one's own that changes, or goes, has no answer of before, however often that was asked for."""

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
