"""Cells of tables, and pages that hold hostile ones: nothing in the data becomes markup or a script's address."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from selectolax.lexbor import LexborHTMLParser

from ontology.terms import RGID, Graph, Rdf, Rg, Skos
from server.queries.cells import compact, folded, unnamed
from server.settings import Settings
from tests.server.conftest import Client, publish_quads, serving

ATTACKS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></textarea></pre></code><svg/onload=alert(1)>",
    "{{ 7 * 7 }}{% include 'x' %}",
    "\u202egnp.exe\u2066",
    "&lt;b&gt;",
    "javascript:alert(1)",
    "]]><!--",
]
FOREIGN = ["javascript:alert(1)", "data:text/html,<b>", "https://evil.example/%22onclick=x", "urn:x:%3Cscript%3E"]
THING = "https://example.org/role/x"
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    root, folder = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("folder")
    quads = []
    for number, text in enumerate(ATTACKS):
        role = NamedNode(f"{RGID}role/{number}-%22%3E")
        quads += [
            Quad(role, Rdf.type, Rg.Role, Graph.VOCABULARY),
            Quad(role, Skos.prefLabel, Literal(text, language="en"), Graph.VOCABULARY),
            Quad(role, Skos.definition, Literal(text), Graph.VOCABULARY),
        ]
    for text in FOREIGN:
        iri = text.replace("<", "%3C").replace(">", "%3E")
        quads.append(Quad(NamedNode(f"{RGID}role/0-%22%3E"), Skos.exactMatch, NamedNode(iri), Graph.MAPPINGS))
    publish_quads(root, quads)
    (folder / "all.rq").write_text(
        f"#+ summary: '{ATTACKS[0]}'\nSELECT ?s ?p ?o WHERE {{ ?s ?p ?o }} ORDER BY ?s ?p ?o\n"
    )
    (folder / "bad.rq").write_text(f"#+ {ATTACKS[0]}: x\nASK {{}}\n")
    (folder / "graph.rq").write_text("#+ summary: g\nCONSTRUCT WHERE { ?s ?p ?o }\n")
    with serving(Settings(store=root, workers=1, queries=folder)) as found:
        yield found


def assert_harmless(text: str) -> LexborHTMLParser:
    """Look at a page as a browser would: no element that runs, no attribute that does, no other address."""
    tree = LexborHTMLParser(text)
    assert [] == [one.tag for one in tree.css("img, svg, iframe, object, style, base, meta[http-equiv]")]
    for script in tree.css("script"):
        assert (script.attributes.get("src") or "").startswith("/static/")
        assert not script.text()
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on"), node.html
            assert name != "style", node.html
            if name in {"href", "src", "action", "formaction"}:
                assert (value or "").startswith(("/", "#", "https://", "http://")), value
    return tree


@pytest.mark.parametrize("path", ["/queries", "/queries/all", "/queries/graph", "/queries/roles", "/api"])
def test_pages_hold_hostile_data_as_text(hostile: Client, path: str) -> None:
    reply = hostile.send("GET", path, None, **HTML)

    assert 200 == reply.status
    tree = assert_harmless(reply.text)
    if path == "/queries/all":
        shown = tree.body.text() if tree.body else ""
        assert [] == [text for text in ATTACKS if text not in shown]


def test_an_address_that_must_not_be_followed_is_text(hostile: Client) -> None:
    tree = assert_harmless(hostile.send("GET", "/queries/all", None, **HTML).text)
    links = [one.attributes.get("href") or "" for one in tree.css("td a")]

    assert "https://evil.example/%22onclick=x" in links
    assert [] == [link for link in links if link.startswith(("javascript", "data", "urn"))]
    assert "javascript:alert(1)" in [one.text() for one in tree.css("td bdi")]


@given(text=st.one_of(st.sampled_from(ATTACKS), st.text(max_size=60)), name=st.sampled_from(["role", "lang", "x"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_value_comes_back_as_text(hostile: Client, text: str, name: str) -> None:
    given = urlencode({name: text.encode("utf-8", "surrogatepass")})
    reply = hostile.send("GET", f"/queries/skills-of-role?{given}", None, **HTML)

    assert reply.status in {200, 400}
    assert_harmless(reply.text)


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (f"{RGID}role/x", "rgid:role/x"),
        ("http://www.w3.org/2004/02/skos/core#broader", "skos:broader"),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_iris_are_shortened_by_our_prefixes(iri: str, expected: str) -> None:
    assert expected == compact(iri)


def test_a_table_links_labels_and_marks_their_languages(asked: Client) -> None:
    page = asked.send("GET", "/queries/skills-of-role?lang=sv,fi", None, **HTML)
    tree = LexborHTMLParser(page.text)
    cells = {one.text(): one for one in tree.css("td")}

    label = cells["empati"]
    assert ("sv", "ltr") == (label.attributes["lang"], label.attributes["dir"])
    anchor = label.css_first("a")
    assert anchor is not None
    # The page's language goes along.
    assert "/id/skill/empathy?lang=sv%2Cfi" == anchor.attributes["href"]


def test_a_thing_and_its_label_are_one_column(asked: Client) -> None:
    page = asked.send("GET", "/queries/find-concept?label=empathy", None, **HTML)
    tree = LexborHTMLParser(page.text)

    assert ["concept", "kind", "language"] == [one.text() for one in tree.css("th")]
    assert "empathy" in [one.text() for one in tree.css("td a")]
    assert not [one for one in tree.css("td") if one.text().startswith("rgid:")]


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "role": st.sampled_from([{"type": "uri", "value": THING}, {"type": "bnode", "value": "b"}]),
                "label": st.sampled_from(
                    [{"type": "literal", "value": "x", "xml:lang": "fi"}, {"type": "literal", "value": ""}]
                ),
                "n": st.just({"type": "literal", "value": "1", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}),
            },
        )
    )
)
def test_no_label_is_lost(rows: list[dict[str, dict[str, str]]]) -> None:
    found = {"head": {"vars": ["role", "label", "n"]}, "results": {"bindings": rows}}
    made = folded(found, {THING: ("looked up", "en")})

    assert len(rows) == len(made.rows)
    for row, cells in zip(rows, made.rows, strict=True):
        shown = [cell.text for cell in cells]
        assert "label" not in row or not row["label"]["value"] or "x" in shown
        assert all(len(made.columns) == len(one) for one in made.rows)
        if "label" not in row and row.get("role", {}).get("type") == "uri":
            assert "looked up" in shown
            assert [THING] == unnamed(found)


def test_a_limit_that_cuts_is_told(asked: Client) -> None:
    cut = asked.send("GET", "/queries/candidates?limit=1", None, **HTML)
    whole = asked.send("GET", "/queries/candidates?limit=1000", None, **HTML)

    assert "of the 1 that the limit allows; there may be more." in cut.text
    assert "there may be more" not in whole.text


def test_the_form_has_a_field_for_each_parameter(asked: Client) -> None:
    tree = LexborHTMLParser(asked.send("GET", "/queries/candidates?kind=tool&limit=7", None, **HTML).text)
    kind, limit, language = (tree.css_first(f"[name={name}]") for name in ("kind", "limit", "lang"))

    assert kind is not None
    assert limit is not None
    assert language is not None
    assert ("select", 7) == (kind.tag, len(kind.css("option")))
    assert ["tool"] == [one.attributes["value"] for one in kind.css("option[selected]")]
    assert {"type": "number", "min": "1", "max": "100000", "value": "7"}.items() <= limit.attributes.items()
    assert "en" == language.attributes["value"]


def test_a_wrong_value_stays_in_its_field(asked: Client) -> None:
    reply = asked.send("GET", "/queries/skill-gap?from=nobody+at+all&lang=fi", None, **HTML)
    tree = LexborHTMLParser(reply.text)
    field = tree.css_first("[name=from]")

    assert 400 == reply.status
    assert field is not None
    assert ("nobody at all", "true") == (field.attributes["value"], field.attributes["aria-invalid"])
    assert tree.css_first("[role=alert]") is not None
