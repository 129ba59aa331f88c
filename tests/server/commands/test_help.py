"""Every verb has help that says what it does, and stands in the README or the docs."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from server.cli import VERBS, group


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_has_help(verb: str) -> None:
    done = CliRunner().invoke(group, [verb, "--help"])
    text = done.output

    assert 0 == done.exit_code
    assert f"Usage: group {verb}" in text
    assert len(text.split("Options:")[0].splitlines()) > 2


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_has_help(verb: str) -> None:
    command = group.get_command(click.Context(group), verb)
    assert command is not None

    assert [] == [one.name for one in command.params if isinstance(one, click.Option) and not one.help]


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_stands_in_the_docs(verb: str, checkout: Path) -> None:
    pages = [checkout / "README.md", *(checkout / "docs").glob("*.md")]

    assert any(f"rolegraph {verb}" in page.read_text(encoding="utf-8") for page in pages)


def test_an_unknown_verb_is_refused_in_one_line() -> None:
    done = CliRunner().invoke(group, ["fly"])

    assert (2, True) == (done.exit_code, "No such command 'fly'" in done.output)


def test_the_verbs_are_listed_with_what_they_do() -> None:
    done = CliRunner().invoke(group, ["--help"])

    assert all(f"  {verb} " in done.output for verb in VERBS)
