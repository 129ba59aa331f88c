"""Why a triple holds."""

from __future__ import annotations

from typing import Any

from pyoxigraph import Store

from loaders.reasoning.explain import explained, triple_of


def proof(store: Store, triple: str) -> dict[str, Any]:
    """Give the proof of a triple, which is written as N-Triples writes it."""
    return explained(store, triple_of(triple))
