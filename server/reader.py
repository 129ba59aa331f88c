"""Which languages the reader of a page wants: by `lang=`, else by the Accept-Language header."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from ontology.errors import QueryError
from ontology.said import message_of, said
from queries.languages import priority_list
from server.errors import MalformedRequest
from server.texts import SOURCE

#: How much of the header is read, in characters, and how many languages.
LONGEST, MOST = 2000, 32


def wanted(words: Sequence[str], header: str | None) -> tuple[str, ...]:
    """Give the languages to look for in turn, English at the end.

    `words` are the values of the parameter `lang`, a chain such as "fi,sv,en". Raises MalformedRequest where it is
    given twice or is no list of language tags; what is odd in the header (RFC 9110, section 12.5.4) is left out.
    """
    if len(words) > 1:
        raise MalformedRequest(said("The parameter `lang` is given once; a chain is written with commas: fi,sv,en."))
    try:
        found = priority_list(words[0]) if words else _accepted(header)
    except QueryError as error:
        raise MalformedRequest(said("The parameter `lang`: %(error)s.", error=message_of(error))) from None
    return tuple(dict.fromkeys(tag for one in (*found, SOURCE) for tag in (one, *_also().get(one, ()))))


def among(chain: Iterable[str], available: Sequence[str]) -> tuple[str, ...]:
    """Give those of the languages `available` that the reader wants, best first; at least one."""
    return tuple(tag for tag in chain if tag in available) or tuple(available[:1])


def _accepted(header: str | None) -> tuple[str, ...]:
    liked = parse_accept_header((header or "")[:LONGEST], LanguageAccept)
    found: list[str] = []
    for tag, quality in list(liked)[:MOST]:
        if quality > 0 and tag != "*":
            try:
                found += priority_list(tag)
            except QueryError:
                continue
    return tuple(found)


@cache
def _also() -> dict[str, tuple[str, ...]]:
    """What readers of a language also read, where theirs is missing."""
    found: dict[str, tuple[str, ...]] = {}
    with (files(__package__) / "translations" / "also_read.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found[row["language"]] = (*found.get(row["language"], ()), row["also"])
    return found
