"""The texts of a query's header that people read, for the catalogues of translations."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import BinaryIO

from queries.header import described_query, read_header
from queries.model import NamedQuery

#: What Babel wants of a method of extraction: line, function, message, comments.
Extracted = tuple[int, None, str, list[str]]


def texts_of(query: NamedQuery) -> Iterator[str]:
    """Give the summary, the description, and of each parameter its title, description and choices."""
    yield query.summary
    yield query.description
    for parameter in query.parameters:
        yield parameter.title
        yield parameter.description
        yield from map(choice_text, parameter.choices)


def choice_text(choice: str) -> str:
    """Write a value that may be chosen as people read it."""
    return choice.replace("-", " ")


def extract(
    file: BinaryIO, keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, object]
) -> Iterator[Extracted]:
    """Give the texts of a query file to Babel (https://babel.pocoo.org/en/latest/messages.html).

    A file has one header, so keywords, comments and options are of no use. Raises InputError for a malformed header.
    """
    text = file.read().decode("utf-8")
    query = described_query("query", text, read_header(text, getattr(file, "name", "a query")))
    for message in dict.fromkeys(filter(None, texts_of(query))):
        yield 1, None, message, []
