"""What is known of links to a vocabulary: each pair once, with its state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from loaders.mappings import files
from loaders.mappings.model import Mapping, State
from loaders.mappings.schemes import CANDIDATES, SUPERSEDED, TABLE, names, shipped_file

SHIPPED, WORKSPACE = "shipped", "workspace"


@dataclass(frozen=True, slots=True)
class Link:
    """A pair's mapping that counts."""

    scheme: str
    mapping: Mapping
    state: State
    #: Whether the row is shipped or of the workspace.
    origin: str


def links(workspace: Path | None, scheme: str | None = None) -> list[Link]:
    """All links to a vocabulary, or to all, in the order of their subjects; the likeliest candidate first.

    Of a pair, a decision of the workspace counts over a superseded link, that over a shipped one, and all over what a
    machine proposes. Raises InputError, with file and line, for a table that can't be used.
    """
    found = [link for name in ([scheme] if scheme else names(workspace)) for link in _links(workspace, name)]
    return sorted(found, key=_order)


def accepted(workspace: Path | None) -> Iterator[Mapping]:
    """The links that count, without looking at proposals."""
    for name in names(workspace):
        for link in _decided(workspace, name).values():
            if link.state is State.ACCEPTED:
                yield link.mapping


def _decided(workspace: Path | None, name: str) -> dict[tuple[str, str], Link]:
    found = {one.pair: Link(name, one, _state(one), SHIPPED) for one in files.read(shipped_file(name))}
    if workspace:
        for one in files.read(workspace / f"{name}{SUPERSEDED}"):
            found[one.pair] = Link(name, one, State.SUPERSEDED, WORKSPACE)
        for one in files.read(workspace / f"{name}{TABLE}"):
            found[one.pair] = Link(name, one, _state(one), WORKSPACE)
    return found


def _links(workspace: Path | None, name: str) -> Iterator[Link]:
    decided = _decided(workspace, name)
    yield from decided.values()
    if workspace:
        for one in files.read(workspace / f"{name}{CANDIDATES}"):
            if one.pair not in decided:
                yield Link(name, one, State.CANDIDATE, WORKSPACE)


def _state(mapping: Mapping) -> State:
    return State.REJECTED if mapping.negated else State.ACCEPTED


def _order(link: Link) -> tuple[str, str, float, str]:
    return link.scheme, link.mapping.subject, -(link.mapping.confidence or 0.0), link.mapping.object
