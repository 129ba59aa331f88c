"""What a matcher is asked and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a concept of ours: `language` is a BCP 47 tag, "und" where it is not known."""

    text: str
    language: str = "und"
    preferred: bool = True


@dataclass(frozen=True, slots=True)
class Subject:
    """A concept of ours that a counterpart is looked for.

    `kind` is role, skill, tool and so on, or empty; `related` are concepts of the taxonomy known to be near it,
    such as the counterparts of a role's skills; `level` is the first digit of ISCO-08 that the concept belongs to;
    `text` is its definition, `plain` are the names of what it is a level of ("chef" of "head chef").
    """

    names: tuple[Name, ...]
    kind: str = ""
    related: tuple[str, ...] = ()
    level: int | None = None
    text: str = ""
    plain: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A concept of the taxonomy that a subject may be, with the label by which it was found.

    `score` is the probability, 0 to 1, that it is the right one; `parts` are the likenesses that it was made of.
    """

    concept: str
    label: str
    language: str
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a concept of the taxonomy; `kind` is prefLabel, altLabel or hiddenLabel."""

    concept: str
    text: str
    language: str = "und"
    kind: str = "prefLabel"


@dataclass(frozen=True, slots=True)
class Fact:
    """What a taxonomy says of a concept beside its labels; all but the first two may be empty.

    `essential` and `optional` are the skills of an occupation, `broader` the concepts above, all as IRIs.
    """

    concept: str
    types: tuple[str, ...] = ()
    notation: str = ""
    broader: tuple[str, ...] = ()
    essential: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    reuse_level: str = ""
