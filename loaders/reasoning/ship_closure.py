"""Write what follows from the shipped ontology by itself into its file (`make closure`)."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, Store

from loaders.ntriples import in_ntriples, line
from loaders.reasoning.closure import made, marked
from loaders.reasoning.infer import rules_of
from loaders.shipped import shipped_nquads
from ontology import CLOSURE


def shipped_closure() -> str:
    """The closure of the shipped ontology as N-Triples, behind a comment with the mark of its axioms."""
    store = Store()
    store.load(shipped_nquads(), format=RdfFormat.N_QUADS)
    written = in_ntriples(sorted(map(line, rules_of(store).axioms)))
    return f"# {marked(written)}\n{in_ntriples(sorted(map(line, made(written))))}"


if __name__ == "__main__":
    Path(str(CLOSURE)).write_text(shipped_closure(), encoding="utf-8")
