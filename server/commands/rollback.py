"""`rolegraph rollback`: show readers an earlier snapshot again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from loaders import snapshots
from server.commands.options import store_option


@click.command()
@click.argument("number", type=click.IntRange(min=1), required=False)
@store_option
def command(number: int | None, store_dir: Path) -> None:
    """Make snapshot NUMBER current, by default the one before the current one.

    Only what readers see moves. The store keeps its state: the next load, remove or publish that changes it
    shows all of it again, and so does `rolegraph publish`.
    """
    snapshot = snapshots.rollback(store_dir, number, on_wait=partial(click.echo, err=True))
    click.echo(f"Snapshot {snapshot.number} is current.")
