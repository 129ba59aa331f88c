"""`rolegraph gap A B`: what is missing for another role, what goes on being of use, and what is no longer needed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from queries.tables import harmless
from server.commands.tables import print_rows
from server.commands.two_roles import found, names, two_roles
from server.readings.gap import gap

CHANGES = ("missing", "shared", "extra")


@click.command("gap")
@two_roles
def command(start: str, goal: str, inferred: bool, lang: str | None, store_dir: Path, as_json: bool) -> None:
    """Compare what roles A and B ask for: what is missing in A, what both share, and what only A asks for.

    A and B are labels in any language, IRIs, or short ones such as rgid:role/team-leader. Concepts are compared, in
    whichever languages documents tell of them.
    """
    told = found(gap, store_dir, lang, start=start, goal=goal, inferred=inferred)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    click.echo(
        f"{harmless(told['from']['label'])} → {harmless(told['to']['label'])}: {_similarity(told['similarity'])}"
    )
    for one in (told["from"], told["to"]):
        if one["stated_of"]:
            click.echo(f"{harmless(one['label'])}: as its plain role, {harmless(one['stated_of']['label'])}")
    print_rows(("kind", "change", "concept", "near"), _rows(told))


def _rows(told: Mapping[str, Any]) -> Iterator[list[str]]:
    for kind, part in told["kinds"].items():
        for change in CHANGES:
            for one in part[change]:
                yield [kind, change, harmless(one["label"]), "; ".join(map(_near, one.get("near", ())))]


def _near(near: Mapping[str, Any]) -> str:
    tools = names(near["tools"])
    return f"{harmless(near['category']['label'])}: {tools}" if tools else harmless(near["category"]["label"])


def _similarity(part: float | None) -> str:
    return "nothing is known of one of them" if part is None else f"{part:.0%} in common"
