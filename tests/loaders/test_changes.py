"""The net change of two sets of quads, and the request that makes it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse

from loaders.changes import net_change, update_request
from ontology.errors import StoreError

S = NamedNode("http://example.org/s")
P = NamedNode("http://example.org/p")
G = NamedNode("http://example.org/g")
H = NamedNode("http://example.org/h")
XSD = "http://www.w3.org/2001/XMLSchema#"


def quad(value: str, graph: NamedNode = G) -> Quad:
    return Quad(S, P, Literal(value), graph)


def number(value: str) -> Quad:
    return Quad(S, P, Literal(value, datatype=NamedNode(XSD + "integer")), G)


def apply(store: Store, delete: set[Quad], insert: set[Quad]) -> None:
    gone, new = net_change(store, delete, insert)
    store.update(update_request(store, gone, new))


def test_only_what_is_there_goes_and_only_what_is_not_there_comes() -> None:
    store = Store()
    store.extend([quad("there"), quad("also")])

    change = net_change(store, [quad("there"), quad("absent")], [quad("also"), quad("new")])

    assert ({quad("there")}, {quad("new")}) == change


def test_a_quad_in_both_stays() -> None:
    store = Store()
    store.extend([quad("a")])

    assert (set(), set()) == net_change(store, [quad("a")], [quad("a")])


def test_another_form_of_the_same_number_is_no_change() -> None:
    store = Store()
    store.extend([number("1")])

    assert (set(), set()) == net_change(store, [number("1")], [number("01")])
    assert (set(), set()) == net_change(store, [number("01")], [number("1")])


def test_a_number_goes_by_any_of_its_forms() -> None:
    store = Store()
    store.extend([number("1"), quad("a")])

    apply(store, {number("01")}, {quad("b")})

    assert {quad("a"), quad("b")} == set(store)


def test_a_graph_left_empty_is_no_longer_listed() -> None:
    store = Store()
    store.extend([quad("a"), quad("b"), quad("a", H)])

    apply(store, {quad("a"), quad("b")}, {quad("c", H)})

    assert list(store.named_graphs()) == [H]
    assert {quad("a", H), quad("c", H)} == set(store)


def test_a_graph_emptied_and_filled_again_stays() -> None:
    store = Store()
    store.extend([quad("a")])

    apply(store, {quad("a")}, {quad("b")})

    assert [quad("b")] == list(store)


def test_the_default_graph_is_written_and_cleared_like_another() -> None:
    store = Store()
    old, new = (Quad(S, P, Literal(value), DefaultGraph()) for value in ("old", "new"))
    store.extend([old])

    apply(store, {old}, {new})
    assert [new] == list(store)

    apply(store, {new}, set())
    assert list(store) == []


@pytest.mark.parametrize(
    "bad",
    [
        Quad(BlankNode("b"), P, Literal("a"), G),
        Quad(S, P, BlankNode("b"), G),
        Quad(S, P, Literal("a"), BlankNode("b")),
        Quad(S, P, Triple(S, P, Literal("a")), G),
    ],
)
def test_blank_nodes_and_triple_terms_are_refused(bad: Quad) -> None:
    for delete, insert in ([bad], []), ([], [bad]):
        with pytest.raises(StoreError, match=r"can't be stored: blank nodes and triple terms are not kept"):
            net_change(Store(), delete, insert)


@pytest.mark.parametrize(
    "line",
    [
        r'<http://x/\u003E\u007D\u007D;DROP> <http://x/p> "a" .',
        '<relative> <http://x/p> "a" .',
        '<http://x/s> <http://x/p> "a"@en-subtagthatistoolong .',
        '<http://x/s> <http://x/p> "a"^^<not an iri> .',
    ],
)
def test_leniently_parsed_terms_that_are_not_valid_are_refused(line: str) -> None:
    lenient = list(parse(line, RdfFormat.N_QUADS, lenient=True))

    assert len(lenient) == 1
    with pytest.raises(StoreError, match=r"can't be stored"):
        net_change(Store(), [], lenient)


iris = st.sampled_from([S, H, NamedNode("http://example.org/ä%20(x)'")])
literals = st.one_of(
    st.builds(Literal, st.text(st.characters(exclude_categories=["Cs"]), max_size=8)),
    st.builds(Literal, st.sampled_from(['"', "\\", "\\u0041", "}}", "\n\r\t\0", "#"])),
    st.builds(
        lambda v, tag: Literal(v, language=tag),
        st.text("aä\\\"'{}", max_size=4),
        st.sampled_from(["fi", "zh-Hant"]),
    ),
)
quads = st.builds(Quad, iris, st.just(P), st.one_of(iris, literals), st.sampled_from([G, H, DefaultGraph()]))


@given(st.sets(quads, max_size=6), st.sets(quads, max_size=6), st.sets(quads, max_size=6))
def test_the_request_leaves_what_set_arithmetic_says(before: set[Quad], out: set[Quad], into: set[Quad]) -> None:
    store = Store()
    store.extend(before)

    apply(store, out, into)

    assert (before - out) | into == set(store)
    assert {q.graph_name for q in store} - {DefaultGraph()} == set(store.named_graphs())


@given(st.sets(quads, max_size=6))
def test_whatever_was_stored_can_be_taken_out_again(content: set[Quad]) -> None:
    store = Store()
    store.extend(content)

    apply(store, content, set())

    assert list(store) == []
