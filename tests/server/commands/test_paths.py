"""`rolegraph paths` and `rolegraph gap` as a user calls them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner, Result

from server.cli import group
from server.settings import Settings
from tests.server.careers.conftest import HOSTILE, bakers_root

__all__ = ["bakers_root"]
EX = "https://example.org/"


def run(root: Path, verb: str, *asked: str) -> Result:
    return CliRunner().invoke(group, [verb, "--store", str(root), *asked])


def test_paths_are_told_with_their_steps(bakers_root: Path) -> None:
    done = run(bakers_root, "paths", "oppipoika", EX + "head", "--all")

    assert 0 == done.exit_code
    assert "2. apprentice → baker → " in done.stdout
    assert "(2 steps)" in done.stdout
    assert "\u202e" not in done.stdout


def test_labels_are_in_the_language_asked_for(bakers_root: Path) -> None:
    assert (
        "1. oppipoika → baker (1 step)" in run(bakers_root, "paths", "apprentice", EX + "baker", "--lang", "fi").stdout
    )


def test_no_path_is_exit_code_1_and_tells_what_is_in_reach(bakers_root: Path) -> None:
    done = run(bakers_root, "paths", "apprentice", "miller")

    assert 1 == done.exit_code
    assert "--lateral" in done.stderr
    assert "baker (1 step)" in done.stdout
    assert 0 == run(bakers_root, "paths", "apprentice", "miller", "--lateral").exit_code


@pytest.mark.parametrize("verb", ["paths", "gap"])
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("nobody", "miller"), 'from: no role is called "nobody"'),
        (("miller", "Baker"), f'to: more than one role is called "Baker"; give the IRI: {EX}baker, {EX}rye-baker'),
        (("miller", "owner", "--lang", "!"), "`lang`"),
    ],
)
def test_what_is_refused_is_one_line_and_exit_code_2(
    bakers_root: Path, verb: str, asked: tuple[str, ...], said: str
) -> None:
    done = run(bakers_root, verb, *asked)

    assert (2, "") == (done.exit_code, done.stdout)
    assert said in done.stderr
    assert 1 == len(done.stderr.splitlines())


def test_a_gap_is_a_table(bakers_root: Path) -> None:
    done = run(bakers_root, "gap", "apprentice", EX + "baker")

    assert 0 == done.exit_code
    assert "50% in common" in done.stdout
    assert [["skill", "missing"], ["skill", "shared"]] == [line.split()[:2] for line in done.stdout.splitlines()[2:]]


def test_json_is_that_of_the_server(bakers_root: Path, serve: Callable[..., Any]) -> None:
    with serve(Settings(store=bakers_root, workers=1)) as client:
        for verb, asked, given in (
            ("paths", ["--all", "--lateral"], {"all": "true", "lateral": "true"}),
            ("gap", ["--no-inferred"], {"inferred": "false"}),
        ):
            query = urlencode({"from": "apprentice", "to": HOSTILE, "lang": "fi", **given})
            served = client.send("GET", f"/{verb}?{query}", Accept="application/json")
            printed = run(bakers_root, verb, "apprentice", HOSTILE, "--lang", "fi", "--json", *asked)

            assert json.loads(served.body) == json.loads(printed.stdout)
