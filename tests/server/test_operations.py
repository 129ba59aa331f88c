"""What an update writes, as read from its tokens, and what is put into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, Store

from server.edits import probes, with_dataset, within, without_later_prologue
from server.errors import MalformedRequest, Problem, QueryRefused, QuerySyntax, QueryTooComplex
from server.operations import operations

EX = "PREFIX ex: <https://example.org/> "


@pytest.mark.parametrize(
    ("text", "graphs", "others"),
    [
        ("INSERT DATA { <a:a> <a:b> 1 }", [], {"default"}),
        ("INSERT DATA { GRAPH <a:g> { <a:a> <a:b> 1 } }", ["<a:g>"], set()),
        ("insert data{graph<a:g>{<a:a> <a:b> 1}.<a:a> <a:b> 2}", ["<a:g>"], {"default"}),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", [], {"variable"}),
        ("DELETE { ?s ?p ?o } WHERE { GRAPH <a:read> { ?s ?p ?o } }", [], {"default"}),
        ("WITH <a:g> DELETE { ?s ?p ?o } INSERT { ?o ?p ?s } WHERE { ?s ?p ?o }", ["<a:g>"], set()),
        ("WITH <a:g> INSERT { GRAPH <a:h> { ?s ?p 1 } } WHERE { }", ["<a:h>", "<a:g>"], set()),
        ("INSERT { GRAPH ?g { ?s ?p 1 } } USING NAMED <a:r> WHERE { GRAPH ?g { ?s ?p ?o } }", [], {"variable"}),
        ("CLEAR SILENT GRAPH <a:g>", ["<a:g>"], set()),
        ("DROP ALL", [], {"all"}),
        ("CREATE GRAPH <a:g>", ["<a:g>"], set()),
        ("COPY <a:r> TO GRAPH <a:g>", ["<a:g>"], set()),
        ("MOVE DEFAULT TO <a:g>", ["<a:g>"], {"default"}),
        ("ADD SILENT <a:r> TO DEFAULT", [], {"default"}),
        (EX + "INSERT DATA { GRAPH ex:g { ex:a ex:b '}' } }", ["ex:g"], set()),
        ("# none\n", [], set()),
    ],
)
def test_the_targets_of_an_operation_are_read(text: str, graphs: list[str], others: set[str]) -> None:
    found = operations(text, 64)

    assert graphs == [graph for one in found for graph in one.graphs]
    assert others == {other for one in found for other in one.others}


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("LOAD <https://example.org/>", QueryRefused),
        ("CLEAR ALL; load silent <https://example.org/>", QueryRefused),
        (EX + "LOADex:a", QueryRefused),
        ("INSERT { ?s ?p 1 } WHERE { SER#\nVICE <a:b> { } }", None),
        ("INSERT { ?s ?p 1 } WHERE { ServicE#\n<a:b> { } }", QueryRefused),
        ("PREFIX service: <a:> INSERT { ?s ?p 1 } WHERE { SERVICE:x { ?s ?p ?o } }", QueryRefused),
        (EX + "INSERT DATA { GRAPHex:g { ex:a ex:b 1 } }", QuerySyntax),
        (EX + "WITHex:g INSERT { ?s ?p 1 } WHERE { }", QuerySyntax),
        ("INSERTDATA { <a:a> <a:b> 1 }", QuerySyntax),
        ("INSERT DATA { { <a:a> <a:b> 1 } }", QuerySyntax),
        ("INSERT DATA { <a:a> <a:b> 1", QuerySyntax),
        ("CLEAR ALL CLEAR ALL", QuerySyntax),
        ("SELECT * WHERE { ?s ?p ?o }", QuerySyntax),
        ("CREATE GRAPH DEFAULT", QuerySyntax),
        ("INSERT { ?s ?p 1 } WHERE " + "{" * 65 + "}" * 65, QueryTooComplex),
    ],
)
def test_what_is_refused(text: str, error: type[Problem] | None) -> None:
    if error is None:
        # The engine reads SER and VICE as two words, which mean nothing to it.
        assert operations(text, 64)
        return
    with pytest.raises(error):
        operations(text, 64)


def test_the_engine_tells_what_names_mean() -> None:
    text = (
        "BASE <https://example.org/x/> PREFIX p: <../g> DROP GRAPH p: ; "
        "PREFIX p: <a:> COPY <r> TO p:\\-; CLEAR GRAPH <\\u0067>"
    )
    store = Store()
    for probe in probes(operations(text, 9)):
        store.update(probe)

    assert {"https://example.org/g", "a:-", "https://example.org/x/g"} == {
        graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)
    }


def test_a_dataset_is_put_into_what_reads() -> None:
    store = Store()
    store.update("INSERT DATA { <a:0> <a:p> 0 . GRAPH <a:g> { <a:1> <a:p> 1 } GRAPH <a:h> { <a:2> <a:p> 2 } }")
    text = "INSERT { ?s <a:seen> ?o } WHERE { ?s <a:p> ?o } ; DELETE WHERE { GRAPH <a:h> { ?s <a:p> ?o } }"

    store.update(with_dataset(text, operations(text, 9), ["a:g"], ["a:h"]))

    assert [NamedNode("a:1")] == [quad.subject for quad in store.quads_for_pattern(None, NamedNode("a:seen"), None)]
    assert [] == list(store.quads_for_pattern(None, None, None, NamedNode("a:h")))


@pytest.mark.parametrize(
    "text", ["WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "INSERT { ?s ?p 1 } USING <a:g> WHERE { ?s ?p ?o }"]
)
def test_a_dataset_of_its_own_excludes_the_requests(text: str) -> None:
    with pytest.raises(MalformedRequest):
        with_dataset(text, operations(text, 9), ["a:g"], [])


def test_prefixes_between_operations_are_declared_before_all() -> None:
    text = "PREFIX a: <a:> INSERT DATA { a:1 a:p 1 } ; PREFIX b: <b:> PREFIX a: <a:> INSERT DATA { a:1 b:p 2 }"
    moved, front = without_later_prologue(text, found := operations(text, 9))
    store = Store()
    store.update(f"{moved[: found[0].start]}{front} {moved[found[0].start :]}")

    assert {"<a:1> <a:p> 1", "<a:1> <b:p> 2"} == {_short(quad) for quad in store}
    assert len(text) == len(moved)


def test_a_prefix_with_two_meanings_stays() -> None:
    text = "PREFIX a: <a:> CREATE GRAPH a:1 ; PREFIX a: <b:> CREATE GRAPH a:1"

    assert (text, "") == without_later_prologue(text, operations(text, 9))


def test_an_update_is_kept_within_a_graph() -> None:
    store = Store()
    store.update("INSERT DATA { <a:0> <a:p> 0 . GRAPH <a:g> { <a:1> <a:p> 1 } }")
    text = (
        "INSERT DATA { <a:2> <a:p> 2 } ; DELETE { ?s ?p 1 } INSERT { ?s ?p 9 } WHERE { ?s ?p ?o } ; "
        "DELETE WHERE { <a:2> ?p ?o }"
    )

    store.update(within(text, operations(text, 9), "a:g"))

    assert {"<a:0> <a:p> 0", "<a:1> <a:p> 9 <a:g>"} == {_short(quad) for quad in store}


def _short(quad: Quad) -> str:
    graph = f" {quad.graph_name}" if isinstance(quad.graph_name, NamedNode) else ""
    return f"{quad.subject} {quad.predicate} {quad.object.value}{graph}"  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["DROP ALL", "INSERT DATA { GRAPH <a:g> { <a:a> <a:b> 1 } }", "MOVE <a:g> TO <a:h>"])
def test_an_update_of_one_graph_names_none(text: str) -> None:
    with pytest.raises(MalformedRequest):
        within(text, operations(text, 9), "a:g")


CLAUSES = ("INSERT", "DELETE", "DATA", "WHERE", "WITH", "USING", "NAMED", "CLEAR", "MOVE", "TO")
WORDS = (*CLAUSES, "GRAPH", "DEFAULT", "{", "}", ";", ".", "?g", "<a:seven>", "<a:x>", "ex:x", "1")


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_what_is_not_told_is_not_written(words: list[str]) -> None:
    """No update writes a graph that the reading does not name, whatever the engine makes of it."""
    text = "PREFIX ex: <a:> " + " ".join(words)
    try:
        found = operations(text, 9)
    except Problem:
        return
    told = {graph for one in found for graph in one.graphs}
    store = Store()
    kept = Quad(NamedNode("a:s"), NamedNode("a:p"), NamedNode("a:o"), NamedNode("a:seven"))
    store.add(kept)
    try:
        store.update(text)
    except (SyntaxError, RuntimeError, OSError):
        return
    written = [kept] != list(store.quads_for_pattern(None, None, None, NamedNode("a:seven")))
    assert not written or "<a:seven>" in told or any(one.others & {"all", "named", "variable"} for one in found)
