"""A named query's page: its form, its answer, and how programs ask the same."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, current_app, url_for

from queries.model import NamedQuery, Parameter
from queries.texts import choice_text
from server.errors import Problem
from server.formats import NETWORKS
from server.house import House
from server.pages.shell import link, reader, show
from server.queries import links, samples
from server.queries.answer import Shown, shown
from server.queries.putting import Put, defaults, is_complete, put
from server.queries.shelf import Entry
from server.queries.wish import Wish
from server.task import offered


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the form: the parameter, the value that stands in it, and where values are suggested, if anywhere."""

    parameter: Parameter
    value: str
    suggestions: str


@dataclass(frozen=True, slots=True)
class Download:
    """The whole answer in a format."""

    name: str
    media_type: str
    href: str


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one query for one request."""

    house: House
    entry: Entry
    finder: NamedQuery
    wish: Wish

    def response(self) -> Response:
        """Give the page. What is wrong with a value is told on it, the form keeping what was given."""
        asked, answer, problem = self._asked()
        response = show(
            "queries/query.html",
            etag=answer.name if answer is not None else "",
            status=problem.status if problem is not None else 200,
            entry=self.entry,
            query=self.entry.query,
            fields=self._fields(),
            wish=self.wish,
            choice_text=choice_text,
            answer=answer,
            problem=problem,
            downloads=self._downloads(asked, answer is None or answer.is_network) if asked is not None else (),
            samples=self._samples(asked) if asked is not None else {},
            sparql=without_header(asked.text if asked is not None else self.entry.query.text),
            keeps_language=bool(reader().given) and not self._has_language,
        )
        if problem is not None:
            response.headers.update(problem.headers)
        if answer is not None and answer.pages:
            response.headers["Link"] = links.header(dict(answer.pages))
        return response

    @property
    def _has_language(self) -> bool:
        return any(one.name == "lang" for one in self.entry.query.parameters)

    def _asked(self) -> tuple[Put | None, Shown | None, Problem | None]:
        """Ask, if every parameter has a value; tell what went wrong."""
        if not is_complete(self.entry.query, self.wish):
            return None, None, None
        asked = None
        try:
            asked = put(self.house, self.entry.query, self.finder, self.wish)
            return asked, shown(self.house, self.entry.form, asked), None
        except Problem as problem:
            return asked, None, problem

    def _fields(self) -> list[Field]:
        values = {**defaults(self.entry.query), **self.wish.values}
        return [
            Field(one, values.get(one.name, one.default or ""), _suggestions(one))
            for one in self.entry.query.parameters
        ]

    def _downloads(self, asked: Put, is_network: bool) -> list[Download]:
        url = url_for("queries.query", name=self.entry.query.name)
        found = []
        for one in offered(self.entry.form):
            if one in NETWORKS and not is_network:
                continue
            pairs = [*self._pairs(asked), ("format", one.name)]
            found.append(Download(one.name, one.media_types[0], links.with_pairs(url, pairs)))
        return found

    def _samples(self, asked: Put) -> dict[str, str]:
        base = self.house.settings.base_url
        url, pairs = f"{base}/queries/{self.entry.query.name}", self._pairs(asked)
        kind = offered(self.entry.form)
        media_type = "text/csv" if self.entry.form == "select" else kind[0].media_types[0]
        found = {"curl": samples.curl(url, pairs, media_type)}
        if self.entry.form == "select":
            found["Python"] = samples.python(f"{base}/sparql", without_header(asked.text))
            found["R"] = samples.r(url, pairs)
        return found

    def _pairs(self, asked: Put) -> list[tuple[str, str]]:
        """Give the parameters by which a program gets the whole of this answer."""
        inferred = [] if asked.wish.inferred else [("inferred", "false")]
        names = [one.name for one in self.entry.query.parameters if one.name in asked.values]
        return [*((name, asked.values[name]) for name in names), *inferred]


def without_header(text: str) -> str:
    """Give a query's text without its `#+` lines."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#+")).strip() + "\n"


def _suggestions(parameter: Parameter) -> str:
    """Give the URL that suggests labels for a parameter that takes one, where the server has such."""
    if parameter.concept is None or "search.suggest" not in current_app.view_functions:
        return ""
    kind = {} if parameter.concept == "any" else {"type": parameter.concept}
    return link("search.suggest", **kind)
