"""Contradictions and violations of the shapes on standard error, with the sentences that cause them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from loaders.publishing import Contradiction, Invalid
from loaders.reasoning.telling import conflict_lines
from loaders.validation.telling import violation_lines

#: Findings that are told in full.
MOST = 20


def print_contradictions(found: Iterable[dict[str, Any]]) -> None:
    """Print contradictions as `loaders.reasoning.telling` gives them, the first ones with their proofs."""
    _print(found, conflict_lines, "contradictions")


def print_violations(found: Iterable[dict[str, Any]]) -> None:
    """Print violations as `loaders.validation.telling` gives them, the first ones alone."""
    _print(found, violation_lines, "violations")


def _print(found: Iterable[dict[str, Any]], lines: Callable[[dict[str, Any]], Iterator[str]], name: str) -> None:
    told = list(found)
    for one in told[:MOST]:
        for line in lines(one):
            click.echo(f"rolegraph: {line}" if not line.startswith(" ") else line, err=True)
    if len(told) > MOST:
        click.echo(f"rolegraph: and {len(told) - MOST:,} more {name}", err=True)


@contextmanager
def refusals() -> Iterator[None]:
    """Tell because of what nothing is published."""
    try:
        yield
    except Contradiction as error:
        print_contradictions(error.found)
        raise
    except Invalid as error:
        print_violations(error.found)
        raise
