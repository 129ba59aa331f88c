"""Which concept each label's own concept stands for: the machine's matches, the joins, and the reviewers over both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from loaders.decisions import Decisions, is_curated

Targets = tuple[str, ...]


class Reviewed(NamedTuple):
    """The reviewers' merges: the curated concept that stands for each one merged with it, and groups of candidates."""

    into: dict[str, str]
    groups: list[set[str]]


def reviewed(decisions: Decisions) -> Reviewed:
    """The groups that reviewers made; a curated concept stands for its group.

    Of several curated ones it is the one that no row merges away, of equals the one with the smallest IRI.
    """
    group: dict[str, set[str]] = {}
    for one, other in sorted(decisions.same):
        both = group.get(one, {one}) | group.get(other, {other})
        for member in both:
            group[member] = both
    away = {subject for subject, _ in decisions.same}
    into: dict[str, str] = {}
    groups: list[set[str]] = []
    for members in {id(one): one for one in group.values()}.values():
        if curated := [iri for iri in members if is_curated(iri)]:
            into.update(dict.fromkeys(members, min(curated, key=lambda iri: (iri in away, iri))))
        else:
            groups.append(members)
    return Reviewed(into, sorted(groups, key=min))


def matched(automatic: Mapping[str, Targets], decisions: Decisions, review: Reviewed) -> dict[str, Targets]:
    """What each own concept stands for by the machine's matches that no reviewer rejected, or by a reviewer's merge.

    One that is left out stands for itself, unless it is joined with others. What one of a group of candidates stands
    for all of them do, if no reviewer rejected it for any.
    """
    into = review.into
    found: dict[str, Targets] = {}
    parts: dict[str, set[str]] = {}
    for concept, target in decisions.parts:
        parts.setdefault(concept, set()).add(target)
    for concept in {*automatic, *parts}:
        if concept in into:
            continue
        given = sorted({*automatic.get(concept, ()), *parts.get(concept, ())})
        kept = [target for target in given if frozenset((concept, target)) not in decisions.apart]
        if kept:
            found[concept] = unique(into.get(target, target) for target in kept)
    for members in review.groups:
        removed = {found.pop(concept) for concept in members & found.keys()}
        common = [targets for targets in removed if not any(kept_apart(members, one, decisions) for one in targets)]
        if common:
            found.update(dict.fromkeys(members, min(common, key=lambda targets: (len(targets), targets))))
    found.update({concept: (target,) for concept, target in into.items() if concept != target})
    return found


def kept_apart(members: Iterable[str], target: str, decisions: Decisions) -> bool:
    """Whether a reviewer rejected a target for one of some concepts."""
    return any(frozenset((concept, target)) in decisions.apart for concept in members)


def unique(targets: Iterable[str]) -> Targets:
    """Concepts, each once."""
    return tuple(dict.fromkeys(targets))
