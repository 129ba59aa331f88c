"""What IRIs in an answer are called."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import NamedNode, Store

from server.readings.names import Names


def titles(store: Store, iris: Sequence[str], chain: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Give the label and its language of each IRI that has one, chosen by the chain."""
    names = Names(store, chain)
    found = {iri: names.of(NamedNode(iri)) for iri in iris}
    return {iri: (name.text, name.language) for iri, name in found.items() if name.text}
