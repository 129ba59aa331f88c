"""The resources `/paths` and `/gap`: a worker finds, and the answer is a page, JSON or CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from loaders.career_paths.comparing import KINDS
from loaders.lexicon import languages
from ontology.said import said
from server.answering import as_json, kept, kind
from server.asking import Found, read
from server.careers.asked import TYPES, Asked, gap_asked, paths_asked
from server.careers.drawing import drawing
from server.careers.rows import gap_csv, paths_csv
from server.errors import AmbiguousRole, MalformedRequest, NoSuchRole
from server.house import House
from server.pages.evidence import with_excerpts
from server.pages.kinds import MANY
from server.pages.shell import link, reader, show
from server.parameters import Parameters, decode_form
from server.readings.paths import LONGEST

#: Roles that the form offers, those that most documents describe.
OFFERED = 200


@dataclass(frozen=True, slots=True)
class Page:
    """One of the two resources: its endpoint, template and reading, and how it is asked for and written."""

    endpoint: str
    template: str
    reading: str
    asked: Callable[[Parameters], Asked]
    arguments: Callable[[Asked], dict[str, Any]]
    csv: Callable[[Mapping[str, Any]], str]
    #: Concepts of a kind that are listed before "and more".
    shown: int


def _of_gap(asked: Asked) -> dict[str, Any]:
    return {"start": asked.start, "goal": asked.goal, "inferred": asked.inferred}


def _of_paths(asked: Asked) -> dict[str, Any]:
    more = {"longest": asked.longest, "most": asked.most, "every": asked.every, "lateral": asked.lateral}
    return _of_gap(asked) | more


PATHS = Page("careers.paths", "careers/paths.html", "paths", paths_asked, _of_paths, paths_csv, 6)
GAP = Page("careers.gap", "careers/gap.html", "gap", gap_asked, _of_gap, gap_csv, 100)


def blueprint(house: House) -> Blueprint:
    """Give the resources."""
    made = Blueprint("careers", __name__)

    @made.get("/paths")
    def paths() -> Response:
        return _answer(house, PATHS)

    @made.get("/gap")
    def gap() -> Response:
        return _answer(house, GAP)

    return made


def _answer(house: House, page: Page) -> Response:
    given = decode_form(request.query_string)
    asked, wanted = page.asked(given), kind(given, TYPES)
    if not asked.is_whole:
        if wanted != "html":
            name = "to" if asked.start else "from"
            raise MalformedRequest(
                said("The parameter `%(name)s` is wanted: a role's IRI, or one of its labels.", name=name)
            )
        return _page(house, page, asked, None)
    found = read(house, page.reading, chain=reader().chain, languages=list(languages()), **page.arguments(asked))
    if wanted == "html":
        return _page(house, page, asked, found)
    if "problem" in found.value:
        raise _problem(found.value["problem"])
    return _data(found, wanted, page)


def _data(found: Found, wanted: str, page: Page) -> Response:
    name = f"{found.name}-{wanted}"
    if wanted == "json":
        return as_json(found.value, name)
    return kept(Response(page.csv(found.value), content_type=f"{TYPES['csv']}; charset=utf-8; header=present"), name)


def _page(house: House, page: Page, asked: Asked, found: Found | None) -> Response:
    """Show the form, and what was found, or what is wrong with a role's name."""
    offered = read(house, "roles", chain=reader().chain)
    problem = found.value.get("problem") if found is not None else None
    told = found.value if found is not None and problem is None else None
    names = [offered.name, *([found.name] if found is not None else [])]
    return show(
        page.template,
        etag="" if problem is not None else "-".join(names),
        status=200 if problem is None else _problem(problem).status,
        asked=asked,
        found=_quoted(house, told),
        role={one["iri"]: one for one in told.get("roles", ())} if told is not None else {},
        problem=problem,
        choices=_choices(page, asked, problem) if problem is not None else [],
        drawing=drawing(told) if told is not None and page is PATHS else None,
        offered=offered.value[:OFFERED],
        kinds=[(kind.value, MANY[kind]) for kind in KINDS],
        most_steps=LONGEST,
        shown=page.shown,
        data=[(word, link(page.endpoint, **{**asked.given, "format": word})) for word in ("json", "csv")],
    )


def _quoted(house: House, told: dict[str, Any] | None) -> dict[str, Any] | None:
    """Put the text around it to the first place of each move; a page shows no more of them."""
    if told is not None and "moves" in told:
        for move in told["moves"]:
            move["quoted"] = [
                place
                for evidence in move["evidence"][:1]
                for place in with_excerpts(house.settings.store, [one for one in evidence.values() if one])
            ]
    return told


def _choices(page: Page, asked: Asked, problem: Mapping[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """Give the roles of an ambiguous name, each with the URL of this request about it."""
    end = problem["end"]
    return [(one, link(page.endpoint, **{**asked.given, end: one["iri"]})) for one in problem["choices"]]


def _problem(found: Mapping[str, Any]) -> NoSuchRole | AmbiguousRole:
    end, text, choices = found["end"], found["text"][:100], found["choices"]
    if not choices:
        return NoSuchRole(
            said(
                "The parameter `%(end)s`: no role is called “%(text)s”. Give its IRI, or another label of it.",
                end=end,
                text=text,
            )
        )
    named = ", ".join(one["iri"] for one in choices)
    return AmbiguousRole(
        said(
            "The parameter `%(end)s`: more than one role is called “%(text)s”. Give the IRI: %(named)s.",
            end=end,
            text=text,
            named=named,
        ),
        choices,
    )
