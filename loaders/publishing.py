"""The last steps of whatever changes a store: alignment over all documents, links, inference, a snapshot to read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from loaders import decisions
from loaders.background import give_back
from loaders.bulk import Bulk
from loaders.candidates import all_described
from loaders.durable import explained, replace_file
from loaders.folders import VECTORS
from loaders.mappings import graph as links
from loaders.quality import observations
from loaders.realign import realign
from loaders.reasoning import conflicts, telling
from loaders.reasoning.infer import rules_of
from loaders.reasoning.upkeep import keep
from loaders.snapshots import Snapshot
from loaders.store import Writer
from loaders.validation.compiled import Violation
from loaders.validation.telling import serious, violation_json
from loaders.vectors import disk
from ontology.errors import RolegraphError

#: The files that tell by which decisions the published state was aligned, and by which links it was linked.
ALIGNED = "aligned"
LINKED = "linked"
#: Violations that are told in full.
TOLD = 20


class Contradiction(RolegraphError):
    """What is in the store contradicts itself, and was not published."""

    def __init__(self, found: tuple[dict[str, Any], ...]) -> None:
        self.found = found
        number = len(found)
        super().__init__(
            f"{number} contradiction{'s' if number > 1 else ''} in the store, which is not published: remove or "
            "correct the documents named, or publish without --strict"
        )


class Invalid(RolegraphError):
    """What is in the store violates the shapes, and was not published."""

    def __init__(self, store: Store, found: Sequence[Violation]) -> None:
        number = len(found)
        #: The first of them, as `loaders.validation.telling` gives them, and how many there are.
        self.found, self.number = [violation_json(store, one) for one in found[:TOLD]], number
        super().__init__(
            f"{number} violation{'s' if number > 1 else ''} of the shapes in the store, which is not published: remove "
            "or correct what is named, or publish without --strict"
        )


@dataclass(frozen=True, slots=True)
class Published:
    """The snapshot that readers see, and the contradictions that came with it (`loaders.reasoning.telling`)."""

    snapshot: Snapshot
    contradictions: tuple[dict[str, Any], ...] = ()

    @property
    def number(self) -> int:
        """The snapshot's number."""
        return self.snapshot.number


def publish(
    root: Path,
    writer: Writer,
    workspace: Path | None,
    *,
    forward: bool = False,
    strict: bool = False,
    anew: bool = False,
    leaving: Collection[int] = (),
    before: Callable[[], None] = lambda: None,
) -> Published:
    """Align the store's documents with each other and with the decisions of a workspace, link, infer, and publish.

    `before` is called in between: what must be done to the store before a snapshot of it is made; `anew` asks for all
    conclusions anew; the snapshots `leaving` are about to be deleted.
    Raises InputError where the decisions or the links can't be read, StoreError where the system refuses (see also
    `Writer.publish`), and, where `strict`, Contradiction or Invalid.
    """
    known = writer.inferred_by is not None
    if writer.stated.undescribed or not (known or all_described(writer.store)):
        Bulk(root, writer, behind=True).finish()
    if known and writer.stated.only_bulk and not anew:
        # Before the first change, which waits until the engine has merged what came.
        keep(writer)
        give_back()
    wanted = {root / ALIGNED: digest(workspace), root / LINKED: links.digest(workspace)}
    late = [marker for marker, content in wanted.items() if not (writer.is_published and holds(marker, content))]
    if root / ALIGNED in late:
        disk.keep_in(root / VECTORS)
        realign(root, writer, workspace)
    if late:
        links.relink(writer, workspace)
    found = keep(writer, anew=anew).found
    rules = rules_of(writer.store)
    if strict:
        found = tuple(conflicts.conflicts(writer.store, rules))
    told = tuple(telling.conflict_json(writer.store, rules, one) for one in found)
    if strict and told:
        raise Contradiction(told)
    if strict and (violated := serious(writer.store)):
        raise Invalid(writer.store, violated)
    if not writer.is_published:
        observations.record(root, writer, leaving)
    before()
    give_back()
    snapshot = writer.publish(forward=forward)
    for marker, content in wanted.items():
        if not holds(marker, content):
            with explained("write", marker):
                replace_file(marker, content)
    return Published(snapshot, told)


def holds(marker: Path, content: bytes) -> bool:
    """Whether a file is there with this content."""
    return marker.exists() and marker.read_bytes() == content


def digest(workspace: Path | None) -> bytes:
    """A hash of the files of decisions."""
    files = [decisions.shipped_file(), *([workspace / decisions.FILE] if workspace else [])]
    return hashlib.sha256(b"\n".join(path.read_bytes() for path in files if path.exists())).hexdigest().encode()
