"""`rolegraph publish`: show readers what the store holds."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from loaders import snapshots
from loaders.publishing import publish
from loaders.store import open_writer
from server.commands.findings import print_contradictions, refusals
from server.commands.options import store_option, strict_option, workspace_of, workspace_option


@click.command()
@store_option
@workspace_option
@strict_option
@click.pass_context
def command(context: click.Context, store_dir: Path, workspace: Path | None, strict: bool) -> None:
    """Make the store's state the current snapshot, after loads with --no-publish, new decisions or a rollback.

    A running server takes it up by itself. Where nothing changed, no new snapshot is made.
    """
    with open_writer(store_dir, on_wait=partial(click.echo, err=True), create=False) as writer:
        before = snapshots.current(store_dir)
        with refusals():
            done = publish(store_dir, writer, workspace_of(store_dir, workspace), forward=True, strict=strict)
    snapshot = done.snapshot
    print_contradictions(done.contradictions)
    if snapshot == before:
        click.echo(f"Nothing changed: snapshot {snapshot.number} stays current.")
    else:
        click.echo(f"Snapshot {snapshot.number} is current.")
    context.exit(1 if done.contradictions else 0)
