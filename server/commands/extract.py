"""`rolegraph extract PATH…`: what is read out of documents, as JSON."""

from __future__ import annotations

import json

import click

from loaders.as_json import as_json
from loaders.extract import extract
from loaders.read import document
from loaders.sources import sources
from ontology.errors import InputError


@click.command("extract")
@click.argument("paths", nargs=-1, required=True)
@click.option("--name", help="The name of the source, in place of the path's last name.")
@click.pass_context
def command(context: click.Context, paths: tuple[str, ...], name: str | None) -> None:
    """Print what documents say, as one JSON object a document (JSON Lines when there are several).

    PATH is a file, a folder, a pattern, or - for standard input. Nothing is stored.
    """
    done = refused = 0
    found = list(sources(paths, name)) if len(paths) == 1 else sources(paths, name)
    indent = 1 if isinstance(found, list) and len(found) == 1 else None
    for source in found:
        try:
            if isinstance(source, InputError):
                raise source
            extraction = extract(document(source.name, source.read()))
            click.echo(json.dumps(as_json(extraction), ensure_ascii=False, indent=indent))
            done += 1
        except InputError as error:
            click.echo(f"rolegraph: {error}", err=True)
            refused += 1
    if refused:
        context.exit(1 if done else InputError.exit_code)
