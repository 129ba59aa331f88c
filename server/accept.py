"""The Accept header: what a client takes, and how gladly (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

#: Elements of the header that are looked at; nobody sends more in earnest.
MOST_RANGES = 100

_RANGE = re.compile(r"\s*([!#$%&'*+.^_`|~\w-]+)/([!#$%&'*+.^_`|~\w-]+)\s*(;.*)?", re.ASCII | re.DOTALL)
_QUALITY = re.compile(r";\s*q\s*=\s*([^;\s]*)", re.IGNORECASE)
_NUMBER = re.compile(r"0(?:\.[0-9]*)?|1(?:\.0*)?|\.[0-9]+")


@dataclass(frozen=True, slots=True)
class MediaRange:
    """A media type, `text/*` or `*/*`, in lower case, with its quality from 0 (never) to 1."""

    name: str
    quality: float


def parse(header: str | None) -> tuple[MediaRange, ...]:
    """Read the header; without one, or with none of it well formed, everything is taken.

    Parameters other than the quality are not looked at: none of our formats differs by them. A comma in a
    quoted parameter ends its element too early, which then is not well formed and left out.
    """
    elements = (header or "").split(",", MOST_RANGES)[:MOST_RANGES]
    ranges = tuple(found for element in elements if (found := _range(element)) is not None)
    return ranges or (MediaRange("*/*", 1.0),)


def _range(element: str) -> MediaRange | None:
    match = _RANGE.fullmatch(element)
    if match is None or (match[1] == "*" and match[2] != "*"):
        return None
    quality = _quality(match[3] or "")
    return None if quality is None else MediaRange(f"{match[1]}/{match[2]}".lower(), quality)


def _quality(parameters: str) -> float | None:
    match = _QUALITY.search(parameters)
    if match is None:
        return 1.0
    return float(match[1]) if _NUMBER.fullmatch(match[1]) else None


def explicit_quality(ranges: Iterable[MediaRange], media_type: str) -> float | None:
    """Give the quality of a media type that is named in full; None when it is not."""
    return max((one.quality for one in ranges if one.name == media_type), default=None)


def quality(ranges: Iterable[MediaRange], media_type: str) -> float:
    """Give the quality of a media type: the most specific range that covers it decides."""
    ranges = tuple(ranges)
    for name in (media_type, media_type.partition("/")[0] + "/*", "*/*"):
        found = explicit_quality(ranges, name)
        if found is not None:
            return found
    return 0.0


def prefers_html(header: str | None, others: Iterable[str]) -> bool:
    """Tell whether the client is a browser: it names HTML in full, and none of `others` more gladly."""
    ranges = parse(header)
    html = explicit_quality(ranges, "text/html") or 0.0
    return html > 0 and all((explicit_quality(ranges, other) or 0.0) <= html for other in others)
