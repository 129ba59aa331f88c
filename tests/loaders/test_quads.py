"""Terms and quads are written as the engine reads them, whatever they hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from loaders import ntriples
from loaders.ntriples import in_nquads, line
from loaders.quads import Term, Triple, decimal, integer, text
from ontology.terms import Graph

IRIS = st.integers(0, 9).map(lambda number: NamedNode(f"urn:example:{number}"))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
TERMS: st.SearchStrategy[Term] = st.one_of(
    IRIS, st.builds(text, TEXTS), st.builds(text, TEXTS, st.sampled_from(["fi", "zh-Hant"])), st.integers().map(integer)
)


@given(st.lists(st.tuples(IRIS, IRIS, TERMS), max_size=20))
def test_what_is_written_is_read_again(triples: list[Triple]) -> None:
    written = in_nquads(Graph.DOCUMENTS, map(line, triples))

    assert [Quad(*triple, Graph.DOCUMENTS) for triple in triples] == list(parse(written, format=RdfFormat.N_QUADS))


@given(TEXTS, st.sampled_from([None, "fi", "zh-Hant"]), st.integers())
def test_what_is_written_without_the_engine_is_what_it_means(words: str, language: str | None, number: int) -> None:
    lines = [("<urn:example:a>", "<urn:example:p>", ntriples.string(words, language))]
    lines.append((ntriples.iri("urn:example:a"), "<urn:example:q>", ntriples.integer(number)))

    first, second = parse(in_nquads(Graph.DOCUMENTS, lines), format=RdfFormat.N_QUADS)

    assert (text(words, language), integer(number)) == (first.object, second.object)


def test_numbers_are_written_without_idle_zeros() -> None:
    values: list[Literal] = [decimal(0.7), decimal(1.0), integer(-3)]

    assert ["0.7", "1", "-3"] == [value.value for value in values]
