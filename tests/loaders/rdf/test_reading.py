"""Files of RDF as N-Quads: every format says the same, and hostile files cost a sentence."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Dataset, Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize
from rdflib import Graph
from rdflib.compare import isomorphic

from loaders.rdf.formats import format_at, format_of
from loaders.rdf.names import graph_of, reserved
from loaders.rdf.reading import Reader
from ontology.errors import InputError
from ontology.terms import DEFAULT_GRAPHS, RGID, taxonomy
from ontology.terms import Graph as Own

EX = "http://example.org/"
TARGET = NamedNode(EX + "target")
PLAIN = f'<{EX}a> <{EX}b> "x"@en .\n<{EX}a> <{EX}b> _:one .\n_:one <{EX}c> <{EX}a> .\n'
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://example.org/"'
SAME = {
    "a.nt": PLAIN,
    "a.ttl": f'\ufeff@prefix e: <{EX}> . @base <{EX}> . <a> e:b "x"@en, [ e:c e:a ] .',
    "a.rdf": f'<rdf:RDF {RDF}><rdf:Description rdf:about="{EX}a"><e:b xml:lang="en">x</e:b>'
    '<e:b><rdf:Description><e:c rdf:resource="http://example.org/a"/></rdf:Description></e:b>'
    "</rdf:Description></rdf:RDF>",
    "a.jsonld": f'{{"@id": "{EX}a", "{EX}b": [{{"@value": "x", "@language": "en"}}, {{"{EX}c": {{"@id": "{EX}a"}}}}]}}',
    "a.trig": f"{{ {PLAIN} }}",
    "a.nq": PLAIN,
}
SPHERES = f"<{EX}a> <{EX}b> "
DEEP = 200_000


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    made.close()


def read(reader: Reader, path: Path, content: str | bytes, key: str = "key") -> list[Quad]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    format_ = format_at(path)
    assert format_ is not None
    with reader.parsed(path, path.name, format_, TARGET, key) as parsed:
        return list(parse(parsed.nquads, format=RdfFormat.N_QUADS))


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", SAME)
def test_every_format_says_the_same(name: str, packed: bool, reader: Reader, tmp_path: Path) -> None:
    content = SAME[name].encode()
    path = tmp_path / (f"{name}.gz" if packed else name)
    found = read(reader, path, gzip.compress(content) if packed else content)

    node = NamedNode(f"{RGID}.well-known/genid/key-0")
    a, b, c = (NamedNode(EX + one) for one in "abc")
    assert {Quad(a, b, Literal("x", language="en"), TARGET), Quad(a, b, node, TARGET), Quad(node, c, a, TARGET)} == set(
        found
    )


def test_quads_stay_in_their_graphs_and_a_blank_name_of_a_graph_becomes_an_iri(reader: Reader, tmp_path: Path) -> None:
    found = read(reader, tmp_path / "a.trig", f"_:g {{ <{EX}a> <{EX}b> _:g }} <{EX}g> {{ <{EX}a> <{EX}b> 1 }}")

    node = NamedNode(f"{RGID}.well-known/genid/key-0")
    assert {node, NamedNode(EX + "g")} == {quad.graph_name for quad in found}
    assert node in {quad.object for quad in found}


def test_relative_iris_are_resolved_against_the_graph(reader: Reader, tmp_path: Path) -> None:
    (found,) = read(reader, tmp_path / "a.ttl", "<#a> <b> <> .")

    assert (EX + "target#a", EX + "b", EX + "target") == tuple(
        one.value for one in (found.subject, found.predicate, found.object) if isinstance(one, NamedNode)
    )


BAD: dict[str, tuple[str, str | bytes, str]] = {
    "cut Turtle": ("a.ttl", f"<{EX}a> <{EX}b> 1 .\n<{EX}a>", r"^a\.ttl:2: .*correct it"),
    "no N-Triples": ("a.nt", f"{SPHERES}1 .\n", r"^a\.nt:1: "),
    "not UTF-8": ("a.nt", f'{SPHERES}"\xff" .\n'.encode("latin-1"), r"^a\.nt:1: .*UTF-8"),
    "cut XML": (
        "a.rdf",
        f'<rdf:RDF {RDF}>\n<rdf:Description rdf:about="{EX}a"><e:b>1</e:b>',
        r"^a\.rdf:2: .*cut short",
    ),
    "no RDF/XML": ("a.rdf", f'<rdf:RDF {RDF}><rdf:Description rdf:ID="1 2"/></rdf:RDF>', r"^a\.rdf: "),
    "a bomb of entities": (
        "a.rdf",
        "<!DOCTYPE r ["
        + "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(1, 12))
        + f'<!ENTITY e1 "x">]><rdf:RDF {RDF}><rdf:Description><e:b>&e12;</e:b></rdf:Description></rdf:RDF>',
        r"^a\.rdf",
    ),
    "a context elsewhere": (
        "a.jsonld",
        '{"@context": "https://example.org/context", "a": 1}',
        r"^a\.jsonld: .*nothing is fetched",
    ),
    "cut JSON": ("a.jsonld", '{"@id":\n"http://example.org/a"', r"^a\.jsonld:2: "),
    "a triple in a triple": ("a.nt", f"{SPHERES}<<( {SPHERES}<{EX}c> )>> .", r"^a\.nt: .*triple in a triple"),
    "too deep": (
        "a.ttl",
        f"{SPHERES}{f'<<( {SPHERES}' * DEEP}1{' )>>' * DEEP} .",
        r"^a\.ttl: .*(nested|memory)",
    ),
    "nothing": ("a.ttl", "# nothing\n", r"^a\.ttl: there is no statement"),
    "no gzip": ("a.ttl.gz", "<a>", r"^a\.ttl\.gz: .*unpacked"),
    "cut gzip": ("a.nt.gz", gzip.compress(PLAIN.encode() * 1000)[:-9], r"^a\.nt\.gz: .*unpacked"),
    "our graph": ("a.nq", f"{SPHERES}1 .\n".replace("1", f"<{EX}c> {Own.STATEMENTS}"), r"^a\.nq: .*made by Rolegraph"),
    "a taxonomy": ("a.nq", f"{SPHERES}<{EX}c> {taxonomy('esco')} .\n", r"^a\.nq: .*`rolegraph taxonomy add`"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_can_not_be_read_is_refused_in_one_sentence(case: str, reader: Reader, tmp_path: Path) -> None:
    name, content, message = BAD[case]

    with pytest.raises(InputError, match=message) as raised:
        read(reader, tmp_path / name, content)
    assert "\n" not in str(raised.value)
    # The next file is read by another child.
    assert 3 == len(read(reader, tmp_path / "good.nt", PLAIN))


def test_the_graphs_that_no_file_may_give() -> None:
    for graph in (*DEFAULT_GRAPHS, Own.REPORT, taxonomy("esco"), taxonomy("")):
        assert reserved(graph.value) is not None
    assert reserved(graph_of("a.ttl").value) is None
    assert reserved(EX) is None


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.ttl", RdfFormat.TURTLE),
        ("A.TTL.GZ", RdfFormat.TURTLE),
        ("a.rdf", RdfFormat.RDF_XML),
        ("a.txt", None),
        ("a.gz", None),
        ("ttl", None),
        ("a.xml", None),
    ],
)
def test_a_format_is_told_by_the_name(name: str, format_: RdfFormat | None) -> None:
    assert format_ == format_of(name)


def test_xml_is_rdf_where_it_says_so(tmp_path: Path) -> None:
    rdf, other = tmp_path / "a.xml", tmp_path / "b.xml"
    rdf.write_text(SAME["a.rdf"])
    other.write_text("<page/>")

    assert (RdfFormat.RDF_XML, None) == (format_at(rdf), format_at(other))
    assert format_at(tmp_path / "none.xml") is None


@given(st.text(min_size=1, alphabet=st.characters(codec="utf-8")))
def test_a_graph_named_after_a_file_is_its_own_and_an_iri(name: str) -> None:
    graph = graph_of(name).value

    assert "#" not in graph
    assert "?" not in graph
    assert reserved(graph) is None
    assert graph_of(f"{name}x") != graph_of(name)


NODES = st.one_of(
    st.sampled_from([NamedNode(EX + one) for one in "abc"]), st.sampled_from([BlankNode(one) for one in "xyz"])
)
TEXTS = st.text(alphabet=st.characters(exclude_characters="\x00", codec="utf-8"), max_size=8)
LITERALS = st.one_of(TEXTS.map(Literal), TEXTS.map(lambda text: Literal(text, language="fi")))
QUADS = st.builds(Quad, NODES, st.sampled_from([NamedNode(EX + one) for one in "pq"]), st.one_of(NODES, LITERALS))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(quads=st.lists(QUADS, min_size=1, max_size=12), format_=st.sampled_from([RdfFormat.TURTLE, RdfFormat.N_QUADS]))
def test_what_is_written_is_read_but_for_the_names_of_blank_nodes(
    quads: list[Quad], format_: RdfFormat, reader: Reader, tmp_path: Path
) -> None:
    written = serialize((quad.triple for quad in Dataset(quads)), format=format_) or b""
    found = read(reader, tmp_path / f"a.{format_.file_extension}", written)
    again = serialize(map(renamed, found), format=format_)

    assert isomorphic(Graph().parse(data=written, format="turtle"), Graph().parse(data=again or b"", format="turtle"))


def renamed(quad: Quad) -> Triple:
    """A triple with blank nodes for the IRIs that stand for them."""
    ours = f"{RGID}.well-known/genid/key-"
    subject, value = quad.subject, quad.object
    assert isinstance(subject, NamedNode)
    if isinstance(value, NamedNode) and value.value.startswith(ours):
        value = BlankNode(f"n{value.value.removeprefix(ours)}")
    if subject.value.startswith(ours):
        return Triple(BlankNode(f"n{subject.value.removeprefix(ours)}"), quad.predicate, value)
    return Triple(subject, quad.predicate, value)
