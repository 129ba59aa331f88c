"""`rolegraph concepts …`: what labels name and why, and the decisions of reviewers."""

from __future__ import annotations

import getpass
import json
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click
from pyoxigraph import Store

from loaders import decisions, review, snapshots
from loaders.concepts import Label
from loaders.explanation import Explanation, explain, short
from loaders.lexicon import common_language, languages
from loaders.pivot import KINDS
from loaders.publishing import publish
from loaders.review import PENDING, Proposal, Reviewer
from loaders.sssom import Row
from loaders.store import open_writer
from ontology.errors import InputError, StoreError
from ontology.terms import ConceptKind
from server.commands.findings import print_contradictions
from server.commands.options import json_option, store_option, workspace_of, workspace_option
from server.commands.tables import print_rows

author_option = click.option(
    "--author", envvar="ROLEGRAPH_AUTHOR", show_envvar=True, help="Your name for the row; by default that of the user."
)
quiet_option = click.option(
    "--no-publish", is_flag=True, help="Write the decision only; `rolegraph publish` applies it."
)


@click.group("concepts")
def command() -> None:
    """Tell what labels name and why, and decide it: merge, split, accept, reject.

    Concepts are named as skill/empathy, rgid:skill/empathy, or by their whole IRIs. Decisions are rows of
    alignment.sssom.tsv in the workspace; they count over whatever a machine says, whenever documents are loaded.
    """


@command.command("list")
@click.option("--pending", is_flag=True, help="Only what a machine matched by likeness and nobody decided.")
@click.option("--kind", type=click.Choice([kind.value for kind in ConceptKind]), help="Only concepts of one kind.")
@store_option
@workspace_option
@json_option
def list_matches(pending: bool, kind: str | None, store_dir: Path, workspace: Path | None, as_json: bool) -> None:
    """List the labels that name a concept by other than its own labels, the least sure first."""
    decided = decisions.read(workspace_of(store_dir, workspace))
    found = [
        one
        for one in review.proposals(published(store_dir), decided)
        if (not pending or one.state == PENDING) and (kind is None or short(one.match.concept).startswith(f"{kind}/"))
    ]
    if as_json:
        click.echo(json.dumps([as_object(one) for one in found], ensure_ascii=False, indent=1))
    else:
        head = ("score", "label", "language", "concept", "names", "label of that", "by", "evidence", "state")
        print_rows(head, [cells(one) for one in found])


@command.command("explain")
@click.argument("label")
@click.option("--lang", default=common_language(), show_default=True, help="The label's language, as a BCP 47 tag.")
@click.option("--kind", type=click.Choice(sorted(kind.value for kind in KINDS)), help="Only as a concept of one kind.")
@store_option
@json_option
def explain_label(label: str, lang: str, kind: str | None, store_dir: Path, as_json: bool) -> None:
    """Tell what LABEL names, the concepts that were looked at, their scores, and why.

    Where there is a store, also what its documents and the reviewers made of it.
    """
    check_text(label)
    if lang not in languages():
        raise InputError(f"the lexicon has no language {lang!r}; it has {', '.join(languages())}")
    kinds = [ConceptKind(kind)] if kind else sorted(KINDS)
    store = published(store_dir) if snapshots.current(store_dir) else None
    found = [explain(Label(one, lang, label), store) for one in kinds]
    if as_json:
        click.echo(json.dumps([explained(one) for one in found], ensure_ascii=False, indent=1))
        return
    for one in found:
        print_explanation(one)


@command.command()
@click.argument("one")
@click.argument("other")
@store_option
@workspace_option
@author_option
@quiet_option
def merge(one: str, other: str, **options: Any) -> None:
    """Decide that ONE and OTHER are one concept; of two curated ones OTHER stays."""
    decide(
        lambda store, who: review.merge(store, who, *(review.concept(store, name) for name in (one, other))), **options
    )


@command.command()
@click.argument("concept")
@click.option(
    "--document", "source", metavar="SOURCE", help="Only what this document calls it, as a concept of its own."
)
@store_option
@workspace_option
@author_option
@quiet_option
def split(concept: str, source: str | None, **options: Any) -> None:
    """Decide that nothing else is CONCEPT: all that was joined with it stands by itself."""
    decide(lambda store, who: review.split(store, who, review.concept(store, concept), source), **options)


@command.command()
@click.argument("concept")
@click.argument("target", required=False)
@store_option
@workspace_option
@author_option
@quiet_option
def accept(concept: str, target: str | None, **options: Any) -> None:
    """Decide that CONCEPT is TARGET, by default what it stands for now."""
    judge(review.accept, concept, target, **options)


@command.command()
@click.argument("concept")
@click.argument("target", required=False)
@store_option
@workspace_option
@author_option
@quiet_option
def reject(concept: str, target: str | None, **options: Any) -> None:
    """Decide that CONCEPT is not TARGET, by default what it stands for now."""
    judge(review.reject, concept, target, **options)


def judge(rows_of: Any, concept: str, target: str | None, **options: Any) -> None:
    """Decide by a function that takes a concept and, if one is named, its target."""

    def rows(store: Store, who: Reviewer) -> list[Row]:
        found: list[Row] = rows_of(store, who, review.concept(store, concept), target and review.concept(store, target))
        return found

    decide(rows, **options)


def decide(rows_of: Any, store_dir: Path, workspace: Path | None, author: str | None, no_publish: bool) -> None:
    """Write the rows of a decision into the workspace, and make them true."""
    place = workspace_of(store_dir, workspace)
    reviewer = Reviewer(check_text(author or user()), date.today().isoformat())
    with open_writer(store_dir, on_wait=partial(click.echo, err=True), create=False) as writer:
        rows: list[Row] = rows_of(writer.store, reviewer)
        decisions.add(place, rows)
        for row in rows:
            verb = "is not" if row.get("predicate_modifier") else "is"
            click.echo(f"{short(row['subject_id'])} {verb} {short(row['object_id'])}")
        if not no_publish:
            done = publish(store_dir, writer, place)
            print_contradictions(done.contradictions)
            click.echo(f"Snapshot {done.number} is published.")


def user() -> str:
    """The name of whoever runs this."""
    try:
        return getpass.getuser()
    # A container's user may have none; before Python 3.13 that is a KeyError.
    except (KeyError, OSError) as error:
        raise InputError("the system knows no name of yours; give one with --author") from error


def check_text(text: str) -> str:
    """A text itself; raises InputError for bytes that are no text."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"{text!a} is not UTF-8; write it so") from error
    return text


def published(store_dir: Path) -> Store:
    """The current snapshot."""
    snapshot = snapshots.current(store_dir)
    if snapshot is None:
        raise StoreError(f"the store {store_dir} has no snapshot; run `rolegraph load` or `rolegraph publish` first")
    return Store.read_only(str(snapshot.path))


def cells(one: Proposal) -> tuple[str, ...]:
    """A match as a row of a table."""
    match = one.match
    text, language = match.written or ("", "")
    names = (short(match.concept), short(match.target), one.target_label)
    return (f"{match.score:.3f}", text, language, *names, match.method.value, match.evidence, one.state)


def as_object(one: Proposal) -> dict[str, Any]:
    """A match as a JSON object."""
    match = one.match
    text, language = match.written or (None, None)
    return {
        "concept": match.concept,
        "label": text,
        "language": language,
        "target": match.target,
        "target_label": one.target_label,
        "method": match.method.value,
        "score": match.score,
        "evidence": match.evidence or None,
        "state": one.state,
    }


def explained(one: Explanation) -> dict[str, Any]:
    """An explanation as a JSON object."""
    names = [
        {
            "concept": found.concept.value,
            "method": found.method.value,
            "score": found.score,
            "by": found.evidence or None,
        }
        for found in one.names
    ]
    return {
        "kind": one.label.kind.value,
        "label": one.label.text,
        "language": one.label.language,
        "normalised": one.normalised,
        "own_concept": one.own,
        "names": names,
        "ways": [way.as_json() for way in one.ways],
        "in_the_store": [
            {"concept": match.target, "method": match.method.value, "score": match.score, "by": match.evidence or None}
            for match in one.matches
        ],
    }


def print_explanation(one: Explanation) -> None:
    """An explanation for people."""
    names = ", ".join(f"{short(found.concept.value)} ({found.method.value} {found.score:.3g})" for found in one.names)
    click.echo(f"{one.label.kind}: {one.label.text!r}@{one.label.language} names {names}")
    click.echo(f"  its own concept: {short(one.own)}")
    for way in one.ways:
        found = "; ".join(f"{concept} {score:.3g}" + (f" ({by})" if by else "") for concept, score, by in way.found)
        click.echo(f"  {way.name}: {found or 'nothing'} [{way.needs}]")
    for match in one.matches:
        by = f", by {match.evidence}" if match.evidence else ""
        click.echo(f"  in the store it is {short(match.target)} ({match.method.value} {match.score:.3g}{by})")
