"""The figures of a snapshot in RDF, in its report graph: VoID (https://www.w3.org/TR/void/) says how much there is, the
Data Quality Vocabulary (https://www.w3.org/TR/vocab-dqv/) how good it is.

Each snapshot holds its own figures and those of the snapshots that were kept when it was made.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from loaders import snapshots
from loaders.provenance import moment
from loaders.quads import Triple, decimal, in_graph, integer, text
from loaders.quality.measures import Measurement, Quality, measured
from loaders.store import Writer
from ontology.terms import PREFIXES, RG, ConceptKind, Dcterms, Dqv, Graph, Rdf, Rg, Schema, Void

#: The property void:class, whose name Python keeps for itself.
_CLASS = NamedNode(PREFIXES["void"] + "class")
_SNAPSHOT = f"{Graph.REPORT.value}#snapshot-"
_NUMBER = re.compile(re.escape(_SNAPSHOT) + r"(\d+)(?:$|/)")


def record(root: Path, writer: Writer, leaving: Collection[int] = ()) -> None:
    """Measure a store before it becomes a snapshot, and put the figures into its report graph.

    Those of snapshots that are no longer kept go, or are `leaving`. Raises StoreError.
    """
    number = snapshots.next_number(root)
    kept = {snapshot.number for snapshot in snapshots.all_snapshots(root)} - {number, *leaving}
    writer.apply(*observed(writer.store, number, kept))


def observed(store: Store, number: int, kept: Collection[int] = ()) -> tuple[list[Quad], list[Quad]]:
    """The quads that go from a store and come into it with its figures as the snapshot of a number.

    The figures of the snapshots `kept` stay.
    """
    old = [quad for quad in _recorded(store) if _number_of(quad) not in {None, *kept}]
    return old, in_graph(Graph.REPORT, triples(measured(store), number, datetime.now(UTC)))


def triples(quality: Quality, number: int, when: datetime) -> list[Triple]:
    """The figures of the snapshot of a number as triples."""
    dataset = NamedNode(f"{_SNAPSHOT}{number}")
    found: list[Triple] = [
        (dataset, Rdf.type, Void.Dataset),
        (dataset, Dcterms.created, moment(when)),
        (dataset, Void.triples, integer(quality.triples)),
        *_partition(dataset, Rg.Document, quality.documents),
    ]
    for kind in ConceptKind:
        if kind.type.value.startswith(RG):
            found += _partition(dataset, kind.type, quality.concepts.get(kind.scheme, 0))
    for one in quality.measurements:
        found += _measurement(dataset, one)
    return found


def _partition(dataset: NamedNode, kind: NamedNode, number: int) -> list[Triple]:
    node = NamedNode(f"{dataset.value}/{kind.value.removeprefix(RG)}")
    return [
        (dataset, Void.classPartition, node),
        (node, Rdf.type, Void.Dataset),
        (node, _CLASS, kind),
        (node, Void.entities, integer(number)),
    ]


def _measurement(dataset: NamedNode, one: Measurement) -> list[Triple]:
    scheme = one.scheme.value.rpartition("/")[2] if one.scheme is not None else None
    parts = [one.metric.value.removeprefix(RG), *(part for part in (scheme, one.language, one.section) if part)]
    node = NamedNode("/".join([dataset.value, *parts]))
    found: list[Triple] = [
        (node, Rdf.type, Dqv.QualityMeasurement),
        (node, Dqv.computedOn, dataset),
        (node, Dqv.isMeasurementOf, one.metric),
        (node, Dqv.value, integer(one.value) if isinstance(one.value, int) else decimal(float(one.value))),
    ]
    if one.scheme is not None:
        found.append((node, Rg.ofScheme, one.scheme))
    if one.language is not None:
        found.append((node, Schema.inLanguage, text(one.language)))
    if one.section is not None:
        found.append((node, Rg.sectionKind, text(one.section)))
    return found


def _recorded(store: Store) -> Iterable[Quad]:
    """All that is recorded of snapshots."""
    for kind in (Void.Dataset, Dqv.QualityMeasurement):
        for typed in list(store.quads_for_pattern(None, Rdf.type, kind, Graph.REPORT)):
            yield from store.quads_for_pattern(typed.subject, None, None, Graph.REPORT)


def _number_of(quad: Quad) -> int | None:
    found = _NUMBER.match(str(quad.subject).strip("<>"))
    return int(found[1]) if found else None
