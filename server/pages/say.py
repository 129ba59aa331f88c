"""How a page names things: a name stands in an element of its own with its language and direction, so that it can't
disturb what is around it; a language that the reader did not ask for first is told.

A page names hundreds of things, and a template's macros would take ten times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

from server.pages.addresses import address, why
from server.pages.kinds import is_product
from server.pages.shell import Reader
from server.texts import direction


class Say:
    """Names things to one reader. A thing is what `readings.names.Names.told` gives."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._tongues: dict[str, Markup] = {}

    def alone(self, text: str, language: str = "") -> Markup:
        """Give a text without a mark."""
        if not language:
            return Markup(f'<bdi dir="auto">{escape(text)}</bdi>')
        return Markup(f'<bdi lang="{escape(language)}" dir="{direction(language)}">{escape(text)}</bdi>')

    def tongue(self, language: str | None) -> Markup:
        """Give the mark of a language, nothing where the reader needs none."""
        tag = language or ""
        found = self._tongues.get(tag)
        if found is None:
            found = self._tongues[tag] = self._tongue(tag)
        return found

    def words(self, text: str, language: str) -> Markup:
        """Give a text with the mark of its language."""
        return self.alone(text, language) + self.tongue(language)

    def name(self, thing: Mapping[str, Any]) -> Markup:
        """Give a thing's name, as a link where it may lead somewhere."""
        iri, label, language = thing.get("iri", ""), thing["label"], thing["language"]
        href = address(iri) if iri else ""
        if href:
            outside = "" if href.startswith("/") else ' rel="external nofollow noreferrer"'
            found = Markup(f'<a href="{escape(href)}"{outside}>{self.alone(label, language)}</a>')
            return found if is_product(iri) else found + self.tongue(language)
        code = Markup(f' <code dir="ltr">{escape(iri)}</code>') if iri and iri != label else Markup("")
        return self.words(label, language) + code

    def names(self, things: Iterable[Mapping[str, Any]]) -> Markup:
        """Give names with commas between them."""
        return Markup(", ").join(map(self.name, things))

    def evidence(self, subject: str, predicate: str, value: str, text: object, label: str) -> Markup:
        """Give the link to the evidence of a statement between two IRIs; `label` says whose evidence it is."""
        href = escape(why(subject, predicate, value))
        return Markup(f'<a class="why" href="{href}" aria-label="{escape(label)}">{escape(text)}</a>')

    def _tongue(self, language: str) -> Markup:
        if self._reader.reads(language):
            return Markup("")
        title = escape(self._reader.language(language))
        return Markup(f' <small class="tongue" title="{title}">{escape(language)}</small>')
