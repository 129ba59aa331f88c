"""Messages on their way to a reader: between processes as JSON, and in a page as HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from ontology.said import Quoted, Said


def packed(text: str) -> object:
    """Give what JSON holds in the place of a message; `unpacked` reads it."""
    if not isinstance(text, Said):
        return {"quoted": text} if isinstance(text, Quoted) else text
    return {"said": text.message, "values": packed_all(text.values), "is_sentence": text.is_sentence}


def packed_all(details: Mapping[str, object]) -> dict[str, object]:
    """Give what JSON holds in the place of details of which some are messages."""
    return {name: packed(one) if isinstance(one, str) else one for name, one in details.items()}


def unpacked(found: Any) -> str:
    """Read what `packed` gave."""
    if not isinstance(found, Mapping):
        return str(found)
    if "quoted" in found:
        return Quoted(found["quoted"])
    values = {name: unpacked(one) if isinstance(one, Mapping) else one for name, one in found["values"].items()}
    return Said(found["said"], values, found["is_sentence"])


def spoken(text: str, translate: Callable[[str], str]) -> str:
    """Say a message in a language; what nobody translates is in English."""
    return text.into(translate) if isinstance(text, Said) else str(text)


def as_html(text: str, translate: Callable[[str], str]) -> Markup:
    """Say a message in a language as HTML: words of others are marked as English, all values kept to themselves."""
    if isinstance(text, Said):
        return Markup(text.into(lambda message: escape(translate(message)), _value))
    return _english(text)


def _value(value: object) -> str:
    if isinstance(value, Quoted):
        return _english(value)
    return Markup('<bdi dir="auto">%s</bdi>') % value if isinstance(value, str) else escape(str(value))


def _english(text: str) -> Markup:
    return Markup('<bdi lang="en" dir="ltr">%s</bdi>') % text
