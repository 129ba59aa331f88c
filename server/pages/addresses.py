"""From IRIs to URLs of this server's pages and back; nothing else is ever made a link."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, quote_plus, urlsplit

from ontology.terms import RG, RGID
from server.pages.shell import link, reader

#: What stands unescaped in a path (RFC 3986, section 3.3). A percent sign is escaped: an IRI may hold one.
_PATH = "/:@!$&'()*+,;=~"
#: The suffixes of paths, by the word of the format.
SUFFIXES = {"ttl": "turtle", "jsonld": "jsonld", "nt": "ntriples", "rdf": "rdfxml", "html": "html"}


def address(iri: str, anchor: str = "", **values: str) -> str:
    """Give where an IRI leads: to our page for ours, to itself if it is on the Web; empty where it must not lead."""
    if iri.startswith(RGID):
        return path(iri) + asked(values) + (f"#{quote(anchor)}" if anchor else "")
    if iri.startswith(RG):
        return f"{link('ns.ontology')}#{quote(iri.removeprefix(RG))}"
    return iri if is_web(iri) else ""


def is_web(iri: str) -> bool:
    """Tell whether an IRI is one that a browser may follow: http or https with a host."""
    try:
        parts = urlsplit(iri)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def host(iri: str) -> str:
    """Give the host that an IRI on the Web is served from, which tells whose vocabulary it is of; else nothing."""
    return (urlsplit(iri).hostname or "").removeprefix("www.") if is_web(iri) else ""


def path(iri: str, suffix: str = "") -> str:
    """Give the path of one of our IRIs on this server, in one format if a suffix is given."""
    return "/id/" + escaped_path(iri.removeprefix(RGID), safe=_PATH) + (f".{suffix}" if suffix else "")


def why(subject: str, predicate: str, value: str) -> str:
    """Give the URL of the evidence for a statement between two IRIs."""
    return "/evidence" + asked({"s": subject, "p": predicate, "o": value})


def asked(values: dict[str, str]) -> str:
    """Give the part of a URL after the path, with the reader's `lang` if the page's own URL has it."""
    # A page has hundreds of these, and building one by its route takes ten times as long.
    given = reader().given
    every = {**values, "lang": given} if given else values
    return "?" + "&".join([f"{key}={escaped(value)}" for key, value in every.items()]) if every else ""


# A page's links share their subjects and predicates.
escaped = lru_cache(16384)(quote_plus)
escaped_path = lru_cache(16384)(quote)
