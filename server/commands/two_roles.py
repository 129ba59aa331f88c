"""What `rolegraph paths` and `rolegraph gap` share: two roles, how they are looked for, and how names are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from loaders.holding import open_current
from loaders.lexicon import languages
from ontology.errors import QueryError
from queries.tables import harmless
from server.commands.options import json_option, store_option
from server.reader import wanted

Command = Callable[..., None]

#: Choices of an ambiguous name that a message holds.
_SHOWN = 5


def two_roles(command: Command) -> Command:
    """Add the arguments and options that both verbs have."""
    for part in (
        json_option,
        store_option,
        click.option("--lang", metavar="TAGS", help="Languages of labels, best first: fi,en.  [default: en]"),
        click.option("--inferred/--no-inferred", default=True, help="With what was inferred, or without it."),
        click.argument("goal", metavar="B"),
        click.argument("start", metavar="A"),
    ):
        command = part(command)
    return command


def found(reading: Callable[..., dict[str, Any]], store_dir: Path, lang: str | None, **asked: Any) -> dict[str, Any]:
    """Give what a reading finds in the current snapshot; raises QueryError where a name is not one role's."""
    chain = wanted([lang] if lang is not None else [], None)
    told = reading(open_current(store_dir), chain=chain, languages=list(languages()), **asked)
    if "problem" in told:
        raise QueryError(_problem(told["problem"]))
    return told


def names(things: Iterable[Mapping[str, Any]], count: int | None = None) -> str:
    """Give the names of things in one line, and how many there are beyond them."""
    told = [harmless(one["label"]) for one in things]
    more = 0 if count is None else count - len(told)
    return ", ".join([*told, *([f"and {more} more"] if more > 0 else [])])


def _problem(problem: Mapping[str, Any]) -> str:
    end, text, choices = problem["end"], harmless(problem["text"]), problem["choices"]
    if not choices:
        return f'{end}: no role is called "{text}"; give its IRI or another label'
    shown = ", ".join(one["iri"] for one in choices[:_SHOWN])
    return f'{end}: more than one role is called "{text}"; give the IRI: {shown}'
