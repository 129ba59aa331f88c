"""`rolegraph serve` as a command; the server itself is tested beside its modules."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli import group
from server.commands.serve import announce, command
from server.settings import Settings, table


def test_every_setting_is_an_option_with_its_variable() -> None:
    options = {option.name: option for option in command.params}

    for setting in table():
        if setting.name != "store":
            assert [setting.flag] == options[setting.name].opts
            assert setting.variable == options[setting.name].envvar
    assert "ROLEGRAPH_STORE" == options["store_dir"].envvar


def test_a_number_that_makes_no_sense_is_one_line(tmp_path: Path) -> None:
    found = CliRunner().invoke(group, ["serve", "--store", str(tmp_path), "--timeout", "0"])

    assert 2 == found.exit_code
    assert "--timeout" in found.stderr
    assert 1 == len(found.stderr.splitlines())


def test_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    found = CliRunner().invoke(group, ["serve", "--store", str(tmp_path), "--port", "0"])

    assert 2 == found.exit_code
    assert "rolegraph load" in found.stderr


def test_the_announcement_names_the_public_address(capsys: pytest.CaptureFixture[str]) -> None:
    announce(Settings(public_url="https://example.org/graph/"))

    first, second = capsys.readouterr().out.splitlines()
    assert first.endswith("https://example.org/graph/sparql")
    assert second.startswith("Try: curl -sG https://example.org/graph/sparql ")
