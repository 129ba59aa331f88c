"""Options that several verbs share."""

from __future__ import annotations

from pathlib import Path

import click

#: `--store DIR`, by default $ROLEGRAPH_STORE, else ./.rolegraph.
store_option = click.option(
    "--store",
    "store_dir",
    type=click.Path(path_type=Path),
    envvar="ROLEGRAPH_STORE",
    default=Path(".rolegraph"),
    show_default=True,
    show_envvar=True,
    help="The folder that holds the store and its snapshots.",
)

#: `--json`: print what a program reads instead of what a person reads.
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")

#: `--strict`: publish nothing that contradicts itself or violates the shapes.
strict_option = click.option(
    "--strict", is_flag=True, help="Publish nothing as long as there is a contradiction or a violation of the shapes."
)

#: `--workspace DIR`, by default $ROLEGRAPH_WORKSPACE, else a folder beside the store.
workspace_option = click.option(
    "--workspace",
    type=click.Path(path_type=Path),
    envvar="ROLEGRAPH_WORKSPACE",
    show_envvar=True,
    help="The folder of the reviewers' decisions; by default one beside the store, named after it.",
)


def workspace_of(store_dir: Path, workspace: Path | None) -> Path:
    """The folder of the reviewers' decisions about a store."""
    store = store_dir.absolute()
    return workspace or store.with_name(f"{store.name.lstrip('.')}-workspace")
