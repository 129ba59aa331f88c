"""What a request to `/paths` or `/gap` asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from server import accept
from server.errors import MalformedRequest, NotAcceptable
from server.readings.paths import LONGEST, MOST, USUAL_LONGEST, USUAL_MOST

#: The longest name of a role, in characters.
LONGEST_NAME = 1000
Form = Literal["html", "json", "csv"]
TYPES: dict[Form, str] = {"html": "text/html", "json": "application/json", "csv": "text/csv"}
Parameters = list[tuple[str, str]]


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
        lateral=_flag(parameters, "lateral", False),
        every=_flag(parameters, "all", False),
        longest=_number(parameters, "max_steps", USUAL_LONGEST, LONGEST),
        most=_number(parameters, "limit", USUAL_MOST, MOST),
        given=ends.given,
    )


def gap_asked(parameters: Parameters) -> Asked:
    """Read the parameters of `/gap`; raises MalformedRequest."""
    given = {name: text for name, text in parameters if name not in {"lang", "format"}}
    return Asked(_role(parameters, "from"), _role(parameters, "to"), _flag(parameters, "inferred", True), given=given)


def form(parameters: Parameters, header: str | None) -> Form:
    """Choose how to answer: by the parameter `format`, else by the Accept header; JSON where nothing is said.

    Raises MalformedRequest and NotAcceptable.
    """
    word = _once(parameters, "format")
    if word is not None:
        for name, media_type in TYPES.items():
            if word in {name, media_type}:
                return name
        raise MalformedRequest(
            f"There is no format “{word[:100]}”. The parameter `format` takes one of: html, json, csv."
        )
    if accept.prefers_html(header, (TYPES["json"], TYPES["csv"])):
        return "html"
    ranges = accept.parse(header)
    # The first of equals is taken.
    order: tuple[Form, ...] = ("json", "csv", "html")
    best = max(order, key=lambda name: accept.quality(ranges, TYPES[name]))
    if not accept.quality(ranges, TYPES[best]):
        offered = tuple(TYPES.values())
        raise NotAcceptable(f"The Accept header names none of {', '.join(offered)}.", offered)
    return best


def _role(parameters: Parameters, name: str) -> str:
    text = (_once(parameters, name) or "").strip()
    if len(text) > LONGEST_NAME:
        raise MalformedRequest(f"The parameter `{name}` is no role's name: it has {len(text)} characters.")
    return text


def _flag(parameters: Parameters, name: str, default: bool) -> bool:
    text = _once(parameters, name)
    if text not in {None, "true", "false"}:
        raise MalformedRequest(f"`{name}` is true or false, not “{(text or '')[:100]}”.")
    return default if text is None else text == "true"


def _number(parameters: Parameters, name: str, default: int, most: int) -> int:
    text = _once(parameters, name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= most):
        raise MalformedRequest(f"`{name}` is a whole number from 1 to {most}, not “{text[:100]}”.")
    return int(text)


def _once(parameters: Parameters, name: str) -> str | None:
    found = [text for key, text in parameters if key == name]
    if len(found) > 1:
        raise MalformedRequest(f"The parameter `{name}` is given once.")
    return found[0] if found else None
