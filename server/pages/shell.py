"""What every page shares: its reader's languages, the frame around it, and the headers that let it be kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from babel import Locale, UnknownLocaleError
from flask import Response, current_app, g, render_template, request, url_for

from server.errors import Problem
from server.parameters import decode_form
from server.reader import among, wanted
from server.saying import as_html, spoken
from server.texts import N_, Texts, direction, languages, texts
from server.vendored import vendored

#: The pages that every page leads to: the endpoint's name and the link's text.
PLACES = (
    ("pages.roles", N_("Roles")),
    ("search.search", N_("Search")),
    ("queries.catalogue", N_("Queries")),
    ("careers.paths", N_("Careers")),
    ("explore.explore", N_("Graph")),
    ("sparql.sparql", N_("SPARQL")),
    ("ns.ontology", N_("Ontology")),
)

#: The longest path and parameters of a page, in characters, which its links repeat many times.
LONGEST_URL = 8192


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asked for a page: the languages wanted of labels and texts, best first, and those of the interface.

    `given` is the parameter `lang` as it stands in the URL, empty where there is none; links on a page keep it.
    """

    chain: tuple[str, ...]
    texts: Texts
    given: str

    def reads(self, language: str) -> bool:
        """Tell whether a label needs no mark: it is in the language wanted first, or in none."""
        return not language or language.lower().partition("-")[0] == self.chain[0].lower().partition("-")[0]

    def language(self, tag: str) -> str:
        """Give the name of a language in the reader's."""
        try:
            return Locale.parse(tag, sep="-").get_display_name(self.texts.language) or tag
        except (ValueError, UnknownLocaleError):
            return tag


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language of the picker: its tag, its name in itself, and this page in it."""

    tag: str
    name: str
    href: str


def reader() -> Reader:
    """Give the reader of this request, read once. Raises MalformedRequest for a `lang` that is no list of tags."""
    found: Reader | None = g.get("reader")
    if found is None:
        found = g.reader = _reader([text for key, text in decode_form(request.query_string) if key == "lang"])
    return found


def show(template: str, etag: str = "", status: int = 200, fresh: int = 0, **context: object) -> Response:
    """Render a page that extends `base.html` for this request's reader.

    `etag` names what the page is made from (`asking.Found.name`): with it the page can be kept and asked for again by
    its ETag, without asking within `fresh` seconds; without it the page is not kept. Beside `context` templates have
    `_` (texts), `as_html` and `spoken` (a message in them: `as_html(problem.detail, _)`), `reader`, `picker`, `link`
    (`link("endpoint", …)` keeps the language), `asset` (`asset("house.css")`), `vendored` (`vendored("yasgui.min.js")`
    tells whether `asset("vendor/yasgui.min.js")` is there).
    """
    whom = reader()
    kept = _named(whom, etag, fresh) if etag and status == 200 else None
    if kept is not None and request.if_none_match.contains_weak(kept.get_etag()[0] or ""):
        # Before it is made, which is most of the work.
        kept.status_code = 304
        del kept.headers["Content-Type"]
        return kept
    shown = {
        "_": whom.texts,
        "reader": whom,
        "direction": direction,
        "as_html": as_html,
        "spoken": spoken,
        "link": link,
        "asset": asset,
        "vendored": vendored,
        "picker": picker(),
        "places": _places(),
    }
    response = Response(render_template(template, **shown, **context), status)
    if kept is not None:
        response.headers.update({name: kept.headers[name] for name in ("ETag", "Cache-Control")})
    else:
        response.headers["Cache-Control"] = "no-store"
    return _for(whom, response)


def _named(whom: Reader, etag: str, fresh: int) -> Response:
    """Give what a page that can be kept is answered with before its body."""
    parts = (etag, request.full_path, *whom.chain, _release())
    response = Response()
    response.set_etag(hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest(), weak=True)
    response.headers["Cache-Control"] = f"public, max-age={fresh}" if fresh else "no-cache"
    return _for(whom, response)


def _for(whom: Reader, response: Response) -> Response:
    response.headers["Content-Language"] = whom.texts.language
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def link(endpoint: str, **values: Any) -> str:
    """Give the URL of a page of ours in the language that this page's URL asks for, if it asks for one."""
    if reader().given:
        values.setdefault("lang", reader().given)
    return url_for(endpoint, **values)


def asset(name: str) -> str:
    """Give the URL of a file of ours, which changes when the file does."""
    return url_for("static", filename=name, v=_print(Path(current_app.static_folder or ""), name))


def is_current(given: str | None) -> bool:
    """Tell whether this request for a file of ours bears the print that the file has now, as `asset` gives it."""
    name = (request.view_args or {}).get("filename", "")
    return given is not None and given == _print(Path(current_app.static_folder or ""), name)


def picker() -> list[Tongue]:
    """Give this page in each language of the interface; of a longer URL than pages take, none."""
    if url_size() > LONGEST_URL:
        return []
    others = [(key, text) for key, text in request.args.items(multi=True) if key != "lang"]
    return [
        Tongue(tag, texts(tag).name, f"{request.path}?{urlencode([*others, ('lang', tag)])}") for tag in languages()
    ]


def url_size() -> int:
    """Count the characters of this request's path and parameters."""
    return len(request.path) + len(request.query_string)


def _reader(words: list[str]) -> Reader:
    chain = wanted(words, request.headers.get("Accept-Language"))
    return Reader(chain, texts(among(chain, languages())[0]), words[0] if words else "")


def in_any_case() -> None:
    """Have a reader for this request even where its `lang` can't be read, so that the error has a page."""
    try:
        reader()
    except Problem:
        g.reader = _reader([])


def _places() -> list[tuple[str, str]]:
    """The pages that this server has, of PLACES."""
    return [place for place in PLACES if place[0] in current_app.view_functions]


@cache
def _print(folder: Path, name: str) -> str:
    return hashlib.blake2b((folder / name).read_bytes(), digest_size=6).hexdigest()


@cache
def _release() -> str:
    """A print of the templates and catalogues, so that a page changes with the program."""
    here = Path(__file__).resolve().parent.parent
    files = sorted([*here.glob("templates/**/*.html"), *here.glob("translations/**/*.po")])
    return hashlib.blake2b(b"".join(file.read_bytes() for file in files), digest_size=6).hexdigest()
