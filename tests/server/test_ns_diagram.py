"""The diagram: all is in it, and nothing lies on anything else, in each language."""

from __future__ import annotations

import itertools
import re

import pytest
import rdflib

import ontology
from server.drawing import text_width
from server.ns import terms
from server.ns.diagram import Drawing, draw
from server.ns.editions import catalogue
from server.ns.page import Page
from server.texts import languages, texts

Corners = tuple[float, float, float, float]


@pytest.fixture(params=languages())
def drawn(request: pytest.FixtureRequest) -> Drawing:
    return Page(terms.read(catalogue()[""]), (request.param,), texts(request.param)).drawing


def corners(drawing: Drawing) -> list[Corners]:
    found = []
    for box in drawing.boxes:
        (x, y), width, height = box.centre, box.size.width / 2, box.size.height / 2
        found.append((x - width, y - height, x + width, y + height))
    return found


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)]


def test_no_box_lies_on_another_or_outside(drawn: Drawing) -> None:
    for left, top, right, bottom in corners(drawn):
        assert left >= 0 <= top
        assert right <= drawn.size.width
        assert bottom <= drawn.size.height
    for one, other in itertools.combinations(corners(drawn), 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


def test_no_line_goes_through_a_box(drawn: Drawing) -> None:
    for line in drawn.lines:
        for (x, y), (to_x, to_y) in itertools.pairwise(points(line.path)):
            assert x == pytest.approx(to_x, abs=0.2) or y == pytest.approx(to_y, abs=0.2), "lines are straight"
            for left, top, right, bottom in corners(drawn):
                beside = max(x, to_x) <= left + 1 or min(x, to_x) >= right - 1
                assert beside or max(y, to_y) <= top + 1 or min(y, to_y) >= bottom - 1


def test_a_head_ends_at_a_box(drawn: Drawing) -> None:
    tips = [points(line.head)[0] for line in drawn.lines if line.head]

    assert 18 <= len(tips)
    for x, y in tips:
        assert any(
            left - 1 <= x <= right + 1 and top - 1 <= y <= bottom + 1 for left, top, right, bottom in corners(drawn)
        )


def test_text_stays_in_its_box(drawn: Drawing) -> None:
    for box in drawn.boxes:
        for words in box.words:
            letters = {"name": 14.5, "small": 11.5, "property": 12.5}[words.style]
            assert text_width(words.text, letters) < box.size.width
            assert 0 < words.y < box.size.height


def test_each_class_and_each_property_between_classes_is_there(drawn: Drawing) -> None:
    graph = ontology.load_ontology()
    shown = {words.iri for box in drawn.boxes for words in box.words}
    for term in graph.subjects(rdflib.RDF.type, rdflib.OWL.Class):
        assert str(term) in shown or not str(term).startswith(ontology.terms.RG), term
    for term in graph.subjects(rdflib.RDF.type, rdflib.OWL.ObjectProperty):
        ends = graph.value(term, rdflib.RDFS.domain), graph.value(term, rdflib.RDFS.range)
        assert (str(term) in shown) == (None not in ends), term
        if ends.count(None) == 1:
            assert str(term) in drawn.left_out


def test_labels_are_the_readers_and_all_is_told_in_words() -> None:
    page = Page(terms.read(catalogue()[""]), ("sv",), texts("sv"))
    shown = {words.text for box in page.drawing.boxes for words in box.words}

    assert {"yrkesroll", "kräver färdigheten", "↻ leder till"} <= shown
    assert "yrkesroll – kräver färdigheten → färdighet." in page.in_words(page.drawing)


def test_an_ontology_without_classes_is_drawn_empty() -> None:
    whole = terms.read(catalogue()[""])
    empty = draw(terms.Ontology(**{**{name: getattr(whole, name) for name in whole.__slots__}, "terms": ()}), str, str)

    assert ((), ()) == (empty.boxes, empty.lines)
