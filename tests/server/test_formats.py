"""Which format a client gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.accept import parse
from server.errors import MalformedRequest, NotAcceptable
from server.formats import GRAPHS, OF_KIND, SOLUTIONS, choose, find, negotiate

TYPES = [media_type for one in (*SOLUTIONS, *GRAPHS) for media_type in one.media_types]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "application/sparql-results+json"),
        ("text/*", "text/csv"),
        ("text/csv, application/sparql-results+json", "application/sparql-results+json"),
        ("text/csv, application/sparql-results+json;q=0.9", "text/csv"),
        ("application/xml;q=0.9, */*;q=0.8", "application/xml"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
    ],
)
def test_the_header_chooses(header: str | None, expected: str) -> None:
    assert expected == choose(SOLUTIONS, None, header).media_type


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("json", "application/ld+json"),
        ("JSON-LD", "application/ld+json"),
        ("xml", "application/rdf+xml"),
        ("rdf xml", "application/rdf+xml"),
        ("text/plain", "text/plain"),
        ("application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_the_parameter_goes_before_the_header(word: str, expected: str) -> None:
    assert expected == choose(GRAPHS, word, "text/turtle").media_type


def test_what_does_not_fit_is_told_apart_from_what_does_not_exist() -> None:
    with pytest.raises(NotAcceptable):
        choose(SOLUTIONS, "turtle", None)
    with pytest.raises(NotAcceptable):
        choose(GRAPHS, None, "text/csv")
    with pytest.raises(MalformedRequest):
        choose(SOLUTIONS, "excel", None)


def test_names_are_unique_and_found() -> None:
    for formats in OF_KIND.values():
        words = [word for one in formats for word in one.words]
        assert len(words) == len(set(words))
        assert list(formats) == [find(formats, one.name) for one in formats]
    with pytest.raises(KeyError):
        find(SOLUTIONS, "turtle")


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "text/turtle"),
        ("application/*", "application/n-triples"),
        ("application/gexf+xml", "application/gexf+xml"),
        ("text/vnd.graphviz, text/turtle;q=0.9", "text/vnd.graphviz"),
    ],
)
def test_files_of_graph_tools_are_given_to_who_names_them(header: str | None, expected: str) -> None:
    assert expected == choose(OF_KIND["graph"], None, header).media_type


def test_tables_of_nodes_are_had_by_their_word_alone() -> None:
    assert "csv-nodes" == choose(OF_KIND["graph"], "csv-nodes", "text/turtle").format.name
    assert "csv" == choose(OF_KIND["solutions"], None, "text/csv").format.name
    for word, header in (("text/csv", None), (None, "text/csv")):
        with pytest.raises(NotAcceptable):
            choose(OF_KIND["graph"], word, header)


def test_text_says_that_it_is_utf_8() -> None:
    assert "text/csv; charset=utf-8" == choose(SOLUTIONS, "csv", None).content_type
    assert "application/n-triples" == choose(GRAPHS, "nt", None).content_type


@given(st.lists(st.tuples(st.sampled_from([*TYPES, "*/*", "text/*"]), st.integers(0, 10)), min_size=1))
def test_what_is_given_was_accepted_most(ranges: list[tuple[str, int]]) -> None:
    header = ", ".join(f"{name};q={tenths / 10}" for name, tenths in ranges)
    chosen = negotiate(SOLUTIONS, parse(header))
    best = max((tenths for name, tenths in ranges if name in dict.fromkeys(_types())), default=0)

    if chosen is None:
        assert 0 == best
    else:
        assert chosen.media_type in chosen.format.media_types


def _types() -> list[str]:
    return [media_type for one in SOLUTIONS for media_type in one.media_types]
