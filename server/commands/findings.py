"""Contradictions and violations of the shapes on standard error, with the sentences that cause them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

from loaders.publishing import TOLD, Contradiction, Invalid
from loaders.reasoning.telling import conflict_lines
from loaders.validation.telling import violation_lines

#: Findings that are told in full.
MOST = TOLD


def print_contradictions(found: Sequence[dict[str, Any]]) -> None:
    """Print contradictions as `loaders.reasoning.telling` gives them, the first ones with their proofs."""
    _print(found, len(found), conflict_lines, "contradictions")


def print_violations(found: Sequence[dict[str, Any]], number: int) -> None:
    """Print the first of a number of violations, as `loaders.validation.telling` gives them."""
    _print(found, number, violation_lines, "violations")


def _print(
    found: Sequence[dict[str, Any]], number: int, lines: Callable[[dict[str, Any]], Iterator[str]], name: str
) -> None:
    for one in found[:MOST]:
        for line in lines(one):
            click.echo(f"rolegraph: {line}" if not line.startswith(" ") else line, err=True)
    if number > MOST:
        click.echo(f"rolegraph: and {number - MOST:,} more {name}", err=True)


@contextmanager
def refusals() -> Iterator[None]:
    """Tell because of what nothing is published."""
    try:
        yield
    except Contradiction as error:
        print_contradictions(error.found)
        raise
    except Invalid as error:
        print_violations(error.found, error.number)
        raise
