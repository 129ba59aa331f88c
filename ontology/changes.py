"""The change log of the ontology, read from `CHANGELOG.md`: releases, newest first, each with what changed.

The file has the form of Keep a Changelog (https://keepachangelog.com/en/1.1.0/), of which this reads the headings of
releases and of kinds of changes, and lists whose entries may go on over several lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable

from ontology import FOLDER

CHANGELOG: Traversable = FOLDER / "CHANGELOG.md"

_RELEASE = re.compile(r"## \[(?P<version>[^\]]+)\](?: - (?P<date>\d{4}-\d{2}-\d{2}))?")
_KIND = re.compile(r"### (?P<kind>\S.*)")


@dataclass(slots=True)
class Release:
    """A version with its day, "Unreleased" without one; `changes` holds kinds ("Added") with their entries."""

    version: str
    date: str
    changes: dict[str, list[str]] = field(default_factory=dict)


def releases(text: str | None = None) -> list[Release]:
    """Read a change log, by default the shipped one; releases in which nothing changed are left out."""
    found: list[Release] = []
    entries: list[str] = []
    for line in (CHANGELOG.read_text(encoding="utf-8") if text is None else text).splitlines():
        if match := _RELEASE.match(line):
            found.append(Release(match["version"], match["date"] or ""))
            entries = []
        elif found and (match := _KIND.match(line)):
            entries = found[-1].changes.setdefault(match["kind"].strip(), [])
        elif found and line.startswith("- "):
            entries.append(line[2:].strip())
        elif entries and line.startswith("  ") and line.strip():
            entries[-1] += " " + line.strip()
    return [release for release in found if any(release.changes.values())]
