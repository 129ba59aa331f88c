"""`rolegraph remove SOURCE…`: documents out of the store."""

from __future__ import annotations

from pathlib import Path

import click

from loaders.load import Loader
from loaders.store import open_writer
from server.commands.load import finish
from server.commands.options import json_option, store_option, workspace_of, workspace_option
from server.commands.tables import print_report


@click.command("remove")
@click.argument("names", nargs=-1, required=True, metavar="SOURCE...")
@store_option
@click.option("--no-publish", is_flag=True, help="Leave the readers at the snapshot that they have.")
@workspace_option
@json_option
@click.pass_context
def command(
    context: click.Context,
    names: tuple[str, ...],
    store_dir: Path,
    no_publish: bool,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Remove sources from the store, by the names under which they were loaded, and publish.

    What no other document says goes with them.
    """
    with open_writer(store_dir, on_wait=lambda message: click.echo(message, err=True), create=False) as writer:
        loader = Loader(store_dir, writer)
        loader.remove(names)
        finish(loader, writer, store_dir, None if no_publish else workspace_of(store_dir, workspace))
    print_report(loader.report, as_json=as_json)
    context.exit(loader.report.exit_code)
