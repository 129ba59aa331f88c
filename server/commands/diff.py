"""`rolegraph diff A B`: what changed between two snapshots."""

from __future__ import annotations

import json
from pathlib import Path

import click

from loaders import snapshots
from loaders.holding import hold
from loaders.quality.changeset import as_json as members
from loaders.quality.changeset import as_turtle as turtle
from loaders.quality.changeset import lines
from loaders.quality.diff import difference
from ontology.errors import StoreError
from server.commands.options import json_option, store_option


@click.command("diff")
@click.argument("before", metavar="[A]", type=click.IntRange(min=1), required=False)
@click.argument("after", metavar="[B]", type=click.IntRange(min=1), required=False)
@store_option
@click.option("--turtle", "as_turtle", is_flag=True, help="Print Turtle (the Changeset vocabulary).")
@json_option
def command(before: int | None, after: int | None, store_dir: Path, as_turtle: bool, as_json: bool) -> None:
    """Show what changed from snapshot A to snapshot B: concepts, their labels, statements, links, sources.

    By default B is the current snapshot, and A the newest kept one before it.
    """
    if as_turtle and as_json:
        raise click.UsageError("--turtle and --json are two answers; ask for one.")
    with (
        hold(store_dir, after) as new,
        hold(store_dir, before or earlier(store_dir, new.number)) as old,
    ):
        change = difference(old.open(), new.open())
    if as_turtle:
        click.echo(turtle(change).decode(), nl=False)
    elif as_json:
        found = {"from": old.number, "to": new.number, **members(change)}
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    elif change.is_empty:
        click.echo(f"Snapshots {old.number} and {new.number} say the same of what is compared.")
    else:
        for line in lines(change):
            click.echo(line)


def earlier(root: Path, number: int) -> int:
    """The newest kept snapshot before one; raises StoreError where there is none."""
    older = [one.number for one in snapshots.all_snapshots(root) if one.number < number]
    if not older:
        raise StoreError(f"no snapshot before {number} is kept at {root}; name two")
    return older[-1]
