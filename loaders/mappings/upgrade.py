"""Links carried to a new version of a vocabulary: what stays, what must be looked at, what broke.

A link whose object the new version has stays. One whose object only the old version has becomes superseded: its row,
as it was and with the version that it was made for, goes into `<scheme>.superseded.sssom.tsv`, where it counts over the
shipped row. Where the new version says what replaces the object, that is proposed; a person decides. A superseded link
whose object is there again counts again. Shipped rows stay as they are; those of a workspace get the new version and
label.
"""

from __future__ import annotations

import typing
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from loaders.mappings import files
from loaders.mappings.links import Link, links
from loaders.mappings.model import NOTHING, Mapping, State, as_written
from loaders.mappings.schemes import CANDIDATES, SUPERSEDED, TABLE, checked, shipped_file
from ontology.terms import PREFIXES, Skos

#: Labels by the IRI of their concept: of each, all its preferred ones, in whichever languages.
Labels = typing.Mapping[str, Collection[str]]
#: A sort of concepts of which fewer are there may lose most of them in a new version.
MANY = 100
_CHAINED = f"{PREFIXES['semapv']}MappingChaining"


@dataclass(frozen=True, slots=True)
class Upgrade:
    """What an upgrade does to the links of a vocabulary, rejected ones left out."""

    version: str
    #: Links that stay as they are.
    carried: tuple[Mapping, ...] = ()
    #: Links that stay, whose object is called otherwise now: with what it is called.
    relabelled: tuple[tuple[Mapping, str], ...] = ()
    #: Links whose object is gone, with what replaces it.
    gone: tuple[tuple[Mapping, tuple[str, ...]], ...] = ()
    #: Links that were superseded and whose object is there again.
    back: tuple[Mapping, ...] = ()
    #: Links whose object was not loaded with this version or with both, a distribution without its skills for instance.
    unknown: tuple[Mapping, ...] = ()

    @property
    def broke(self) -> bool:
        """Whether a person must look at something."""
        return bool(self.relabelled or self.gone)


def planned(
    known: Collection[Link],
    old: Labels,
    new: Labels,
    replacements: typing.Mapping[str, Collection[str]],
    version: str,
) -> Upgrade:
    """What an upgrade would do; `replacements` are objects of the old version with those of the new one.

    A label has changed where none of the old ones, nor the row's, is among the new ones, whatever the case. Concepts of
    a sort most of which are gone (ESCO's skills, by the beginning of their IRIs) are taken to be not loaded, not gone.
    """
    absent = _absent(old, new)
    carried, relabelled, gone, back, unknown = [], [], [], [], []
    for link in known:
        one = link.mapping
        if one.object == NOTHING or link.state in (State.CANDIDATE, State.REJECTED):
            continue
        labels = new.get(one.object)
        if link.state is State.SUPERSEDED:
            if labels is not None:
                back.append(one)
        elif labels is None and (one.object not in old or _beginning(one.object) in absent):
            unknown.append(one)
        elif labels is None:
            gone.append((one, tuple(sorted(iri for iri in replacements.get(one.object, ()) if iri in new))))
        elif labels and not _folded({*old.get(one.object, ()), one.object_label}) & _folded(labels):
            relabelled.append((one, min(labels)))
        else:
            carried.append(one)
    return Upgrade(version, tuple(carried), tuple(relabelled), tuple(gone), tuple(back), tuple(unknown))


def _absent(old: Labels, new: Labels) -> set[str]:
    """The beginnings of the IRIs of sorts of concepts most of which the new version lacks."""
    there = Counter(map(_beginning, old))
    lost = Counter(_beginning(iri) for iri in old if iri not in new)
    return {beginning for beginning, count in lost.items() if there[beginning] >= MANY and count > there[beginning] / 2}


def _beginning(iri: str) -> str:
    return iri.rpartition("/")[0]


def _folded(labels: Collection[str]) -> set[str]:
    return {" ".join(label.casefold().split()) for label in labels}


def upgrade(
    workspace: Path,
    scheme: str,
    old: Labels,
    new: Labels,
    replacements: typing.Mapping[str, Collection[str]],
    version: str,
    day: str,
) -> Upgrade:
    """Make it so in a workspace, and tell what was done; `day` (ISO 8601) is written into proposals.

    Raises InputError for a table that can't be used, StoreError where the system refuses. A kill on the way leaves
    nothing half said: whatever is done again then is the same.
    """
    with files.held(workspace):
        known = links(workspace, checked(scheme))
        done = planned(known, old, new, replacements, version)
        lost = {one.pair: superseded(one, into, version) for one, into in done.gone}
        late = {one.pair: one for one in files.read(workspace / f"{scheme}{SUPERSEDED}") if one.pair not in lost}
        decided = {link.mapping.pair for link in known if link.state is not State.CANDIDATE}
        candidates = {one.pair: one for one in files.read(workspace / f"{scheme}{CANDIDATES}") if one.object in new}
        candidates |= {one.pair: one for one in proposed(done, decided, day)}
        renamed = {one.pair: label for one, label in done.relabelled}
        kept = [one for one in files.read(workspace / f"{scheme}{TABLE}") if one.pair not in lost]
        kept += [one for one in done.back if not is_shipped(one, scheme)]
        # A link is in its new place before it leaves the old one.
        files.write(workspace, scheme, CANDIDATES, candidates.values())
        files.write(workspace, scheme, SUPERSEDED, [*late.values(), *lost.values()])
        files.write(workspace, scheme, TABLE, [carried(one, renamed, new, version) for one in kept])
        stays = [one for one in late.values() if one.object not in new]
        files.write(workspace, scheme, SUPERSEDED, [*stays, *lost.values()])
    return done


def superseded(mapping: Mapping, into: Collection[str], version: str) -> Mapping:
    """A link as the table of superseded ones holds it."""
    what = f"replaced by {', '.join(into)} in version {version}" if into else f"gone in version {version}"
    return as_written(replace(mapping, comment="; ".join(filter(None, (mapping.comment, what)))))


def proposed(done: Upgrade, decided: Collection[tuple[str, str]], day: str) -> Iterator[Mapping]:
    """What is to be looked at in place of links that broke."""
    close = Skos.closeMatch.value
    for one, into in done.gone:
        for target in into:
            if (one.subject, target) not in decided:
                yield as_written(
                    Mapping(
                        *(one.subject, close if one.predicate == Skos.exactMatch.value else one.predicate, target),
                        justification=_CHAINED,
                        subject_label=one.subject_label,
                        subject_category=one.subject_category,
                        subject_source=one.subject_source,
                        object_source=one.object_source,
                        object_source_version=done.version,
                        tool="rolegraph",
                        date=day,
                        confidence=one.confidence,
                        comment=f"linked to {one.object} ({one.object_label}), which it replaces",
                    )
                )


def carried(mapping: Mapping, renamed: typing.Mapping[tuple[str, str], str], new: Labels, version: str) -> Mapping:
    """A row of the workspace for the new version."""
    if mapping.object not in new:
        return mapping
    label = renamed.get(mapping.pair, mapping.object_label)
    return replace(mapping, object_label=label, object_source_version=version)


def is_shipped(mapping: Mapping, scheme: str) -> bool:
    """Whether the package brings a superseded link, so that it counts again by itself."""
    same = (mapping.pair, mapping.predicate, mapping.authors, mapping.date)
    return any(same == (one.pair, one.predicate, one.authors, one.date) for one in files.read(shipped_file(scheme)))
