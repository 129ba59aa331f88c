"""The classes of the ontology and the object properties between them, as a drawing that a template turns into SVG.

A class of ours is a box, and so is a foreign one that a property of ours leads to. All properties from one class to
another stand on one line, as a tag in its middle; those from a class to itself stand in its box. A line with a hollow
head leads to a superclass of ours, foreign superclasses stand in the box. Inverses and properties without domain or
range are not drawn; the page tells of them in words.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rdflib import OWL

from server.drawing import arrow, line, text_width
from server.ns.layout import Point, Size, place
from server.ns.terms import Ontology, Term

#: How long a line of text gets before it is broken between words, in letters.
LONGEST = 20
#: The room between two texts of a box, in pixels.
GAP = 3.0
#: What marks a property that leads from a class to the same class.
LOOP = "↻ "

Naming = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Style:
    """How a line of text is set: its look, its height and the size of its letters in pixels, more where bold."""

    name: str
    height: float
    letters: float


NAME, FOREIGN, PROPERTY = Style("name", 18, 15.5), Style("small", 15, 11.5), Style("property", 16, 12.5)


@dataclass(frozen=True, slots=True)
class Words:
    """One line of a text that links to a term; `y` is its baseline, from the top of its box."""

    text: str
    iri: str
    style: str
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A class, or a tag on a line: its look, its place, its size and its text."""

    look: str
    iri: str
    centre: Point
    size: Size
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line as SVG's path data, and the corners of its head if it has one; `look` tells what it leads to."""

    look: str
    path: str
    head: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of it; `joined` are the properties by domain and range, `left_out` those that lack one of these."""

    size: Size
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    joined: dict[tuple[str, str], tuple[str, ...]]
    left_out: tuple[str, ...]


def draw(ontology: Ontology, label: Naming, code: Naming) -> Drawing:
    """Draw an ontology; `label` names a class or property to the reader, `code` is the short form of an IRI."""
    joined, left_out = _properties(ontology)
    classes = [term for term in ontology.terms if term.kind.type == OWL.Class and not term.deprecated]
    own = {term.iri for term in classes}
    outlines = {term.iri: _of_class(term, own, joined.get((term.iri, term.iri), ()), label, code) for term in classes}
    for iri in (iri for pair in joined for iri in pair if iri not in own):
        outlines[iri] = _Outline(
            "foreign box", iri, [(code(iri), iri, NAME), *_loops(joined.get((iri, iri), ()), label)]
        )
    keys = {iri: number for number, iri in enumerate(outlines)}
    boxes, links = list(outlines.values()), []
    for (source, target), properties in joined.items():
        if source != target:
            links += [(keys[source], len(boxes), "stem"), (len(boxes), keys[target], "property")]
            boxes.append(_Outline("tag", "", [(label(iri), iri, PROPERTY) for iri in properties]))
    links += [(keys[term.iri], keys[up], "super") for term in classes for up in term.superclasses if up in own]
    plane = place([box.size for box in boxes], [(source, target) for source, target, _ in links])
    return Drawing(
        plane.size,
        tuple(box.at(centre) for box, centre in zip(boxes, plane.centres, strict=True)),
        tuple(_line(look, route) for (*_, look), route in zip(links, plane.routes, strict=True)),
        joined,
        left_out,
    )


def _properties(ontology: Ontology) -> tuple[dict[tuple[str, str], tuple[str, ...]], tuple[str, ...]]:
    """Give the object properties by their domain and range, and those that lack one."""
    joined: dict[tuple[str, str], tuple[str, ...]] = {}
    left_out: list[str] = []
    for term in ontology.terms:
        if term.kind.type != OWL.ObjectProperty or term.inverse_of or term.deprecated:
            continue
        if term.domain and term.range:
            pair = (term.domain, term.range)
            joined[pair] = (*joined.get(pair, ()), term.iri)
        else:
            left_out.append(term.iri)
    return joined, tuple(left_out)


def _of_class(term: Term, own: set[str], loops: Iterable[str], label: Naming, code: Naming) -> _Outline:
    texts = [(label(term.iri), term.iri, NAME)]
    texts += [(code(iri), iri, FOREIGN) for iri in term.superclasses if iri not in own]
    return _Outline("box", term.iri, [*texts, *_loops(loops, label)])


def _loops(loops: Iterable[str], label: Naming) -> list[tuple[str, str, Style]]:
    """Give the properties between members of one class, which stand in its box."""
    return [(LOOP + label(iri), iri, PROPERTY) for iri in loops]


class _Outline:
    """A box before it has a place; each text is given with the IRI that it links to and its style."""

    def __init__(self, look: str, iri: str, texts: Sequence[tuple[str, str, Style]]) -> None:
        self._look, self._iri, self._words = look, iri, list[Words]()
        inset, width = (3.0 if look == "tag" else 6.0), 0.0
        y = inset - GAP
        for text, target, style in texts:
            y += GAP
            for row in textwrap.wrap(text, LONGEST, break_long_words=False):
                # The baseline is at about three quarters of a line's height.
                self._words.append(Words(row, target, style.name, round(y + style.height * 0.75, 1)))
                width = max(width, text_width(row, style.letters))
                y += style.height
        self.size = Size(round(width + 4 * inset), y + inset)

    def at(self, centre: Point) -> Box:
        return Box(self._look, self._iri, centre, self.size, tuple(self._words))


def _line(look: str, points: Sequence[Point]) -> Line:
    """Give a line; a stem, which ends at a tag, has no head."""
    return Line(look, line(points), "") if look == "stem" else Line(look, *arrow(points))
