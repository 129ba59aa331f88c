"""A named query with a reader's values in it: labels become IRIs, languages default to the reader's."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from ontology.errors import ParameterError
from ontology.said import message_of, sentence
from queries.binding import bind
from queries.lookup import resolve_labels
from queries.model import NamedQuery
from server.errors import WrongParameter
from server.house import House
from server.pages.shell import reader
from server.protocol import QueryRequest
from server.queries.paging import counted, limit, window
from server.queries.source import Workers
from server.queries.wish import Wish

#: Languages of a chain that a query takes.
MOST_LANGUAGES = 32


@dataclass(frozen=True, slots=True)
class Put:
    """A query that can be asked: its SPARQL, the values that were given or defaulted to the reader's, the wish.

    `bound` is the value of a whole number called `limit`, if the query takes one.
    """

    text: str
    values: Mapping[str, str]
    wish: Wish
    bound: int | None = None

    @property
    def request(self) -> QueryRequest:
        """What `/sparql` would be asked, for one page where one is wanted."""
        return self.asking(self.paged)

    @property
    def paged(self) -> str:
        """The SPARQL for the page that is wanted."""
        page = self.wish.window
        return self.text if page is None else window(self.text, page.offset, page.size)

    @property
    def counting(self) -> str:
        """The SPARQL for the number of rows."""
        return counted(self.text)

    @property
    def limit(self) -> int | None:
        """How many rows a SELECT lets through, by its LIMIT, or else by the parameter of that name."""
        found = limit(self.text)
        return self.bound if found is None else found

    @property
    def seconds(self) -> float:
        """How long a worker may take, at most, as far as the wish says so."""
        return self.wish.timeout or math.inf

    def asking(self, text: str, format: str | None = None) -> QueryRequest:
        """Make a request of a text, with the dataset and the time of this one."""
        wish = self.wish
        lang = self.values.get("lang") or reader().given or None
        return QueryRequest(text, inferred=wish.inferred, timeout=wish.timeout, format=format or wish.format, lang=lang)


def put(house: House, query: NamedQuery, finder: NamedQuery, wish: Wish) -> Put:
    """Bind the values of a wish; raises WrongParameter, or what a worker that looks up a label raises."""
    values = {**defaults(query), **wish.values}
    try:
        resolved = resolve_labels(query, values, lambda: Workers(house), finder)
        return Put(bind(query, resolved), values, wish, _bound(query, values))
    except ParameterError as error:
        raise WrongParameter(sentence(message_of(error)), error.parameter) from None


def _bound(query: NamedQuery, values: Mapping[str, str]) -> int | None:
    found = [one for one in query.parameters if one.name == "limit" and one.type == "integer"]
    text = values.get("limit", found[0].default) if found else None
    return None if text is None else int(text)


def defaults(query: NamedQuery) -> dict[str, str]:
    """Give the value of `lang` where the reader's browser names languages and the query takes them."""
    kind = next((one.type for one in query.parameters if one.name == "lang"), None)
    if kind is None or not request.headers.get("Accept-Language"):
        return {}
    # A chain also has tags as they are written: en-us and en-US.
    chain = list(dict.fromkeys(tag.lower() for tag in reader().chain))
    return {"lang": ",".join(chain[:MOST_LANGUAGES]) if kind == "languages" else chain[0]}


def is_complete(query: NamedQuery, wish: Wish) -> bool:
    """Tell whether every parameter has a value, given or by default."""
    given = {**defaults(query), **wish.values}
    return all(one.default is not None or one.name in given for one in query.parameters)
