"""What a query is, from its tokens: its form and dataset, whether it is within bounds and what is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ontology.said import said
from server.errors import QueryRefused, QuerySyntax, QueryTooComplex, RequestTooLong
from server.syntax import at
from server.tokens import Token, tokens

Form = Literal["select", "ask", "construct", "describe", "update"]

_UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY", "WITH")
_FORMS: dict[str, Form] = {
    "SELECT": "select",
    "ASK": "ask",
    "CONSTRUCT": "construct",
    "DESCRIBE": "describe",
    **dict.fromkeys(_UPDATES, "update"),
}
_PROLOGUE = frozenset({"PREFIX", "BASE", "VERSION"})
_VALUES = frozenset({"TRUE", "FALSE", "UNDEF"})
_VOLATILE = frozenset({"NOW", "RAND", "UUID", "STRUUID"})
_WORDS = re.compile("[A-Za-z]+")

SERVICE = said("SERVICE is refused: this endpoint asks no other. Ask that one yourself, or load its data here.")
GLUED = said("A keyword is glued to a name that holds “filter” or “service”; put a space between them.")

#: Outlines are kept for queries of up to this many characters: clients repeat themselves.
SHORT = 4096


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long (characters), how deeply nested and how full of keywords and operators a query may be."""

    length: int
    nesting: int
    keywords: int


@dataclass(frozen=True, slots=True)
class Outline:
    """What a query is: its form, and whether it names its dataset by FROM.

    `volatile` tells that asking again may give another answer although the data is the same.
    """

    form: Form
    has_dataset: bool
    volatile: bool


def outline(query: str, bounds: Bounds) -> Outline:
    """Read a query's outline.

    Raises RequestTooLong or QueryTooComplex beyond `bounds`, QueryRefused for SERVICE, QuerySyntax where no
    form is found. All other syntax is the engine's business.
    """
    if len(query) > bounds.length:
        raise RequestTooLong(
            said("The query has %(count)s characters; %(length)s are allowed.", count=len(query), length=bounds.length)
        )
    return _remembered(query, bounds) if len(query) <= SHORT else _outline(query, bounds)


def _outline(query: str, bounds: Bounds) -> Outline:
    reading = Reading(bounds)
    before = previous = Token("", "", 0)
    for token in tokens(query):
        reading.take(token, previous, before)
        before, previous = previous, token
    if reading.form is None:
        raise _formless(query, reading.first)
    return Outline(reading.form, "FROM" in reading.words, not reading.words.isdisjoint(_VOLATILE))


def _formless(query: str, first: Token | None) -> QuerySyntax:
    lines = query[: len(query) if first is None else first.start].split("\n")
    line, column = len(lines), len(lines[-1]) + 1
    near = "" if first is None else first.text[:30]
    return QuerySyntax(at(line, column, near, said("expected SELECT, ASK, CONSTRUCT or DESCRIBE")), line, column)


_remembered = lru_cache(maxsize=1024)(_outline)


class Reading:
    """What has been seen of a query or an update so far; `take` refuses what is out of bounds and SERVICE."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._depth = 0
        self._keywords = 0
        self.words: set[str] = set()
        self.form: Form | None = None
        #: The first word after the prologue, which tells the form.
        self.first: Token | None = None

    def take(self, token: Token, previous: Token, before: Token) -> None:
        """Look at a token and the two before it; raises QueryRefused or QueryTooComplex."""
        if token.kind == "open":
            self._open(token, previous, before)
        elif token.kind == "close":
            self._depth = max(self._depth - 1, 0)
        elif token.kind == "word":
            self._word(token)
        elif token.kind == "operator":
            self._count()

    def _word(self, token: Token) -> None:
        word = token.text.upper()
        if "SERVICE" in word:
            raise QueryRefused(SERVICE)
        if self.first is None and word not in _PROLOGUE:
            self.first = token
            # The engine takes SELECTDISTINCT and ASKWHERE too.
            self.form = next((form for key, form in _FORMS.items() if word.startswith(key)), None)
        # Without a colon, digits or dots in a run of letters part two words.
        for part in (word,) if word.isalpha() else _WORDS.findall(word):
            self.words.add(part)
            if part not in _VALUES:
                self._count()

    def _count(self) -> None:
        self._keywords += 1
        if self._keywords > self._bounds.keywords:
            raise QueryTooComplex(
                said(
                    "The query has more than %(keywords)s keywords and operators. VALUES takes lists of any length.",
                    keywords=self._bounds.keywords,
                )
            )

    def _open(self, token: Token, previous: Token, before: Token) -> None:
        self._depth += 1
        if self._depth > self._bounds.nesting:
            raise QueryTooComplex(
                said("The query is nested deeper than %(nesting)s brackets.", nesting=self._bounds.nesting)
            )
        if previous.kind == "name":
            self._refuse_glued(token, previous.text.partition(":")[0].upper(), before)

    def _refuse_glued(self, token: Token, prefix: str, before: Token) -> None:
        """Refuse `SERVICE:x {` and `FILTER:f (`: names by the grammar, keywords to the engine.

        A graph may be named `service:x`.
        """
        if token.text == "{" and "SERVICE" in prefix and before.text.upper() != "GRAPH":
            raise QueryRefused(SERVICE)
        if token.text == "(" and "FILTER" in prefix:
            raise QueryRefused(GLUED)
