"""What the parameters of `/explore` ask for, and the URLs that ask for something else of the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ontology.errors import QueryError
from queries.languages import language
from queries.values import iri
from server.errors import MalformedRequest
from server.readings.graph.around import DEEPEST, MOST, NEIGHBOURS
from server.readings.graph.facts import KINDS
from server.search.asked import text
from server.texts import N_

#: How a drawing may be laid out, and what that is called.
LAYOUTS = {"rings": N_("Rings"), "force": N_("Forces"), "ladder": N_("Career ladder")}
#: Things that one drawing may start from, and that it may close.
CENTRES = 100

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Wishes:
    """A drawing that is asked for: around the IRIs `of`, of what `query` makes, or of what is called `text`.

    `closed` are IRIs whose neighbours are not drawn; no `kinds` are all but documents, no `languages` are all.
    """

    of: tuple[str, ...] = ()
    query: str = ""
    text: str = ""
    depth: int = 1
    inferred: bool = True
    kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    neighbours: int = NEIGHBOURS
    layout: str = "rings"

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of the reading `graph`."""
        return {
            "of": self.of,
            "depth": self.depth,
            "inferred": self.inferred,
            "kinds": self.kinds,
            "languages": self.languages,
            "closed": self.closed,
            "neighbours": self.neighbours,
            "layout": self.layout,
        }

    @property
    def pairs(self) -> Pairs:
        """The parameters of a URL that asks for this, without those that are as if they were not given."""
        found: Pairs = [("of", one) for one in self.of]
        found += [("query", self.query)] if self.query else []
        found += [("q", self.text)] if self.text else []
        found += [("depth", str(self.depth))] if self.depth != 1 else []
        found += [("inferred", "false")] if not self.inferred else []
        found += [("kinds", ",".join(self.kinds))] if self.kinds else []
        found += [("languages", ",".join(self.languages))] if self.languages else []
        found += [("closed", one) for one in self.closed]
        found += [("limit", str(self.neighbours))] if self.neighbours != NEIGHBOURS else []
        return found + ([("layout", self.layout)] if self.layout != "rings" else [])

    def opened(self, node: str) -> Wishes:
        """Ask for the neighbours of a node, too."""
        of = self.of if node in self.of else (*self.of, node)
        return replace(self, of=of, closed=tuple(one for one in self.closed if one != node))

    def shut(self, node: str) -> Wishes:
        """Ask for the same without the neighbours of a node."""
        of = tuple(one for one in self.of if one != node)
        closed = () if node in self.closed else (node,)
        # The last thing of all stays in the middle of nothing.
        return replace(self, of=of or self.of, closed=(*self.closed, *closed))


def wishes(given: Sequence[tuple[str, str]]) -> Wishes:
    """Read the parameters of a URL. Raises MalformedRequest."""
    return Wishes(
        of=_iris("of", given),
        query=_one("query", given, ""),
        text=text(list(given)),
        depth=_number("depth", given, 1, DEEPEST),
        inferred=_choice("inferred", given, ("true", "false")) == "true",
        kinds=_kinds(given),
        languages=_languages(given),
        closed=_iris("closed", given),
        neighbours=_number("limit", given, NEIGHBOURS, MOST),
        layout=_choice("layout", given, tuple(LAYOUTS)),
    )


def _all(name: str, given: Iterable[tuple[str, str]]) -> list[str]:
    return [text for key, text in given if key == name and text.strip()]


def _one(name: str, given: Iterable[tuple[str, str]], otherwise: str) -> str:
    found = _all(name, given)
    if len(found) > 1:
        raise MalformedRequest(f"The parameter `{name}` is given once.")
    return found[0] if found else otherwise


def _iris(name: str, given: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    try:
        found = tuple(dict.fromkeys(iri(text.strip()) for text in _all(name, given)))
    except QueryError as error:
        raise MalformedRequest(f"The parameter `{name}`: {error}.") from error
    if len(found) > CENTRES:
        raise MalformedRequest(f"The parameter `{name}` is given {len(found)} times; {CENTRES} are taken.")
    return found


def _number(name: str, given: Iterable[tuple[str, str]], otherwise: int, most: int) -> int:
    text = _one(name, given, str(otherwise))
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    if not 1 <= number <= most:
        raise MalformedRequest(f"`{name}` is a whole number from 1 to {most}, not “{text[:40]}”.")
    return number


def _choice(name: str, given: Iterable[tuple[str, str]], choices: tuple[str, ...]) -> str:
    """The first choice is taken where nothing is given."""
    text = _one(name, given, choices[0])
    if text not in choices:
        raise MalformedRequest(f"`{name}` is one of {', '.join(choices)}, not “{text[:40]}”.")
    return text


def _kinds(given: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    words = {word.strip() for text in _all("kinds", given) for word in text.split(",")}
    if unknown := sorted(words.difference(KINDS)):
        raise MalformedRequest(f"`kinds` has some of {', '.join(KINDS)}, not “{unknown[0][:40]}”.")
    return tuple(kind for kind in KINDS if kind in words)


def _languages(given: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    try:
        words = {word.strip() for text in _all("languages", given) for word in text.split(",")}
        return tuple(sorted(language(word) for word in words if word))
    except QueryError as error:
        raise MalformedRequest(f"The parameter `languages`: {error}.") from error
