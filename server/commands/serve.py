"""`rolegraph serve`: answer SPARQL over HTTP from the published snapshot."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from loaders.sandbox import missing
from server import logs
from server.commands.options import store_option
from server.editor.page import EXAMPLE
from server.serve import listen, located, serve
from server.settings import Settings, table
from server.vendored import PARTS, vendored


def setting_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for every setting but the store, which verbs share."""
    for setting in reversed([one for one in table() if one.name != "store"]):
        option = click.option(
            setting.flag,
            setting.name,
            type=setting.kind,
            is_flag=setting.kind is bool,
            default=setting.default,
            envvar=setting.variable,
            show_default=setting.default not in {None, False},
            show_envvar=True,
            help=setting.meaning,
        )
        command = option(command)
    return command


@click.command("serve")
@store_option
@setting_options
def command(store_dir: Path, **given: Any) -> None:
    """Serve the published snapshot: SPARQL 1.1 at /sparql, graphs at /graphs; read-only without --allow-update."""
    settings = Settings(store=store_dir, **given)
    logs.configure(settings.log_format)
    with listen(settings.host, settings.port) as listener:
        serve(located(settings, listener), listener, announce)


def announce(settings: Settings) -> None:
    """Print where the server is, one query to try, and what this system lacks."""
    endpoint = f"{settings.base_url}/sparql"
    click.echo(f"Serving {settings.store} at {endpoint}")
    query = shlex.quote(f"query={' '.join(EXAMPLE.split())}")
    click.echo(f"Try: curl -sG {endpoint} -H 'Accept: text/csv' --data-urlencode {query}")
    lacking = missing()
    if lacking:
        click.echo(f"This system lacks, for the processes that evaluate queries: {', '.join(lacking)}.", err=True)
    if not vendored(*PARTS):
        click.echo("Pages do without their browser parts: install npm, then Rolegraph again.", err=True)
