"""`rolegraph forget SOURCE…`: sources out of the store, every kept snapshot and every file."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from loaders.forget import forget
from loaders.store import open_writer
from server.commands.options import store_option, workspace_of, workspace_option


@click.command("forget")
@click.argument("names", nargs=-1, required=True, metavar="SOURCE...")
@store_option
@workspace_option
@click.pass_context
def command(context: click.Context, names: tuple[str, ...], store_dir: Path, workspace: Path | None) -> None:
    """Forget sources, by the names under which they were loaded: no file of the store holds their text afterwards.

    The store and each kept snapshot that held one are written anew, snapshots under new numbers. Running servers take
    the newest one up by themselves. Reviewers' decisions, which may quote a label, are yours to edit.
    """
    with open_writer(store_dir, on_wait=partial(click.echo, err=True), create=False) as writer:
        done = forget(store_dir, writer, names, workspace_of(store_dir, workspace))
    click.echo(f"Forgotten: {', '.join(names)}. Snapshot {done.snapshot.number} is current.")
    for one in done.held:
        reason = f"a process still reads snapshot {one.number}, which holds what was forgotten"
        click.echo(f"rolegraph: {reason}; end it, then run this again", err=True)
    context.exit(1 if done.held else 0)
