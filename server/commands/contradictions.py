"""Contradictions on standard error, with the sentences that cause them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from loaders.publishing import Contradiction
from loaders.reasoning.telling import conflict_lines

#: Contradictions that are told in full.
MOST = 20


def print_contradictions(found: Iterable[dict[str, Any]]) -> None:
    """Print contradictions as `loaders.reasoning.telling` gives them, the first ones with their proofs."""
    told = list(found)
    for one in told[:MOST]:
        for line in conflict_lines(one):
            click.echo(f"rolegraph: {line}" if not line.startswith(" ") else line, err=True)
    if len(told) > MOST:
        click.echo(f"rolegraph: and {len(told) - MOST:,} more contradictions", err=True)


@contextmanager
def refusals() -> Iterator[None]:
    """Tell the contradictions because of which nothing is published."""
    try:
        yield
    except Contradiction as error:
        print_contradictions(error.found)
        raise
