"""Concepts, labels and links of a taxonomy, written as N-Quads with what SKOS asks of labels.

A concept has one preferred label a language (SKOS reference, S14), and no label is of two kinds (S13): of what sources
say otherwise the first stays preferred, and what else there is becomes alternative, or goes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import BinaryIO, Protocol

from pyoxigraph import NamedNode

from loaders.taxonomies.cells import is_tidy, label, prose
from loaders.taxonomies.findings import Findings, Sort
from loaders.taxonomies.gendered import forms
from ontology.errors import InputError
from ontology.terms import Rdf, Skos, Xsd

#: Lines that are written together.
BATCH = 10_000
_SPECIAL = re.compile(r'["\\\n\r]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_CONCEPT, _TYPE = Skos.Concept.value, Rdf.type.value
PREFERRED, ALTERNATIVE, HIDDEN = Skos.prefLabel.value, Skos.altLabel.value, Skos.hiddenLabel.value


class Place(Protocol):
    """Where something stands: a row of a table, for instance."""

    @property
    def source(self) -> str:
        """The file."""

    @property
    def line(self) -> int:
        """The line, or 0."""

    def error(self, message: str) -> InputError:
        """An error at this place."""


class Sink:
    """Takes what readers find; `described`, `named`, `languages` and `labelled` tell what came."""

    def __init__(self, file: BinaryIO, graph: NamedNode, findings: Findings) -> None:
        self._file = file
        self._end = f" <{graph.value}> .\n"
        self._graph = graph.value
        self._lines: list[str] = []
        self._preferred: dict[tuple[str, str], str] = {}
        #: Hashes of the labels that were written: other rows and tables may give them again.
        self._said: set[int] = set()
        self._schemed: set[str] = set()
        self.findings = findings
        self.described: set[str] = set()
        self.named: dict[str, tuple[str, int]] = {}
        self.languages: Counter[str] = Counter()

    def concept(self, iri: str, types: Iterable[str] = (), schemes: Iterable[str] = ()) -> None:
        """A concept, with its other types and the schemes that it is in."""
        if iri not in self.described:
            self.described.add(iri)
            self.link(iri, _TYPE, _CONCEPT)
        for one in types:
            self.link(iri, _TYPE, one)
        for one in schemes:
            self._schemed.add(iri)
            self.link(iri, Skos.inScheme.value, one)

    def labels(
        self,
        place: Place,
        iri: str,
        language: str,
        preferred: str = "",
        alternative: Iterable[str] = (),
        hidden: Iterable[str] = (),
    ) -> None:
        """The labels of a concept in a language, mended; "und" writes them without a tag."""
        for text, kind in self._mended(place, iri, language, preferred, alternative, hidden):
            first = self._preferred.get((iri, language))
            if kind == PREFERRED and first not in (None, text):
                self.findings.add(Sort.SECOND, place.source, place.line, text)
                kind = ALTERNATIVE
            said = hash((iri, language, text))
            if text == first or (said in self._said and kind != PREFERRED):
                if kind != PREFERRED:
                    sort = Sort.PREFERRED if kind == ALTERNATIVE and text == first else Sort.TWICE
                    self.findings.add(sort, place.source, place.line, text)
                continue
            if kind == PREFERRED:
                self._preferred[iri, language] = text
            self._said.add(said)
            self.languages[language] += 1
            self.text(iri, kind, text, language)

    def preferred(self, iri: str, language: str) -> str | None:
        """The preferred label of a concept in a language, if there is one by now."""
        return self._preferred.get((iri, language))

    def _mended(
        self, place: Place, iri: str, language: str, preferred: str, alternative: Iterable[str], hidden: Iterable[str]
    ) -> Iterable[tuple[str, str]]:
        """The labels without what surrounds them, of two genders both; the preferred one comes first."""
        written = [(preferred, PREFERRED)] if preferred else []
        written += [(one, ALTERNATIVE) for one in alternative] + [(one, HIDDEN) for one in hidden]
        whole: list[str] = []
        for text, kind in written:
            tidy = text if is_tidy(text) else label(text)
            if tidy != text:
                self.findings.add(Sort.SPACE, place.source, place.line, tidy)
            if not tidy:
                continue
            found = forms(tidy, language) if "/" in tidy and kind != HIDDEN else (tidy,)
            yield found[0], kind
            if len(found) > 1:
                self.findings.add(Sort.GENDERED, place.source, place.line, tidy)
                whole.append(tidy)
                yield from ((one, ALTERNATIVE) for one in found[1:])
        # As the publisher writes it, so that it is still found by that.
        yield from ((one, HIDDEN) for one in dict.fromkeys(whole))

    def link(self, subject: str, predicate: str, value: str) -> None:
        """A statement whose object is an IRI."""
        self._write(f"<{subject}> <{predicate}> <{value}>")

    def relation(self, place: Place, subject: str, predicate: str, value: str) -> None:
        """A link between two concepts, of which it is told when no file describes them."""
        for one in (subject, value):
            if one not in self.described:
                self.named.setdefault(one, (place.source, place.line))
        self.link(subject, predicate, value)

    def text(self, subject: str, predicate: str, value: str, language: str = "und") -> None:
        """A statement whose object is a text in a language, or a plain one."""
        escaped = _SPECIAL.sub(lambda found: _ESCAPES[found[0]], value)
        self._write(f'<{subject}> <{predicate}> "{escaped}"' + ("" if language == "und" else f"@{language}"))

    def prose(self, subject: str, predicate: str, value: str, language: str) -> None:
        """A description, if there is one."""
        if found := prose(value):
            self.text(subject, predicate, found, language)

    def boolean(self, subject: str, predicate: str, value: bool) -> None:
        """A statement that something is so or not."""
        self._write(f'<{subject}> <{predicate}> "{str(value).lower()}"^^<{Xsd.boolean.value}>')

    def raw(self, subject: str, predicate: str, term: str) -> None:
        """A statement whose object is written as in N-Triples."""
        self._write(f"<{subject}> <{predicate}> {term}")

    def finish(self) -> None:
        """Write the rest, with a scheme for each concept that has none; tell which concepts nobody described."""
        for iri in self.described - self._schemed:
            self.link(iri, Skos.inScheme.value, self._graph)
        if self.described - self._schemed:
            self.link(self._graph, _TYPE, Skos.ConceptScheme.value)
        for iri, (source, line) in self.named.items():
            if iri not in self.described:
                self.findings.add(Sort.UNDESCRIBED, source, line, iri)
        self.flush()

    def _write(self, statement: str) -> None:
        self._lines.append(statement + self._end)
        if len(self._lines) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what is held back."""
        self._file.write("".join(self._lines).encode())
        self._lines.clear()
