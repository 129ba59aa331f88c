"""What a request wants of a named query: values of its parameters, the format, a page of the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ontology.said import said
from queries.model import NamedQuery
from server.errors import WrongParameter
from server.parameters import boolean, seconds
from server.queries.shelf import OWN

#: The most rows of a page, how many there are where only `page` is given, and the last page.
MOST_ROWS, ROWS, MOST_PAGES = 10_000, 100, 1_000_000_000


@dataclass(frozen=True, slots=True)
class Window:
    """A page: its number, from 1, and how many rows a page has."""

    page: int
    size: int

    @property
    def offset(self) -> int:
        """How many rows stand before it."""
        return (self.page - 1) * self.size


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted; `window` is None for all rows, `timeout` in seconds, `format` the word of `format=`."""

    values: Mapping[str, str]
    window: Window | None
    format: str | None
    inferred: bool
    timeout: float | None


def read(query: NamedQuery, given: Sequence[tuple[str, str]]) -> Wish:
    """Read the parameters of a URL; `lang` is every page's own too. Raises WrongParameter.

    A field of a form that is left empty is not given, unless it holds a string.
    """
    types = {parameter.name: parameter.type for parameter in query.parameters}
    found: dict[str, str] = {}
    for name, text in given:
        if name in found:
            raise WrongParameter(said("The parameter %(name)s comes more than once; send it once.", name=name), name)
        if name not in types and name not in OWN and name != "lang":
            has = ", ".join((*types, *OWN))
            raise WrongParameter(
                said(
                    "The query %(query)s has no parameter %(name)s; it has %(has)s.",
                    query=query.name,
                    name=name[:100],
                    has=has,
                ),
                name[:100],
            )
        found[name] = text
    wanted = {name: text for name, text in found.items() if text or types.get(name) == "string"}
    return Wish(
        {name: text for name, text in wanted.items() if name in types},
        _window(wanted),
        wanted.get("format"),
        boolean("inferred", wanted.get("inferred")),
        seconds("timeout", wanted.get("timeout")),
    )


def _window(given: Mapping[str, str]) -> Window | None:
    if "page" not in given and "per_page" not in given:
        return None
    return Window(_number(given, "page", 1, MOST_PAGES), _number(given, "per_page", ROWS, MOST_ROWS))


def _number(given: Mapping[str, str], name: str, missing: int, most: int) -> int:
    text = given.get(name, str(missing))
    if not (text.isascii() and text.isdecimal() and len(text) <= 10 and 1 <= int(text) <= most):
        raise WrongParameter(
            said(
                "The parameter %(name)s is a whole number from 1 to %(most)s, not “%(text)s”.",
                name=name,
                most=most,
                text=text[:40],
            ),
            name,
        )
    return int(text)
