"""`rolegraph paths A B`: the ways from one role to another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from queries.tables import harmless
from server.commands.tables import print_rows
from server.commands.two_roles import found, names, two_roles
from server.readings.paths import LONGEST, MOST, USUAL_LONGEST, USUAL_MOST, paths

HEAD = ("step", "why", "documents", "gained skills", "gained tools", "said at")


@click.command("paths")
@two_roles
@click.option(
    "--max-steps",
    type=click.IntRange(1, LONGEST),
    default=USUAL_LONGEST,
    show_default=True,
    help="The most steps of a path.",
)
@click.option(
    "--limit", type=click.IntRange(1, MOST), default=USUAL_MOST, show_default=True, help="The most paths to tell."
)
@click.option("--all", "every", is_flag=True, help="All simple paths, not only the shortest.")
@click.option("--lateral", is_flag=True, help="Moves aside too.")
@click.pass_context
def command(
    context: click.Context,
    start: str,
    goal: str,
    inferred: bool,
    lang: str | None,
    store_dir: Path,
    as_json: bool,
    max_steps: int,
    limit: int,
    every: bool,
    lateral: bool,
) -> None:
    """Show the career paths from role A to role B, and what each step asks for that the one before it did not.

    A and B are labels in any language, IRIs, or short ones such as rgid:role/team-leader. The shortest paths are
    told, with --all every path that comes to no role twice. Exit code 1 where no path is known.
    """
    asked = {"start": start, "goal": goal, "inferred": inferred, "longest": max_steps, "most": limit}
    told = found(paths, store_dir, lang, every=every, lateral=lateral, **asked)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
    elif told["found"]:
        _show(told)
    else:
        click.echo(_none(told), err=True)
        for one in told["reachable"]:
            click.echo(f"  {harmless(one['label'])} ({_steps(one['steps'])})")
    context.exit(0 if told["found"] else 1)


def _show(told: Mapping[str, Any]) -> None:
    labels = {one["iri"]: harmless(one["label"]) for one in told["roles"]}
    for number, path in enumerate(told["paths"], 1):
        click.echo(f"{number}. {' → '.join(labels[role] for role in path['roles'])} ({_steps(path['steps'])})")
    if told["more"]:
        click.echo("There are more; --limit tells more of them.")
    if told["moves"]:
        click.echo()
        print_rows(HEAD, _rows(told, labels))


def _rows(told: Mapping[str, Any], labels: Mapping[str, str]) -> Iterator[list[str]]:
    for move in told["moves"]:
        step = f"{labels[move['from']]} → {labels[move['to']]}"
        gained = (names(part["first"], part["count"]) for part in (move["gained"]["skill"], move["gained"]["tool"]))
        yield [step, move["kind"], str(move["documents"] or ""), *gained, _said(move["evidence"])]


def _said(evidence: list[dict[str, Any]]) -> str:
    if not evidence:
        return ""
    said = evidence[0]["to"]
    source = harmless(said["document"]["source"] or "") if said["document"] else ""
    return f"{source}:{said['line']}" if said["line"] else source


def _none(told: Mapping[str, Any]) -> str:
    ends = f"“{harmless(told['from']['label'])}” to “{harmless(told['to']['label'])}”"
    if told["shortest"]:
        return f"No path from {ends} has {_steps(told['max_steps'])} or fewer; the shortest has {told['shortest']}."
    hint = "" if told["lateral"] else " with steps upwards alone; --lateral takes moves aside too"
    return f"No path from {ends} is known{hint}. What can be reached: {len(told['reachable'])}."


def _steps(number: int) -> str:
    return f"{number} step" + ("" if number == 1 else "s")
