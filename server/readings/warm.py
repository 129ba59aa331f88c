"""What most pages ask of a snapshot, looked up before its workers are forked, so that all of them know it."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from pyoxigraph import NamedNode, Store

from ontology.terms import RGID, ConceptKind, Graph
from server.readings.memory import remembered
from server.readings.names import naming
from server.readings.role import of_tool, roles_of

#: Statements that are looked at (the engine gives them in no order of meaning), and concepts that are looked up.
SEEN, MOST = 10_000, 2_000
_KINDS = {kind.statement: kind for kind in ConceptKind if kind.statement is not None}


def warm(store: Store) -> None:
    """Look up the labels of the concepts that are stated most, and what a role's page asks of each."""
    stated = store.quads_for_pattern(None, None, None, Graph.STATEMENTS)
    found = Counter((quad.object, quad.predicate) for quad in islice(stated, SEEN) if quad.predicate in _KINDS)
    for (concept, statement), _ in found.most_common(MOST):
        kind = _KINDS[statement]
        # A user's own data may state anything.
        if isinstance(concept, NamedNode) and concept.value.startswith(f"{RGID}{kind.value}/"):
            remembered(store, naming, concept)
            remembered(store, roles_of, concept)
            if kind is ConceptKind.TOOL:
                remembered(store, of_tool, concept)
