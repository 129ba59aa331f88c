"""A value given by a user, checked and written as SPARQL: one function a type of parameter."""

from __future__ import annotations

import re
from collections.abc import Callable

from pyoxigraph import NamedNode

from ontology.errors import ParameterError, QueryError
from ontology.said import message_of, said
from ontology.terms import PREFIXES
from queries.languages import language, priority_list
from queries.model import Parameter, ParameterType

#: The store counts in 64 bits; eighteen digits always fit.
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_UNSAFE = re.compile(r'\\[uU]|[\x00-\x1f"\\\x7f]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write_value(parameter: Parameter, value: str) -> str:
    """Give the SPARQL term for a value; a list of languages is one string, " fi en .".

    Raises ParameterError for whatever its type, bounds or choices don't allow.
    """
    try:
        if parameter.choices and value not in parameter.choices:
            raise QueryError(
                said(
                    '"%(value)s" is none of %(choices)s',
                    value=value,
                    choices=", ".join(choice or "(empty)" for choice in parameter.choices),
                )
            )
        return _WRITERS[parameter.type](parameter, value)
    except QueryError as error:
        raise ParameterError(
            said("parameter %(name)s: %(error)s", name=parameter.name, error=message_of(error)), parameter.name
        ) from None


def is_iri(value: str) -> bool:
    """Whether a value would be taken for an IRI, full or with a known prefix, rather than for a label."""
    try:
        iri(value)
    except QueryError:
        return False
    return True


def iri(value: str) -> str:
    """Give the full IRI of `https://…`, `<https://…>` or a prefixed name such as `rgid:skill/empathy`.

    Raises QueryError for what is no absolute IRI (RFC 3987).
    """
    text = value[1:-1] if value.startswith("<") and value.endswith(">") else value
    prefix, colon, rest = text.partition(":")
    if colon and prefix in PREFIXES:
        text = PREFIXES[prefix] + rest
    try:
        return NamedNode(text).value
    except ValueError as error:
        raise QueryError(
            said('"%(value)s" is no IRI (%(error)s)', value=_shown(value), error=message_of(error))
        ) from None


def string(value: str) -> str:
    """Write a string as a quoted literal (SPARQL 1.1, section 19.8, STRING_LITERAL2).

    A `u` behind a backslash is escaped itself: some engines expand codepoint escapes (section 19.2) before
    they parse, and would see one in `\\\\u0022`. All codepoint escapes have eight digits, since rdflib takes
    up to eight of those that follow `\\u`.
    Raises QueryError for text that has no UTF-8 form.
    """
    try:
        value.encode()
    except UnicodeEncodeError:
        raise QueryError(said("the text is not valid Unicode")) from None
    return f'"{_UNSAFE.sub(_escape, value)}"'


def _escape(match: re.Match[str]) -> str:
    """Escape one unsafe character, or a backslash with the `u` behind it."""
    first, behind = match[0][0], match[0][1:]
    written = _ESCAPES.get(first, f"\\U{ord(first):08X}")
    return written + (f"\\U{ord(behind):08X}" if behind else "")


def _integer(parameter: Parameter, value: str) -> str:
    if not _INTEGER.fullmatch(value):
        raise QueryError(said('"%(value)s" is no whole number', value=_shown(value)))
    number = int(value)
    if parameter.minimum is not None and number < parameter.minimum:
        raise QueryError(
            said(
                "%(number)s is less than %(minimum)s, the least that is allowed",
                number=number,
                minimum=parameter.minimum,
            )
        )
    if parameter.maximum is not None and number > parameter.maximum:
        raise QueryError(
            said(
                "%(number)s is more than %(maximum)s, the most that is allowed",
                number=number,
                maximum=parameter.maximum,
            )
        )
    return str(number)


def _shown(value: str) -> str:
    """A value cut to what fits into a message."""
    return value if len(value) <= 80 else f"{value[:79]}…"


_WRITERS: dict[ParameterType, Callable[[Parameter, str], str]] = {
    "iri": lambda _, value: f"<{iri(value)}>",
    "string": lambda _, value: string(value),
    "integer": _integer,
    "language": lambda _, value: string(language(value)),
    "languages": lambda _, value: string(" " + " ".join([*priority_list(value), "."])),
}
