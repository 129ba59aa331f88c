"""`rolegraph serve` as a command; the server itself is tested beside its modules."""

from __future__ import annotations

import subprocess
import sys
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


def test_a_folder_of_queries_that_is_not_there_is_refused(tmp_path: Path) -> None:
    found = CliRunner().invoke(group, ["serve", "--store", str(tmp_path), "--queries", str(tmp_path / "nowhere")])

    assert 2 == found.exit_code
    assert "--queries" in found.stderr
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


def test_without_the_filter_of_system_calls_others_are_not_served(tmp_path: Path) -> None:
    script = "import sys; sys.modules['pyseccomp'] = None; from server.cli import main; main()"
    arguments = ["serve", "--store", str(tmp_path), "--port", "0", "--host"]
    ran = [
        subprocess.run([sys.executable, "-c", script, *arguments, host], capture_output=True, text=True, check=False)
        for host in ("192.0.2.1", "::1", "localhost")
    ]

    assert [2, 2, 2] == [one.returncode for one in ran]
    assert "no filter of system calls" in ran[0].stderr
    assert 1 == len(ran[0].stderr.splitlines())
    assert all("rolegraph load" in one.stderr for one in ran[1:])
