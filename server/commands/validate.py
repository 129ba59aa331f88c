"""`rolegraph validate`: whether the published graph has the shapes that it should have."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import click
from pyoxigraph import Store
from rdflib import Graph
from rich.console import Console
from rich.progress import track

import ontology
from loaders.holding import open_current
from loaders.publishing import TOLD
from loaders.validation import compiled, reference
from loaders.validation.compiled import Violation
from loaders.validation.files import shapes_graph
from loaders.validation.shapes import shapes_of
from loaders.validation.telling import report, violation_json
from server.commands.findings import print_violations
from server.commands.options import json_option, store_option


@click.command("validate")
@store_option
@click.option(
    "--shapes",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Shapes of your own in place of ours.",
)
@click.option(
    "--engine",
    type=click.Choice(["sparql", "pyshacl"]),
    default="sparql",
    show_default=True,
    help="The shapes compiled to SPARQL, or pySHACL, which knows all of SHACL and takes long.",
)
@click.option("--turtle", "as_turtle", is_flag=True, help="Print a SHACL validation report in Turtle.")
@json_option
@click.pass_context
def command(
    context: click.Context, store_dir: Path, file: Path | None, engine: str, as_turtle: bool, as_json: bool
) -> None:
    """Validate the current snapshot by SHACL shapes: what is wrong, and in which line of which document.

    Exit code 0 where the graph conforms, 1 where it does not.
    """
    if as_turtle and as_json:
        raise click.UsageError("--turtle and --json are two answers; ask for one.")
    shapes = shapes_graph(file) if file is not None else ontology.load_graph(ontology.SHAPES)
    store = open_current(store_dir)
    found = list(_violations(compiled.merged(store), shapes, engine))
    if as_turtle:
        click.echo(report(found).decode(), nl=False)
    elif as_json:
        told = [violation_json(store, one) for one in found]
        click.echo(json.dumps({"conforms": not told, "violations": told}, ensure_ascii=False, indent=1))
    else:
        print_violations([violation_json(store, one) for one in found[:TOLD]], len(found))
        click.echo(f"{len(found):,} violations." if found else "The graph conforms to the shapes.")
    context.exit(1 if found else 0)


def _violations(store: Store, shapes: Graph, engine: str) -> Iterator[Violation]:
    if engine == "pyshacl":
        yield from reference.violations(store, shapes)
        return
    quiet = not sys.stderr.isatty()
    for shape in track(shapes_of(shapes), "validating", console=Console(stderr=True), transient=True, disable=quiet):
        yield from compiled.violations(store, [shape])
