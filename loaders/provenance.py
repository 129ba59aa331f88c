"""Who did what when, as PROV tells it (https://www.w3.org/TR/prov-o/): the program of this version, and times."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version

from pyoxigraph import Literal, NamedNode

from ontology.terms import ONTOLOGY_IRI, Xsd


@cache
def agent() -> NamedNode:
    """The program of this version."""
    return NamedNode(f"{ONTOLOGY_IRI}#rolegraph-{version('rolegraph')}")


def moment(when: datetime) -> Literal:
    """A time as xsd:dateTime in UTC."""
    return Literal(when.astimezone(UTC).isoformat(timespec="milliseconds"), datatype=Xsd.dateTime)
