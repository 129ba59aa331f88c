"""Imports go one way: ontology <- {queries, loaders} <- server (design: section 8)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ALLOWED = {
    "data": set(),
    "ontology": set(),
    "queries": {"ontology", "data"},
    "loaders": {"ontology", "data"},
    "server": {"ontology", "data", "queries", "loaders"},
}


def imported(path: Path) -> Iterator[str]:
    """The first names of all modules that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield (node.module or "").partition(".")[0]


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_a_package_imports_only_what_lies_below_it(checkout: Path, package: str) -> None:
    others = set(ALLOWED) - ALLOWED[package] - {package}
    wrong = [
        (str(path.relative_to(checkout)), name)
        for path in sorted((checkout / package).rglob("*.py"))
        for name in imported(path)
        if name in others or name == "tests"
    ]

    assert [] == wrong


def test_extract_never_loads_flask() -> None:
    code = (
        "import sys, server.cli, server.commands.extract; print([m for m in ('flask', 'rdflib') if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]" == found.stdout.strip()
