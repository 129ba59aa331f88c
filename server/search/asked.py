"""The parameters of `/search` and `/suggest`, each within bounds."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.search.asked import LONGEST
from loaders.search.index import MOST
from ontology.said import said
from server.errors import MalformedRequest
from server.parameters import Parameters, every, number, once

#: Concepts on a page, and the last page.
SIZE = 20
LAST = MOST // SIZE
#: Completions that are given unless more or fewer are asked for, and the most.
FEW, MANY = 10, 50
#: The most types or languages to which an answer is narrowed, and the longest of them in characters.
MOST_VALUES, LONGEST_VALUE = 32, 2000


@dataclass(frozen=True, slots=True)
class Search:
    """What is asked of `/search`: a text, the types and languages to which it is narrowed, and a page from 1."""

    text: str
    types: tuple[str, ...]
    languages: tuple[str, ...]
    page: int


def read(given: Parameters) -> Search:
    """Read the parameters of a search; those with other names are left aside. Raises MalformedRequest."""
    return Search(text(given), several(given, "type"), languages(given), number(given, "page", 1, LAST))


def text(given: Parameters) -> str:
    """Read what somebody typed."""
    found = once(given, "q") or ""
    if len(found) > LONGEST:
        raise MalformedRequest(
            said(
                "The parameter `q` has %(count)s characters; %(most)s are allowed.",
                count=len(found),
                most=LONGEST,
            )
        )
    return found.strip()


def languages(given: Parameters) -> tuple[str, ...]:
    """Read the languages of labels to which an answer is narrowed; the store writes them in small letters."""
    return tuple(tag.lower() for tag in several(given, "language"))


def several(given: Parameters, name: str) -> tuple[str, ...]:
    """Read a parameter that may be given more than once."""
    found = tuple(dict.fromkeys(value for value in every(given, name) if value))
    if len(found) > MOST_VALUES or any(len(value) > LONGEST_VALUE for value in found):
        raise MalformedRequest(
            said(
                "The parameter `%(name)s` may be given %(most_values)s times, with %(longest_value)s "
                "characters at most.",
                name=name,
                most_values=MOST_VALUES,
                longest_value=LONGEST_VALUE,
            )
        )
    return found


def neighbours(wanted: Search, total: int) -> dict[str, int]:
    """Give the numbers of the pages before and after ("prev", "next") that `total` concepts have."""
    last = min(-(-total // SIZE), LAST)
    pages = {"prev": min(wanted.page - 1, last), "next": wanted.page + 1}
    return {name: number for name, number in pages.items() if 1 <= number <= last}
