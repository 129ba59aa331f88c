"""What two roles ask for, side by side: what both do, what only the one wanted does, and what only the one left does.

Concepts are compared, not labels, so that it does not matter in which languages documents tell of either role.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import NamedNode

from loaders.career_paths.moves import in_order, plain
from loaders.career_paths.reading import Reading
from ontology.terms import ConceptKind, Rg

#: What is compared, in the order in which it is told.
KINDS = (
    ConceptKind.SKILL,
    ConceptKind.TOOL,
    ConceptKind.TOOL_CATEGORY,
    ConceptKind.RESPONSIBILITY,
    ConceptKind.BEST_PRACTICE,
)
#: Statements of one kind that are looked at.
MOST = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of whoever has a role, by kind; `of` is the role of which it is stated.

    `of` is another one for a level of which nothing is stated: the plain role.
    """

    of: NamedNode
    concepts: Mapping[ConceptKind, frozenset[NamedNode]]

    @property
    def is_known(self) -> bool:
        """Whether anything is stated."""
        return any(self.concepts.values())


@dataclass(frozen=True, slots=True)
class Near:
    """A tool category by which something missing is near, and the tools in it that one uses, if any."""

    category: NamedNode
    tools: tuple[NamedNode, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of concepts of two roles: shared, missing in the first, extra in the first."""

    shared: frozenset[NamedNode]
    missing: frozenset[NamedNode]
    extra: frozenset[NamedNode]

    @property
    def total(self) -> int:
        """How many concepts either role asks for."""
        return len(self.shared) + len(self.missing) + len(self.extra)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two roles compared; `near` tells of missing tools and tool categories that one has something like."""

    one: Asked
    other: Asked
    parts: Mapping[ConceptKind, Part]
    near: Mapping[NamedNode, tuple[Near, ...]]

    @property
    def similarity(self) -> float | None:
        """Give the part of all concepts that both roles ask for (Jaccard); None where neither asks for any."""
        return similarity(*self.parts.values())


def similarity(*parts: Part) -> float | None:
    """Give shared concepts by all concepts (the Jaccard index) of some kinds; None where there are none."""
    total = sum(part.total for part in parts)
    return sum(len(part.shared) for part in parts) / total if total else None


def asked(reading: Reading, role: NamedNode) -> Asked:
    """Give what is stated of a role; of its plain role where it is a level, and inferring is wanted."""
    found = _stated(reading, role)
    if not found.is_known and reading.inferred:
        base = plain(reading, role)
        if base is not None:
            more = _stated(reading, base)
            return more if more.is_known else found
    return found


def compared(reading: Reading, one: Asked, other: Asked) -> Comparison:
    """Compare what two roles ask for."""
    parts = {}
    for kind in KINDS:
        first, second = one.concepts[kind], other.concepts[kind]
        parts[kind] = Part(first & second, second - first, first - second)
    near = _near(reading, one, parts) if reading.inferred else {}
    return Comparison(one, other, parts, near)


def _stated(reading: Reading, role: NamedNode) -> Asked:
    found = {}
    for kind in KINDS:
        assert kind.statement is not None
        found[kind] = frozenset(islice(reading.objects(role, kind.statement), MOST))
    return Asked(role, found)


def _near(reading: Reading, one: Asked, parts: Mapping[ConceptKind, Part]) -> dict[NamedNode, tuple[Near, ...]]:
    """Find missing tools and categories whose category the first role may use already (`rg:mayUseToolCategory`)."""
    usable = frozenset(islice(reading.objects(one.of, Rg.mayUseToolCategory), MOST))
    usable |= one.concepts[ConceptKind.TOOL_CATEGORY]
    used: dict[NamedNode, set[NamedNode]] = {}
    for tool in one.concepts[ConceptKind.TOOL]:
        for category in reading.objects(tool, Rg.inCategory):
            used.setdefault(category, set()).add(tool)
    found: dict[NamedNode, tuple[Near, ...]] = {}
    for category in parts[ConceptKind.TOOL_CATEGORY].missing & usable:
        found[category] = (Near(category, tuple(in_order(used.get(category, set())))),)
    for tool in parts[ConceptKind.TOOL].missing:
        categories = in_order({*reading.objects(tool, Rg.inCategory)} & usable)
        if categories:
            found[tool] = tuple(Near(one, tuple(in_order(used.get(one, set())))) for one in categories)
    return found
