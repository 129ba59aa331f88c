"""`rolegraph review`: proposed links, one after the other, decided by single keys."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import click
from pyoxigraph import Store

from loaders import snapshots
from loaders.mappings import review
from loaders.mappings.model import NAMES
from loaders.mappings.pending import Pending, our_side, pending, their_side
from loaders.mappings.review import Change, Reviewer
from loaders.mappings.schemes import checked
from ontology.errors import InputError
from queries.tables import harmless
from server.commands.concepts import check_text, user
from server.commands.mappings import publish_links
from server.commands.options import store_option, workspace_of, workspace_option
from server.commands.review_screen import KEYS, PROMPT, screen, told
from server.reader import wanted

PREDICATES = {
    "e": NAMES["exactMatch"],
    "c": NAMES["closeMatch"],
    "b": NAMES["broadMatch"],
    "n": NAMES["narrowMatch"],
    "l": NAMES["relatedMatch"],
}
#: What ends a session, beside "q": end of input.
_END = ("", "\x04")


@click.command("review")
@click.option("--scheme", metavar="NAME", help="Only links to one vocabulary: esco, isco, onet, …")
@click.option(
    "--reviewer", envvar="ROLEGRAPH_AUTHOR", show_envvar=True, help="Your name for the rows; by default the user's."
)
@click.option("--lang", metavar="TAGS", help="Languages of labels, best first: fi,en.  [default: en]")
@click.option("--no-publish", is_flag=True, help="Write the decisions only; `rolegraph publish` applies them.")
@store_option
@workspace_option
def command(
    scheme: str | None,
    reviewer: str | None,
    lang: str | None,
    no_publish: bool,
    store_dir: Path,
    workspace: Path | None,
) -> None:
    """Decide about proposed links to other vocabularies, by single keys.

    Shows both sides, the sentences of documents, and what else is proposed. Each decision is written at once, with your
    name and the day, into the workspace; at the end the store is published. Keys may come from a pipe too.
    """
    place = workspace_of(store_dir, workspace)
    who = Reviewer(check_text(reviewer or user()), date.today().isoformat())
    chain = wanted([lang] if lang is not None else [], None)
    snapshot = snapshots.current(store_dir)
    session = Session(
        place, who, chain, snapshot.open() if snapshot else None, pending(place, scheme and checked(scheme))
    )
    # Each decision is on the disk already.
    with suppress(KeyboardInterrupt):
        session.run(keys())
    session.tell()
    if session.changed and not no_publish:
        publish_links(store_dir, place)


@dataclass(slots=True)
class Session:
    """One reviewer's way through what waits."""

    workspace: Path
    reviewer: Reviewer
    chain: Sequence[str]
    store: Store | None
    waiting: list[Pending]
    #: The decisions so far with the places where they were made.
    done: list[tuple[int, list[Change]]] = field(default_factory=list)
    at: int = 0
    shown: int = 0
    #: What the reviewer wants to say about the next decision.
    note: str = ""
    #: Whether anything was written, also if it was undone.
    changed: bool = False

    def run(self, pressed: Iterator[str]) -> None:
        """Ask until all is decided, or the reviewer goes."""
        while self.at < len(self.waiting):
            self.show()
            while True:
                click.echo(PROMPT, nl=False)
                key = next(pressed, "")
                click.echo(key if key.isprintable() else "")
                if key == "q" or key in _END:
                    return
                if self.press(key):
                    break
        if not self.waiting:
            click.echo("Nothing waits: `rolegraph link to` proposes links, `rolegraph mappings list` lists them.")

    def show(self) -> None:
        """Print the present proposal."""
        one = self.waiting[self.at]
        proposal = one.candidates[self.shown]
        ours = our_side(self.store, one.subject, self.chain)
        theirs = their_side(self.store, proposal.object, one.scheme, self.chain)
        place = f"{self.at + 1:,} of {len(self.waiting):,}"
        for line in screen(one, self.shown, ours, theirs, place):
            click.echo(line)

    def press(self, key: str) -> bool:
        """Do what a key asks for, and say whether there is something new to show."""
        one = self.waiting[self.at]
        if key == "?":
            for name, what in KEYS:
                click.echo(f"  {name:4} {what}")
            return False
        if key in PREDICATES or key == "a":
            self.decide([self.accepted(one, PREDICATES.get(key))], on=True)
        elif key == "x":
            self.reject([self.shown])
        elif key == "X":
            self.reject(range(len(one.candidates)))
        elif key == "t":
            return self.take_note()
        elif key == "s":
            self.go(self.at + 1)
        elif key == "u":
            return self.undo()
        elif key in "123456789" and int(key) <= len(one.candidates):
            self.shown = int(key) - 1
        else:
            click.echo("  this key does nothing here; ? shows those that do")
            return False
        return True

    def accepted(self, one: Pending, predicate: str | None) -> Change:
        """Accept the present proposal."""
        proposal = one.candidates[self.shown]
        pair, note = proposal.pair, self.note
        return review.accept(self.workspace, one.scheme, pair, self.reviewer, predicate, proposal, note)

    def take_note(self) -> bool:
        """Ask for a line that goes into the row of the next decision about this concept; an empty one takes it back."""
        click.echo("  note, then Enter: ", nl=False)
        self.note = " ".join(harmless(line()).split())
        if not sys.stdin.isatty():
            click.echo(self.note)
        click.echo("  it goes with your next decision about this concept" if self.note else "  no note")
        return False

    def reject(self, numbers: Sequence[int]) -> None:
        """Reject proposals about the present concept; the next one of it comes up, if there is one."""
        one = self.waiting[self.at]
        shown = [one.candidates[number] for number in numbers]
        note = self.note
        changes = [review.reject(self.workspace, one.scheme, each.pair, self.reviewer, each, note) for each in shown]
        rest = [number for number in range(len(one.candidates)) if number not in self.rejected() | {*numbers}]
        self.decide(changes, on=not rest)
        if rest:
            self.shown = rest[0]

    def rejected(self) -> set[int]:
        """The proposals about the present concept that were rejected."""
        pairs = {change.pair for place, changes in self.done if place == self.at for change in changes}
        return {number for number, one in enumerate(self.waiting[self.at].candidates) if one.pair in pairs}

    def decide(self, changes: list[Change], *, on: bool) -> None:
        """Tell of decisions, keep them for undoing, and go on to the next concept where this one is done with."""
        self.changed, self.note = True, ""
        self.done.append((self.at, changes))
        for change in changes:
            if change.after:
                click.echo(f"  {told(change.after)}")
            if change.before and change.before != change.after:
                by = ", ".join(change.before.reviewers or change.before.authors)
                click.echo(
                    f"  {harmless(by) or 'somebody'} decided about it meanwhile: {told(change.before)}; u undoes"
                )
        if on:
            self.go(self.at + 1)

    def undo(self) -> bool:
        """Undo the last decision and go back to where it was made."""
        if not self.done:
            click.echo("  nothing is left to undo")
            return False
        place, changes = self.done.pop()
        try:
            for change in reversed(changes):
                review.undo(self.workspace, change)
        except InputError as error:
            click.echo(f"  {harmless(str(error))}")
            return False
        self.go(place)
        return True

    def go(self, place: int) -> None:
        """Go to a concept, and its first proposal that was not rejected."""
        self.at, self.shown, self.note = place, 0, ""
        if place < len(self.waiting):
            left = [n for n in range(len(self.waiting[place].candidates)) if n not in self.rejected()]
            self.shown = left[0] if left else 0

    def tell(self) -> None:
        """Say what was done."""
        changes = [change for _, made in self.done for change in made]
        accepted = sum(change.after is not None and not change.after.negated for change in changes)
        if self.changed:
            click.echo(f"{accepted:,} accepted, {len(changes) - accepted:,} rejected.")


def line() -> str:
    """A line of text from a terminal, or what a pipe holds to the end of its line; nothing where the input ends."""
    if not sys.stdin.isatty():
        return sys.stdin.buffer.readline().decode("utf-8", "replace").strip()
    try:
        return input().strip()
    except (EOFError, KeyboardInterrupt, OSError):
        return ""


def keys() -> Iterator[str]:
    """Single keys from a terminal, or the characters of a pipe, until the input ends or the reviewer breaks off."""
    if not sys.stdin.isatty():
        while byte := sys.stdin.buffer.read(1):
            if not byte.isspace():
                yield byte.decode("ascii", "replace")
        return
    while True:
        try:
            pressed = click.getchar()
        # A terminal that is gone is an OSError.
        except (EOFError, KeyboardInterrupt, OSError):
            return
        if not pressed:
            return
        # Arrows and the like come as several characters of one key, which means nothing here.
        yield from [pressed] if pressed.startswith("\x1b") else pressed
