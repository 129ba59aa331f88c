"""SPARQL as a stream of tokens: enough to know a variable from a comment, never to understand a query.

Follows the terminals of SPARQL 1.1 Query Language, section 19.8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ontology.errors import QueryError

_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z][\w-]*)
    | (?P<name>(?:[^\W\d_][\w.-]*)?:(?:[\w.:%-]|\\.)*)
    | (?P<word>[^\W\d]\w*)
    | (?P<number>\d[\w.]*)
    | (?P<symbol>\\.|\S)
    """,
    re.VERBOSE | re.DOTALL,
)

#: The four query forms (section 16); whatever else a text begins with is not a query.
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_PROLOGUE = ("BASE", "PREFIX")


@dataclass(frozen=True, slots=True)
class Token:
    """A token with its kind (a group of the pattern above) and its place in the text, `end` exclusive."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield every token but comments and white space, in order."""
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind is not None and kind != "comment":
            yield Token(kind, match[0], match.start(), match.end())


def keywords(text: str) -> list[str]:
    """The bare words of a query in capitals: keywords and function names, never parts of names or strings."""
    return [token.text.upper() for token in tokens(text) if token.kind == "word"]


def query_form(words: list[str]) -> str:
    """Tell which of the four forms a query has from its keywords; an update is none of them.

    Raises QueryError.
    """
    first = next((word for word in words if word not in _PROLOGUE), None)
    if first is None:
        raise QueryError("the query is empty: it should begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    if first not in FORMS:
        raise QueryError(f"a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, not with {first[:40]}")
    return first
