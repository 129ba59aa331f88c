"""What a request to `/paths` or `/gap` asks for."""

from __future__ import annotations

from dataclasses import dataclass, field

from ontology.said import said
from server.errors import MalformedRequest
from server.parameters import Parameters, flag, number, once
from server.readings.paths import LONGEST, MOST, USUAL_LONGEST, USUAL_MOST

#: The longest name of a role, in characters.
LONGEST_NAME = 1000
TYPES = {"json": "application/json", "csv": "text/csv", "html": "text/html"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The two roles as they are written, empty where one is not given, and the switches and bounds of the search."""

    start: str
    goal: str
    inferred: bool
    lateral: bool = False
    every: bool = False
    longest: int = USUAL_LONGEST
    most: int = USUAL_MOST
    #: The parameters as given, but for `lang` and `format`, so that links can keep them.
    given: dict[str, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether both roles are given."""
        return bool(self.start and self.goal)


def paths_asked(parameters: Parameters) -> Asked:
    """Read the parameters of `/paths`; raises MalformedRequest."""
    ends = gap_asked(parameters)
    return Asked(
        ends.start,
        ends.goal,
        ends.inferred,
        lateral=flag(parameters, "lateral", False),
        every=flag(parameters, "all", False),
        longest=number(parameters, "max_steps", USUAL_LONGEST, LONGEST),
        most=number(parameters, "limit", USUAL_MOST, MOST),
        given=ends.given,
    )


def gap_asked(parameters: Parameters) -> Asked:
    """Read the parameters of `/gap`; raises MalformedRequest."""
    given = {name: text for name, text in parameters if name not in {"lang", "format"}}
    return Asked(_role(parameters, "from"), _role(parameters, "to"), flag(parameters, "inferred", True), given=given)


def _role(parameters: Parameters, name: str) -> str:
    text = (once(parameters, name) or "").strip()
    if len(text) > LONGEST_NAME:
        raise MalformedRequest(
            said("The parameter `%(name)s` is no role's name: it has %(count)s characters.", name=name, count=len(text))
        )
    return text
