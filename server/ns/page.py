"""The ontology's page in the reader's language: what the templates ask for, and nothing of HTML.

Labels and comments are the ontology's own, in the first language of the reader's chain that they have; the words
around them are those of `server.texts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ontology.changes import Release, releases
from ontology.terms import PREFIXES
from server.ns.diagram import Drawing, draw
from server.ns.terms import KINDS, Kind, Ontology, Term
from server.texts import SOURCE, Texts, direction


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its language and direction; `foreign` where that is not the page's language."""

    value: str
    language: str
    direction: str
    foreign: bool


@dataclass(frozen=True, slots=True)
class Address:
    """A link: what it says and where it leads; `kind` is a media type or a language where it matters."""

    text: str
    href: str
    kind: str = ""


class Page:
    """One version for one reader."""

    def __init__(self, ontology: Ontology, chain: tuple[str, ...], texts: Texts) -> None:
        self.ontology = ontology
        self.texts = texts
        self._chain = chain
        self._own = {term.iri: term for term in ontology.terms}
        # Longest first, so that the namespace that says most is found.
        self._prefixes = sorted((*ontology.prefixes.items(), *((n, p) for p, n in PREFIXES.items())), reverse=True)

    @property
    def sections(self) -> list[tuple[Kind, tuple[Term, ...]]]:
        """The sorts that there are terms of, each with its terms."""
        return [(kind, found) for kind in KINDS if (found := self.ontology.of_kind(kind))]

    @cached_property
    def drawing(self) -> Drawing:
        """The diagram."""
        return draw(self.ontology, self.name, self.code)

    @property
    def releases(self) -> list[Release]:
        """The change log, newest first; for a former version what was known of it then."""
        found = releases()
        numbers = [release.version for release in found]
        return found[numbers.index(self.ontology.version) :] if self.ontology.version in numbers else found

    def text(self, literals: Mapping[str, str]) -> Text:
        """Give a text in the reader's language, else in the next one of the chain, English, or whichever there is."""
        language = next((tag for tag in (*self._chain, SOURCE, "", *literals) if tag in literals), "")
        foreign = language != self.texts.language
        return Text(literals.get(language, ""), language, direction(language), foreign)

    def label(self, iri: str) -> Text:
        """Give the label of a term of ours, its short form where it has none."""
        found = self.text(self._own[iri].labels)
        return found if found.value else Text(self.code(iri), "", "ltr", False)

    def name(self, iri: str) -> str:
        """Name a term in plain text: by its label, or by its short form where it is not ours."""
        return self.label(iri).value if iri in self._own else self.code(iri)

    def code(self, iri: str) -> str:
        """Give the short form of an IRI, `skos:Concept`, or the IRI where it has no prefix."""
        found = next(((namespace, prefix) for namespace, prefix in self._prefixes if iri.startswith(namespace)), None)
        return f"{found[1]}:{iri.removeprefix(found[0])}" if found else iri

    def is_own(self, iri: str) -> bool:
        """Tell whether the page has the term."""
        return iri in self._own

    def href(self, iri: str) -> str:
        """Give where a link to a term leads: on the page for ours, else to the term itself if that is on the Web."""
        if iri in self._own:
            return f"#{self._own[iri].name}"
        return iri if iri.startswith(("https://", "http://")) else "#"

    def in_words(self, drawing: Drawing) -> str:
        """Tell in words what a drawing shows."""
        return " ".join(
            f"{self.name(source)} – {', '.join(map(self.name, properties))} → {self.name(target)}."
            for (source, target), properties in drawing.joined.items()
        )
