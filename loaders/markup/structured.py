"""Job postings and occupations that a page gives as JSON-LD (schema.org): what its text does not say is added to it.

Such data most often repeats the page, so nothing is taken that the text holds already; data that is no JSON, or says
something else, is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

SCRIPT = 'script[type="application/ld+json" i]'
TYPES = ("JobPosting", "Occupation")
NAMES = ("title", "name")
DESCRIPTION = "description"
#: Properties of schema.org whose values are sections, and the headings that they get: their own names in words.
SECTIONS = {
    "responsibilities": "Responsibilities",
    "skills": "Skills",
    "qualifications": "Qualifications",
    "experienceRequirements": "Requirements",
}
#: Objects nested deeper hold no posting.
DEEPEST = 12
WORD = re.compile(r"\w+")
#: The share of a line's runs of words that the page must hold for the line to be a repetition.
REPEATED = 0.7
RUN = 3
TAG = re.compile(r"<[a-zA-Z/][^>]*>")

Object = dict[str, Any]
Convert = Callable[[str], str]


def found(parser: LexborHTMLParser) -> list[Object]:
    """The postings and occupations of a page, in order."""
    postings: list[Object] = []
    for script in parser.css(SCRIPT):
        try:
            postings += inside(json.loads(script.text()), 0)
        except (ValueError, RecursionError):
            continue
    return postings


def inside(value: object, depth: int) -> Iterator[Object]:
    """The postings in a JSON value, the outermost of each."""
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from inside(one, depth + 1)
    elif isinstance(value, dict):
        types = value.get("@type")
        if any(str(one).rpartition("/")[2] in TYPES for one in (types if isinstance(types, list) else [types])):
            yield value
            return
        for one in value.values():
            yield from inside(one, depth + 1)


def completed(text: str, postings: list[Object], convert: Convert) -> str:
    """A page's Markdown with what its structured data adds: at the end, or as the whole page where it shows nothing."""
    for posting in postings:
        title = next((posting[name] for name in NAMES if isinstance(posting.get(name), str)), "")
        added = "".join(additions(posting, text, convert))
        if not added:
            continue
        head = "" if re.search(r"^# ", text, re.MULTILINE) or not title.strip() else f"# {' '.join(title.split())}\n\n"
        text = f"{head}{text}\n{added}"
    return text


def additions(posting: Object, text: str, convert: Convert) -> Iterator[str]:
    """The lines of a posting that a page does not hold: its description, then its sections."""
    known = runs(text)
    words = convert(as_html(posting.get(DESCRIPTION)))
    if words.strip() and not repeats(words, known):
        yield f"{words}\n"
        known |= runs(words)
    for name, heading in SECTIONS.items():
        value = posting.get(name)
        entries = [
            words for one in listed(value) if not repeats(words := convert(as_html(one)), known) and words.strip()
        ]
        if entries:
            several = len(entries) > 1
            lines = [f"- {' '.join(entry.split())}\n" if several else f"{entry}\n" for entry in entries]
            yield f"## {heading}\n\n{''.join(lines)}\n"


def listed(value: object) -> list[object]:
    """A value as a list of values."""
    return value if isinstance(value, list) else [value]


def as_html(value: object) -> str:
    """A text, or the name or description of a thing, as HTML; lines of plain text stay lines."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", DESCRIPTION) if isinstance(value.get(key), str)), "")
    if not isinstance(value, str):
        return ""
    return value if TAG.search(value) else value.replace("&lt;", "<").replace("&gt;", ">").replace("\n", "<br>")


def runs(text: str) -> set[tuple[str, ...]]:
    """The runs of words of a text."""
    words = [word.casefold() for word in WORD.findall(text)]
    return {tuple(words[place : place + RUN]) for place in range(max(len(words) - RUN + 1, 1))}


def repeats(words: str, known: set[tuple[str, ...]]) -> bool:
    """Whether a text says, for the most part, what is known already."""
    own = runs(words)
    return len(own & known) >= REPEATED * len(own)
