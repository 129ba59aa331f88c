"""`/id/…`: a page of every IRI to people, its triples to programs, by Accept or by a suffix of the path."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from flask import Response, redirect, request
from pyoxigraph import NamedNode

from ontology.said import said
from ontology.terms import RGID, ConceptKind
from server import accept, formats
from server.asking import Found, read
from server.errors import NoSuchThing
from server.formats import GRAPHS
from server.house import House
from server.pages.addresses import SUFFIXES, address, host, path
from server.pages.evidence import text_of, with_excerpts
from server.pages.excerpts import pieces, stretch
from server.pages.kinds import ONE, RELATIONS
from server.pages.ladder import ladder
from server.pages.schema_org import as_schema_org
from server.pages.shell import reader, show
from server.parameters import decode_form, flag, number, once
from server.protocol import QueryRequest
from server.sparql import SparqlView

HTML = "text/html"
#: Characters of a document's text on one page.
STRETCH = 30_000
#: The last page, and the last character of a text.
LAST = 10**12
_TYPES = [media_type for one in GRAPHS for media_type in one.media_types]
_GRAPH = f"{RGID}graph/"

#: All that is stated of a thing, the selectors and labels that belong to it, and what the report says of it.
_DESCRIPTION = """CONSTRUCT {{ {0} ?p ?o . ?n ?q ?v . ?l <http://www.w3.org/2004/02/skos/core#prefLabel> ?t }} WHERE {{
  {{ {0} ?p ?o }} UNION {{ GRAPH <https://w3id.org/rolegraph/id/graph/report> {{ {0} ?p ?o }} }}
  UNION {{ {0} <http://www.w3.org/ns/oa#hasSelector> ?n . ?n ?q ?v }}
  UNION {{ {0} ?any ?l . ?l <http://www.w3.org/2004/02/skos/core#prefLabel> ?t }}
}}"""
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


class Things:
    """Answers for IRIs of ours."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._view = SparqlView(house)

    def answer(self, name: str) -> Response:
        """Answer for the IRI `rgid:name`; of a document's text with that text."""
        given = decode_form(request.query_string)
        iri, word = self._named(name, once(given, "format"))
        if iri.endswith("/text") and word is None:
            return self._text(iri)
        # Read for every form of the answer, so that a mistake is told in each.
        inferred = flag(given, "inferred", otherwise=True)
        start, page = number(given, "start", 0, LAST, least=0), number(given, "page", 1, LAST)
        header = request.headers.get("Accept")
        if word in {"html", HTML} or (word is None and accept.prefers_html(header, _TYPES)):
            return self._page(iri, start, page)
        return self._triples(iri, word, inferred)

    def _named(self, name: str, word: str | None) -> tuple[str, str | None]:
        """Give the IRI and the format that a path names; an IRI may itself end like a suffix."""
        iri = _checked(RGID + name)
        stem, dot, suffix = iri.rpartition(".")
        if dot and suffix in SUFFIXES and not read(self._house, "known", iri=iri).value:
            return stem, SUFFIXES[suffix]
        return iri, word

    def _text(self, iri: str) -> Response:
        document = iri.removesuffix("/text")
        kept = text_of(self._house.settings.store, document)
        if kept is None or not read(self._house, "known", iri=document).value:
            raise NoSuchThing(
                said("There is no text of %(document)s; it may have been loaded with --no-text.", document=document)
            )
        response = Response(kept, content_type="text/plain; charset=utf-8")
        response.headers["Link"] = f'<{path(document)}>; rel="up"'
        response.add_etag()
        response.headers["Cache-Control"] = "no-cache"
        response.make_conditional(request)
        return response

    def _triples(self, iri: str, word: str | None, inferred: bool) -> Response:
        if not read(self._house, "known", iri=iri).value:
            raise _unknown(iri)
        choice = formats.choose(GRAPHS, word, request.headers.get("Accept"), also=(("html", HTML),))
        if iri.startswith(_GRAPH):
            asked, text = QueryRequest(_ALL, (iri,), format=choice.format.name), _ALL
        else:
            text = _DESCRIPTION.format(f"<{iri}>")
            asked = QueryRequest(text, inferred=inferred, format=choice.format.name)
        response = self._view.reply(asked, text)
        response.headers["Vary"] = "Accept, Accept-Encoding, Accept-Language"
        _links(response, iri, choice.format.name)
        return response

    def _page(self, iri: str, start: int, page: int) -> Response:
        text = text_of(self._house.settings.store, iri)
        first, last = stretch(text, start, STRETCH) if text is not None else (0, 0)
        bounds = {"start": first, "end": last} if text is not None else {"start": 0, "end": STRETCH}
        found = read(self._house, "thing", iri=iri, chain=reader().chain, page=page, **bounds)
        if found.value is None:
            raise _unknown(iri)
        if found.value["is"] == "moved":
            return _moved(found.value)
        response = self._shown(iri, found, text, first, last)
        _links(response, iri, "html")
        return response

    def _shown(self, iri: str, found: Found, text: str | None, first: int, last: int) -> Response:
        told: dict[str, Any] = found.value
        more: dict[str, Any] = {}
        if told["is"] == "role":
            more |= {"ladder": ladder(iri, told["career"]), "by_category": _by_category(told["statements"]["tool"])}
        if told["is"] == "concept":
            more["kind_name"] = ONE[ConceptKind(told["concept_kind"])]
            told["places"] = with_excerpts(self._house.settings.store, told["places"])
        if told["is"] == "document" and text is not None:
            more |= {
                "pieces": list(pieces(text, first, last, told["mentions"])),
                "first": first,
                "last": last,
                "length": len(text),
                "stretch": STRETCH,
                "line": text.count("\n", 0, first) + 1,
            }
        structured = as_schema_org(self._house.settings.base_url, told)
        return show(
            f"things/{told['is']}.html",
            etag=found.name,
            thing=told,
            path=path,
            canonical=self._house.settings.base_url + path(iri),
            structured=_script(structured) if structured else "",
            types={suffix: _type(suffix) for suffix in SUFFIXES},
            relations=RELATIONS,
            host=host,
            **more,
        )


def _checked(iri: str) -> str:
    try:
        return NamedNode(iri).value
    except ValueError:
        raise NoSuchThing(said("This is the path of no IRI.")) from None


def _unknown(iri: str) -> NoSuchThing:
    return NoSuchThing(
        said("The graph does not know %(iri)s. It may have been removed; search for it by name.", iri=iri)
    )


def _moved(told: dict[str, Any]) -> Response:
    start = {"start": str(told["start"])} if told["start"] else {}
    response = redirect(address(told["to"], told["anchor"], **start), 303)
    assert isinstance(response, Response)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _links(response: Response, iri: str, own: str) -> None:
    """Tell the other formats of a thing, which one this is, and its IRI (RFC 8288)."""
    links = [f'<{path(iri)}>; rel="canonical"', f'<{quote(iri, safe=":/#?&=%")}>; rel="describes"']
    for suffix, word in SUFFIXES.items():
        if word == own:
            response.headers["Content-Location"] = path(iri, suffix)
        else:
            links.append(f'<{path(iri, suffix)}>; rel="alternate"; type="{_type(suffix)}"')
    response.headers["Link"] = ", ".join(links)


def _type(suffix: str) -> str:
    return HTML if suffix == "html" else formats.find(GRAPHS, SUFFIXES[suffix]).media_types[0]


def _by_category(tools: Sequence[dict[str, Any]]) -> list[tuple[dict[str, Any] | None, list[dict[str, Any]]]]:
    """Put tools under each of their categories, in the order of the categories' names; those without one come last."""
    categories = {one["iri"]: one for tool in tools for one in tool["categories"]}
    ordered = sorted(categories.values(), key=lambda one: (one["label"].casefold(), one["iri"]))
    found = [(one, [tool for tool in tools if one in tool["categories"]]) for one in ordered]
    rest = [tool for tool in tools if not tool["categories"]]
    return [*found, *([(None, rest)] if rest else [])]


def _script(value: object) -> str:
    """Give JSON that can stand in a script element: nothing in it ends one or begins a comment (HTML, 4.12.1.3)."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
