"""The parameters of a URL or form, each read in one way: how often it may come, and what it may be.

Every reader raises MalformedRequest with the parameter's name and what it takes.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote_to_bytes

from ontology.said import said
from server.errors import MalformedRequest

#: Pairs of a URL or form that are read; a request with more is refused.
MOST_PARAMETERS = 1000
#: Characters of a wrong value that an error repeats.
_TOLD = 100
_BAD_PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")

Parameters = list[tuple[str, str]]
Given = Sequence[tuple[str, str]]


def decode_form(data: bytes) -> Parameters:
    """Decode pairs as a form or a URL writes them, in UTF-8; each is decoded once.

    Raises MalformedRequest for a stray percent sign and for bytes that are not UTF-8.
    """
    pairs = [pair for pair in data.split(b"&") if pair]
    if len(pairs) > MOST_PARAMETERS:
        raise MalformedRequest(
            said(
                "The request has %(count)s parameters; %(most)s are allowed.",
                count=len(pairs),
                most=MOST_PARAMETERS,
            )
        )
    decoded = []
    for pair in pairs:
        name, _, text = pair.partition(b"=")
        decoded.append((_decode(name, said("a parameter's name")), _decode(text, said("a parameter"))))
    return decoded


def _decode(data: bytes, what: str) -> str:
    if _BAD_PERCENT.search(data):
        raise MalformedRequest(
            said("After a percent sign in %(what)s two hexadecimal digits must follow; write %%25.", what=what)
        )
    return utf8(unquote_to_bytes(data.replace(b"+", b" ")), what)


def utf8(data: bytes, what: str) -> str:
    """Decode `what` from UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedRequest(
            said("In %(what)s byte %(start)s is not UTF-8.", what=what, start=error.start + 1)
        ) from None


def every(given: Iterable[tuple[str, str]], name: str) -> list[str]:
    """Give all values of a parameter."""
    return [text for key, text in given if key == name]


def once(given: Given, name: str) -> str | None:
    """Give a parameter that may come once."""
    found = every(given, name)
    if len(found) > 1:
        raise MalformedRequest(
            said("The parameter `%(name)s` comes %(count)s times; send it once.", name=name, count=len(found))
        )
    return found[0] if found else None


def flag(given: Given, name: str, otherwise: bool) -> bool:
    """Read a parameter that is true or false, `otherwise` where it is not given."""
    return boolean(name, once(given, name), otherwise)


def boolean(name: str, text: str | None, otherwise: bool = True) -> bool:
    """Read a value that is true or false, `otherwise` where there is none."""
    if text not in {None, "true", "false"}:
        raise MalformedRequest(said("`%(name)s` is true or false, not “%(text)s”.", name=name, text=str(text)[:_TOLD]))
    return otherwise if text is None else text == "true"


def number(given: Given, name: str, otherwise: int, most: int, least: int = 1) -> int:
    """Read a whole number; a field of a form that is left empty is not given."""
    text = once(given, name) or str(otherwise)
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most):
        raise MalformedRequest(
            said(
                "`%(name)s` is a whole number from %(least)s to %(most)s, not “%(text)s”.",
                name=name,
                least=least,
                most=most,
                text=text[:_TOLD],
            )
        )
    return int(text)


def choice(given: Given, name: str, choices: Sequence[str]) -> str:
    """Read one word of some; the first is taken where none is given."""
    text = once(given, name) or choices[0]
    if text not in choices:
        raise MalformedRequest(
            said(
                "`%(name)s` is one of %(choices)s, not “%(text)s”.",
                name=name,
                choices=", ".join(choices),
                text=text[:_TOLD],
            )
        )
    return text


def seconds(name: str, text: str | None) -> float | None:
    """Read a number of seconds above 0."""
    if text is None:
        return None
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not 0 < found < math.inf:
        raise MalformedRequest(
            said("`%(name)s` is a number of seconds above 0, not “%(text)s”.", name=name, text=text[:_TOLD])
        )
    return found
