"""The settings and their table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ontology.errors import RolegraphError
from server.settings import Settings, table, usable_cores


def test_the_table_has_a_row_for_each_setting() -> None:
    rows = {row.name: row for row in table()}

    assert rows["query_memory"].flag == "--query-memory"
    assert rows["query_memory"].variable == "ROLEGRAPH_QUERY_MEMORY"
    assert all(row.meaning.endswith(".") for row in rows.values())
    assert Settings() == Settings(**{name: row.default for name, row in rows.items()})


def test_there_is_a_worker_a_core_and_a_spare_unless_set() -> None:
    assert 2 * usable_cores() + 1 == Settings().worker_count
    assert 5 == Settings(workers=5).worker_count


def test_the_public_url_is_where_the_server_listens_unless_set() -> None:
    assert "http://127.0.0.1:8000" == Settings().base_url
    assert "http://[::1]:8000" == Settings(host="::1").base_url
    assert "https://example.org/x" == Settings(public_url="https://example.org/x/").base_url


@pytest.mark.parametrize(("name", "given"), [("timeout", 0), ("workers", 0), ("port", -1), ("timeout", float("inf"))])
def test_a_number_that_makes_no_sense_is_refused(name: str, given: Any) -> None:
    with pytest.raises(RolegraphError, match=f"--{name}"):
        replace(Settings(), **{name: given})


def shown(default: Any) -> str:
    """Write a default as the documentation does."""
    if default is None or default == "":
        return "–"
    if isinstance(default, bool):
        return "on" if default else "off"
    return f"{default:g}" if isinstance(default, int | float) else f"`{default}`"


def test_the_documentation_has_the_same_table(checkout: Path) -> None:
    text = (checkout / "docs" / "operations.md").read_text()
    documented = [line for line in text.splitlines() if line.startswith("| `--")]

    assert documented == [
        f"| `{row.flag}` | `{row.variable}` | {shown(row.default)} | {row.meaning} |" for row in table()
    ]


@pytest.mark.parametrize("name", ["metrics", "log_format", "proxy_header"])
def test_a_word_that_is_no_choice_is_refused(name: str) -> None:
    given: dict[str, Any] = {name: "nonsense"}
    with pytest.raises(RolegraphError, match=f"--{name.replace('_', '-')} is nonsense"):
        replace(Settings(), **given)


def test_one_client_has_half_of_the_places_unless_set() -> None:
    assert (14, 7) == (Settings(workers=3, queue=8).places, Settings(workers=3, queue=8).share)
    assert 2 == Settings(client_share=2).share
    assert 1 == Settings(workers=1, extra_workers=0, queue=0).share
