"""What the parameters of `/explore` ask for, and the URLs that ask for something else of the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ontology.errors import QueryError
from ontology.said import message_of, said
from queries.languages import language
from queries.values import iri
from server.errors import MalformedRequest
from server.parameters import Given, choice, every, number, once
from server.readings.graph.around import DEEPEST, MOST, NEIGHBOURS
from server.readings.graph.facts import KINDS
from server.readings.graph.links import Inferred
from server.search.asked import text
from server.texts import N_

#: How a drawing may be laid out, and what that is called.
LAYOUTS = {"rings": N_("Rings"), "force": N_("Forces"), "ladder": N_("Career ladder")}
#: Which statements are drawn, and what that is called.
STATEMENTS = {
    Inferred.WITH: N_("stated and inferred"),
    Inferred.WITHOUT: N_("stated only"),
    Inferred.ONLY: N_("inferred only"),
}
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
    inferred: Inferred = Inferred.WITH
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
        found += [("inferred", self.inferred.value)] if self.inferred != Inferred.WITH else []
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


def wishes(given: Given) -> Wishes:
    """Read the parameters of a URL. Raises MalformedRequest."""
    return Wishes(
        of=_iris(given, "of"),
        query=_query(given),
        text=text(list(given)),
        depth=number(given, "depth", 1, DEEPEST),
        inferred=Inferred(choice(given, "inferred", tuple(Inferred))),
        kinds=_kinds(given),
        languages=_languages(given),
        closed=_iris(given, "closed"),
        neighbours=number(given, "limit", NEIGHBOURS, MOST),
        layout=choice(given, "layout", tuple(LAYOUTS)),
    )


def _query(given: Given) -> str:
    text = once(given, "query") or ""
    return text if text.strip() else ""


def _all(given: Given, name: str) -> list[str]:
    return [text for text in every(given, name) if text.strip()]


def _iris(given: Given, name: str) -> tuple[str, ...]:
    try:
        found = tuple(dict.fromkeys(iri(text.strip()) for text in _all(given, name)))
    except QueryError as error:
        raise MalformedRequest(
            said("The parameter `%(name)s`: %(error)s.", name=name, error=message_of(error))
        ) from error
    if len(found) > CENTRES:
        raise MalformedRequest(
            said(
                "The parameter `%(name)s` is given %(count)s times; %(most)s are taken.",
                name=name,
                count=len(found),
                most=CENTRES,
            )
        )
    return found


def _kinds(given: Given) -> tuple[str, ...]:
    words = {word.strip() for text in _all(given, "kinds") for word in text.split(",")}
    if unknown := sorted(words.difference(KINDS)):
        raise MalformedRequest(
            said("`kinds` has some of %(kinds)s, not “%(unknown)s”.", kinds=", ".join(KINDS), unknown=unknown[0][:40])
        )
    return tuple(kind for kind in KINDS if kind in words)


def _languages(given: Given) -> tuple[str, ...]:
    try:
        words = {word.strip() for text in _all(given, "languages") for word in text.split(",")}
        return tuple(sorted(language(word) for word in words if word))
    except QueryError as error:
        raise MalformedRequest(said("The parameter `languages`: %(error)s.", error=message_of(error))) from error
