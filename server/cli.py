"""The command line: one module a verb in `server.commands`, imported only when that verb is called."""

from __future__ import annotations

import gc
import importlib
import sys
from typing import Any

import click

from ontology.errors import RolegraphError

#: Every verb and the module that holds its `command`; the order is that of the help text.
VERBS = {
    "extract": "server.commands.extract",
    "load": "server.commands.load",
    "remove": "server.commands.remove",
    "forget": "server.commands.forget",
    "publish": "server.commands.publish",
    "infer": "server.commands.infer",
    "validate": "server.commands.validate",
    "stats": "server.commands.stats",
    "diff": "server.commands.diff",
    "explain": "server.commands.explain",
    "rollback": "server.commands.rollback",
    "serve": "server.commands.serve",
    "query": "server.commands.query",
    "paths": "server.commands.paths",
    "gap": "server.commands.gap",
    "export": "server.commands.export",
    "concepts": "server.commands.concepts",
    "link": "server.commands.link",
    "review": "server.commands.review",
    "mappings": "server.commands.mappings",
    "taxonomy": "server.commands.taxonomy",
}


class LazyGroup(click.Group):
    """A group that imports a verb's module when the verb is used, so that `extract` never loads Flask."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the verbs in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the verb's command, or give None for an unknown verb."""
        if cmd_name not in VERBS:
            return None
        command = importlib.import_module(VERBS[cmd_name]).command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; an error meant for the user becomes one line and its exit code."""
        try:
            return super().invoke(ctx)
        except RolegraphError as error:
            click.echo(f"rolegraph: {error}", err=True)
            ctx.exit(error.exit_code)


#: Tables of a hundred thousand rows stay to the end: looking through them again and again costs a tenth of a load.
COLLECTION = (100_000, 50, 100)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rolegraph")
def group() -> None:
    """Read role documents into a knowledge graph, and answer SPARQL over it."""


def main() -> None:
    """Run the command line and exit with 0 (done), 1 (done with findings) or 2 (refused)."""
    gc.set_threshold(*COLLECTION)
    sys.exit(group(standalone_mode=True))
