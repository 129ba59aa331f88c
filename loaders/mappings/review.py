"""What reviewers and machines do to links: propose, accept, reject, change, undo.

It knows no terminal; the command line and a web page use it alike. Each call reads the workspace's tables anew, holds
the workspace while it changes them, and returns when the change is on the disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from loaders.decisions import is_concept
from loaders.mappings import files
from loaders.mappings.model import BY_PEOPLE, PREDICATES, Mapping, State, as_written, problem_of
from loaders.mappings.schemes import CANDIDATES, SUPERSEDED, TABLE, checked, shipped_file, subject_source
from loaders.sssom_cells import is_date, short
from ontology.errors import InputError
from ontology.terms import Semapv, Skos

Pair = tuple[str, str]
Cells = dict[str, str]
#: The fields that tell of the two sides, whoever says how they match.
SIDES = (
    *("subject_label", "subject_category", "subject_source"),
    *("object_label", "object_category", "object_source", "object_source_version"),
)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who decides, and on which day (ISO 8601)."""

    name: str
    date: str

    def __post_init__(self) -> None:
        if not self.name.strip() or not is_date(self.date):
            raise InputError("a decision needs a name and a date such as 2026-11-23; give the name with --reviewer")


@dataclass(frozen=True, slots=True)
class Change:
    """A decision that was made: the workspace's row about a pair before and after it, None where there is none."""

    scheme: str
    pair: Pair
    before: Mapping | None
    after: Mapping | None


def propose(workspace: Path, scheme: str, proposals: Iterable[Mapping], *, anew: bool = False) -> int:
    """Write what a machine proposes, in place of its earlier proposals about the same subjects (`anew`: about all).

    What people decided is untouched, whatever is proposed. Gives the number of proposals. Raises InputError for what
    no machine may say, or that is no link; nothing is written then.
    """
    new = [_signed(one) for one in proposals]
    for one in new:
        if problem := problem_of(one):
            raise InputError(problem)
        if one.predicate == Skos.exactMatch.value or one.negated:
            raise InputError(
                f"{short(one.subject)} and {short(one.object)}: a machine may not propose "
                f"{'that two do not match' if one.negated else one.name}; only a person decides that"
            )
    subjects = {one.subject for one in new}
    with files.held(workspace):
        kept = [] if anew else _rows(workspace, scheme, CANDIDATES)
        pairs = {one.pair: one for one in (*(old for old in kept if old.subject not in subjects), *new)}
        files.write(workspace, checked(scheme), CANDIDATES, pairs.values())
    return len(new)


def accept(
    workspace: Path,
    scheme: str,
    pair: Pair,
    reviewer: Reviewer,
    predicate: str | None = None,
    proposal: Mapping | None = None,
    note: str = "",
    **cells: str,
) -> Change:
    """Decide that a pair matches, by default as it is proposed or decided already.

    A proposal that stays as it is keeps its justification, tool and confidence and gets the reviewer; whatever else
    is decided is the reviewer's own statement. Where the caller has the `proposal`, it need not be looked for, which
    takes seconds where machines proposed a hundred thousand. A `note` is put behind the row's comment. `cells` are
    labels and sources by the names of `Mapping`'s fields, for what no row tells. Raises InputError where neither a row
    nor the caller gives a predicate, or it is unknown.
    """

    def decided(known: Mapping | None) -> Mapping:
        wanted = predicate or (known.predicate if known else None)
        if wanted is None:
            raise InputError(f"{short(pair[0])} and {short(pair[1])}: nobody proposed this; say how they match")
        if known and known.justification not in BY_PEOPLE and not known.negated and known.predicate == wanted:
            reviewed = replace(known, reviewers=(reviewer.name,), review_date=reviewer.date)
            return _noted(_named(reviewed, cells), note)
        return _noted(_own(known, pair, wanted, reviewer, cells), note)

    return _decide(workspace, scheme, pair, decided, proposal)


def reject(
    workspace: Path,
    scheme: str,
    pair: Pair,
    reviewer: Reviewer,
    proposal: Mapping | None = None,
    note: str = "",
    **cells: str,
) -> Change:
    """Decide that a pair does not match: not as proposed or decided before, or not closely where nobody said how.

    The other arguments are those of `accept`.
    """

    def decided(known: Mapping | None) -> Mapping:
        predicate = known.predicate if known else Skos.closeMatch.value
        return _noted(replace(_own(known, pair, predicate, reviewer, cells), negated=True), note)

    return _decide(workspace, scheme, pair, decided, proposal)


def change_predicate(workspace: Path, scheme: str, pair: Pair, reviewer: Reviewer, predicate: str) -> Change:
    """Decide that an accepted pair matches otherwise; raises InputError for a pair that is not accepted."""
    known = decision(workspace, scheme, pair)
    if known is None or known.negated:
        raise InputError(f"{short(pair[0])} and {short(pair[1])} are not linked; accept the link first")
    return accept(workspace, scheme, pair, reviewer, predicate)


def withdraw(workspace: Path, scheme: str, pair: Pair) -> Change:
    """Take back what the workspace says of a pair: what is shipped or proposed counts again."""
    return _put(workspace, scheme, pair, lambda before: None)


def undo(workspace: Path, change: Change) -> None:
    """Make a decision unmade; raises InputError where somebody decided otherwise meanwhile."""

    def former(now: Mapping | None) -> Mapping | None:
        if now != change.after:
            raise InputError(f"{short(change.pair[0])} and {short(change.pair[1])}: decided anew meanwhile; look again")
        return change.before

    _put(workspace, change.scheme, change.pair, former)


def decision(workspace: Path | None, scheme: str, pair: Pair) -> Mapping | None:
    """The row that counts of a pair: the workspace's, else the shipped one."""
    own = _row(_rows(workspace, scheme, TABLE), pair) if workspace else None
    return own or _row(files.read(shipped_file(checked(scheme))), pair)


def known_row(workspace: Path, scheme: str, pair: Pair) -> Mapping | None:
    """What is known of a pair: a decision, a link of an older version, or a proposal."""
    tables = (SUPERSEDED, CANDIDATES)
    return decision(workspace, scheme, pair) or next(
        (row for kind in tables if (row := _row(_rows(workspace, scheme, kind), pair))), None
    )


def state_of(change: Change) -> State | None:
    """What a change made of its pair; None where it took a decision back."""
    if change.after is None:
        return None
    return State.REJECTED if change.after.negated else State.ACCEPTED


def _decide(
    workspace: Path,
    scheme: str,
    pair: Pair,
    decided: Callable[[Mapping | None], Mapping],
    proposal: Mapping | None,
) -> Change:
    def after(before: Mapping | None) -> Mapping:
        shown = proposal if proposal and proposal.pair == pair else None
        found = decided(before or shown or known_row(workspace, scheme, pair))
        if problem := problem_of(found):
            raise InputError(problem)
        return found

    return _put(workspace, scheme, pair, after)


def _put(workspace: Path, scheme: str, pair: Pair, wanted: Callable[[Mapping | None], Mapping | None]) -> Change:
    """Change what the workspace says of a pair, by what it says now."""
    with files.held(workspace):
        rows = _rows(workspace, scheme, TABLE)
        before = _row(rows, pair)
        found = wanted(before)
        after = found and as_written(found)
        if after != before:
            others = [one for one in rows if one.pair != pair]
            files.write(workspace, checked(scheme), TABLE, [*others, *([after] if after else [])])
    return Change(scheme, pair, before, after)


def _rows(workspace: Path, scheme: str, kind: str) -> list[Mapping]:
    return files.read(workspace / f"{checked(scheme)}{kind}")


def _row(rows: Iterable[Mapping], pair: Pair) -> Mapping | None:
    return next((one for one in rows if one.pair == pair), None)


def _own(known: Mapping | None, pair: Pair, predicate: str, reviewer: Reviewer, cells: Cells) -> Mapping:
    """A reviewer's own statement about a pair."""
    if predicate not in PREDICATES:
        raise InputError(f"{short(predicate)} is no way to match; use skos:closeMatch, for instance")
    made = Mapping(*(pair[0], predicate, pair[1], Semapv.ManualMappingCuration.value))
    if known:
        made = replace(made, **{name: getattr(known, name) for name in SIDES})
    return _named(replace(made, authors=(reviewer.name,), date=reviewer.date, confidence=1.0), cells)


def _named(mapping: Mapping, cells: Cells) -> Mapping:
    """A mapping with what the caller knows of its sides where it says nothing of them."""
    given: dict[str, Any] = {name: value for name, value in cells.items() if value and not getattr(mapping, name)}
    return _signed(replace(mapping, **given))


def _noted(mapping: Mapping, note: str) -> Mapping:
    """A mapping with a reviewer's note behind its comment."""
    return replace(mapping, comment="; ".join(filter(None, (mapping.comment, note.strip()))))


def _signed(mapping: Mapping) -> Mapping:
    """A mapping that says which of our schemes its subject stands in."""
    if mapping.subject_source or not is_concept(mapping.subject):
        return mapping
    return replace(mapping, subject_source=subject_source(mapping.subject))
