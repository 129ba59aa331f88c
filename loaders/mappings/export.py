"""Links for others: SSSOM as the specification would have it, SKOS triples, and JSKOS mappings."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from loaders import sssom
from loaders.mappings.links import Link
from loaders.mappings.model import NOTHING, Mapping, State, row_of
from loaders.mappings.schemes import about
from loaders.sssom_cells import KNOWN, namespaces
from loaders.sssom_slots import SLOTS

FORMATS = ("sssom", "skos", "jskos")
#: The language of a label where none is told (BCP 47).
_UNKNOWN = "und"


def exported(links: Iterable[Link], form: str, prefixes: dict[str, str] | None = None) -> str:
    """Links in one of the formats: those accepted, in SSSOM those rejected too, and in a fixed order."""
    found = sorted(links, key=lambda link: (link.scheme, *link.mapping.pair))
    if form == "sssom":
        kept = [link for link in found if link.state in (State.ACCEPTED, State.REJECTED)]
        return as_sssom(kept, prefixes)
    kept = [link for link in found if link.state is State.ACCEPTED and link.mapping.object != NOTHING]
    return as_skos(kept) if form == "skos" else as_jskos(kept)


def as_sssom(links: Iterable[Link], prefixes: dict[str, str] | None = None) -> str:
    """One table, without empty columns; what all rows share stands in its head."""
    kept = list(links)
    schemes = sorted({link.scheme for link in kept})
    head = about(
        "-".join(schemes) or "none", f"Links of Rolegraph to {', '.join(schemes) or 'no vocabulary'}", *schemes
    )
    rows, said = sssom.condensed([row_of(link.mapping) for link in kept], head)
    used = {slot for row in rows for slot in row} | {*sssom.REQUIRED}
    return sssom.text([slot for slot in SLOTS if slot in used], rows, said, prefixes)


def as_skos(links: Iterable[Link]) -> str:
    """Turtle: a triple a link."""
    kept = [link.mapping for link in links]
    triples = [Triple(NamedNode(one.subject), NamedNode(one.predicate), NamedNode(one.object)) for one in kept]
    used = namespaces((iri for one in kept for iri in (one.subject, one.predicate, one.object)), {})
    known = {prefix: namespace for prefix, namespace in used.items() if prefix in KNOWN}
    return (serialize(triples, format=RdfFormat.TURTLE, prefixes=known) or b"").decode()


def as_jskos(links: Iterable[Link]) -> str:
    """A JSON array of concept mappings (https://gbv.github.io/jskos/#mapping), one a line."""
    lines = [json.dumps(jskos_mapping(link.mapping), ensure_ascii=False) for link in links]
    return "[\n" + ",\n".join(lines) + "\n]\n" if lines else "[]\n"


def jskos_mapping(mapping: Mapping) -> dict[str, Any]:
    """One mapping; labels have no language there, since a row tells none."""
    found: dict[str, Any] = {
        "type": [mapping.predicate],
        "from": {"memberSet": [_member(mapping.subject, mapping.subject_label)]},
        "to": {"memberSet": [_member(mapping.object, mapping.object_label)]},
    }
    if mapping.subject_source:
        found["fromScheme"] = {"uri": mapping.subject_source}
    if mapping.object_source:
        found["toScheme"] = {"uri": mapping.object_source}
        if mapping.object_source_version:
            found["toScheme"]["version"] = mapping.object_source_version
    if mapping.confidence is not None:
        found["mappingRelevance"] = mapping.confidence
    found["justification"] = mapping.justification
    for name, people in (("creator", mapping.authors), ("contributor", mapping.reviewers)):
        if people:
            found[name] = [{"prefLabel": {_UNKNOWN: person}} for person in people]
    if mapping.tool:
        version = {"version": mapping.tool_version} if mapping.tool_version else {}
        found["tool"] = [{"prefLabel": {_UNKNOWN: mapping.tool}, **version}]
    if mapping.date:
        found["created"] = mapping.date
    if mapping.review_date:
        found["modified"] = mapping.review_date
    if mapping.comment:
        found["note"] = {_UNKNOWN: [mapping.comment]}
    return found


def _member(iri: str, label: str) -> dict[str, Any]:
    return {"uri": iri, **({"prefLabel": {_UNKNOWN: label}} if label else {})}
