"""Servers over the sample documents, and over a small career with hostile, shared and replaced names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from ontology.terms import Dcterms, Graph, Rdf, Rg, Skos
from server.settings import Settings
from tests.loaders.career_paths.roles import node, quads

HOSTILE = "</text><script>alert(1)</script>\u202e\"'&"
LABELS = (
    ("apprentice", "apprentice", "en"),
    ("apprentice", "oppipoika", "fi"),
    ("baker", "baker", "en"),
    ("head", HOSTILE, "en"),
    ("miller", "miller", "en"),
    ("senior-baker", "senior baker", "en"),
    ("owner", "Owner", "en"),
    ("rye-baker", "Baker", "en"),
    ("rye-baker", "STRASSE", "de"),
)


def small() -> Iterator[Quad]:
    """The roles of `tests.loaders.career_paths.roles` with names."""
    yield from quads()
    for role in sorted({role for role, *_ in LABELS}):
        yield Quad(node(role), Rdf.type, Rg.Role, Graph.CANDIDATES)
    for role, label, language in LABELS:
        yield Quad(node(role), Skos.altLabel, Literal(label, language=language), Graph.CANDIDATES)
    yield Quad(node("old"), Dcterms.isReplacedBy, node("older"), Graph.CANDIDATES)
    yield Quad(node("older"), Dcterms.isReplacedBy, node("baker"), Graph.CANDIDATES)
    for role, skill in (("apprentice", "patience"), ("baker", "patience"), ("baker", "tact")):
        yield Quad(node(role), Rg.requiresSkill, node(skill), Graph.STATEMENTS)
    yield Quad(node("tact"), Skos.prefLabel, Literal('=tact, "and"\nmore', language="en"), Graph.VOCABULARY)
    yield Quad(node("tact"), Rdf.type, Rg.Skill, Graph.VOCABULARY)
    yield Quad(NamedNode("https://example.org/patience"), Rdf.type, Rg.Skill, Graph.VOCABULARY)


@pytest.fixture(scope="session")
def bakers_root(tmp_path_factory: pytest.TempPathFactory, publish: Callable[..., None]) -> Path:
    """A published store of the small career."""
    root = tmp_path_factory.mktemp("bakers")
    publish(root, small())
    return root


@pytest.fixture(scope="session")
def bakers(bakers_root: Path, serve: Callable[..., Any]) -> Iterator[Any]:
    """A server over the small career."""
    with serve(Settings(store=bakers_root, workers=2)) as found:
        yield found
