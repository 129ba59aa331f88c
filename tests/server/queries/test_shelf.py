"""The user's own folder: read again when a file changes, and what is broken told without harm to the rest."""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path

import pytest

from queries import load_queries
from server.outline import Bounds
from server.queries.shelf import LONGEST, OWN, Fault, Shelf
from server.settings import Settings
from tests.server.conftest import Client, serving

SHIPPED = set(load_queries())
GOOD = "#+ summary: Anything\nSELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s LIMIT 1\n"


def shelf(folder: Path | None) -> Shelf:
    return Shelf(folder, Bounds(10_000_000, 100, 4000))


def test_a_file_is_served_beside_those_that_are_shipped(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(GOOD)
    (tmp_path / "notes.txt").write_text("no query")
    (tmp_path / "folder.rq").mkdir()
    found = shelf(tmp_path).look()

    assert SHIPPED | {"mine"} == set(found.entries)
    assert sorted(found.entries) == list(found.entries)
    assert () == found.faults
    assert SHIPPED == set(shelf(None).look().entries)


def test_changes_show_at_the_next_look(tmp_path: Path) -> None:
    ours = shelf(tmp_path)
    path = tmp_path / "mine.rq"
    path.write_text(GOOD)
    assert "Anything" == ours.look().entries["mine"].query.summary
    path.write_text(GOOD.replace("Anything", "Something else"))
    assert "Something else" == ours.look().entries["mine"].query.summary
    assert ours.look() is ours.look()
    path.unlink()
    assert "mine" not in ours.look().entries


def test_a_file_takes_the_place_of_a_shipped_one_but_not_of_the_finder(tmp_path: Path) -> None:
    (tmp_path / "find-concept.rq").write_text(GOOD)
    ours = shelf(tmp_path)

    assert "Anything" == ours.look().entries["find-concept"].query.summary
    assert load_queries()["find-concept"] == ours.finder


HEADER = "#+ summary: Anything\n#+ params:\n"


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("bad.rq", "SELECT * {}", 1),
        ("bad.rq", "# a comment\n#+ summary: x\n#+ colour: red\nSELECT * {}", 3),
        ("bad.rq", "#+ summary: [\nSELECT * {}", 1),
        ("bad.rq", "\n#+ summary: x\nSELECT * { ?s ?p ?_o }", 2),
        ("bad.rq", "#+ summary: x\nDELETE WHERE { ?s ?p ?o }", None),
        ("bad.rq", "#+ summary: x\nSELECT * { SERVICE <http://a.example/> {} }", None),
        ("bad.rq", f"#+ summary: x\nASK {'{' * 200}{'}' * 200}", None),
        ("bad one.rq", GOOD, None),
        (".rq", GOOD, None),
        ("bad.rq", GOOD + "#" * LONGEST, None),
        ("bad.rq", HEADER + "#+ - {name: lang, type: string, description: x}\nSELECT * { ?s ?p ?_lang }", None),
        *(
            (
                "bad.rq",
                HEADER + f"#+ - {{name: {own}, type: string, description: x}}\nSELECT * {{ ?s ?p ?_{own} }}",
                None,
            )
            for own in OWN
        ),
    ],
)
def test_a_broken_file_is_told_with_its_line_and_the_others_serve(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str, text: str, line: int | None
) -> None:
    (tmp_path / name).write_text(text)
    (tmp_path / "good.rq").write_text(GOOD)
    with caplog.at_level(logging.ERROR, "rolegraph.queries"):
        found = shelf(tmp_path).look()
    (fault,) = found.faults

    assert SHIPPED | {"good"} == set(found.entries)
    assert (name, str(tmp_path) in fault.message) == (fault.file, False)
    assert f"{tmp_path / name}{f':{fault.line}' if fault.line else ''}: {fault.message}" in caplog.text
    assert line is None or line == fault.line


def test_files_that_are_no_text_or_not_ours_to_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes(b"#+ summary: \xe4\nASK {}\n")
    (tmp_path / "gone.rq").symlink_to(tmp_path / "nowhere.rq")
    os.mkfifo(tmp_path / "pipe.rq")
    found = shelf(tmp_path).look()

    assert (Fault("latin.rq", None, "is not UTF-8 text"),) == found.faults
    assert set(found.entries) == SHIPPED


def test_a_folder_that_goes_away_leaves_the_shipped_queries(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "mine.rq").write_text(GOOD)
    ours = shelf(folder)
    assert "mine" in ours.look().entries
    (folder / "mine.rq").unlink()
    folder.rmdir()

    assert SHIPPED == set(ours.look().entries)
    assert ["mine"] == [fault.file for fault in ours.look().faults]


def test_a_server_takes_changes_up_without_a_restart(questions_root: Path, tmp_path: Path) -> None:
    def names(client: Client) -> dict[str, int]:
        return {name: client.send("GET", f"/queries/{name}").status for name in ("mine", "roles")}

    with serving(Settings(store=questions_root, workers=1, queries=tmp_path)) as client:
        assert {"mine": 404, "roles": 200} == names(client)
        (tmp_path / "mine.rq").write_text(GOOD)
        assert {"mine": 200, "roles": 200} == names(client)
        assert "/queries/mine" in json.loads(client.send("GET", "/openapi.json").body)["paths"]
        (tmp_path / "mine.rq").write_text("#+ nonsense\nASK {}")
        assert {"mine": 404, "roles": 200} == names(client)
        page = client.send("GET", "/queries", Accept="text/html").text
        assert "mine.rq:1" in page
        assert str(tmp_path) not in page
