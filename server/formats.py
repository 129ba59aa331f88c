"""The formats of answers, and which of them a client gets: by `format=`, else by its Accept header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import QueryResultsFormat, RdfFormat

from ontology.said import said
from server import accept
from server.accept import MediaRange
from server.errors import MalformedRequest, NotAcceptable

#: What a query answers with: SELECT and ASK with solutions, CONSTRUCT and DESCRIBE with a graph; and what pages are
#: made from (`server.readings`); and what is read from the store as a graph (`server.exports`).
Kind = Literal["solutions", "graph", "reading", "network"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its first media type and first word are its own, the others are also understood.

    `encoder` is the engine's writer, None for those of `server.exports`; `is_xml` tells that the output has to be
    cleaned of what XML can't hold. Files of it end in one of `suffixes`, the first of which is ours. Of formats that
    share a media type `by_word` marks those that only `format=` gives; `is_plain` marks what `plain_rows` writes.
    """

    media_types: tuple[str, ...]
    words: tuple[str, ...]
    encoder: QueryResultsFormat | RdfFormat | None = None
    is_xml: bool = False
    suffixes: tuple[str, ...] = ()
    by_word: bool = False
    is_plain: bool = False

    @property
    def name(self) -> str:
        """The word by which `format=` asks for it."""
        return self.words[0]

    @property
    def is_network(self) -> bool:
        """Whether it is for nodes and edges, and written by `server.exports`."""
        return self.encoder is None and not self.is_plain


@dataclass(frozen=True, slots=True)
class Choice:
    """A format and the media type under which the client asked for it."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """The Content-Type header: text is UTF-8 and says so, for the others their registrations say it."""
        return self.media_type + ("; charset=utf-8" if self.media_type.startswith("text/") else "")

    @property
    def rdf_format(self) -> RdfFormat:
        """The engine's writer of a graph; a TypeError for a format of solutions."""
        if not isinstance(self.format.encoder, RdfFormat):
            raise TypeError(f"{self.format.name} is no format of graphs")
        return self.format.encoder


_JSON, _XML = "application/json", ("application/xml", "text/xml")

#: What SELECT and ASK answer in, the one that we prefer first.
SOLUTIONS = (
    Format(("application/sparql-results+json", _JSON), ("json", "sparql-json"), QueryResultsFormat.JSON),
    Format(("application/sparql-results+xml", *_XML), ("xml", "sparql-xml"), QueryResultsFormat.XML, is_xml=True),
    Format(("text/csv",), ("csv",), QueryResultsFormat.CSV),
    Format(("text/tab-separated-values",), ("tsv",), QueryResultsFormat.TSV),
    # By its media type SPARQL's own JSON is meant.
    Format((_JSON,), ("rows",), by_word=True, is_plain=True),
)
#: What CONSTRUCT and DESCRIBE answer in.
GRAPHS = (
    Format(("text/turtle",), ("turtle", "ttl"), RdfFormat.TURTLE),
    Format(("application/n-triples", "text/plain"), ("ntriples", "n-triples", "nt"), RdfFormat.N_TRIPLES),
    Format(
        ("application/rdf+xml", *_XML),
        ("rdfxml", "rdf+xml", "rdf", "xml"),
        RdfFormat.RDF_XML,
        is_xml=True,
    ),
    Format(("application/ld+json", _JSON), ("jsonld", "json-ld", "ld+json", "json"), RdfFormat.JSON_LD),
    Format(("text/n3",), ("n3",), RdfFormat.N3),
)
#: What graph tools open, in which every answer but that of ASK can be had.
NETWORKS = (
    Format(("application/graphml+xml",), ("graphml",), suffixes=(".graphml",)),
    Format(("application/gexf+xml",), ("gexf",), suffixes=(".gexf",)),
    Format(("application/vnd.cytoscape+json",), ("cytoscape", "cyjs"), suffixes=(".cyjs",)),
    Format(("application/vnd.jgf+json",), ("jgf", "json-graph"), suffixes=(".jgf", ".jgf.json")),
    Format(("text/vnd.graphviz",), ("dot", "gv", "graphviz"), suffixes=(".gv", ".dot")),
    Format(("text/csv",), ("csv-nodes",), suffixes=(".nodes.csv",), by_word=True),
    Format(("text/csv",), ("csv-edges",), suffixes=(".edges.csv",), by_word=True),
    Format(("application/zip",), ("csv-graph", "csv-zip"), suffixes=(".zip",)),
)
OF_KIND: dict[Kind, tuple[Format, ...]] = {
    "solutions": (*SOLUTIONS, *NETWORKS),
    "graph": (*GRAPHS, *NETWORKS),
    "network": NETWORKS,
}
EVERY = (*SOLUTIONS, *GRAPHS, *NETWORKS)


def choose(
    formats: Sequence[Format], word: str | None, header: str | None, also: Sequence[tuple[str, str]] = ()
) -> Choice:
    """Choose among `formats` by the `format` parameter if there is one, else by the Accept header.

    `also` are words and media types that the caller offers beside, to be told of when nothing fits. Raises
    MalformedRequest for a word that names no format, NotAcceptable where nothing fits.
    """
    if word is not None:
        return _by_word(formats, word, also)
    found = negotiate(formats, accept.parse(header))
    if found is None:
        raise _not_acceptable(said("The Accept header names no format of this kind of answer"), formats, also)
    return found


def negotiate(formats: Sequence[Format], ranges: Sequence[MediaRange]) -> Choice | None:
    """Give the format of the highest quality, our order deciding between equals; None where nothing fits."""
    best, best_quality = None, 0.0
    for one in formats:
        for media_type in () if one.by_word else one.media_types:
            found = _quality(ranges, media_type, own=media_type == one.media_types[0])
            if found > best_quality:
                best, best_quality = Choice(one, media_type), found
    return best


def _quality(ranges: Sequence[MediaRange], media_type: str, own: bool) -> float:
    """Give the quality of a media type; `text/*` stands for a format's own type only, not for its aliases."""
    return accept.quality(ranges, media_type) if own else accept.explicit_quality(ranges, media_type) or 0.0


def _by_word(formats: Sequence[Format], word: str, also: Sequence[tuple[str, str]]) -> Choice:
    # A plus sign in a URL means a space, and clients forget to write it as %2B.
    wanted = word.strip().lower().replace(" ", "+")
    found = _named(formats, wanted)
    if found is not None:
        return found
    if _named(EVERY, wanted) is not None:
        raise _not_acceptable(said("The format “%(word)s” does not fit this kind of query", word=word), formats, also)
    offered = formats if also else EVERY
    words = ", ".join(dict.fromkeys((*(one.name for one in offered), *(name for name, _ in also))))
    raise MalformedRequest(
        said("There is no format “%(word)s”. The parameter `format` takes one of: %(words)s.", word=word, words=words)
    )


def _named(formats: Sequence[Format], word: str) -> Choice | None:
    for one in formats:
        if word in one.media_types and not one.by_word:
            return Choice(one, word)
        if word in one.words:
            return Choice(one, one.media_types[0])
    return None


def _not_acceptable(what: str, formats: Sequence[Format], also: Sequence[tuple[str, str]]) -> NotAcceptable:
    own = (one.media_types[0] for one in formats if not one.by_word)
    offered = (*own, *(media_type for _, media_type in also))
    return NotAcceptable(
        said("%(what)s; it is offered as %(offered)s.", what=what, offered=", ".join(offered)), offered
    )


def find(formats: Sequence[Format], name: str) -> Format:
    """Give the format with this `name`; a KeyError if there is none."""
    found = next((one for one in formats if one.name == name), None)
    if found is None:
        raise KeyError(name)
    return found
