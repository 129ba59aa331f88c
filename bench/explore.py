"""The graph page: seconds from its address to a finished drawing, in a headless Chromium.

    python -m bench.explore [--store DIR --of IRI] [--runs N] [--nodes N]

Without --store one is made in which a skill has a hundred roles, and each of these its own skills. The first visit is
to a server that has just started; the others find its answer kept, but nothing in the browser. Beside the seconds stand
those of processor time that the page's own thread took, which tell more on a machine that others use.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright
from pyoxigraph import Literal, NamedNode, Quad

from bench.http import serving
from loaders.store import open_writer
from ontology.terms import ConceptKind, Graph, Rg, Skos, mention

ROLES = 100
CENTRE = ConceptKind.SKILL.iri("centre")
ARGUMENTS = ("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
_DRAWN = "performance.getEntriesByName('explore-drawn')[0].startTime"
_COUNT = "document.querySelector('.canvas').cy.{}().length"


def sample(root: Path, nodes: int) -> Path:
    """Publish a store with about `nodes` things around one skill, each statement with a mention."""
    with open_writer(root) as writer:
        writer.apply([], list(quads(nodes)))
        writer.publish()
    return root


def quads(nodes: int) -> Iterator[Quad]:
    """The skill, its roles, and their skills with names in two languages."""
    yield from named(CENTRE, "centre")
    each = -(-(nodes - 1 - ROLES) // ROLES)
    for number in range(ROLES):
        role = ConceptKind.ROLE.iri(f"role-{number}")
        yield from named(role, f"role {number}")
        skills = [ConceptKind.SKILL.iri(f"skill-{number}-{place}") for place in range(each)]
        for place, skill in enumerate((CENTRE, *skills)):
            said = mention(f"{number:016x}", place)
            yield Quad(role, Rg.requiresSkill, skill, Graph.STATEMENTS)
            yield Quad(said, Rg.aboutRole, role, Graph.DOCUMENTS)
            yield Quad(said, Rg.mentions, skill, Graph.DOCUMENTS)
        for skill in skills:
            yield from named(skill, skill.value.rpartition("/")[2])


def named(node: NamedNode, text: str) -> Iterator[Quad]:
    """A label in English and one in Finnish."""
    for language in ("en", "fi"):
        yield Quad(node, Skos.prefLabel, Literal(f"{text} of {language}", language=language), Graph.VOCABULARY)


def visit(browser: Browser, url: str) -> tuple[float, float, int, int]:
    """Open the page in a fresh profile; give seconds until it is drawn, those of processor time, nodes and edges."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    watch = context.new_cdp_session(page)
    watch.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(url, wait_until="commit")
    page.wait_for_selector("[data-state=drawn]", state="attached", timeout=120_000)
    spent = {one["name"]: one["value"] for one in watch.send("Performance.getMetrics")["metrics"]}
    nodes, edges = (int(page.evaluate(_COUNT.format(name))) for name in ("nodes", "edges"))
    seconds = float(page.evaluate(_DRAWN)) / 1000
    context.close()
    return seconds, spent["TaskDuration"], nodes, edges


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--store", type=Path)
    options.add_argument("--of", default=CENTRE.value)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--nodes", type=int, default=3000)
    given = options.parse_args()
    query = urlencode({"of": given.of, "depth": 2, "limit": given.nodes})
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(ARGUMENTS), chromium_sandbox=False
        )
        with serving(given.store or sample(Path(folder), given.nodes)) as port:
            visits = [visit(browser, f"http://127.0.0.1:{port}/explore?{query}") for _ in range(given.runs + 1)]
        browser.close()
    (first, _, nodes, edges), *others = visits
    seconds, spent = sorted(one[0] for one in others), sorted(one[1] for one in others)
    print(f"{nodes} nodes, {edges} edges")
    print(f"first visit {first:.2f} s; then median of {given.runs} {statistics.median(seconds):.2f} s")
    print("each: " + " ".join(f"{one:.2f}" for one in seconds))
    print("processor time: " + " ".join(f"{one:.2f}" for one in spent))


if __name__ == "__main__":
    main()
