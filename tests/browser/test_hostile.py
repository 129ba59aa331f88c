"""What a graph holds is anybody's: labels, texts and IRIs that would run or break a page if they could."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Dialog
from pyoxigraph import Literal, NamedNode, Quad

from loaders import texts
from ontology import terms
from ontology.terms import Dcterms, Graph, Oa, Rdf, Rdfs, Rg, Schema, Scheme, Skos
from server.settings import Settings
from tests.browser.visit import Visit, visit
from tests.server.conftest import publish_quads, serving

HTML = "\"'><img src=x onerror=alert(1)></script><script>alert(2)</script>{{7*7}}"
#: Overrides that are never closed, an invisible letter, and what ends a line in scripts.
BIDI = "abc\u202ecba\u2066x\u200b\u2028y"
ROLE, SKILL, TOOL = (NamedNode(f"{terms.RGID}{name}") for name in ("role/x", "skill/x", "tool/x"))
KEY = "0123456789012345"
DOCUMENT, MENTION = terms.document(KEY), terms.mention(KEY, 0)
TEXT = f"{HTML}\n{BIDI}\n<!--\n"
EVIL = ("javascript:alert(3)", "data:text/html,%3Cscript%3Ealert(4)%3C/script%3E", "vbscript:x", "http:///x")
#: A URL with a host in its path; a backslash is a slash to browsers.
ELSEWHERE = ("//evil.example/x", "/id//evil.example", "/id/https://evil.example", "/\\\\evil.example")


def quads() -> Iterator[Quad]:
    for concept, kind, scheme in (
        (ROLE, Rg.Role, Scheme.ROLES),
        (SKILL, Rg.Skill, Scheme.SKILLS),
        (TOOL, Rg.Tool, Scheme.TOOLS),
    ):
        yield Quad(concept, Rdf.type, kind, Graph.VOCABULARY)
        yield Quad(concept, Skos.inScheme, scheme, Graph.VOCABULARY)
        yield Quad(concept, Skos.prefLabel, Literal(HTML, language="en"), Graph.VOCABULARY)
        yield Quad(concept, Skos.prefLabel, Literal(BIDI, language="ar"), Graph.VOCABULARY)
        yield Quad(concept, Skos.altLabel, Literal(HTML * 3, language="x-evil"), Graph.VOCABULARY)
        yield Quad(concept, Skos.definition, Literal(HTML + BIDI, language="en"), Graph.VOCABULARY)
        for iri in EVIL:
            yield Quad(concept, Skos.exactMatch, NamedNode(iri), Graph.MAPPINGS)
        yield Quad(scheme, Rdf.type, Skos.ConceptScheme, Graph.VOCABULARY)
    yield Quad(TOOL, Rg.maker, Literal(HTML), Graph.VOCABULARY)
    yield Quad(ROLE, Rg.requiresSkill, SKILL, Graph.STATEMENTS)
    yield Quad(ROLE, Rg.usesTool, TOOL, Graph.STATEMENTS)
    yield Quad(ROLE, Rg.leadsTo, NamedNode(terms.RGID + "role/y"), Graph.STATEMENTS)
    other = NamedNode(terms.RGID + "role/y")
    yield Quad(other, Rdf.type, Rg.Role, Graph.VOCABULARY)
    yield Quad(other, Skos.inScheme, Scheme.ROLES, Graph.VOCABULARY)
    yield Quad(other, Skos.prefLabel, Literal(HTML, language="en"), Graph.VOCABULARY)
    yield Quad(ROLE, Rdfs.seeAlso, NamedNode("javascript:alert(5)"), Graph.VOCABULARY)
    yield Quad(DOCUMENT, Rdf.type, Rg.Document, Graph.DOCUMENTS)
    yield Quad(DOCUMENT, Rg.sourceName, Literal(HTML), Graph.DOCUMENTS)
    yield Quad(DOCUMENT, Dcterms.title, Literal(HTML + BIDI, language="en"), Graph.DOCUMENTS)
    yield Quad(DOCUMENT, Schema.inLanguage, Literal('en" onclick="alert(6)'), Graph.DOCUMENTS)
    yield Quad(DOCUMENT, Rg.describesRole, ROLE, Graph.DOCUMENTS)
    yield Quad(MENTION, Rdf.type, Rg.ItemMention, Graph.DOCUMENTS)
    yield Quad(MENTION, Rg.inDocument, DOCUMENT, Graph.DOCUMENTS)
    yield Quad(MENTION, Rg.aboutRole, ROLE, Graph.DOCUMENTS)
    yield Quad(MENTION, Rg.mentions, SKILL, Graph.DOCUMENTS)
    yield Quad(MENTION, Rg.sectionKind, Literal('"><b>'), Graph.DOCUMENTS)
    selector = NamedNode(MENTION.value + "/selector")
    yield Quad(MENTION, Oa.hasSelector, selector, Graph.DOCUMENTS)
    yield Quad(selector, Oa.start, Literal(0), Graph.DOCUMENTS)
    yield Quad(selector, Oa.end, Literal(len(HTML)), Graph.DOCUMENTS)
    yield Quad(selector, Oa.exact, Literal(HTML), Graph.DOCUMENTS)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a graph that means ill."""
    root = tmp_path_factory.mktemp("hostile")
    publish_quads(root, quads())
    texts.write(root, KEY, TEXT)
    with serving(Settings(store=root, workers=2)) as client:
        yield f"http://127.0.0.1:{client.port}"


@pytest.fixture
def at(browser: Browser, hostile: str) -> Iterator[Visit]:
    found = visit(browser, hostile, {})
    opened: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        opened.append(dialog.message)
        dialog.dismiss()

    found.page.on("dialog", dismiss)
    yield found
    found.page.context.close()
    found.check()
    assert not opened


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/roles",
        "/documents",
        "/id/role/x",
        "/id/skill/x?lang=ar",
        "/id/tool/x",
        "/id/scheme/skills",
        f"/id/document/{KEY}",
        "/evidence?s=rgid:role/x&p=rg:requiresSkill&o=rgid:skill/x",
        "/evidence?s=rgid:role/x&p=rg:leadsTo&o=rgid:role/y",
        "/search?q=alert",
        "/search?q=%22%3E%3Cscript%3Ealert(7)%3C/script%3E",
        "/paths?from=rgid:role/x&to=rgid:role/y",
        "/gap?from=rgid:role/x&to=rgid:role/y",
        "/queries/skills-of-role?role=rgid:role/x",
        "/queries/find-concept?label=%3Cscript%3Ealert(8)%3C/script%3E",
        "/sparql?query=SELECT%20*%20%7B%3Fs%20%3Fp%20%3Fo%7D",
        "/explore?of=rgid:role/x",
        "/explore?of=rgid:role/x&layout=ladder&lang=ar",
    ],
)
def test_nothing_of_the_graph_runs_or_breaks_out(at: Visit, path: str) -> None:
    assert 200 == at.go(path).status

    page = at.page
    for scheme in ("javascript:", "data:", "vbscript:"):
        assert 0 == page.locator(f"a[href^='{scheme}' i]").count()
    assert 0 == page.locator("main img, main b, [onclick], [onerror]").count()
    assert 0 == page.locator("script:not([src]):not([type='application/ld+json'])").count()
    # Other hosts are led to openly or not at all.
    for link in page.locator("main a").all():
        href = link.get_attribute("href") or ""
        assert href.startswith(("/", "#", "https://", "http://")), href
        assert not href.startswith("//"), href
    # What runs from right to left ends with the element that holds it.
    for one in page.locator("main :text('abc')").all():
        assert one.evaluate("e => e.closest('main [dir]') !== null"), one.evaluate("e => e.outerHTML")


def test_urls_lead_nowhere_else(at: Visit) -> None:
    for path in ELSEWHERE:
        answer = at.page.request.get(at.base + path, max_redirects=0, headers={"Accept": "text/html"})
        assert answer.status in {301, 308, 400, 404, 421}, path
        assert "evil.example" not in answer.headers.get("location", "").partition("/id/")[0], path
