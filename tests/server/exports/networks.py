"""Graphs with hostile labels, and what comes of writing them."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from server.exports.model import Column, Edge, Network, Node, Value
from server.exports.writers import WRITERS

#: A graph is large for Hypothesis, and hostile in each of its labels.
FEW = settings(max_examples=30)
#: What breaks the one format or the other: markup, quotes, escapes, formulas, controls, directions, odd planes.
HOSTILE = (
    '"quoted\\" and \\N',
    "back\\",
    "<script>alert(1)</script> & &amp; &#60;",
    "]]>",
    "a,b;c\r\nd\te",
    "=HYPERLINK(A1)",
    "@SUM(1)",
    "-1+2",
    "\x00\x01\x1b\x7f",
    "\u202eabc\u2066",
    "\ufffe\uffff\ufeff",
    "𝒜🇫🇮",
    " spaced  ",
    "label]; x [",
    "%0A ' | {}",
    "<b>bold</b>",
)

labels = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=20))
#: Characters that an IRI may hold.
_PARTS = st.text(st.sampled_from("abz09-._~:/?#@!$&'()*+,;=%äжあ"), max_size=8)
ids = st.one_of(_PARTS.map(lambda part: f"https://example.org/{part}"), st.just("_:b0"))
types = st.sampled_from(["", "https://w3id.org/rolegraph/ns#Role", "https://example.org/T"])
#: A value of each column of `COLUMNS`.
COLUMNS = (Column("skos:altLabel"), Column("count", "integer"), Column("share", "double"), Column("open", "boolean"))
values = st.tuples(
    st.one_of(st.none(), labels, st.tuples(labels, labels)),
    st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1)),
    st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False)),
    st.one_of(st.none(), st.booleans()),
)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """A graph of up to six nodes, with edges in all directions, loops and parallels too."""
    names = sorted(draw(st.sets(ids, min_size=1, max_size=6)))
    nodes = [
        Node(name, draw(labels), draw(st.sampled_from(["", "fi", "zh-Hant"])), draw(types), draw(labels), draw(values))
        for name in names
    ]
    ends = st.tuples(st.sampled_from(names), st.sampled_from(["", "https://example.org/p", "https://example.org/q"]))
    drawn = draw(st.sets(st.tuples(ends, st.sampled_from(names)), max_size=8))
    edges = [
        Edge(source, target, predicate, draw(labels), draw(weights), draw(st.sampled_from([None, True, False])), row)
        for (source, predicate), target in sorted(drawn)
        for row in [draw(values)]
    ]
    return Network(draw(labels), nodes, edges, COLUMNS, COLUMNS)


weights = st.one_of(st.integers(1, 10**6), st.floats(0.001, 10**6))


def written(network: Network, name: str) -> bytes:
    """The file in the format of this name."""
    return b"".join(WRITERS[name](network))


def edges_of(network: Network) -> list[Edge]:
    return list(network.edges)


def nodes_of(network: Network) -> list[Node]:
    return list(network.nodes)


def joined(value: Value) -> Value:
    """A value as a format gives it that takes but one."""
    return " | ".join(value) if isinstance(value, tuple) else value
